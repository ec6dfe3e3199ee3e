#include "db/claims_internal.h"

/* What sorting may cost. */
enum { SORT_MOST = 650000 };

/* How many rows the order's index leads over in all. */
static int64_t lead_of(const struct variant *v, bool chained, const struct reach *reach)
{
    return chained                  ? reach->of[FEW_SERIES]
           : v->filters & BY_PERIOD ? reach->of[FEW_PERIOD]
                                    : reach->all;
}

/* How many of them are read until the page is full, if what matches stands anywhere: but values of
 * some series stand together, be it at the end. */
static int64_t steps_of(const struct variant *v, int64_t matches, const struct reach *reach,
                        int64_t lead, int64_t limit)
{
    bool together =
        v->filters & BY_SERIES_SET && (v->sort == SORT_VALUE || v->sort == SORT_VALUE_DOWN);

    if (together)
        return lead / 2;
    matches = reach_share(matches, reach->of[FEW_SERIES], reach->all);
    matches = reach_share(matches, reach->of[FEW_SOURCE], reach->all);
    return matches > limit ? reach_share(lead, limit, matches) : lead;
}

/* Whether the index of what is rare holds all that is asked for. */
static bool is_rare(const struct claim_question *q)
{
    static const char actual[] = "\"actual\"";
    struct slice json = q->status.json;
    bool usual = !q->status.count || memmem(json.data, json.size, actual, strlen(actual));

    return q->kind == KIND_FIGURE &&
           (!usual || (q->rank.count == 1 && slice_is(q->rank.first, "preferred")));
}

/* For the rows of a day, which figure_traits does not hold. */
static bool reach_rare(struct store *store, const struct claim_question *q, unsigned filters,
                       int64_t matches, struct reach *reach, struct error *err)
{
    reach->matches = matches;
    return !(filters & BY_KNOWN) || !is_rare(q) ||
           claims_bound(store, q, filters & (BY_KIND | BY_FIGURES | BY_STATUS | BY_RANK),
                        &reach->of[FEW_RARE], err);
}

bool claims_choose(struct store *store, const struct claim_question *q, const struct variant *v,
                   bool chained, int64_t limit, struct reading_way *choice, struct error *err)
{
    static const unsigned no_filters =
        BY_KIND | BY_FIGURES | BY_LATEST | BY_FIRST | BY_DATED | BY_UNDATED;
    struct reach reach;
    int64_t matches, cost;

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
        !reach_rare(store, q, v->filters, matches, &reach, err))
        return false;
    enum few least = reach_least(&reach, v, &cost);
    int64_t rows = reach.of[least], lead = lead_of(v, chained, &reach);
    int64_t steps = steps_of(v, matches, &reach, lead, limit);
    int step = variant_is_in_index(v) ? 2 * COST_ENTRY : COST_ROW;
    bool worth = limit <= store->few && cost <= SORT_MOST && cost < steps * step;
    if (least && lead > store->few && rows < lead && (rows <= store->few || worth))
        choice->few = least;
    return true;
}
