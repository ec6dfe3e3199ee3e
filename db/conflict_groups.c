#include "db/conflicts_internal.h"

/* What is claimed about one quantity: the figures of a family in a period, or the targets. */

enum { PRINTS_MOST = 2000, CLAIMS_CEILING = 4 * 1024 * 1024 };

/* One group on its way to a record. */
struct group_of_prints {
    struct print *items;
    int count;
    struct prints before;
};

static bool add_prints(struct group_of_prints *group, const struct prints *more)
{
    if (more->count > PRINTS_MOST - group->count)
        return false;
    if (more->count)
        memcpy(group->items + group->count, more->items, (size_t)more->count * sizeof *more->items);
    group->count += more->count;
    return true;
}

/* Those of one series a year before, behind those of the others. */
static bool fetch_before(struct conflict_walk *walk, struct arena *arena, struct slice series,
                         struct group_of_prints *group, struct error *err)
{
    struct period before;
    struct prints more;

    if (!period_years_later(conflict_period(walk), -1, &before))
        return true;
    if (!prints_find(walk->store, &walk->known, series, before, arena, &more, err))
        return false;
    if (!more.count)
        return true;
    int count = group->before.count + more.count;
    struct print *items = arena_take(arena, (size_t)count * sizeof *items);
    if (!items)
        return conflict_no_memory(err);
    if (group->before.count)
        memcpy(items, group->before.items, (size_t)group->before.count * sizeof *items);
    memcpy(items + group->before.count, more.items, (size_t)more.count * sizeof *items);
    group->before = (struct prints){items, count};
    return true;
}

/* The prints of all series of the family, and those of a year before. */
static bool fetch_figures(struct conflict_walk *walk, struct arena *arena,
                          struct group_of_prints *group, struct error *err)
{
    const struct family *family = &walk->families[walk->group];
    struct period period = conflict_period(walk);
    struct prints prints;

    for (int i = 0; i < family->count; i++) {
        if (!prints_find(walk->store, &walk->known, family->series[i], period, arena, &prints, err))
            return false;
        if (!add_prints(group, &prints))
            return true; /* too many to hold against each other */
        if (prints.count && !fetch_before(walk, arena, family->series[i], group, err))
            return false;
    }
    return true;
}

static bool fetch_targets(struct conflict_walk *walk, struct arena *arena,
                          struct group_of_prints *group, struct error *err)
{
    const struct family *family = &walk->families[walk->group];
    struct targets targets;

    for (int i = 0; i < family->count; i++) {
        if (!targets_find(walk->store, &walk->known, family->series[i], conflict_period(walk),
                          arena, &targets, err))
            return false;
        for (int k = 0; k < targets.count && group->count < PRINTS_MOST; k++)
            if ((int)targets.items[k].reading == walk->turn)
                group->items[group->count++] = targets.items[k].aim;
    }
    return true;
}

static bool is_chosen(const struct print *print)
{
    return print->preferred && print_counts(print);
}

/* The chosen print of the series that has most of them, where it is realised; targets have none. */
static int preferred_of(const struct group_of_prints *group)
{
    int best = -1, most = 0;

    for (int i = 0; i < group->count; i++) {
        int same = 0;

        for (int k = 0; is_chosen(&group->items[i]) && k < group->count; k++)
            same += slice_equal(group->items[k].series, group->items[i].series);
        if (same > most) {
            most = same;
            best = i;
        }
    }
    return best;
}

static bool keep_claims(const struct group_of_prints *group, const struct conflict_claim *claims,
                        struct arena *arena, struct conflict_record *record)
{
    CLEAN(buffer) struct buffer text = {0};

    buffer_init(&text, CLAIMS_CEILING);
    buffer_char(&text, '[');
    for (int i = 0; i < group->count; i++)
        if (claims[i].cluster >= 0 || claims[i].reason != CONFLICT_NONE)
            conflict_write_claim(&group->items[i], "", &claims[i], &text);
    buffer_char(&text, ']');
    return !text.failed && arena_copy(arena, buffer_all(&text), &record->claims);
}

static bool fill(const struct conflict_walk *walk, const struct group_of_prints *group,
                 const struct conflict *conflict, int preferred, struct arena *arena,
                 struct conflict_record *record)
{
    static const struct slice none = {NULL, 0};
    const struct print *lead = &group->items[preferred < 0 ? 0 : preferred];

    if (!conflict_begin(walk, arena, record))
        return false;
    record->series = lead->series;
    if (walk->subject == CONFLICT_TARGETS)
        record->reading = slice_of(target_readings.items[walk->turn]);
    record->reason = slice_of(conflict_reasons.items[conflict->reason]);
    record->preferred = preferred < 0 ? none : lead->id;
    record->clusters = conflict->clusters;
    record->independent_origins = conflict->independent_origins;
    return conflict_keep_exact(arena, conflict->spread, &record->spread) &&
           conflict_keep_exact(arena, conflict->spread_percent, &record->spread_percent);
}

/* Judges the group at the place; *found tells whether it is a conflict. */
bool conflict_judge_group(struct conflict_walk *walk, struct arena *arena,
                          struct conflict_record *record, bool *found, struct error *err)
{
    struct group_of_prints group = {arena_take(arena, PRINTS_MOST * sizeof *group.items), 0, {0}};

    *found = false;
    if (!group.items)
        return conflict_no_memory(err);
    if (!(walk->subject == CONFLICT_FIGURES ? fetch_figures : fetch_targets)(walk, arena, &group,
                                                                             err))
        return false;
    walk->looked += (int64_t)(group.count + group.before.count + 1) * LOOKS_A_PRINT;
    if (!group.count)
        return true;
    struct conflict_claim *claims = arena_take(arena, (size_t)group.count * sizeof *claims);
    if (!claims)
        return conflict_no_memory(err);
    int preferred = preferred_of(&group);
    struct conflict conflict = conflict_judge(group.items, group.count, preferred,
                                              group.before.items, group.before.count, claims);
    *found = conflict.found;
    return !conflict.found ||
           (fill(walk, &group, &conflict, preferred, arena, record) &&
            keep_claims(&group, claims, arena, record)) ||
           conflict_no_memory(err);
}
