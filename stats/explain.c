#include "stats/explain.h"

#include "stats/period_step.h"

static const char *const step_words[] = {"other-print", "other-year", "family", "adjacent-base"};
const struct words explain_steps = WORDS(step_words);

static int wish(struct explain_wish *wishes, int count, struct explain_wish it)
{
    wishes[count] = it;
    return count + 1;
}

int explain_wishes(struct period current, struct period base,
                   struct explain_wish wishes[EXPLAIN_WISHES])
{
    int count = wish(wishes, 0, (struct explain_wish){EXPLAIN_OTHER_PRINT, false, current, base});
    struct period over, under;

    for (int years = -1; years <= 1; years += 2)
        if (period_years_later(current, years, &over) && period_years_later(base, years, &under))
            count =
                wish(wishes, count, (struct explain_wish){EXPLAIN_OTHER_YEAR, false, over, under});
    count = wish(wishes, count, (struct explain_wish){EXPLAIN_FAMILY, true, current, base});
    if (period_before(current, &under) && !period_equal(under, base))
        count = wish(wishes, count,
                     (struct explain_wish){EXPLAIN_ADJACENT_BASE, false, current, under});
    return count;
}

static bool is_same(const struct print *a, const struct print *b)
{
    return a && b && slice_equal(a->id, b->id);
}

static bool is_better(const struct explanation *a, const struct explanation *b)
{
    int order;

    if (range_wider(&a->growth.range, &b->growth.range) ||
        range_wider(&b->growth.range, &a->growth.range))
        return range_wider(&b->growth.range, &a->growth.range);
    order = slice_compare(a->current->id, b->current->id);
    return order < 0 || (order == 0 && slice_compare(a->base->id, b->base->id) < 0);
}

/* Holds the rate against one pair, and keeps the pair when it explains the rate and is the best of
 * its step so far. */
static void try_pair(const struct print *printed, const struct explanation *pair,
                     struct explanation *best)
{
    struct explanation it = *pair;

    if (!print_counts(it.current) || !print_counts(it.base) || is_same(it.current, it.base) ||
        growth_ruled_out(printed, it.current, it.base))
        return;
    it.growth = growth_judge(printed, it.current, it.base);
    if (it.growth.verdict == GROWTH_CONSISTENT && !it.growth.truncation &&
        (!best->current || !best->base || is_better(&it, best)))
        *best = it;
}

int explain_growth(const struct print *printed, const struct print *current,
                   const struct print *base, const struct explain_pool *pools, int count,
                   struct explanation out[EXPLAIN_STEPS])
{
    int found = 0;

    for (int step = 0; step < EXPLAIN_STEPS; step++) {
        struct explanation best = {0};

        for (const struct explain_pool *pool = pools; pool < pools + count; pool++)
            for (int i = 0; (int)pool->step == step && i < pool->current_count; i++)
                for (int j = 0; j < pool->base_count; j++) {
                    struct explanation pair = {
                        pool->step, &pool->currents[i], &pool->bases[j], {0}};

                    if (!is_same(pair.current, current) || !is_same(pair.base, base))
                        try_pair(printed, &pair, &best);
                }
        if (best.current)
            out[found++] = best;
    }
    return found;
}
