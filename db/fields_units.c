#include "db/aggregated.h"
#include "db/fields_parts.h"
#include "db/transformed.h"
#include "stats/agreement.h"

/* The columns of figures in other units (see db/fields.c). */

#define PART_BASE_PERIOD(member)                                                                     \
    {"base.period.label",                                                                            \
     FIELD_TEXT,                                                                                     \
     N | D | E | P,                                                                                  \
     member(base_period.label),                                                                      \
     "The period that it is held against",                                                           \
     NULL,                                                                                           \
     NULL},                                                                                          \
        {"base.period.start", FIELD_DATE, N | D | E, member(base_period.start),                      \
         "First day",         NULL,       NULL},                                                     \
        {"base.period.end", FIELD_DATE, N | D | E, member(base_period.end), "Last day", NULL, NULL}, \
        {"base.period.iso",   FIELD_TEXT, N | D | E, member(base_period.iso),                        \
         "ISO 8601 interval", NULL,       NULL},                                                     \
    {                                                                                                \
        "base.period.type", FIELD_TEXT, N | D | E, member(base_period.type),                         \
            "What kind of period it is", &period_types, NULL                                         \
    }

#define PART_RESULT(member)                                                                        \
    {"units", FIELD_TEXT, D | E, member(result.units), "The transformation", &transforms, NULL},   \
        {"value",                                                                                  \
         FIELD_NUMBER,                                                                             \
         N | D | E,                                                                                \
         member(result.value),                                                                     \
         "The result: exact, or to 4 decimals where it does not end; null: see `reason`",          \
         NULL,                                                                                     \
         NULL},                                                                                    \
        {"unit",                                                                                   \
         FIELD_TEXT,                                                                               \
         N | D | E,                                                                                \
         member(result.unit),                                                                      \
         "percent, the series' unit for lin, chg and ch1, null for log",                           \
         NULL,                                                                                     \
         NULL},                                                                                    \
        {"bounds.low",                                                                             \
         FIELD_NUMBER,                                                                             \
         N | D | E,                                                                                \
         member(result.low),                                                                       \
         "Lowest result that the printed digits can mean; null where open",                        \
         NULL,                                                                                     \
         NULL},                                                                                    \
        {"bounds.high",                                                                            \
         FIELD_NUMBER,                                                                             \
         N | D | E,                                                                                \
         member(result.high),                                                                      \
         "Highest result that the printed digits can mean; null where open",                       \
         NULL,                                                                                     \
         NULL},                                                                                    \
    {                                                                                              \
        "reason", FIELD_TEXT, N | D | E, member(result.reason), "Why there is no value",           \
            &value_reasons, NULL                                                                   \
    }

#define AT_TRANSFORMED(member) offsetof(struct transformed_record, member)

static const struct field transformed_items[] = {
    PART_IDENTITY,
    PART_PERIOD,
    PART_RESULT(AT_TRANSFORMED),
    {"figure.value", FIELD_NUMBER, D, AT(value), "The figure itself, in the series' unit", NULL,
     NULL},
    {"figure.unit", FIELD_TEXT, N | D, AT(unit), "The series' unit", NULL, NULL},
    {"figure.display", FIELD_TEXT, D, AT(display), "The printed digits with unit and scale", NULL,
     NULL},
    {"figure.bounds.low", FIELD_NUMBER, N | D, AT(low), "Lowest value that they can mean", NULL,
     NULL},
    {"figure.bounds.high", FIELD_NUMBER, N | D, AT(high), "Highest value that they can mean", NULL,
     NULL},
    {"figure.comparator", FIELD_TEXT, D, AT(comparator), "How the number was qualified",
     &comparators, NULL},
    {"base.figure", FIELD_TEXT, N | D | E, AT_TRANSFORMED(base),
     "Id of the figure that it is held against", NULL, NULL},
    PART_BASE_PERIOD(AT_TRANSFORMED),
    {"base.value", FIELD_NUMBER, N | D | E, AT_TRANSFORMED(base_value), "Its value", NULL, NULL},
    {"base.bounds.low", FIELD_NUMBER, N | D | E, AT_TRANSFORMED(base_low),
     "Lowest value that its digits can mean", NULL, NULL},
    {"base.bounds.high", FIELD_NUMBER, N | D | E, AT_TRANSFORMED(base_high),
     "Highest value that its digits can mean", NULL, NULL},
    {"base.status", FIELD_TEXT, N | D | E, AT_TRANSFORMED(base_status), "Its observation status",
     &statuses, NULL},
    {"base.source", FIELD_TEXT, N | D | E, AT_TRANSFORMED(base_source), "Id of its source", NULL,
     NULL},
    {"status", FIELD_TEXT, 0, AT(status), "Observation status", &statuses, NULL},
    PART_STANDING,
    PART_CITATION,
    PART_AGREEMENT,
    PART_FIGURE_LINKS,
    {"links.base", FIELD_LINK, N | D | E, AT_TRANSFORMED(base),
     "The figure that it is held against", NULL, "/v1/figures/{}"},
};
const struct fields transformed_fields =
    FIELDS(transformed_record, "TransformedFigure",
           "A figure in other units, held against the one of another period", transformed_items);

static const struct field computed_items[] = {
    {"series", FIELD_TEXT, 0, AT(series), "Id of the series", NULL, NULL},
    PART_PERIOD,
    {"base_period.label", FIELD_TEXT, D | P, AT_TRANSFORMED(base_period.label),
     "The same period a year earlier", NULL, NULL},
    {"base_period.start", FIELD_DATE, D, AT_TRANSFORMED(base_period.start), "First day", NULL,
     NULL},
    {"base_period.end", FIELD_DATE, D, AT_TRANSFORMED(base_period.end), "Last day", NULL, NULL},
    {"base_period.iso", FIELD_TEXT, D, AT_TRANSFORMED(base_period.iso), "ISO 8601 interval", NULL,
     NULL},
    {"base_period.type", FIELD_TEXT, D, AT_TRANSFORMED(base_period.type),
     "What kind of period it is", &period_types, NULL},
    {"percent", FIELD_NUMBER, N | D, AT_TRANSFORMED(result.value),
     "The change in percent: exact, or to 4 decimals where it does not end", NULL, NULL},
    {"bounds.low", FIELD_NUMBER, N | D, AT_TRANSFORMED(result.low),
     "Lowest rate that the printed digits can mean; null where open", NULL, NULL},
    {"bounds.high", FIELD_NUMBER, N | D, AT_TRANSFORMED(result.high),
     "Highest rate that the printed digits can mean; null where open", NULL, NULL},
    {"reason", FIELD_TEXT, N | D, AT_TRANSFORMED(result.reason), "Why there is no rate",
     &value_reasons, NULL},
    {"formula", FIELD_TEXT, D, AT_TRANSFORMED(formula), "How it was worked out", NULL, NULL},
    {"current.figure", FIELD_TEXT, D, AT(id), "Id of the preferred figure", NULL, NULL},
    {"current.value", FIELD_NUMBER, D, AT(value), "Its value", NULL, NULL},
    {"current.unit", FIELD_TEXT, N | D, AT(unit), "The series' unit", NULL, NULL},
    {"current.bounds.low", FIELD_NUMBER, N | D, AT(low), "Lowest value that its digits can mean",
     NULL, NULL},
    {"current.bounds.high", FIELD_NUMBER, N | D, AT(high), "Highest value that its digits can mean",
     NULL, NULL},
    {"current.status", FIELD_TEXT, D, AT(status), "Its observation status", &statuses, NULL},
    {"current.source", FIELD_TEXT, D, AT(source), "Id of its source", NULL, NULL},
    {"base.figure", FIELD_TEXT, D, AT_TRANSFORMED(base), "Id of the preferred figure before", NULL,
     NULL},
    {"base.value", FIELD_NUMBER, D, AT_TRANSFORMED(base_value), "Its value", NULL, NULL},
    {"base.unit", FIELD_TEXT, N | D, AT(unit), "The series' unit", NULL, NULL},
    {"base.bounds.low", FIELD_NUMBER, N | D, AT_TRANSFORMED(base_low),
     "Lowest value that its digits can mean", NULL, NULL},
    {"base.bounds.high", FIELD_NUMBER, N | D, AT_TRANSFORMED(base_high),
     "Highest value that its digits can mean", NULL, NULL},
    {"base.status", FIELD_TEXT, D, AT_TRANSFORMED(base_status), "Its observation status", &statuses,
     NULL},
    {"base.source", FIELD_TEXT, D, AT_TRANSFORMED(base_source), "Id of its source", NULL, NULL},
    {"links.current", FIELD_LINK, D, AT(id), "The preferred figure", NULL, "/v1/figures/{}"},
    {"links.base", FIELD_LINK, D, AT_TRANSFORMED(base), "The preferred figure before", NULL,
     "/v1/figures/{}"},
    {"links.series", FIELD_LINK, D, AT(series), "The series", NULL, "/v1/series/{}"},
};
const struct fields computed_fields =
    FIELDS(transformed_record, "ComputedGrowthRate",
           "The growth of a preferred figure over the preferred one of a year earlier, of the same "
           "series and length of period",
           computed_items);

#define AT_AGGREGATED(member) offsetof(struct aggregated_record, member)

static const struct field aggregated_items[] = {
    {"series", FIELD_TEXT, D, AT_AGGREGATED(series), "Id of the series", NULL, NULL},
    {"period.label", FIELD_TEXT, D | P, AT_AGGREGATED(period.label), "The period of the frequency",
     NULL, NULL},
    {"period.start", FIELD_DATE, D, AT_AGGREGATED(period.start), "First day", NULL, NULL},
    {"period.end", FIELD_DATE, D, AT_AGGREGATED(period.end), "Last day", NULL, NULL},
    {"period.iso", FIELD_TEXT, D, AT_AGGREGATED(period.iso), "ISO 8601 interval", NULL, NULL},
    {"period.type", FIELD_TEXT, D, AT_AGGREGATED(period.type), "What kind of period it is",
     &period_types, NULL},
    {"frequency", FIELD_TEXT, D, AT_AGGREGATED(frequency),
     "a the fiscal year of the series, q the calendar quarter, m the month", &frequencies, NULL},
    {"aggregation_method", FIELD_TEXT, D, AT_AGGREGATED(method),
     "The sum or the average of the inputs, or the last of them", &aggregations, NULL},
    PART_RESULT(AT_AGGREGATED),
    {"missing", FIELD_TEXT, N | D | P, AT_AGGREGATED(missing),
     "The periods that no figure is preferred for, comma-separated: without them there is no value",
     NULL, NULL},
    {"aggregate.value", FIELD_NUMBER, N | D, AT_AGGREGATED(total),
     "What the inputs come to, before it is transformed", NULL, NULL},
    {"aggregate.bounds.low", FIELD_NUMBER, N | D, AT_AGGREGATED(total_low),
     "Lowest value that their digits can mean", NULL, NULL},
    {"aggregate.bounds.high", FIELD_NUMBER, N | D, AT_AGGREGATED(total_high),
     "Highest value that their digits can mean", NULL, NULL},
    {"inputs", FIELD_JSON, D, AT_AGGREGATED(inputs),
     "The figures that it is made of, each with period, id, value and source; a missing one with "
     "its period alone",
     NULL, NULL},
    PART_BASE_PERIOD(AT_AGGREGATED),
    {"base.value", FIELD_NUMBER, N | D, AT_AGGREGATED(base),
     "What the inputs of that period come to", NULL, NULL},
    {"base.bounds.low", FIELD_NUMBER, N | D, AT_AGGREGATED(base_low),
     "Lowest value that their digits can mean", NULL, NULL},
    {"base.bounds.high", FIELD_NUMBER, N | D, AT_AGGREGATED(base_high),
     "Highest value that their digits can mean", NULL, NULL},
    {"base.missing", FIELD_TEXT, N | D | P, AT_AGGREGATED(base_missing),
     "The periods that it lacks, comma-separated", NULL, NULL},
    {"base.inputs", FIELD_JSON, D, AT_AGGREGATED(base_inputs), "The figures that it is made of",
     NULL, NULL},
    {"links.series", FIELD_LINK, D, AT_AGGREGATED(series), "The series", NULL, "/v1/series/{}"},
};
const struct fields aggregated_fields =
    FIELDS(aggregated_record, "AggregatedFigure",
           "Preferred figures of shorter periods as one of a longer, then in the asked units",
           aggregated_items);
