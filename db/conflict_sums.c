#include "db/conflicts_internal.h"
#include "stats/sums.h"

/* Sums that printed numbers promise: shorter periods against a longer one of the same series, and
 * series against the one that they are part of. */

enum { PRINTS_MOST = 5000, CLAIMS_CEILING = 4 * 1024 * 1024, DAYS_OF_A_MONTH = 31 };

static const char *const sum_words[] = {"periods", "parts"};
const struct words conflict_sums = WORDS(sum_words);

/* One sum on its way to a record. */
struct addition {
    const struct whole *whole;
    struct sum_part wholes;
    struct sum_part *parts;
    int count;    /* of the parts; 0: nothing to add up */
    int *chosen;  /* of each part */
    int64_t seen; /* prints */
    struct sum sum;
};

static bool take_room(struct addition *it, int count, struct arena *arena)
{
    it->parts = arena_take(arena, ((size_t)count + 1) * sizeof *it->parts);
    it->chosen = arena_take(arena, ((size_t)count + 1) * sizeof *it->chosen);
    return it->parts && it->chosen;
}

static bool fetch_periods(struct conflict_walk *walk, struct arena *arena, struct addition *it,
                          struct error *err)
{
    struct period period = conflict_period(walk);
    struct prints prints;

    if (!it->whole->adds_up_over_time || !date_given(period.start) ||
        date_number(period.end) - date_number(period.start) < DAYS_OF_A_MONTH)
        return true;
    if (!prints_within(walk->store, &walk->known, it->whole->series, period, arena, &prints, err))
        return false;
    it->seen = prints.count;
    if (prints.count > PRINTS_MOST)
        return true; /* too many to look for a way through */
    struct cover_piece *pieces = arena_take(arena, ((size_t)prints.count + 1) * sizeof *pieces);
    if (!pieces || !take_room(it, prints.count, arena))
        return conflict_no_memory(err);
    it->count = sum_parts_of(period, prints.items, prints.count, pieces, it->parts, &it->wholes);
    return true;
}

/* One part's prints, or those of the whole. False with *given where none can be taken. */
static bool fetch_part(struct conflict_walk *walk, struct slice series, struct arena *arena,
                       struct addition *it, struct sum_part *part, bool *given, struct error *err)
{
    struct prints prints;

    if (!prints_find(walk->store, &walk->known, series, conflict_period(walk), arena, &prints, err))
        return false;
    it->seen += prints.count;
    *part = (struct sum_part){prints.items, prints.count};
    *given = print_preferred(prints.items, prints.count) >= 0;
    return true;
}

static bool fetch_parts(struct conflict_walk *walk, struct arena *arena, struct addition *it,
                        struct error *err)
{
    bool given = it->whole->part_count > 0;

    if (!given)
        return true;
    if (!take_room(it, it->whole->part_count, arena))
        return conflict_no_memory(err);
    if (!fetch_part(walk, it->whole->series, arena, it, &it->wholes, &given, err))
        return false;
    for (int i = 0; i < it->whole->part_count && given; i++)
        if (!fetch_part(walk, it->whole->parts[i], arena, it, &it->parts[i], &given, err))
            return false;
    it->count = given ? it->whole->part_count : 0;
    return true;
}

static enum conflict_reason reason_of(const struct sum *sum)
{
    return sum->verdict == SUM_DIFFERS    ? CONFLICT_UNEXPLAINED
           : sum->verdict == SUM_REVISION ? CONFLICT_REVISION
           : sum->verdict == SUM_ROUNDING ? CONFLICT_ROUNDING
                                          : CONFLICT_NONE;
}

static const struct print *part_of(const struct addition *it, int i)
{
    return &it->parts[i].prints[it->chosen[i]];
}

static void write_claim(const struct addition *it, const struct print *print, int cluster,
                        struct buffer *out)
{
    struct conflict_claim claim = {.cluster = cluster,
                                   .reason = cluster ? reason_of(&it->sum) : CONFLICT_NONE};
    struct month_day fiscal_start = {1, 1};
    char label[PERIOD_LABEL_ROOM];

    (void)month_day_parse(it->whole->fiscal_start, &fiscal_start);
    (void)period_label(print->period, fiscal_start, label);
    conflict_write_claim(print, label, &claim, out);
}

/* The whole first, then the parts in order. */
static bool keep_claims(const struct addition *it, struct arena *arena,
                        struct conflict_record *record)
{
    CLEAN(buffer) struct buffer text = {0};

    buffer_init(&text, CLAIMS_CEILING);
    buffer_char(&text, '[');
    write_claim(it, &it->wholes.prints[it->sum.whole], 0, &text);
    for (int i = 0; i < it->count; i++)
        write_claim(it, part_of(it, i), 1, &text);
    buffer_char(&text, ']');
    return !text.failed && arena_copy(arena, buffer_all(&text), &record->claims);
}

static bool count_origins(const struct addition *it, struct arena *arena,
                          struct conflict_record *record)
{
    struct print *all = arena_take(arena, ((size_t)it->count + 1) * sizeof *all);

    if (!all)
        return false;
    all[0] = it->wholes.prints[it->sum.whole];
    for (int i = 0; i < it->count; i++)
        all[i + 1] = *part_of(it, i);
    record->independent_origins = conflict_origins(all, it->count + 1);
    return true;
}

static bool fill(const struct conflict_walk *walk, const struct addition *it, struct arena *arena,
                 struct conflict_record *record)
{
    const struct print *whole = &it->wholes.prints[it->sum.whole];
    struct range_text bounds = range_text(&it->sum.total);

    if (!conflict_begin(walk, arena, record))
        return false;
    record->series = it->whole->series;
    record->reason = slice_of(conflict_reasons.items[reason_of(&it->sum)]);
    record->preferred = whole->id;
    record->clusters = 2;
    record->sum_of = slice_of(conflict_sums.items[walk->turn]);
    if (it->sum.one_source)
        record->sum_source = whole->source;
    if (it->sum.revised)
        record->sum_revised = it->sum.revised->id;
    return conflict_keep_exact(arena, it->sum.spread, &record->spread) &&
           conflict_keep_exact(arena, it->sum.spread_percent, &record->spread_percent) &&
           conflict_keep_exact(arena, it->sum.total_value, &record->sum_value) &&
           conflict_keep_text(arena, bounds.low, &record->sum_low) &&
           conflict_keep_text(arena, bounds.high, &record->sum_high) &&
           count_origins(it, arena, record) && keep_claims(it, arena, record);
}

bool conflict_judge_sum(struct conflict_walk *walk, struct arena *arena,
                        struct conflict_record *record, bool *found, struct error *err)
{
    struct addition it = {.whole = &walk->wholes[walk->group]};

    *found = false;
    if (!(walk->turn == SUM_OF_PERIODS ? fetch_periods : fetch_parts)(walk, arena, &it, err))
        return false;
    walk->looked += it.seen * LOOKS_A_PRINT;
    if (!it.count)
        return true;
    it.sum = sum_check(it.wholes.prints, it.wholes.count, it.parts, it.count, it.chosen);
    *found = reason_of(&it.sum) != CONFLICT_NONE;
    return !*found || fill(walk, &it, arena, record) || conflict_no_memory(err);
}
