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
                {FEW_KNOWN, BY_KNOWN | BY_NEVER_KNOWN},
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
    for (int i = 0; i < FEW_WAYS; i++)
        reach->of[i] = INT64_MAX;
    /* The package's own labels are rare, and not counted. */
    if (filters & BY_LABEL)
        reach->of[FEW_LABEL] = 0;
    return reach_owner(store, q, filters, reach, err) && reach_other(store, q, filters, reach, err);
}

enum few reach_least(const struct reach *reach, const struct variant *variant, int64_t *cost)
{
    enum few least = FEW_NONE;

    *cost = INT64_MAX;
    for (int i = 1; i < FEW_WAYS; i++) {
        struct variant v = *variant;

        v.few = (enum few)i;
        if (reach->of[i] == INT64_MAX || reach->of[i] * variant_step(&v) >= *cost)
            continue;
        least = v.few;
        *cost = reach->of[i] * variant_step(&v);
    }
    return least;
}
