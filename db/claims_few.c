#include "db/claims_internal.h"

/* By series or source, of which an order's index knows nothing. */
static bool choose_owner(struct store *store, const struct claim_question *q, struct variant *v,
                         struct error *err)
{
    bool by_series = v->filters & (BY_SERIES | BY_SERIES_SET);
    struct claim_counts counts;

    if (!claims_tally(store, q, by_series ? BY_SERIES_SET : BY_SOURCE, &counts, err))
        return false;
    if (counts.total <= store->few)
        v->few = by_series ? FEW_SERIES : FEW_SOURCE;
    return true;
}

/* By what is asked of all series and sources. */
static bool choose_other(struct store *store, const struct claim_question *q, struct variant *v,
                         struct error *err)
{
    static const struct {
        enum few few;
        unsigned filters;
    } ways[] = {{FEW_PERIOD, BY_FROM | BY_TO},
                {FEW_KNOWN, BY_KNOWN},
                {FEW_TRAITS, BY_STATUS | BY_RANK | BY_TYPE}};
    int64_t count = 0;

    for (int i = 0; i < 3 && !v->few; i++) {
        if (!(v->filters & ways[i].filters) ||
            (ways[i].few == FEW_TRAITS && q->kind != KIND_FIGURE))
            continue;
        if (!claims_count_by(store, q, BY_KIND | (v->filters & ways[i].filters), &count, err))
            return false;
        v->few = count <= store->few ? ways[i].few : FEW_NONE;
    }
    return true;
}

bool claims_choose_few(struct store *store, const struct claim_question *q, struct variant *v,
                       struct error *err)
{
    static const unsigned narrow =
        BY_SERIES | BY_SERIES_SET | BY_SOURCE | BY_SOURCE_SET | BY_PERIOD | BY_LABEL;

    if (!variant_is_direct(v))
        return choose_owner(store, q, v, err);
    return v->filters & narrow || !(v->filters & BY_KIND) || choose_other(store, q, v, err);
}
