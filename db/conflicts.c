#include "db/conflicts_internal.h"

#include "base/buffer.h"
#include "db/families.h"
#include "db/list.h"
#include "db/store_internal.h"
#include "sql.h"

static const char *const subject_words[] = {"figures", "targets", "sums"};
const struct words conflict_subjects = WORDS(subject_words);

enum { READINGS = 3, ARENA_CEILING = 64 * 1024 * 1024 };

static const int turns[CONFLICT_SUBJECTS] = {1, READINGS, SUM_KINDS};

void conflict_walk_clear(struct conflict_walk *walk)
{
    arena_clear(&walk->arena);
}

/* Families in which one of the chosen series stands. */
static void keep_families(struct conflict_walk *walk, const struct slice *only, int count)
{
    int kept = 0;

    for (int i = 0; count >= 0 && i < walk->family_count; i++) {
        bool chosen = false;

        for (int k = 0; k < walk->families[i].count; k++)
            for (int n = 0; n < count; n++)
                chosen |= slice_equal(walk->families[i].series[k], only[n]);
        if (chosen)
            walk->families[kept++] = walk->families[i];
    }
    if (count >= 0)
        walk->family_count = kept;
}

void conflict_place(const struct conflict_walk *walk, struct buffer *out)
{
    buffer_format(out, "%d.%d.%d.%s.%s", walk->subject, walk->group, walk->turn, walk->period_end,
                  walk->period_start);
}

/* Whether a whole is asked: with its periods where it, or one of its family, is chosen; with its
 * parts also where one of these is. */
static bool keep_whole(const struct conflict_walk *walk, struct whole *whole)
{
    bool chosen = walk->only_count < 0, by_part = false;

    for (int i = 0; i < walk->family_count && !chosen; i++)
        for (int k = 0; k < walk->families[i].count; k++)
            chosen |= slice_equal(walk->families[i].series[k], whole->series);
    for (int i = 0; i < whole->part_count; i++)
        for (int n = 0; n < walk->only_count; n++)
            by_part |= slice_equal(whole->parts[i], walk->only_series[n]);
    whole->adds_up_over_time &= chosen;
    return chosen || by_part;
}

bool conflict_read_wholes(struct conflict_walk *walk, struct error *err)
{
    int count, kept = 0;

    if (walk->whole_count >= 0)
        return true;
    if (!wholes_find(walk->store, walk->known.revision, &walk->arena, &walk->wholes, &count, err))
        return false;
    for (int i = 0; i < count; i++)
        if (keep_whole(walk, &walk->wholes[i]))
            walk->wholes[kept++] = walk->wholes[i];
    walk->whole_count = kept;
    return true;
}

/* How many families, or wholes, the present subject has. */
static bool count_groups(struct conflict_walk *walk, int *count, struct error *err)
{
    if (walk->subject == CONFLICT_SUMS && !conflict_read_wholes(walk, err))
        return false;
    *count = walk->subject == CONFLICT_SUMS ? walk->whole_count : walk->family_count;
    return true;
}

/* As a date stands in the place: "~" for none. */
static bool is_day(struct slice text)
{
    struct date day;

    return slice_is(text, "~") || date_parse(text, &day);
}

/* A turn at a period, or what is behind all turns: ahead of the first period of a group. */
static bool is_place(struct slice end, struct slice start, int64_t turn)
{
    return turn < READINGS ? is_day(end) && is_day(start)
                           : turn == READINGS && !end.size && !start.size;
}

static bool read_place(struct conflict_walk *walk, struct slice place, struct error *err)
{
    struct slice parts[5];
    int64_t numbers[3];
    bool fine = true;

    for (int i = 0; i < 5; i++)
        fine = fine && slice_cut(&place, '.', &parts[i]);
    for (int i = 0; i < 3; i++)
        fine = fine && slice_integer(parts[i], INT32_MAX, &numbers[i]);
    fine = fine && !place.size && numbers[0] < CONFLICT_SUBJECTS &&
           is_place(parts[3], parts[4], numbers[2]) &&
           slice_copy(parts[3], walk->period_end, sizeof walk->period_end) &&
           slice_copy(parts[4], walk->period_start, sizeof walk->period_start);
    if (!fine)
        return error_set(err, ERROR_ARGUMENT, "the cursor is damaged");
    walk->subject = (int)numbers[0];
    walk->group = (int)numbers[1];
    walk->turn = (int)numbers[2];
    return true;
}

bool conflicts_open(struct conflict_walk *walk, struct store *store, const struct knowledge *known,
                    const struct conflict_question *question, struct error *err)
{
    *walk = (struct conflict_walk){.store = store,
                                   .known = *known,
                                   .turn = READINGS,
                                   .enough = question->enough,
                                   .whole_count = -1,
                                   .by_year = question->by_year,
                                   .only_series = question->series,
                                   .only_count = question->series_count};
    arena_init(&walk->arena, ARENA_CEILING);
    if (!families_find(store, known->revision, &walk->arena, &walk->families, &walk->family_count,
                       err))
        return false;
    keep_families(walk, question->series, question->series_count);
    (void)slice_copy(question->period_end, walk->only_end, sizeof walk->only_end);
    (void)slice_copy(question->period_start, walk->only_start, sizeof walk->only_start);
    return !question->place.data || read_place(walk, question->place, err);
}

/* The next period of one series behind the place; "" for none. */
static bool next_of_series(struct conflict_walk *walk, struct slice series, const char *sql,
                           char end[16], char start[16], struct error *err)
{
    sqlite3_stmt *statement = store_fixed(walk->store, sql, err);

    end[0] = start[0] = '\0';
    if (!statement)
        return false;
    store_bind_integer(statement, ":revision", walk->known.revision);
    store_bind_text(statement, ":series", series);
    store_bind_text(statement, ":kind",
                    slice_of(walk->subject == CONFLICT_TARGETS ? "target" : "figure"));
    store_bind_text(statement, ":period_end", slice_of(walk->period_end));
    store_bind_text(statement, ":period_start", slice_of(walk->period_start));
    if (store_step(walk->store, statement, err)) {
        (void)slice_copy(store_text(statement, 0), end, 16);
        (void)slice_copy(store_text(statement, 1), start, 16);
        sqlite3_reset(statement);
    }
    return err->kind == ERROR_NONE;
}

/* The fiscal year that is asked for, or a part of it, as this series of the group counts it, if it
 * lies behind the place; "" for none. */
static void year_of_series(const struct conflict_walk *walk, int i, char end[16], char start[16])
{
    struct slice fiscal_start = walk->subject == CONFLICT_SUMS
                                    ? walk->wholes[walk->group].fiscal_start
                                    : walk->families[walk->group].fiscal_starts[i];
    struct period period;
    int order;

    end[0] = start[0] = '\0';
    if (!claims_one_period(walk->by_year, fiscal_start, &period))
        return;
    date_print(period.end, end);
    date_print(period.start, start);
    order = strcmp(end, walk->period_end);
    if (order < 0 || (order == 0 && strcmp(start, walk->period_start) <= 0))
        end[0] = start[0] = '\0';
}

/* To the one period that is asked for, once in each family. */
static bool only_period(struct conflict_walk *walk)
{
    bool found = !walk->period_end[0] && walk->only_end[0] != '~';

    memcpy(walk->period_end, found ? walk->only_end : "", found ? sizeof walk->period_end : 1);
    memcpy(walk->period_start, found ? walk->only_start : "",
           found ? sizeof walk->period_start : 1);
    return found;
}

/* The series of the present group, and the statement that finds their periods: a single series'
 * prints are known to differ or not, and only what is long or has parts can be a sum. */
static const struct slice *series_here(const struct conflict_walk *walk, int *count,
                                       const char **sql)
{
    *sql = sql_query_conflict_next_any;
    if (walk->subject == CONFLICT_SUMS) {
        const struct whole *whole = &walk->wholes[walk->group];

        if (!whole->part_count)
            *sql = sql_query_conflict_next_long;
        *count = whole->part_count || whole->adds_up_over_time;
        return &whole->series;
    }
    const struct family *family = &walk->families[walk->group];
    if (walk->subject == CONFLICT_FIGURES && family->count == 1)
        *sql = sql_query_conflict_next_alone;
    *count = family->count;
    return family->series;
}

/* Moves to the group's next period; *found is false behind its last. */
static bool next_period(struct conflict_walk *walk, bool *found, struct error *err)
{
    int count;
    const char *sql;
    const struct slice *series = series_here(walk, &count, &sql);
    char end[16], start[16], best_end[16] = "", best_start[16] = "";

    walk->looked += 1 + count;
    if (walk->only_end[0]) {
        *found = only_period(walk);
        return true;
    }
    for (int i = 0; i < count; i++) {
        if (walk->by_year)
            year_of_series(walk, i, end, start);
        else if (!next_of_series(walk, series[i], sql, end, start, err))
            return false;
        int order = strcmp(end, best_end);
        if (end[0] &&
            (!best_end[0] || order < 0 || (order == 0 && strcmp(start, best_start) < 0))) {
            memcpy(best_end, end, sizeof best_end);
            memcpy(best_start, start, sizeof best_start);
        }
    }
    /* What has no end is in no group. */
    *found = best_end[0] && best_end[0] != '~';
    memcpy(walk->period_end, *found ? best_end : "", *found ? sizeof best_end : 1);
    memcpy(walk->period_start, *found ? best_start : "", *found ? sizeof best_start : 1);
    return true;
}

/* Whether to go on another time. */
static bool is_enough(struct conflict_walk *walk)
{
    walk->paused = walk->looked >= walk->enough && walk->subject < CONFLICT_SUBJECTS;
    return walk->paused;
}

/* To the next place to look at: another turn at the same period, the next period, the next group,
 * the next subject. False behind the last, or on failure. */
static bool advance(struct conflict_walk *walk, struct error *err)
{
    bool found = false;
    int groups;

    while (walk->subject < CONFLICT_SUBJECTS) {
        if (!count_groups(walk, &groups, err))
            return false;
        if (walk->group < groups && walk->turn + 1 < turns[walk->subject]) {
            walk->turn++;
            return true;
        }
        if (walk->group < groups && !next_period(walk, &found, err))
            return false;
        walk->turn = 0;
        if (found)
            return true;
        walk->turn = READINGS;
        if (walk->group < groups) {
            walk->group++;
        } else {
            walk->subject++;
            walk->group = 0;
        }
        if (is_enough(walk))
            return false;
    }
    return false;
}

/* That of the series that the record names. */
static struct slice fiscal_start_of(const struct conflict_walk *walk, struct slice series)
{
    const struct family *family = &walk->families[walk->group];
    int i = 0;

    if (walk->subject == CONFLICT_SUMS)
        return walk->wholes[walk->group].fiscal_start;
    while (i < family->count - 1 && !slice_equal(family->series[i], series))
        i++;
    return family->fiscal_starts[i];
}

bool conflicts_next(struct conflict_walk *walk, struct arena *arena, struct conflict_record *record,
                    struct error *err)
{
    bool found = false;

    err->kind = ERROR_NONE;
    while (!found && !walk->paused && advance(walk, err)) {
        arena_clear(arena);
        if (!(walk->subject == CONFLICT_SUMS ? conflict_judge_sum : conflict_judge_group)(
                walk, arena, record, &found, err))
            return false;
        (void)(found || is_enough(walk));
    }
    if (found)
        period_record_complete(&record->period, fiscal_start_of(walk, record->series));
    return found;
}
