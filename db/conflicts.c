#include "db/conflicts.h"

#include "base/buffer.h"
#include "db/families.h"
#include "db/store_internal.h"
#include "sql.h"
#include "stats/conflict.h"
#include "stats/period_step.h"

static const char *const subject_words[] = {"figures", "targets"};
const struct words conflict_subjects = WORDS(subject_words);

enum { FIGURES, TARGETS, SUBJECTS, READINGS = 3 };
enum { FAMILIES_CEILING = 64 * 1024 * 1024, PRINTS_MOST = 2000, CLAIMS_CEILING = 4 * 1024 * 1024 };

/* One group on its way to a record. */
struct group_of_prints {
    struct print *items;
    int count;
    struct prints before;
};

static bool no_memory(struct error *err)
{
    return error_set(err, ERROR_INTERNAL, "no memory for conflicts");
}

void conflict_walk_clear(struct conflict_walk *walk)
{
    arena_clear(&walk->families_arena);
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
    buffer_format(out, "%d.%d.%d.%s.%s", walk->subject, walk->family, walk->reading,
                  walk->period_end, walk->period_start);
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
    fine = fine && numbers[0] < SUBJECTS && numbers[1] <= walk->family_count &&
           slice_copy(parts[3], walk->period_end, sizeof walk->period_end) &&
           slice_copy(parts[4], walk->period_start, sizeof walk->period_start);
    if (!fine)
        return error_set(err, ERROR_ARGUMENT, "the cursor is damaged");
    walk->subject = (int)numbers[0];
    walk->family = (int)numbers[1];
    walk->reading = (int)numbers[2];
    return true;
}

bool conflicts_open(struct conflict_walk *walk, struct store *store, const struct knowledge *known,
                    const struct conflict_question *question, struct error *err)
{
    *walk = (struct conflict_walk){.store = store, .known = *known, .reading = READINGS};
    arena_init(&walk->families_arena, FAMILIES_CEILING);
    if (!families_find(store, known->revision, &walk->families_arena, &walk->families,
                       &walk->family_count, err))
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
    store_bind_text(statement, ":kind", slice_of(walk->subject == FIGURES ? "figure" : "target"));
    store_bind_text(statement, ":period_end", slice_of(walk->period_end));
    store_bind_text(statement, ":period_start", slice_of(walk->period_start));
    if (store_step(walk->store, statement, err)) {
        (void)slice_copy(store_text(statement, 0), end, 16);
        (void)slice_copy(store_text(statement, 1), start, 16);
        sqlite3_reset(statement);
    }
    return err->kind == ERROR_NONE;
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

/* Moves to the family's next period; *found is false behind its last. */
static bool next_period(struct conflict_walk *walk, bool *found, struct error *err)
{
    const struct family *family = &walk->families[walk->family];
    const char *sql = walk->subject == FIGURES && family->count == 1 ? sql_query_conflict_next_alone
                                                                     : sql_query_conflict_next_any;
    char end[16], start[16], best_end[16] = "", best_start[16] = "";

    if (walk->only_end[0]) {
        *found = only_period(walk);
        return true;
    }
    for (int i = 0; i < family->count; i++) {
        if (!next_of_series(walk, family->series[i], sql, end, start, err))
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

static struct period period_here(const struct conflict_walk *walk)
{
    struct period period = {{0}, {0}};

    (void)date_parse(slice_of(walk->period_start), &period.start);
    (void)date_parse(slice_of(walk->period_end), &period.end);
    return period;
}

static bool add_prints(struct group_of_prints *group, const struct prints *more)
{
    if (more->count > PRINTS_MOST - group->count)
        return false;
    if (more->count)
        memcpy(group->items + group->count, more->items, (size_t)more->count * sizeof *more->items);
    group->count += more->count;
    return true;
}

/* The prints of all series of the family, and those of a year before. */
static bool fetch_figures(struct conflict_walk *walk, struct arena *arena,
                          struct group_of_prints *group, struct error *err)
{
    const struct family *family = &walk->families[walk->family];
    struct period period = period_here(walk), before;
    struct prints prints;

    for (int i = 0; i < family->count; i++) {
        if (!prints_find(walk->store, &walk->known, family->series[i], period, arena, &prints, err))
            return false;
        if (!add_prints(group, &prints))
            return true; /* too many to hold against each other */
        if (group->count && period_years_later(period, -1, &before) && !group->before.count &&
            !prints_find(walk->store, &walk->known, family->series[i], before, arena,
                         &group->before, err))
            return false;
    }
    return true;
}

static bool fetch_targets(struct conflict_walk *walk, struct arena *arena,
                          struct group_of_prints *group, struct error *err)
{
    const struct family *family = &walk->families[walk->family];
    struct targets targets;

    for (int i = 0; i < family->count; i++) {
        if (!targets_find(walk->store, &walk->known, family->series[i], period_here(walk), arena,
                          &targets, err))
            return false;
        for (int k = 0; k < targets.count && group->count < PRINTS_MOST; k++)
            if ((int)targets.items[k].reading == walk->reading)
                group->items[group->count++] = targets.items[k].aim;
    }
    return true;
}

/* The chosen print of the series that has most of them; targets have none. */
static int preferred_of(const struct group_of_prints *group)
{
    int best = -1, most = 0;

    for (int i = 0; i < group->count; i++) {
        int same = 0;

        for (int k = 0; group->items[i].preferred && k < group->count; k++)
            same += slice_equal(group->items[k].series, group->items[i].series);
        if (same > most) {
            most = same;
            best = i;
        }
    }
    return best;
}

static bool keep_text(struct arena *arena, const char *text, struct slice *out)
{
    return arena_copy(arena, slice_of(text[0] ? text : NULL), out);
}

/* Ids, codes and exact digits: nothing in them needs an escape. */
static void write_claim(const struct print *print, const struct conflict_claim *claim,
                        struct buffer *out)
{
    char value[EXACT_TEXT_ROOM];

    if (!exact_text(print_value(print), ROUND_NEAREST, value))
        (void)snprintf(value, sizeof value, "null");
    buffer_format(out,
                  "%s{\"id\":\"%.*s\",\"series\":\"%.*s\",\"value\":%s,\"source\":\"%.*s\","
                  "\"cluster\":%d,\"reason\":",
                  out->size > 1 ? "," : "", SLICE_ARGS(print->id), SLICE_ARGS(print->series), value,
                  SLICE_ARGS(print->source), claim->cluster);
    if (claim->reason == CONFLICT_NONE)
        buffer_text(out, "null}");
    else
        buffer_format(out, "\"%s\"}", conflict_reasons.items[claim->reason]);
}

static bool keep_claims(const struct group_of_prints *group, const struct conflict_claim *claims,
                        struct arena *arena, struct conflict_record *record)
{
    CLEAN(buffer) struct buffer text = {0};

    buffer_init(&text, CLAIMS_CEILING);
    buffer_char(&text, '[');
    for (int i = 0; i < group->count; i++)
        if (claims[i].cluster >= 0 || claims[i].reason != CONFLICT_NONE)
            write_claim(&group->items[i], &claims[i], &text);
    buffer_char(&text, ']');
    return !text.failed && arena_copy(arena, buffer_all(&text), &record->claims);
}

static bool keep_exact(struct arena *arena, struct exact value, struct slice *out)
{
    char text[EXACT_TEXT_ROOM] = "";

    if (exact_given(&value))
        (void)exact_text(value, ROUND_NEAREST, text);
    return keep_text(arena, text, out);
}

static bool keep_period(const struct conflict_walk *walk, struct arena *arena,
                        struct conflict_record *record)
{
    static const struct slice none = {NULL, 0};
    struct period_record *period = &record->period;
    bool started = walk->period_start[0] != '~';

    period->start = period->end = period->label = none;
    return (!started || keep_text(arena, walk->period_start, &period->start)) &&
           keep_text(arena, walk->period_end, &period->end);
}

static bool fill(const struct conflict_walk *walk, const struct group_of_prints *group,
                 const struct conflict *conflict, int preferred, struct arena *arena,
                 struct conflict_record *record)
{
    static const struct slice none = {NULL, 0};
    const struct print *lead = &group->items[preferred < 0 ? 0 : preferred];

    record->subject = slice_of(conflict_subjects.items[walk->subject]);
    record->series = lead->series;
    record->reading =
        walk->subject == TARGETS ? slice_of(target_readings.items[walk->reading]) : none;
    record->reason = slice_of(conflict_reasons.items[conflict->reason]);
    record->preferred = preferred < 0 ? none : lead->id;
    record->clusters = conflict->clusters;
    record->independent_origins = conflict->independent_origins;
    return keep_period(walk, arena, record) &&
           keep_exact(arena, conflict->spread, &record->spread) &&
           keep_exact(arena, conflict->spread_percent, &record->spread_percent);
}

/* Judges the group at the place; *found tells whether it is a conflict. */
static bool judge(struct conflict_walk *walk, struct arena *arena, struct conflict_record *record,
                  bool *found, struct error *err)
{
    struct group_of_prints group = {arena_take(arena, PRINTS_MOST * sizeof *group.items), 0, {0}};

    *found = false;
    if (!group.items)
        return no_memory(err);
    if (!(walk->subject == FIGURES ? fetch_figures : fetch_targets)(walk, arena, &group, err))
        return false;
    if (!group.count)
        return true;
    struct conflict_claim *claims = arena_take(arena, (size_t)group.count * sizeof *claims);
    if (!claims)
        return no_memory(err);
    int preferred = preferred_of(&group);
    struct conflict conflict = conflict_judge(group.items, group.count, preferred,
                                              group.before.items, group.before.count, claims);
    *found = conflict.found;
    return !conflict.found ||
           (fill(walk, &group, &conflict, preferred, arena, record) &&
            keep_claims(&group, claims, arena, record)) ||
           no_memory(err);
}

/* To the next place to look at: another reading of the same targets, the next period, the next
 * family, the targets behind the figures. False behind the last, or on failure. */
static bool advance(struct conflict_walk *walk, struct error *err)
{
    bool found = false;

    if (walk->subject == TARGETS && walk->reading + 1 < READINGS) {
        walk->reading++;
        return true;
    }
    while (walk->subject < SUBJECTS) {
        if (walk->family < walk->family_count && !next_period(walk, &found, err))
            return false;
        walk->reading = 0;
        if (found)
            return true;
        if (walk->family < walk->family_count) {
            walk->family++;
            continue;
        }
        walk->subject++;
        walk->family = 0;
    }
    return false;
}

bool conflicts_next(struct conflict_walk *walk, struct arena *arena, struct conflict_record *record,
                    struct error *err)
{
    bool found = false;

    err->kind = ERROR_NONE;
    while (!found && advance(walk, err)) {
        arena_clear(arena);
        if (!judge(walk, arena, record, &found, err))
            return false;
    }
    if (found)
        period_record_complete(&record->period, walk->families[walk->family].fiscal_start);
    return found;
}
