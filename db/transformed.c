#include "db/transformed.h"

#include "stats/growth.h"

static const char *const reason_words[] = {"no-base",      "not-positive", "no-months", "too-large",
                                           "not-realised", "deprecated",   "gap",       "no-sum"};
const struct words value_reasons = WORDS(reason_words);

static const char realised[] = "[\"actual\",\"provisional\",\"revised\"]";
const struct text_set realised_statuses = {
    {realised, sizeof realised - 1}, {"actual", 6}, STATUS_REVISED + 1};

static const struct slice none = {NULL, 0};

void value_refuse(enum value_reason reason, struct value_record *out)
{
    out->value = out->low = out->high = none;
    out->reason = slice_of(value_reasons.items[reason]);
}

bool value_complete(enum transform units, struct period period, const struct quantity *figure,
                    const struct quantity *base, struct slice unit, struct value_record *out,
                    struct arena *arena, struct error *err)
{
    static const enum value_reason reasons[] = {
        [TRANSFORM_NO_BASE] = REASON_NO_BASE,
        [TRANSFORM_NOT_POSITIVE] = REASON_NOT_POSITIVE,
        [TRANSFORM_NO_MONTHS] = REASON_NO_MONTHS,
    };
    struct quantity result;

    *out = (struct value_record){.units = slice_of(transforms.items[units])};
    if (transform_is_percent(units))
        out->unit = slice_of("percent");
    else if (units != TRANSFORM_LOG)
        out->unit = unit;
    if (!figure) {
        value_refuse(REASON_GAP, out);
        return true;
    }
    enum transform_fault fault = transform_make(units, period, figure, base, &result);
    if (fault != TRANSFORM_DONE) {
        value_refuse(reasons[fault], out);
        return true;
    }
    if (!evidence_keep_exact(arena, result.value, &out->value, err) ||
        !evidence_keep_range(arena, &result.range, &out->low, &out->high, err))
        return false;
    if (!out->value.data)
        value_refuse(REASON_TOO_LARGE, out);
    return true;
}

/* The figure that it is held against; *base stays NULL where there is none. */
static bool find_base(struct store *store, const struct claim_question *like, enum transform units,
                      struct transformed_record *record, const struct print **base,
                      struct arena *arena, struct error *err)
{
    struct period period = evidence_period(&record->claim.period), earlier;
    struct prints prints;

    record->base = record->base_value = record->base_low = record->base_high = none;
    record->base_status = record->base_source = none;
    record->base_period.start = record->base_period.end = none;
    record->base_period.label = record->base_period.iso = record->base_period.type = none;
    if (!transform_base_period(units, period, &earlier))
        return true;
    period_record_set(&record->base_period, earlier, record->claim.fiscal_year_start);
    if (!prints_chosen(store, like, record->claim.series, earlier, false, arena, &prints, err))
        return false;
    if (!prints.count)
        return true;
    *base = &prints.items[0];
    struct quantity quantity = quantity_of(*base);
    record->base = (*base)->id;
    record->base_source = (*base)->source;
    record->base_status = slice_of(statuses.items[(*base)->status]);
    return evidence_keep_exact(arena, quantity.value, &record->base_value, err) &&
           evidence_keep_range(arena, &quantity.range, &record->base_low, &record->base_high, err);
}

bool transformed_complete(struct store *store, const struct claim_question *like,
                          enum transform units, struct transformed_record *record,
                          struct arena *arena, struct error *err)
{
    struct print print = evidence_print(&record->claim, record->claim.unit);
    struct quantity figure = quantity_of(&print), before;
    const struct print *base = NULL;

    record->formula = slice_of(GROWTH_FORMULA);
    if (!find_base(store, like, units, record, &base, arena, err))
        return false;
    if (base)
        before = quantity_of(base);
    if (!value_complete(units, print.period, &figure, base ? &before : NULL, record->claim.unit,
                        &record->result, arena, err))
        return false;
    if (!print_counts(&print))
        value_refuse(print.rank == RANK_DEPRECATED ? REASON_DEPRECATED : REASON_NOT_REALISED,
                     &record->result);
    return true;
}
