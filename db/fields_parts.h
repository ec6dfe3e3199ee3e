/* Runs of columns that several tables of claims share, so that a column's meaning stands in one
 * place although its neighbours differ; for db/fields*.c alone. */
#ifndef FIELDS_PARTS_H
#define FIELDS_PARTS_H

#include "db/records.h"
#include "stats/choice.h"

enum {
    N = FIELD_NULLABLE,
    D = FIELD_DERIVED,
    H = FIELD_HIDDEN,
    P = FIELD_PROSE,
    E = FIELD_EVIDENCE,
    I = FIELD_PLAIN, /* ids: letters, digits, points and hyphens, as the schema has them */
};

#define AT(member) offsetof(struct claim, member)

#define PART_IDENTITY                                                                              \
    {"id", FIELD_TEXT, I, AT(id), "Permalink of the claim", NULL, NULL},                           \
    {                                                                                              \
        "series", FIELD_TEXT, N | I, AT(series),                                                   \
            "Id of the series: one measure with one definition", NULL, NULL                        \
    }

#define PART_PERIOD                                                                                \
    {"period.label",                                                                               \
     FIELD_TEXT,                                                                                   \
     D | P,                                                                                        \
     AT(period.label),                                                                             \
     "The period as a person writes it: the source's wording or, without one, from the dates",     \
     NULL,                                                                                         \
     NULL},                                                                                        \
        {"period.start", FIELD_DATE, N, AT(period.start), "First day", NULL, NULL},                \
        {"period.end", FIELD_DATE, N, AT(period.end), "Last day; alone it is a deadline",          \
         NULL,         NULL},                                                                      \
        {"period.iso", FIELD_TEXT, N | D | I, AT(period.iso), "ISO 8601 interval", NULL, NULL},    \
    {                                                                                              \
        "period.type", FIELD_TEXT, D, AT(period.type), "What kind of period it is", &period_types, \
            NULL                                                                                   \
    }

#define PART_BOUNDS                                                                                \
    {"display", FIELD_TEXT, D, AT(display), "The printed digits with unit and scale", NULL, NULL}, \
        {"bounds.low",                                                                             \
         FIELD_NUMBER,                                                                             \
         N | D,                                                                                    \
         AT(low),                                                                                  \
         "Lowest value that the printed digits can mean; null where open",                         \
         NULL,                                                                                     \
         NULL},                                                                                    \
        {"bounds.high",                                                                            \
         FIELD_NUMBER,                                                                             \
         N | D,                                                                                    \
         AT(high),                                                                                 \
         "Highest value that the printed digits can mean; null where open",                        \
         NULL,                                                                                     \
         NULL},                                                                                    \
    {                                                                                              \
        "comparator", FIELD_TEXT, 0, AT(comparator),                                               \
            "How the number was qualified: ~ about, > more than, >= at least, < less than, "       \
            "<= at most",                                                                          \
            &comparators, NULL                                                                     \
    }

#define PART_STANDING                                                                               \
    {"rank", FIELD_TEXT, 0, AT(rank), "Today's judgement of the claim", &ranks, NULL},              \
        {"rank_reason", FIELD_TEXT, N | P, AT(rank_reason), "Why the rank is not normal",           \
         NULL,          NULL},                                                                      \
        {"note", FIELD_TEXT, N | P, AT(note), "A caveat that readers should see", NULL, NULL},      \
        {"stated_by", FIELD_TEXT, N | P, AT(stated_by), "Who said it", NULL, NULL},                 \
        {"stated_on", FIELD_DATE, N, AT(stated_on), "Day on which the claim was made", NULL, NULL}, \
        {"origin",                                                                                  \
         FIELD_TEXT,                                                                                \
         N,                                                                                         \
         AT(origin),                                                                                \
         "The body that compiled the number; null: the publisher itself or not known",              \
         NULL,                                                                                      \
         NULL},                                                                                     \
    {                                                                                               \
        "replaces", FIELD_LIST, N | P, AT(replaces), "Ids of the claims that this print replaces",  \
            NULL, NULL                                                                              \
    }

#define PART_CITATION                                                                              \
    {"citation.source", FIELD_TEXT, I, AT(source), "Id of the source", NULL, NULL},                \
        {"citation.title", FIELD_TEXT, N | P, AT(title), "Its headline", NULL, NULL},              \
        {"citation.publisher", FIELD_TEXT, P, AT(publisher), "Who published it", NULL, NULL},      \
        {"citation.published_on", FIELD_DATE, N,   AT(published_on),                               \
         "Day of publication",    NULL,       NULL},                                               \
        {"citation.url", FIELD_URL, 0, AT(url), "Where it can be read", NULL, NULL},               \
        {"citation.locator",                                                                       \
         FIELD_TEXT,                                                                               \
         P,                                                                                        \
         AT(locator),                                                                              \
         "Where in the source it stands",                                                          \
         NULL,                                                                                     \
         NULL},                                                                                    \
    {                                                                                              \
        "citation.statement", FIELD_TEXT, P, AT(statement), "What it says, in our own words",      \
            NULL, NULL                                                                             \
    }

#define LINK_SOURCE                                                                                \
    {                                                                                              \
        "links.source", FIELD_LINK, D | I, AT(source), "The source", NULL, "/v1/sources/{}"        \
    }
#define PART_AGREEMENT                                                                             \
    {"agreement",                                                                                  \
     FIELD_TEXT,                                                                                   \
     E,                                                                                            \
     AT(agreement),                                                                                \
     "With the other claims for that series and period: only, agree (all intervals meet), "        \
     "revision, conflict",                                                                         \
     &agreements,                                                                                  \
     NULL},                                                                                        \
    {                                                                                              \
        "alternatives", FIELD_INTEGER, E, AT(alternatives),                                        \
            "How many other claims there are that are not deprecated", NULL, NULL                  \
    }

#define PART_FIGURE_LINKS                                                                          \
    {"links.self", FIELD_LINK, D | I, AT(id), "This figure", NULL, "/v1/figures/{}"}, LINK_SOURCE, \
        {"links.why", FIELD_LINK, D | I, AT(id), "How it was chosen", NULL, "/v1/figures/{}/why"}, \
    {                                                                                              \
        "links.history", FIELD_LINK, D | I, AT(id), "All prints of it", NULL,                      \
            "/v1/figures/{}/history"                                                               \
    }

#define UNIT                                                                                       \
    {                                                                                              \
        "unit", FIELD_TEXT, N, AT(unit),                                                           \
            "ISO 4217 currency code, or count, percent, rank, years, ratio", NULL, NULL            \
    }
#define VALUE                                                                                      \
    {                                                                                              \
        "value", FIELD_NUMBER, D, AT(value), "The exact value in the series' unit", NULL, NULL     \
    }

#define PART_HIDDEN                                                                                \
    {"period_given", FIELD_TEXT, H | N, AT(period_given), "", NULL, NULL},                         \
        {"number", FIELD_TEXT, H | N, AT(number), "", NULL, NULL},                                 \
        {"scale", FIELD_TEXT, H | N, AT(scale), "", NULL, NULL},                                   \
        {"fiscal_year_start", FIELD_TEXT, H | N, AT(fiscal_year_start), "", NULL, NULL},           \
        {"base_start", FIELD_DATE, H | N, AT(base_start), "", NULL, NULL},                         \
        {"base_end", FIELD_DATE, H | N, AT(base_end), "", NULL, NULL},                             \
        {"known", FIELD_TEXT, H, AT(known_on), "", NULL, NULL},                                    \
        {"agreement", FIELD_TEXT, H | N, AT(agreement), "", NULL, NULL},                           \
        {"alternatives", FIELD_INTEGER, H, AT(alternatives), "", NULL, NULL},                      \
    {                                                                                              \
        "n", FIELD_INTEGER, H, AT(n), "", NULL, NULL                                               \
    }

#endif
