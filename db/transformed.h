/* Figures in other units: FRED's transformations (stats/transform) of what the selection rule
 * chose, held against what it chose on the same day for the base's period, in or out of what was
 * asked. */
#ifndef TRANSFORMED_H
#define TRANSFORMED_H

#include "db/evidence.h"
#include "db/list.h"
#include "stats/transform.h"

/* Order of `value_reasons`: no-base, not-positive, no-months, too-large, not-realised, deprecated,
 * gap, no-sum. Why a row has no value. */
enum value_reason {
    REASON_NO_BASE,
    REASON_NOT_POSITIVE,
    REASON_NO_MONTHS,
    REASON_TOO_LARGE,
    REASON_NOT_REALISED,
    REASON_DEPRECATED,
    REASON_GAP,
    REASON_NO_SUM,
};
extern const struct words value_reasons;

/* The status that verdicts, growth and units stand on, as a filter. */
extern const struct text_set realised_statuses;

/* What came of a transformation. */
struct value_record {
    struct slice units, value, unit, low, high;
    struct slice reason; /* where there is no value */
};

struct transformed_record {
    struct claim claim; /* as printed */
    struct value_record result;
    struct period_record base_period; /* no dates: none is needed, or there is none */
    struct slice base, base_value, base_low, base_high, base_status, base_source;
    struct slice formula; /* of a growth rate */
};
extern const struct fields transformed_fields;

/* The same as a growth rate: pc1 of a figure that has a base. */
extern const struct fields computed_fields;

/* Transforms the record's claim, which was read and completed. The base is chosen as `like` says
 * (prints_chosen). */
bool transformed_complete(struct store *store, const struct claim_question *like,
                          enum transform units, struct transformed_record *record,
                          struct arena *arena, struct error *err);

/* The transformation itself, as texts: without a figure there is a gap, base may be NULL; unit is
 * the series'. */
bool value_complete(enum transform units, struct period period, const struct quantity *figure,
                    const struct quantity *base, struct slice unit, struct value_record *out,
                    struct arena *arena, struct error *err);
void value_refuse(enum value_reason reason, struct value_record *out);

#endif
