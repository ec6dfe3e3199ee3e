#include "db/prints.h"

#include "base/buffer.h"
#include "db/claims_sql.h"
#include "sql.h"
#include "stats/aggregate.h"

static bool no_memory(struct error *err)
{
    return error_set(err, ERROR_INTERNAL, "no memory for the evidence");
}

/* A day as the store keeps it. */
static struct slice day_text(struct date day, char text[DATE_ROOM])
{
    date_print(day, text);
    return slice_of(text[0] ? text : DAY_NONE);
}

static void bind_day(sqlite3_stmt *statement, const char *name, struct date day)
{
    char text[DATE_ROOM];

    store_bind_text(statement, name, day_text(day, text));
}

/* The number and how it is to be read. */
static void read_number(sqlite3_stmt *statement, struct print *print)
{
    struct slice scale = store_text(statement, 6);
    int comparator = words_find(&comparators, store_text(statement, 7));

    (void)decimal_parse(store_text(statement, 5), &print->number);
    print->power = scale.data ? scale_power(scale) : 0;
    print->comparator = comparator < 0 ? EQUAL : (enum comparator)comparator;
    print->precision = precision_of(store_text(statement, 10), scale, print->comparator);
}

static bool read_print(sqlite3_stmt *statement, struct arena *arena, struct print *print)
{
    struct slice *const texts[] = {&print->id, &print->source, &print->origin, &print->known_on,
                                   &print->replaces};
    bool whole = true;

    for (int i = 0; i < 5; i++)
        whole &= arena_copy(arena, store_text(statement, i), texts[i]);
    read_number(statement, print);
    print->status = (enum status)words_find(&statuses, store_text(statement, 8));
    print->rank = (enum rank)words_find(&ranks, store_text(statement, 9));
    return whole;
}

static struct print *next_print(struct arena *arena, struct prints *prints, int *room)
{
    struct print *items =
        arena_grow(arena, prints->items, prints->count, room, sizeof *prints->items);

    if (!items)
        return NULL;
    prints->items = items;
    return &prints->items[prints->count++];
}

/* Whether the selection rule still counts it on the asked day. */
static bool is_candidate(sqlite3_stmt *statement, const struct knowledge *known)
{
    struct slice key = store_text(statement, 11), ended = store_text(statement, 12);

    return key.size &&
           (!ended.size || (known->as_of.data && slice_compare(ended, known->as_of) > 0));
}

/* Marks in each run of one period what the selection rule chooses, row by row. */
struct chooser {
    struct period period;
    char best[CHOICE_KEY_ROOM];
    int chosen; /* -1: none yet */
};

static void choose(struct chooser *chooser, sqlite3_stmt *statement, const struct knowledge *known,
                   struct prints *prints)
{
    int last = prints->count - 1;
    struct slice key = store_text(statement, 11);

    if (!period_equal(chooser->period, prints->items[last].period))
        *chooser = (struct chooser){.period = prints->items[last].period, .chosen = -1};
    if (!is_candidate(statement, known) ||
        (chooser->chosen >= 0 && slice_compare(key, slice_of(chooser->best)) >= 0))
        return;
    if (chooser->chosen >= 0)
        prints->items[chooser->chosen].preferred = false;
    (void)slice_copy(key, chooser->best, sizeof chooser->best);
    chooser->chosen = last;
    prints->items[last].preferred = true;
}

static struct date read_day(sqlite3_stmt *statement, int column)
{
    struct date day = {0};

    (void)date_parse(store_text(statement, column), &day);
    return day;
}

static bool collect(struct store *store, sqlite3_stmt *statement, const struct knowledge *known,
                    struct slice series, struct arena *arena, struct prints *prints,
                    struct error *err)
{
    struct chooser chooser = {.chosen = -1};
    int room = 0;

    *prints = (struct prints){0};
    while (store_step(store, statement, err)) {
        struct print *print = next_print(arena, prints, &room);

        if (!print || !read_print(statement, arena, print)) {
            sqlite3_reset(statement);
            return no_memory(err);
        }
        print->series = series;
        print->period = (struct period){read_day(statement, 13), read_day(statement, 14)};
        choose(&chooser, statement, known, prints);
    }
    return err->kind == ERROR_NONE;
}

/* The columns before one of the two ends. */
static void make_prints(const void *from, struct buffer *sql)
{
    buffer_format(sql, "%s%s", sql_query_prints_columns, (const char *)from);
}

static bool find(struct store *store, const char *where, const struct knowledge *known,
                 struct slice series, struct period period, struct arena *arena,
                 struct prints *prints, struct error *err)
{
    sqlite3_stmt *statement =
        store_statement(store, (uint64_t)(uintptr_t)where, make_prints, where, err);

    if (!statement)
        return false;
    store_bind_integer(statement, ":revision", known->revision);
    store_bind_text(statement, ":as_of", known->as_of);
    store_bind_text(statement, ":series", series);
    bind_day(statement, ":period_start", period.start);
    bind_day(statement, ":period_end", period.end);
    return collect(store, statement, known, series, arena, prints, err);
}

bool prints_find(struct store *store, const struct knowledge *known, struct slice series,
                 struct period period, struct arena *arena, struct prints *prints,
                 struct error *err)
{
    return find(store, sql_query_prints_of_period, known, series, period, arena, prints, err);
}

bool prints_until(struct store *store, const struct knowledge *known, struct slice series,
                  struct period span, struct arena *arena, struct prints *prints, struct error *err)
{
    return find(store, sql_query_prints_until, known, series, span, arena, prints, err);
}

/* The same question, of one series alone; *series is lent. */
static struct claim_question question_in(const struct claim_question *like,
                                         const struct slice *series)
{
    return (struct claim_question){.kind = KIND_FIGURE,
                                   .revision = like->revision,
                                   .select = like->select,
                                   .series = series,
                                   .series_count = 1,
                                   .status = like->status,
                                   .period_type = like->period_type,
                                   .as_of = like->as_of};
}

bool prints_chosen(struct store *store, const struct claim_question *like, struct slice series,
                   struct period period, bool within, struct arena *arena, struct prints *prints,
                   struct error *err)
{
    struct knowledge known = {like->revision, like->as_of};
    struct claim_question q = question_in(like, &series);
    char first[DATE_ROOM], last[DATE_ROOM];

    if (within) {
        q.from = day_text(period.start, first);
        q.to = day_text(period.end, last);
    } else {
        q.period_filter = PERIODS_EXACT;
        q.period_start = day_text(period.start, first);
        q.period_end = day_text(period.end, last);
    }
    sqlite3_stmt *statement = claims_statement(store, &q, CHOSEN, err);
    if (!statement || !collect(store, statement, &known, series, arena, prints, err))
        return false;
    for (int i = 0; i < prints->count; i++)
        prints->items[i].preferred = true;
    return true;
}

bool prints_within(struct store *store, const struct knowledge *known, struct slice series,
                   struct period span, struct arena *arena, struct prints *prints,
                   struct error *err)
{
    return find(store, sql_query_prints_within, known, series, span, arena, prints, err);
}

bool prints_length(struct store *store, const struct claim_question *like, struct slice series,
                   int *months, struct error *err)
{
    struct claim_question q = question_in(like, &series);
    sqlite3_stmt *statement = claims_statement(store, &q, SPANS, err);

    *months = 0;
    if (!statement)
        return false;
    while (*months != 1 && store_step(store, statement, err)) {
        int length =
            aggregate_length((struct period){read_day(statement, 0), read_day(statement, 1)});

        if (length && (!*months || length < *months))
            *months = length;
    }
    sqlite3_reset(statement);
    return err->kind == ERROR_NONE;
}

static bool read_target(sqlite3_stmt *statement, struct slice series, struct arena *arena,
                        struct target *target)
{
    int reading = words_find(&target_readings, store_text(statement, 15));

    if (!read_print(statement, arena, &target->aim))
        return false;
    target->aim.series = series;
    target->aim.precision = PRECISION_EXACT;
    target->no_sum = !unit_adds_up(store_text(statement, 10));
    target->aim.period = (struct period){read_day(statement, 13), read_day(statement, 14)};
    target->reading = reading < 0 ? TARGET_UNCLEAR : (enum target_reading)reading;
    return true;
}

bool targets_find(struct store *store, const struct knowledge *known, struct slice series,
                  struct period period, struct arena *arena, struct targets *targets,
                  struct error *err)
{
    enum { TARGETS_MOST = 1000 };
    sqlite3_stmt *statement = store_fixed(store, sql_query_targets_of_period, err);
    bool whole = true;

    targets->count = 0;
    targets->items = arena_take(arena, TARGETS_MOST * sizeof *targets->items);
    if (!statement)
        return false;
    if (!targets->items)
        return no_memory(err);
    store_bind_integer(statement, ":revision", known->revision);
    store_bind_text(statement, ":as_of", known->as_of);
    store_bind_text(statement, ":series", series);
    bind_day(statement, ":period_start", period.start);
    bind_day(statement, ":period_end", period.end);
    while (whole && targets->count < TARGETS_MOST && store_step(store, statement, err))
        whole = read_target(statement, series, arena, &targets->items[targets->count++]);
    sqlite3_reset(statement);
    return err->kind == ERROR_NONE && (whole || no_memory(err));
}

bool day_of_answer(struct store *store, const struct knowledge *known, struct date *day,
                   struct error *err)
{
    sqlite3_stmt *statement =
        store_fixed(store, "SELECT known_on FROM revision WHERE number = :revision", err);

    *day = (struct date){0};
    if (known->as_of.data)
        return date_parse(known->as_of, day);
    if (!statement)
        return false;
    store_bind_integer(statement, ":revision", known->revision);
    if (store_step(store, statement, err))
        *day = read_day(statement, 0);
    sqlite3_reset(statement);
    return err->kind == ERROR_NONE;
}

bool family_find(struct store *store, const struct knowledge *known, struct slice series,
                 struct arena *arena, struct slice **ids, int *count, struct error *err)
{
    enum { FAMILY_MOST = 128 };
    sqlite3_stmt *statement = store_fixed(store, sql_query_family, err);
    bool whole = true;

    *count = 0;
    *ids = arena_take(arena, FAMILY_MOST * sizeof **ids);
    if (!statement)
        return false;
    if (!*ids)
        return no_memory(err);
    store_bind_integer(statement, ":revision", known->revision);
    store_bind_text(statement, ":series", series);
    while (whole && *count < FAMILY_MOST && store_step(store, statement, err))
        whole = arena_copy(arena, store_text(statement, 0), &(*ids)[(*count)++]);
    sqlite3_reset(statement);
    return err->kind == ERROR_NONE && (whole || no_memory(err));
}
