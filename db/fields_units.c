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
