#include "db/evidence.h"
#include "stats/agreement.h"

/* Its place among the prints, or -1. */
static int index_of(const struct prints *prints, struct slice id)
{
    for (int i = 0; i < prints->count; i++)
        if (slice_equal(prints->items[i].id, id))
            return i;
    return -1;
}

bool figure_complete(struct store *store, const struct knowledge *known, struct claim *figure,
                     struct arena *arena, struct error *err)
{
    struct period period = evidence_period(&figure->period);
    struct prints prints;

    /* A claim without an end is in no group. */
    if (!known->as_of.data || !date_given(period.end))
        return true;
    if (!prints_find(store, known, figure->series, period, arena, &prints, err))
        return false;
    int index = index_of(&prints, figure->id);
    if (index < 0)
        return true;
    struct standing standing = agreement_of(prints.items, prints.count, index);
    figure->agreement = slice_of(agreements.items[standing.agreement]);
    figure->alternatives = standing.alternatives;
    return true;
}
