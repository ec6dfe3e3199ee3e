#include "handlers/params.h"

#include "db/kinds.h"
#include "db/list.h"
#include "http/negotiate.h"
#include "stats/aggregate.h"
#include "stats/choice.h"
#include "stats/period.h"
#include "stats/transform.h"

static const char *const shape_words[] = {"object", "array"};
static const struct words shapes = WORDS(shape_words);
static const char *const flag_words[] = {"0", "1"};
static const struct words flags = WORDS(flag_words);
static const char *const derived_words[] = {"exclude", "include"};
static const struct words derived_choices = WORDS(derived_words);
static const char *const basis_words[] = {"printed", "computed"};
static const struct words bases = WORDS(basis_words);

const struct param_row params[PARAM_COUNT] = {
    [PARAM_Q] = {"q", PARAM_SEARCH, NULL, 200, NULL, "\"growth target\" export*",
                 "Words to look for, 1 to 200 characters: each must be found. \"Words in quotes\" "
                 "stand side by side, word* is the beginning of one; accents and case do not "
                 "matter, and nothing is an operator.",
                 false},
    [PARAM_KIND] = {"kind", PARAM_WORDS, &record_kinds, 0, NULL, "source,figure",
                    "What is looked for, comma-separated.", false},
    [PARAM_SERIES] = {"series", PARAM_IDS, NULL, 0, NULL, "pk-ict,pk-ites",
                      "Ids of series, comma-separated.", false},
    [PARAM_GEO] = {"geo", PARAM_IDS, NULL, 0, NULL, "PK",
                   "ISO 3166-1 alpha-2 codes of the series' geography, or WLD, comma-separated.",
                   false},
    [PARAM_UNIT] = {"unit", PARAM_IDS, NULL, 0, NULL, "USD",
                    "Units of the series, comma-separated: ISO 4217 codes, or count, percent, "
                    "rank, years, ratio.",
                    false},
    [PARAM_SOURCE] = {"source", PARAM_IDS, NULL, 0, NULL, "techjuice-2021-01-27",
                      "Ids of sources, comma-separated; applied after selection, so that a print "
                      "that was not chosen is never shown as the preferred one.",
                      false},
    [PARAM_STATUS] = {"status", PARAM_WORDS, &statuses, 0, NULL, "actual,revised",
                      "Observation status, comma-separated; applied after selection.", false},
    [PARAM_RANK] = {"rank", PARAM_WORDS, &ranks, 0, NULL, "preferred",
                    "Rank, comma-separated; applied after selection. Deprecated figures are never "
                    "selected: ask for them with select=all.",
                    false},
    [PARAM_PERIOD] = {"period", PARAM_TEXT, NULL, 0, NULL, "FY2020-21",
                      "Exactly this period: FY2020-21 or 2020-21 (the series' fiscal year), 2021 "
                      "(calendar year), 2020-Q3 (calendar quarter), 2021-03 (month), "
                      "2020-07-01/2021-06-30, and every label that answers print.",
                      false},
    [PARAM_PERIOD_TYPE] = {"period_type", PARAM_WORDS, &period_types, 0, NULL, "fiscal-year,month",
                           "Kinds of period, comma-separated.", false},
    [PARAM_FROM] = {"from", PARAM_DATE, NULL, 0, NULL, "2019-07-01",
                    "The period begins on this day or later.", false},
    [PARAM_TO] = {"to", PARAM_DATE, NULL, 0, NULL, "2021-06-30",
                  "The period ends on this day or earlier.", false},
    [PARAM_SELECT] = {"select", PARAM_WORD, &selects, 0, "latest", "all",
                      "One figure for each series and period by the rule `latest` or `first`, or "
                      "all claims.",
                      false},
    [PARAM_UNITS] = {"units", PARAM_WORD, &transforms, 0, "lin", "pc1",
                     "The figures in other units, as FRED names them: lin as they are, chg and ch1 "
                     "change, pch and pc1 percent change, pca compounded annual rate, cch and cca "
                     "continuously compounded change and annual rate, log. Against the adjacent "
                     "period before, ch1 and pc1 a year earlier, of the same series and length.",
                     false},
    [PARAM_FREQUENCY] = {"frequency", PARAM_WORD, &frequencies, 0, NULL, "a",
                         "Figures of shorter periods as one a fiscal year of the series (a), a "
                         "calendar quarter (q) or a month (m); with aggregation_method.",
                         false},
    [PARAM_AGGREGATION_METHOD] = {"aggregation_method", PARAM_WORD, &aggregations, 0, NULL, "sum",
                                  "How they become one: sum, average, or the last of them (end of "
                                  "period); with frequency. A period that lacks one has no value "
                                  "and names what is missing.",
                                  false},
    [PARAM_DERIVED] =
        {"derived", PARAM_WORD, &derived_choices, 0, "exclude", "include",
         "`include` adds what no source prints but follows from printed figures: a month as its "
         "year less the others, a part as the whole less the other parts; each with its formula, "
         "inputs and bounds. Asked for one period of named series, what does not follow is a row "
         "without a value that says what is missing.",
         false},
    [PARAM_BASIS] =
        {"basis", PARAM_WORD, &bases, 0, "printed", "computed",
         "Growth rates as sources printed them, or computed: preferred figures over the "
         "preferred ones of a year earlier.",
         false},
    [PARAM_AS_OF] = {"as_of", PARAM_DATE, NULL, 0, NULL, "2021-08-01",
                     "Only what was known on this day, inclusive; claims without a date are left "
                     "out and counted in meta. Accept-Datetime asks the same.",
                     false},
    [PARAM_REVISION] = {"revision", PARAM_INTEGER, NULL, INT32_MAX - 1, NULL, "1",
                        "What this service said in that revision of its data.", false},
    [PARAM_SORT] = {"sort", PARAM_WORD, &claim_sorts, 0, "series", "-period,value",
                    "The order: by series, then end and start of the period, then id; or another "
                    "of the listed ones. Undated periods come last.",
                    false},
    [PARAM_FIELDS] = {"fields", PARAM_NAMES, NULL, 0, NULL, "period.label,value,citation.url",
                      "Only these fields, comma-separated, dotted for nested ones; a whole object "
                      "by its name. Their order is always that of the schema.",
                      true},
    [PARAM_LIMIT] = {"limit", PARAM_INTEGER, NULL, LIMIT_MOST, "100", "20",
                     "Most rows of one answer. CSV, NDJSON and shape=array give all rows where it "
                     "is not asked.",
                     true},
    [PARAM_CURSOR] = {"cursor", PARAM_TEXT, NULL, 0, NULL, NULL,
                      "Goes on behind a page: the opaque text from links.next or the Link header.",
                      true},
    [PARAM_SHAPE] = {"shape", PARAM_WORD, &shapes, 0, "object", "array",
                     "`array` gives a bare JSON array without meta and links.", true},
    [PARAM_PRETTY] = {"pretty", PARAM_WORD, &flags, 0, "0", "1", "`1` indents JSON.", true},
    [PARAM_FORMAT] = {"format", PARAM_TEXT, NULL, 0, NULL, "csv",
                      "The representation: json, csv, ndjson or text; a suffix of the path (.csv) "
                      "goes before it, it goes before Accept.",
                      true},
};

int param_find(struct slice name)
{
    for (int i = 0; i < PARAM_COUNT; i++)
        if (slice_is(name, params[i].name))
            return i;
    return -1;
}
