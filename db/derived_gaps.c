#include "db/derived_gaps.h"

#include <stdlib.h>

#include "stats/aggregate.h"
#include "stats/period_step.h"

enum { GAPS_MOST = 200000, LENGTHS = 13, PHASES = 12 };

static const struct period all_days = {{1, 1, 1}, {9999, 12, 31}};

static int compare_periods(const void *a, const void *b)
{
    const struct period *x = a, *y = b;
    int order = date_compare(x->end, y->end);

    return order ? order : date_compare(x->start, y->start);
}

/* Gaps being collected; `failed` where memory ended. */
struct collection {
    struct derived_walk *walk;
    int room;
    bool failed;
};

static void add_gap(struct collection *it, struct period period)
{
    struct derived_walk *walk = it->walk;
    struct slice fiscal_start = walk->wholes[walk->at].fiscal_start;

    if (it->failed || walk->gap_count >= GAPS_MOST || !date_given(period.start) ||
        !claims_ask_period(&walk->rows, period, fiscal_start))
        return;
    struct period *gaps =
        arena_grow(&walk->of_series, walk->gaps, walk->gap_count, &it->room, sizeof *gaps);
    it->failed = !gaps;
    if (it->failed)
        return;
    walk->gaps = gaps;
    walk->gaps[walk->gap_count++] = period;
}

/* Between two figures of one length that begin at the same step, whatever the year. */
static void add_between(struct collection *it)
{
    struct period last[LENGTHS][PHASES] = {0};
    const struct prints *figures = &it->walk->figures;

    for (int i = 0; i < figures->count; i++) {
        struct period period = figures->items[i].period, next;
        int months = aggregate_length(period);

        if (!months)
            continue;
        struct period *before = &last[months][period.start.month % months];
        if (date_given(before->end))
            for (next = *before;
                 period_part(next, months, 1, &next) && date_compare(next.end, period.start) < 0;)
                add_gap(it, next);
        *before = period;
    }
}

/* Where another series has a figure. */
static bool add_those_of(struct collection *it, struct store *store, struct slice series,
                         struct error *err)
{
    struct prints prints;

    if (!prints_chosen(store, &it->walk->beside, series, all_days, true, &it->walk->of_series,
                       &prints, err))
        return false;
    for (int i = 0; i < prints.count; i++)
        add_gap(it, prints.items[i].period);
    return true;
}

static bool add_by_parts(struct collection *it, struct store *store, struct error *err)
{
    const struct derived_walk *walk = it->walk;
    const struct whole *series = &walk->wholes[walk->at];

    if (series->part_count && !add_those_of(it, store, series->parts[0], err))
        return false;
    for (int i = 0; i < walk->whole_count; i++)
        if (whole_has_part(&walk->wholes[i], series->series) &&
            !add_those_of(it, store, walk->wholes[i].series, err))
            return false;
    return true;
}

static bool is_printed(const struct prints *figures, struct period period)
{
    int low = 0, high = figures->count;

    while (low < high) {
        int middle = (low + high) / 2,
            order = compare_periods(&figures->items[middle].period, &period);

        if (!order)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

/* Whether a filter by the types of periods lets it through. */
static bool is_of_type(const struct derived_walk *walk, struct period period)
{
    struct month_day fiscal_start = {1, 1};
    char word[32];

    if (!walk->rows.period_type.count)
        return true;
    (void)month_day_parse(walk->wholes[walk->at].fiscal_start, &fiscal_start);
    (void)snprintf(word, sizeof word, "\"%s\"",
                   period_types.items[period_type(period, fiscal_start)]);
    return memmem(walk->rows.period_type.json.data, walk->rows.period_type.json.size, word,
                  strlen(word)) != NULL;
}

/* In the order of the list, each once, and without those that have a figure. */
static void settle(struct derived_walk *walk)
{
    int kept = 0;

    if (walk->gap_count)
        qsort(walk->gaps, (size_t)walk->gap_count, sizeof *walk->gaps, compare_periods);
    for (int i = 0; i < walk->gap_count; i++)
        if ((!kept || compare_periods(&walk->gaps[kept - 1], &walk->gaps[i])) &&
            !is_printed(&walk->figures, walk->gaps[i]) && is_of_type(walk, walk->gaps[i]))
            walk->gaps[kept++] = walk->gaps[i];
    walk->gap_count = kept;
    for (int i = 0; walk->rows.sort == SORT_PERIOD_DOWN && i < kept / 2; i++) {
        struct period period = walk->gaps[i];

        walk->gaps[i] = walk->gaps[kept - 1 - i];
        walk->gaps[kept - 1 - i] = period;
    }
}

static struct period years_around(struct period period, struct month_day fiscal_start)
{
    static const struct month_day new_year = {1, 1};
    const struct month_day starts[] = {fiscal_start, new_year};
    struct period around = period, year;

    for (int i = 0; i < 4; i++) {
        if (!aggregate_period(FREQUENCY_YEAR, starts[i / 2], i % 2 ? period.end : period.start,
                              &year))
            continue;
        if (date_compare(year.start, around.start) < 0)
            around.start = year.start;
        if (date_compare(year.end, around.end) > 0)
            around.end = year.end;
    }
    return around;
}

bool gaps_find(struct store *store, struct derived_walk *walk, struct error *err)
{
    const struct whole *series = &walk->wholes[walk->at];
    struct collection it = {.walk = walk};
    struct month_day fiscal_start = {1, 1};
    struct period one;
    bool is_one = claims_one_period(&walk->rows, series->fiscal_start, &one);

    (void)month_day_parse(series->fiscal_start, &fiscal_start);
    arena_clear(&walk->of_series);
    walk->gaps = NULL;
    walk->gap_count = 0;
    walk->figures = (struct prints){0};
    if (walk->rows.period_filter != PERIODS_ALL && !is_one)
        return true;
    if (!prints_chosen(store, &walk->beside, series->series,
                       is_one ? years_around(one, fiscal_start) : all_days, true, &walk->of_series,
                       &walk->figures, err))
        return false;
    if (is_one)
        add_gap(&it, one);
    else if (series->adds_up_over_time)
        add_between(&it);
    if (!is_one && !add_by_parts(&it, store, err))
        return false;
    settle(walk);
    return !it.failed || evidence_no_memory(err);
}

bool gaps_asked(const struct claim_question *q, const struct whole *series)
{
    int low = 0, high = q->series_count;

    while (low < high) {
        int middle = (low + high) / 2, order = slice_compare(q->series[middle], series->series);

        if (!order)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return q->series_count < 0;
}

bool figures_near(const struct prints *figures, struct period period, struct month_day fiscal_start,
                  struct arena *arena, struct prints *near)
{
    struct period around = years_around(period, fiscal_start);

    near->count = 0;
    near->items = arena_take(arena, ((size_t)figures->count + 1) * sizeof *near->items);
    for (int i = 0; near->items && i < figures->count; i++)
        if (date_given(figures->items[i].period.start) &&
            period_contains(around, figures->items[i].period))
            near->items[near->count++] = figures->items[i];
    return near->items != NULL;
}
