#include "db/claims_internal.h"

enum { SORTED_MORE = 8, LEAST_GAIN = 2 };

/* How many rows the order's index leads over in all. */
static bool lead_of(struct store *store, const struct claim_question *q, const struct variant *v,
                    bool chained, const struct reach *reach, int64_t *all, int64_t *lead,
                    struct error *err)
{
    struct claim_counts counts;

    if (!claims_tally(store, q, 0, &counts, err))
        return false;
    *all = counts.total;
    *lead = chained                  ? reach->of[FEW_SERIES]
            : v->filters & BY_PERIOD ? reach->of[FEW_PERIOD]
                                     : counts.total;
    return true;
}

static int64_t share(int64_t number, int64_t part, int64_t whole)
{
    return whole > 0 && part < whole ? (int64_t)((double)number * (double)part / (double)whole)
                                     : number;
}

/* How many of them are read until the page is full, if what matches stands anywhere: but values of
 * some series stand together, be it at the end. */
static int64_t steps_of(const struct variant *v, int64_t matches, const struct reach *reach,
                        int64_t all, int64_t lead, int64_t limit)
{
    bool together =
        v->filters & BY_SERIES_SET && (v->sort == SORT_VALUE || v->sort == SORT_VALUE_DOWN);

    if (together)
        return lead / 2;
    matches = share(matches, reach->of[FEW_SERIES], all);
    matches = share(matches, reach->of[FEW_SOURCE], all);
    return matches > limit ? share(lead, limit, matches) : lead;
}

bool claims_choose(struct store *store, const struct claim_question *q, const struct variant *v,
                   bool chained, int64_t limit, struct reading_way *choice, struct error *err)
{
    static const unsigned no_filters =
        BY_KIND | BY_FIGURES | BY_LATEST | BY_FIRST | BY_DATED | BY_UNDATED;
    struct reach reach;
    int64_t matches, all, lead, cost;

    *choice = (struct reading_way){.few = FEW_NONE};
    if (!(v->filters & BY_KIND) || !(v->filters & ~no_filters) ||
        (!chained && variant_is_narrow(v)))
        return true;
    if (!claims_bound(store, q, v->filters, &matches, err))
        return false;
    choice->nothing = matches == 0;
    if (choice->nothing)
        return true;
    if (!claims_reach(store, q, v->filters, &reach, err) ||
        !lead_of(store, q, v, chained, &reach, &all, &lead, err))
        return false;
    enum few least = reach_least(&reach, v, &cost);
    int64_t rows = reach.of[least];
    bool worth = limit <= store->few && rows <= SORTED_MORE * store->few &&
                 LEAST_GAIN * rows < steps_of(v, matches, &reach, all, lead, limit);
    if (least && lead > store->few && rows < lead && (rows <= store->few || worth))
        choice->few = least;
    return true;
}
