#include "db/prints.h"

#include "db/store_internal.h"
#include "sql.h"

enum { FIRST_ROOM = 8 };

static bool no_memory(struct error *err)
{
    return error_set(err, ERROR_INTERNAL, "no memory for the evidence");
}

static void bind_day(sqlite3_stmt *statement, const char *name, struct date day)
{
    char text[DATE_ROOM];

    date_print(day, text);
    store_bind_text(statement, name, slice_of(text[0] ? text : DAY_NONE));
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

/* Room for one more, doubled in the arena. */
static struct print *next_print(struct arena *arena, struct prints *prints, int *room)
{
    if (prints->count == *room) {
        int more = *room ? *room * 2 : FIRST_ROOM;
        struct print *items = arena_take(arena, (size_t)more * sizeof *items);

        if (!items)
            return NULL;
        if (prints->count)
            memcpy(items, prints->items, (size_t)prints->count * sizeof *items);
        prints->items = items;
        *room = more;
    }
    return &prints->items[prints->count++];
}

/* Whether the selection rule still counts it on the asked day. */
static bool is_candidate(sqlite3_stmt *statement, const struct knowledge *known)
{
    struct slice key = store_text(statement, 11), ended = store_text(statement, 12);

    return key.size &&
           (!ended.size || (known->as_of.data && slice_compare(ended, known->as_of) > 0));
}

bool prints_find(struct store *store, const struct knowledge *known, struct slice series,
                 struct period period, struct arena *arena, struct prints *prints,
                 struct error *err)
{
    sqlite3_stmt *statement = store_fixed(store, sql_query_prints, err);
    char best[CHOICE_KEY_ROOM] = "";
    int room = 0, chosen = -1;

    *prints = (struct prints){0};
    if (!statement)
        return false;
    store_bind_integer(statement, ":revision", known->revision);
    store_bind_text(statement, ":as_of", known->as_of);
    store_bind_text(statement, ":series", series);
    bind_day(statement, ":period_start", period.start);
    bind_day(statement, ":period_end", period.end);
    while (store_step(store, statement, err)) {
        struct print *print = next_print(arena, prints, &room);

        if (!print || !read_print(statement, arena, print)) {
            sqlite3_reset(statement);
            return no_memory(err);
        }
        print->series = series;
        print->period = period;
        if (is_candidate(statement, known) &&
            (!best[0] || slice_compare(store_text(statement, 11), slice_of(best)) < 0)) {
            (void)slice_copy(store_text(statement, 11), best, sizeof best);
            chosen = prints->count - 1;
        }
    }
    if (chosen >= 0)
        prints->items[chosen].preferred = true;
    return err->kind == ERROR_NONE;
}

bool family_find(struct store *store, const struct knowledge *known, struct slice series,
                 struct arena *arena, struct slice **ids, int *count, struct error *err)
{
    enum { FAMILY_MOST = 32 };
    sqlite3_stmt *statement = store_fixed(store, sql_query_family, err);

    *count = 0;
    *ids = arena_take(arena, FAMILY_MOST * sizeof **ids);
    if (!statement)
        return false;
    if (!*ids)
        return no_memory(err);
    store_bind_integer(statement, ":revision", known->revision);
    store_bind_text(statement, ":series", series);
    while (*count < FAMILY_MOST && store_step(store, statement, err))
        if (!arena_copy(arena, store_text(statement, 0), &(*ids)[(*count)++]))
            return no_memory(err);
    sqlite3_reset(statement);
    return err->kind == ERROR_NONE;
}
