#include "db/derived.h"
#include "db/fields_parts.h"
#include "stats/agreement.h"
#include "stats/derive_period.h"

/* Figures with derived ones among them: the columns of a figure, of which a derived one has few. */

#define AT_DERIVED(member) offsetof(struct derived_record, member)

static const struct field derivable_items[] = {
    {"id", FIELD_TEXT, N | I, AT(id), "Permalink of the claim; null for what is derived", NULL,
     NULL},
    {"series", FIELD_TEXT, N | I, AT(series), "Id of the series: one measure with one definition",
     NULL, NULL},
    PART_PERIOD,
    {"value", FIELD_NUMBER, N | D, AT(value),
     "The exact value in the series' unit; null where nothing follows: see `derivation`", NULL,
     NULL},
    UNIT,
    {"display", FIELD_TEXT, N | D, AT(display), "The printed digits with unit and scale", NULL,
     NULL},
    {"bounds.low", FIELD_NUMBER, N | D, AT(low),
     "Lowest value that the printed digits can mean, its own or those it follows from", NULL, NULL},
    {"bounds.high", FIELD_NUMBER, N | D, AT(high), "Highest value that they can mean", NULL, NULL},
    {"comparator", FIELD_TEXT, N, AT(comparator), "How the number was qualified", &comparators,
     NULL},
    {"status", FIELD_TEXT, N, AT(status), "Observation status", &statuses, NULL},
    {"derived", FIELD_BOOLEAN, D, AT(derived),
     "Whether no source prints it: it follows from printed figures, or would", NULL, NULL},
    {"derivation.formula", FIELD_TEXT, N | D | P, AT_DERIVED(formula),
     "How it was worked out, of periods of the series or of series", NULL, NULL},
    {"derivation.inputs", FIELD_JSON, N | D, AT_DERIVED(inputs),
     "The figures in the formula, each with its sign", NULL, NULL},
    {"derivation.gap", FIELD_TEXT, N | D, AT_DERIVED(gap), "Why nothing follows", &derive_gaps,
     NULL},
    {"derivation.missing", FIELD_TEXT, N | D | P, AT_DERIVED(missing),
     "The periods, or series, without a figure for want of which nothing follows", NULL, NULL},
    {"rank", FIELD_TEXT, N, AT(rank), "Today's judgement of the claim", &ranks, NULL},
    {"rank_reason", FIELD_TEXT, N | P, AT(rank_reason), "Why the rank is not normal", NULL, NULL},
    {"note", FIELD_TEXT, N | P, AT(note), "A caveat that readers should see", NULL, NULL},
    {"stated_by", FIELD_TEXT, N | P, AT(stated_by), "Who said it", NULL, NULL},
    {"stated_on", FIELD_DATE, N, AT(stated_on), "Day on which the claim was made", NULL, NULL},
    {"origin", FIELD_TEXT, N, AT(origin),
     "The body that compiled the number; null: the publisher itself or not known", NULL, NULL},
    {"replaces", FIELD_LIST, N | P, AT(replaces), "Ids of the claims that this print replaces",
     NULL, NULL},
    {"citation.source", FIELD_TEXT, N | I, AT(source), "Id of the source", NULL, NULL},
    {"citation.title", FIELD_TEXT, N | P, AT(title), "Its headline", NULL, NULL},
    {"citation.publisher", FIELD_TEXT, N | P, AT(publisher), "Who published it", NULL, NULL},
    {"citation.published_on", FIELD_DATE, N, AT(published_on), "Day of publication", NULL, NULL},
    {"citation.url", FIELD_URL, N, AT(url), "Where it can be read", NULL, NULL},
    {"citation.locator", FIELD_TEXT, N | P, AT(locator), "Where in the source it stands", NULL,
     NULL},
    {"citation.statement", FIELD_TEXT, N | P, AT(statement), "What it says, in our own words", NULL,
     NULL},
    {"agreement", FIELD_TEXT, N | E, AT(agreement),
     "With the other claims for that series and period: only, agree (all intervals meet), "
     "revision, conflict",
     &agreements, NULL},
    {"alternatives", FIELD_INTEGER, E, AT(alternatives),
     "How many other claims there are that are not deprecated", NULL, NULL},
    {"links.self", FIELD_LINK, N | D | I, AT(id), "This figure", NULL, "/v1/figures/{}"},
    {"links.source", FIELD_LINK, N | D | I, AT(source), "The source", NULL, "/v1/sources/{}"},
    {"links.why", FIELD_LINK, N | D | I, AT(id), "How it was chosen", NULL, "/v1/figures/{}/why"},
    {"links.history", FIELD_LINK, N | D | I, AT(id), "All prints of it", NULL,
     "/v1/figures/{}/history"},
};
const struct fields derivable_fields =
    FIELDS(derived_record, "DerivableFigure",
           "A figure as printed, or one that no source prints and that follows from printed ones",
           derivable_items);
