#include "db/evidence.h"
#include "stats/agreement.h"

static struct date date_of(struct slice text)
{
    struct date date = {0};

    if (text.data)
        (void)date_parse(text, &date);
    return date;
}

struct period evidence_period(const struct period_record *record)
{
    return (struct period){date_of(record->start), date_of(record->end)};
}

/* Its place among the prints, or -1. */
static int index_of(const struct prints *prints, struct slice id)
{
    for (int i = 0; i < prints->count; i++)
        if (slice_equal(prints->items[i].id, id))
            return i;
    return -1;
}

bool figure_complete(struct store *store, const struct knowledge *known,
                     struct figure_record *record, struct arena *arena, struct error *err)
{
    struct period period = evidence_period(&record->claim.period);
    struct standing standing = {AGREEMENT_ONLY, 0};
    struct prints prints;

    /* A claim without an end is in no group. */
    if (date_given(period.end)) {
        if (!prints_find(store, known, record->claim.series, period, arena, &prints, err))
            return false;
        int index = index_of(&prints, record->claim.id);
        if (index >= 0)
            standing = agreement_of(prints.items, prints.count, index);
    }
    record->agreement = slice_of(agreements.items[standing.agreement]);
    record->alternatives = standing.alternatives;
    return true;
}
