#include "db/evidence.h"

/* Claims to what stats/ judges, and its results to texts. */

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

struct print evidence_print(const struct claim *claim, struct slice unit)
{
    int comparator = words_find(&comparators, claim->comparator);
    int status = claim->status.data ? words_find(&statuses, claim->status) : STATUS_ACTUAL;
    struct print print = {.id = claim->id,
                          .series = claim->series,
                          .source = claim->source,
                          .period = evidence_period(&claim->period),
                          .power = claim->scale.data ? scale_power(claim->scale) : 0,
                          .comparator = comparator < 0 ? EQUAL : (enum comparator)comparator,
                          .status = (enum status)status,
                          .rank = (enum rank)words_find(&ranks, claim->rank)};

    (void)decimal_parse(claim->number, &print.number);
    print.precision = precision_of(unit, claim->scale, print.comparator);
    return print;
}

bool evidence_no_memory(struct error *err)
{
    return error_set(err, ERROR_INTERNAL, "no memory for the evidence");
}

bool evidence_keep(struct arena *arena, const char *text, struct slice *out, struct error *err)
{
    return arena_copy(arena, slice_of(text[0] ? text : NULL), out) || evidence_no_memory(err);
}

bool evidence_keep_exact(struct arena *arena, struct exact number, struct slice *out,
                         struct error *err)
{
    char text[EXACT_TEXT_ROOM];

    (void)exact_text(number, ROUND_NEAREST, text);
    return evidence_keep(arena, text, out, err);
}

bool evidence_keep_range(struct arena *arena, const struct range *range, struct slice *low,
                         struct slice *high, struct error *err)
{
    struct range_text text = range_text(range);

    return evidence_keep(arena, text.low, low, err) && evidence_keep(arena, text.high, high, err);
}
