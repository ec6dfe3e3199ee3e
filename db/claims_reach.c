#include "db/claims_internal.h"

/* By series or source, from what was stored at import. */
static bool reach_owner(struct store *store, const struct claim_question *q, unsigned filters,
                        struct reach *reach, struct error *err)
{
    struct claim_counts counts;

    if (filters & (BY_SERIES | BY_SERIES_SET)) {
        if (!claims_tally(store, q, BY_SERIES_SET | (filters & BY_LATEST), &counts, err))
            return false;
        reach->of[FEW_SERIES] = counts.total;
    }
    if (filters & (BY_SOURCE | BY_SOURCE_SET)) {
        if (!claims_tally(store, q, BY_SOURCE, &counts, err))
            return false;
        reach->of[FEW_SOURCE] = counts.total;
    }
    return true;
}

/* By what is asked of all series and sources. */
static bool reach_other(struct store *store, const struct claim_question *q, unsigned filters,
                        struct reach *reach, struct error *err)
{
    static const struct {
        enum few few;
        unsigned filters;
    } ways[] = {{FEW_PERIOD, BY_PERIOD | BY_PERIODS | BY_FROM | BY_TO},
                {FEW_KNOWN, BY_KNOWN},
                {FEW_UNDATED, BY_NEVER_KNOWN},
                {FEW_TRAITS, BY_STATUS | BY_RANK | BY_TYPE},
                {FEW_DEPRECATED, BY_DEPRECATED}};

    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        if (!(filters & ways[i].filters) || (ways[i].few == FEW_TRAITS && q->kind != KIND_FIGURE))
            continue;
        if (!claims_bound(store, q, filters & (BY_KIND | BY_FIGURES | ways[i].filters),
                          &reach->of[ways[i].few], err))
            return false;
    }
    return true;
}

bool claims_reach(struct store *store, const struct claim_question *q, unsigned filters,
                  struct reach *reach, struct error *err)
{
    struct claim_counts counts;

    for (int i = 0; i < FEW_WAYS; i++)
        reach->of[i] = INT64_MAX;
    if (!claims_tally(store, q, 0, &counts, err))
        return false;
    reach->all = counts.total;
    /* The package's own labels are rare, and not counted. */
    if (filters & BY_LABEL)
        reach->of[FEW_LABEL] = 0;
    return reach_owner(store, q, filters, reach, err) && reach_other(store, q, filters, reach, err);
}

int64_t reach_share(int64_t number, int64_t part, int64_t whole)
{
    return whole > 0 && part < whole ? (int64_t)((double)number * (double)part / (double)whole)
                                     : number;
}

/* Of what a way leads over, the shares that others leave: what is rare is so by its traits. */
static int64_t left_by(const struct reach *reach, int64_t number, enum few way, unsigned others)
{
    for (int i = 1; i < FEW_WAYS; i++)
        if (others >> i & 1 && i != (int)way && i != FEW_RARE)
            number = reach_share(number, reach->of[i], reach->all);
    return number;
}

/* Entries are passed over, rows looked up of those that the index's other columns leave, and their
 * groups of those that the row leaves. */
static int64_t cost_of(const struct reach *reach, const struct variant *v)
{
    static const unsigned in_index[FEW_WAYS] = {
        [FEW_SERIES] = 1 << FEW_PERIOD | 1 << FEW_KNOWN | 1 << FEW_UNDATED,
        [FEW_SOURCE] = 1 << FEW_SERIES | 1 << FEW_PERIOD,
        [FEW_PERIOD] = 1 << FEW_SERIES,
        [FEW_DEPRECATED] =
            1 << FEW_SERIES | 1 << FEW_PERIOD | 1 << FEW_KNOWN | 1 << FEW_SOURCE | 1 << FEW_TRAITS,
        [FEW_LABEL] = 1 << FEW_SERIES | 1 << FEW_PERIOD,
    };
    static const unsigned all = (1 << FEW_WAYS) - 1;
    bool then = v->filters & (BY_LATEST_THEN | BY_FIRST_THEN);
    bool by_series = v->few == FEW_UNDATED || v->few == FEW_DEPRECATED;
    int64_t entries = reach->of[v->few], rows = left_by(reach, entries, v->few, in_index[v->few]);
    int64_t cost = COST_ENTRY * left_by(reach, entries, v->few, by_series ? 1 << FEW_SERIES : 0);

    if (v->purpose == ROWS || !variant_is_in_index(v))
        cost += rows * (v->few == FEW_KNOWN ? COST_ROW_ELSEWHERE : COST_ROW);
    if (then && !variant_is_grouped(v))
        cost += left_by(reach, rows, v->few, all & ~in_index[v->few]) * COST_GROUP;
    return cost;
}

/* Whom the group's own choice of today stands before is passed over. */
static int64_t cost_of_rare(const struct reach *reach, const struct variant *v)
{
    static const unsigned others = 1 << FEW_TRAITS | 1 << FEW_DEPRECATED;
    bool then = v->filters & (BY_LATEST_THEN | BY_FIRST_THEN);
    int64_t entries = reach->of[FEW_RARE], looked = left_by(reach, entries, FEW_RARE, ~others);
    int64_t rows = then && reach->matches < looked ? reach->matches : looked;

    return entries * COST_ENTRY + rows * COST_ROW +
           (then ? looked * COST_CHOSEN + rows * COST_GROUP : 0);
}

enum few reach_least(const struct reach *reach, const struct variant *variant, int64_t *cost)
{
    enum few least = FEW_NONE;

    *cost = INT64_MAX;
    for (int i = 1; i < FEW_WAYS; i++) {
        struct variant v = *variant;

        v.few = (enum few)i;
        if (reach->of[i] == INT64_MAX)
            continue;
        int64_t own = i == FEW_RARE ? cost_of_rare(reach, &v) : cost_of(reach, &v);
        if (own >= *cost)
            continue;
        least = v.few;
        *cost = own;
    }
    return least;
}
