#include "db/evidence.h"
#include "db/group.h"
#include "stats/agreement.h"
#include "stats/choice.h"
#include "stats/growth.h"

/* The columns of claims, each written once (base/field.h).
 *
 * The four kinds of claim share most columns; PART_* hold those runs, so that a column's meaning
 * stands in one place although its neighbours differ from kind to kind. */

enum {
    N = FIELD_NULLABLE,
    D = FIELD_DERIVED,
    H = FIELD_HIDDEN,
    P = FIELD_PROSE,
    E = FIELD_EVIDENCE
};

#define AT(member) offsetof(struct claim, member)

#define PART_IDENTITY                                                                              \
    {"id", FIELD_TEXT, 0, AT(id), "Permalink of the claim", NULL, NULL},                           \
    {                                                                                              \
        "series", FIELD_TEXT, N, AT(series), "Id of the series: one measure with one definition",  \
            NULL, NULL                                                                             \
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
        {"period.iso", FIELD_TEXT, N | D, AT(period.iso), "ISO 8601 interval", NULL, NULL},        \
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
    {"citation.source", FIELD_TEXT, 0, AT(source), "Id of the source", NULL, NULL},                \
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
        "links.source", FIELD_LINK, D, AT(source), "The source", NULL, "/v1/sources/{}"            \
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

static const struct field figure_items[] = {
    PART_IDENTITY,
    PART_PERIOD,
    VALUE,
    UNIT,
    PART_BOUNDS,
    {"status", FIELD_TEXT, 0, AT(status), "Observation status", &statuses, NULL},
    PART_STANDING,
    PART_CITATION,
    {"agreement", FIELD_TEXT, E, AT(agreement),
     "With the other claims for that series and period: only, agree (all intervals meet), "
     "revision, "
     "conflict",
     &agreements, NULL},
    {"alternatives", FIELD_INTEGER, E, AT(alternatives),
     "How many other claims there are that are not deprecated", NULL, NULL},
    {"links.self", FIELD_LINK, D, AT(id), "This figure", NULL, "/v1/figures/{}"},
    LINK_SOURCE,
    {"links.why", FIELD_LINK, D, AT(id), "How it was chosen", NULL, "/v1/figures/{}/why"},
    {"links.history", FIELD_LINK, D, AT(id), "All prints of it", NULL, "/v1/figures/{}/history"},
};
const struct fields figure_fields =
    FIELDS(claim, "Figure", "A claim of a value for a series in a period", figure_items);

#define AT_TARGET(member) offsetof(struct target_record, member)

static const struct field target_items[] = {
    PART_IDENTITY,
    PART_PERIOD,
    VALUE,
    UNIT,
    PART_BOUNDS,
    {"reading", FIELD_TEXT, 0, AT(reading),
     "Whether the wording means a yearly level, a sum over the span, or leaves it unclear",
     &target_readings, NULL},
    {"set_by", FIELD_TEXT, N | P, AT(set_by), "Who set the target", NULL, NULL},
    PART_STANDING,
    PART_CITATION,
    {"progress.verdict", FIELD_TEXT, D | E, AT_TARGET(verdict),
     "Whether it was met; `unclear` where the wording allows two readings that differ",
     &target_verdicts, NULL},
    {"progress.readings", FIELD_JSON, D | E, AT_TARGET(readings),
     "The verdict of each reading that the wording allows, with its figures", NULL, NULL},
    {"progress.figure", FIELD_TEXT, N | D | E, AT_TARGET(figure),
     "Id of the figure that it is judged by as a level", NULL, NULL},
    {"progress.share.low", FIELD_NUMBER, N | D | E, AT_TARGET(share_low),
     "Percent of the target that was reached, at least", NULL, NULL},
    {"progress.share.high", FIELD_NUMBER, N | D | E, AT_TARGET(share_high),
     "Percent of the target that was reached, at most", NULL, NULL},
    {"progress.gap.low", FIELD_NUMBER, N | D | E, AT_TARGET(gap_low),
     "What is missing to the target, at least; below zero it was passed", NULL, NULL},
    {"progress.gap.high", FIELD_NUMBER, N | D | E, AT_TARGET(gap_high),
     "What is missing to the target, at most", NULL, NULL},
    {"progress.needed_growth.low", FIELD_NUMBER, N | D | E, AT_TARGET(needed_low),
     "Percent a year still needed while the target is pending, at least", NULL, NULL},
    {"progress.needed_growth.high", FIELD_NUMBER, N | D | E, AT_TARGET(needed_high),
     "Percent a year still needed while the target is pending, at most", NULL, NULL},
    {"progress.achieved_growth.low", FIELD_NUMBER, N | D | E, AT_TARGET(achieved_low),
     "Percent that the figure grew over the fiscal year before, at least", NULL, NULL},
    {"progress.achieved_growth.high", FIELD_NUMBER, N | D | E, AT_TARGET(achieved_high),
     "Percent that the figure grew over the fiscal year before, at most", NULL, NULL},
    {"progress.change", FIELD_TEXT, D | E, AT_TARGET(change),
     "Whether another target took its place", &target_changes, NULL},
    {"progress.changed_by", FIELD_TEXT, N | D | E, AT_TARGET(changed_by), "Id of that target", NULL,
     NULL},
    {"links.self", FIELD_LINK, D, AT(id), "This target", NULL, "/v1/targets/{}"},
    LINK_SOURCE,
};
const struct fields target_fields = FIELDS(
    claim, "Target", "A claim of an aim: value, period or deadline, who set it", target_items);

#define AT_GROWTH(member) offsetof(struct growth_record, member)

static const struct field growth_rate_items[] = {
    PART_IDENTITY,
    PART_PERIOD,
    {"base_period.label", FIELD_TEXT, D | P, AT(base_period.label),
     "The period it is compared with", NULL, NULL},
    {"base_period.start", FIELD_DATE, N | D, AT(base_period.start), "First day", NULL, NULL},
    {"base_period.end", FIELD_DATE, N | D, AT(base_period.end), "Last day", NULL, NULL},
    {"base_period.iso", FIELD_TEXT, N | D, AT(base_period.iso), "ISO 8601 interval", NULL, NULL},
    {"base_period.type", FIELD_TEXT, D, AT(base_period.type), "What kind of period it is",
     &period_types, NULL},
    {"percent", FIELD_NUMBER, D, AT(percent), "The change in percent, as printed", NULL, NULL},
    PART_BOUNDS,
    PART_STANDING,
    {"recomputed.verdict", FIELD_TEXT, D | E, AT_GROWTH(verdict),
     "Whether the printed rate follows from printed figures", &growth_verdicts, NULL},
    {"recomputed.percent", FIELD_NUMBER, N | D | E, AT_GROWTH(percent),
     "The rate between the two figures as printed", NULL, NULL},
    {"recomputed.bounds.low", FIELD_NUMBER, N | D | E, AT_GROWTH(low),
     "Lowest rate that their digits can mean", NULL, NULL},
    {"recomputed.bounds.high", FIELD_NUMBER, N | D | E, AT_GROWTH(high),
     "Highest rate that their digits can mean", NULL, NULL},
    {"recomputed.decisive", FIELD_BOOLEAN, D | E, AT_GROWTH(decisive),
     "Whether the recomputed interval lies inside of the printed one", NULL, NULL},
    {"recomputed.assuming", FIELD_TEXT, N | D | E, AT_GROWTH(assuming),
     "`truncation` where it only follows from digits that were cut off", NULL, NULL},
    {"recomputed.formula", FIELD_TEXT, D | E, AT_GROWTH(formula), "How it was worked out", NULL,
     NULL},
    {"recomputed.current", FIELD_TEXT, N | D | E, AT_GROWTH(current), "Id of the figure", NULL,
     NULL},
    {"recomputed.base", FIELD_TEXT, N | D | E, AT_GROWTH(base), "Id of the figure before", NULL,
     NULL},
    {"recomputed.explained_by", FIELD_JSON, D | E, AT_GROWTH(explained_by),
     "Pairs from which an inconsistent rate does follow, each with the step that found it", NULL,
     NULL},
    PART_CITATION,
    {"links.self", FIELD_LINK, D, AT(id), "This growth rate", NULL, "/v1/growth-rates/{}"},
    LINK_SOURCE,
};
const struct fields growth_rate_fields = FIELDS(
    claim, "GrowthRate", "A claim of a change in percent between two periods", growth_rate_items);

static const struct field remark_items[] = {
    PART_IDENTITY,
    PART_PERIOD,
    PART_STANDING,
    PART_CITATION,
    {"links.self", FIELD_LINK, D, AT(id), "This remark", NULL, "/v1/remarks/{}"},
    LINK_SOURCE,
};
const struct fields remark_fields = FIELDS(
    claim, "Remark", "A sourced statement that belongs on record and is no figure", remark_items);

static const struct field claim_items[] = {
    {"kind", FIELD_TEXT, 0, AT(kind), "What the source claimed", &claim_kinds, NULL},
    PART_IDENTITY,
    PART_PERIOD,
    {"value", FIELD_NUMBER, N | D, AT(value), "The exact value; null for rates and remarks", NULL,
     NULL},
    {"percent", FIELD_NUMBER, N | D, AT(percent), "The change; null for all but growth rates", NULL,
     NULL},
    UNIT,
    {"display", FIELD_TEXT, N | D, AT(display), "The printed digits with unit and scale", NULL,
     NULL},
    {"bounds.low", FIELD_NUMBER, N | D, AT(low), "Lowest value that the digits can mean", NULL,
     NULL},
    {"bounds.high", FIELD_NUMBER, N | D, AT(high), "Highest value that the digits can mean", NULL,
     NULL},
    {"comparator", FIELD_TEXT, N, AT(comparator), "How the number was qualified", &comparators,
     NULL},
    {"status", FIELD_TEXT, N, AT(status), "Observation status of a figure", &statuses, NULL},
    {"reading", FIELD_TEXT, N, AT(reading), "How the wording of a target is to be read",
     &target_readings, NULL},
    {"set_by", FIELD_TEXT, N | P, AT(set_by), "Who set the target", NULL, NULL},
    PART_STANDING,
    PART_CITATION,
    {"links.self", FIELD_LINK, D, AT(path), "The claim", NULL, "/v1/{}"},
    LINK_SOURCE,
    PART_HIDDEN,
};
const struct fields claim_fields =
    FIELDS(claim, "Claim", "What a source said: a figure, a target, a growth rate or a remark",
           claim_items);

#define AT_PRINT(member) offsetof(struct print_record, member)

static const char *const outcome_words[] = {"chosen", "left-out", "no-candidate"};
const struct words print_outcomes = WORDS(outcome_words);

static const struct field history_items[] = {
    PART_IDENTITY,
    PART_PERIOD,
    {"known_on", FIELD_DATE, N | D, AT_PRINT(known_on),
     "Day from which it counts: when it was stated, else published", NULL, NULL},
    VALUE,
    UNIT,
    PART_BOUNDS,
    {"status", FIELD_TEXT, 0, AT(status), "Observation status", &statuses, NULL},
    PART_STANDING,
    {"replaced_on", FIELD_TEXT, N, AT_PRINT(replaced_on),
     "Day from which a replacement was known; ~ where that has no date", NULL, NULL},
    {"replaced_by", FIELD_TEXT, N, AT_PRINT(replaced_by), "The claim that replaces it", NULL, NULL},
    {"version.opened", FIELD_NUMBER, 0, AT_PRINT(version_opened),
     "Revision of this service that brought this version of the row", NULL, NULL},
    {"version.closed", FIELD_NUMBER, N, AT_PRINT(version_closed),
     "Revision that closed it; null while it stands", NULL, NULL},
    PART_CITATION,
    {"links.self", FIELD_LINK, D, AT(id), "The figure", NULL, "/v1/figures/{}"},
    LINK_SOURCE,
    PART_HIDDEN,
    {"kind", FIELD_TEXT, H, AT(kind), "", &claim_kinds, NULL},
    {"reading", FIELD_TEXT, H | N, AT(reading), "", NULL, NULL},
    {"set_by", FIELD_TEXT, H | N, AT(set_by), "", NULL, NULL},
    {"choice_key", FIELD_TEXT, H, AT_PRINT(choice_key), "", NULL, NULL},
    {"first_key", FIELD_TEXT, H, AT_PRINT(first_key), "", NULL, NULL},
    {"first", FIELD_BOOLEAN, H, AT_PRINT(first), "", NULL, NULL},
};
const struct fields history_fields = FIELDS(
    print_record, "Print", "A print of a figure, with the versions of its row here", history_items);

static const struct field why_items[] = {
    PART_IDENTITY,
    PART_PERIOD,
    {"outcome", FIELD_TEXT, D, AT_PRINT(outcome), "What the rule `latest` made of it",
     &print_outcomes, NULL},
    {"step", FIELD_TEXT, N | D, AT_PRINT(step),
     "The part of the rule at which the chosen print went before it", &choice_steps, NULL},
    {"reason", FIELD_TEXT, D | P, AT_PRINT(reason), "The same in words", NULL, NULL},
    {"first", FIELD_BOOLEAN, D, AT_PRINT(first), "Whether the rule `first` chooses it", NULL, NULL},
    {"known_on", FIELD_DATE, N | D, AT_PRINT(known_on),
     "Day from which it counts: when it was stated, else published", NULL, NULL},
    VALUE,
    UNIT,
    PART_BOUNDS,
    {"status", FIELD_TEXT, D, AT(status), "Observation status", &statuses, NULL},
    {"rank", FIELD_TEXT, D, AT(rank), "Today's judgement of the claim", &ranks, NULL},
    {"rank_reason", FIELD_TEXT, N | D | P, AT(rank_reason), "Why the rank is not normal", NULL,
     NULL},
    {"replaced_by", FIELD_TEXT, N | D, AT_PRINT(replaced_by), "The claim that replaces it", NULL,
     NULL},
    {"citation.source", FIELD_TEXT, D, AT(source), "Id of the source", NULL, NULL},
    {"citation.publisher", FIELD_TEXT, D | P, AT(publisher), "Who published it", NULL, NULL},
    {"citation.url", FIELD_URL, D, AT(url), "Where it can be read", NULL, NULL},
    {"links.self", FIELD_LINK, D, AT(id), "The figure", NULL, "/v1/figures/{}"},
    LINK_SOURCE,
};
const struct fields why_fields =
    FIELDS(print_record, "Choice", "A print and what the selection rule made of it", why_items);
