#include "db/evidence.h"
#include "db/fields_parts.h"
#include "db/group.h"
#include "stats/agreement.h"
#include "stats/choice.h"
#include "stats/growth.h"

/* The columns of claims, each written once (base/field.h); those that the kinds share are in
 * db/fields_parts.h. */

static const struct field figure_items[] = {
    PART_IDENTITY,
    PART_PERIOD,
    VALUE,
    UNIT,
    PART_BOUNDS,
    {"status", FIELD_TEXT, 0, AT(status), "Observation status", &statuses, NULL},
    PART_STANDING,
    PART_CITATION,
    PART_AGREEMENT,
    {"derived", FIELD_BOOLEAN, D, AT(derived),
     "False: a source prints it. With derived=include also what follows and none prints", NULL,
     NULL},
    PART_FIGURE_LINKS,
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
    {"links.self", FIELD_LINK, D | I, AT(id), "This target", NULL, "/v1/targets/{}"},
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
    {"links.self", FIELD_LINK, D | I, AT(id), "This growth rate", NULL, "/v1/growth-rates/{}"},
    LINK_SOURCE,
};
const struct fields growth_rate_fields = FIELDS(
    claim, "GrowthRate", "A claim of a change in percent between two periods", growth_rate_items);

static const struct field remark_items[] = {
    PART_IDENTITY,
    PART_PERIOD,
    PART_STANDING,
    PART_CITATION,
    {"links.self", FIELD_LINK, D | I, AT(id), "This remark", NULL, "/v1/remarks/{}"},
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
    {"links.self", FIELD_LINK, D | I, AT(path), "The claim", NULL, "/v1/{}"},
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
    {"links.self", FIELD_LINK, D | I, AT(id), "The figure", NULL, "/v1/figures/{}"},
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
    {"links.self", FIELD_LINK, D | I, AT(id), "The figure", NULL, "/v1/figures/{}"},
    LINK_SOURCE,
};
const struct fields why_fields =
    FIELDS(print_record, "Choice", "A print and what the selection rule made of it", why_items);
