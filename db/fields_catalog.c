#include "db/conflicts.h"
#include "db/records.h"
#include "stats/conflict.h"

/* The columns of series, sources and conflicts; those of claims are in fields.c. */

static const char *const source_type_words[] = {"article", "press-release", "dataset", "report",
                                                "forum"};
static const struct words source_types = WORDS(source_type_words);

enum {
    N = FIELD_NULLABLE,
    D = FIELD_DERIVED,
    H = FIELD_HIDDEN,
    P = FIELD_PROSE,
    E = FIELD_EVIDENCE
};

#define AT(member) offsetof(struct series_record, member)

static const struct field series_items[] = {
    {"id", FIELD_TEXT, 0, AT(id), "Permalink of the series", NULL, NULL},
    {"name", FIELD_TEXT, P, AT(name), "What it is called", NULL, NULL},
    {"definition", FIELD_TEXT, P, AT(definition), "What exactly is measured", NULL, NULL},
    {"geography", FIELD_TEXT, 0, AT(geography), "ISO 3166-1 alpha-2 code, or WLD", NULL, NULL},
    {"unit", FIELD_TEXT, N, AT(unit),
     "ISO 4217 currency code, or count, percent, rank, years, ratio; null where there are only "
     "remarks",
     NULL, NULL},
    {"broader", FIELD_LIST, N | P, AT(broader), "Series that cover this definition and more", NULL,
     NULL},
    {"part_of", FIELD_LIST, N | P, AT(part_of), "Wholes of which this series is an additive part",
     NULL, NULL},
    {"fiscal_year_start", FIELD_TEXT, 0, AT(fiscal_year_start),
     "Month and day on which its fiscal year begins", NULL, NULL},
    {"note", FIELD_TEXT, N | P, AT(note), "A caveat that readers should see", NULL, NULL},
    {"coverage.start", FIELD_DATE, N, AT(first_day), "First day that any claim covers", NULL, NULL},
    {"coverage.end", FIELD_DATE, N, AT(last_day), "Last day that any claim covers", NULL, NULL},
    {"coverage.figures", FIELD_INTEGER, 0, AT(figures), "Figures, all prints counted", NULL, NULL},
    {"coverage.targets", FIELD_INTEGER, 0, AT(targets), "Targets", NULL, NULL},
    {"coverage.growth_rates", FIELD_INTEGER, 0, AT(growth_rates), "Growth rates", NULL, NULL},
    {"coverage.remarks", FIELD_INTEGER, 0, AT(remarks), "Remarks", NULL, NULL},
    {"latest.figure", FIELD_TEXT, N, AT(latest.id),
     "The preferred realised figure whose period ends last", NULL, NULL},
    {"latest.period", FIELD_TEXT, N | D | P, AT(latest.period.label), "Its period", NULL, NULL},
    {"latest.value", FIELD_NUMBER, N | D, AT(latest.value), "Its value", NULL, NULL},
    {"latest.display", FIELD_TEXT, N | D, AT(latest.display), "Its printed digits", NULL, NULL},
    {"links.self", FIELD_LINK, D, AT(id), "This series", NULL, "/v1/series/{}"},
    {"links.figures", FIELD_LINK, D, AT(id), "Its figures", NULL, "/v1/figures?series={}"},
    {"latest_period_given", FIELD_TEXT, H | N, AT(latest.period_given), "", NULL, NULL},
    {"latest_start", FIELD_DATE, H | N, AT(latest.period.start), "", NULL, NULL},
    {"latest_end", FIELD_DATE, H | N, AT(latest.period.end), "", NULL, NULL},
    {"latest_number", FIELD_TEXT, H | N, AT(latest.number), "", NULL, NULL},
    {"latest_scale", FIELD_TEXT, H | N, AT(latest.scale), "", NULL, NULL},
    {"latest_comparator", FIELD_TEXT, H | N, AT(latest.comparator), "", NULL, NULL},
};
const struct fields series_fields =
    FIELDS(series_record, "Series",
           "One measure with one definition, geography and unit; two definitions are two series",
           series_items);

#undef AT
#define AT(member) offsetof(struct source_record, member)

static const struct field source_items[] = {
    {"id", FIELD_TEXT, 0, AT(id), "Permalink of the source", NULL, NULL},
    {"title", FIELD_TEXT, N | P, AT(title), "Its headline", NULL, NULL},
    {"publisher", FIELD_TEXT, P, AT(publisher), "Who published it", NULL, NULL},
    {"author", FIELD_TEXT, N | P, AT(author), "Who wrote it", NULL, NULL},
    {"published_on", FIELD_DATE, N, AT(published_on), "Day of publication", NULL, NULL},
    {"url", FIELD_URL, 0, AT(url), "Where it can be read", NULL, NULL},
    {"archive_url", FIELD_URL, N, AT(archive_url), "An archived copy", NULL, NULL},
    {"accessed_on", FIELD_DATE, N, AT(accessed_on), "Day on which it was read", NULL, NULL},
    {"language", FIELD_TEXT, N, AT(language), "BCP 47 tag", NULL, NULL},
    {"type", FIELD_TEXT, 0, AT(type), "What kind of document it is", &source_types, NULL},
    {"origin", FIELD_TEXT, N, AT(origin), "The body that compiled its numbers", NULL, NULL},
    {"note", FIELD_TEXT, N | P, AT(note), "A caveat that readers should see", NULL, NULL},
    {"counts.figures", FIELD_INTEGER, 0, AT(figures), "Figures that it printed", NULL, NULL},
    {"counts.targets", FIELD_INTEGER, 0, AT(targets), "Targets", NULL, NULL},
    {"counts.growth_rates", FIELD_INTEGER, 0, AT(growth_rates), "Growth rates", NULL, NULL},
    {"counts.remarks", FIELD_INTEGER, 0, AT(remarks), "Remarks", NULL, NULL},
    {"citations.text", FIELD_TEXT, D | P, AT(citation), "A ready line to cite it by", NULL, NULL},
    {"citations.bibtex", FIELD_TEXT, D | P, AT(bibtex), "A BibTeX entry", NULL, NULL},
    {"links.self", FIELD_LINK, D, AT(id), "This source", NULL, "/v1/sources/{}"},
    {"links.claims", FIELD_LINK, D, AT(id), "Everything it said", NULL, "/v1/sources/{}/claims"},
};
const struct fields source_fields =
    FIELDS(source_record, "Source", "A published document", source_items);

#undef AT
#define AT(member) offsetof(struct conflict_record, member)

static const struct field conflict_items[] = {
    {"subject", FIELD_TEXT, D, AT(subject),
     "Whether figures differ, or targets, or a whole and the sum of its parts", &conflict_subjects,
     NULL},
    {"series", FIELD_TEXT, D, AT(series),
     "Id of the series that most of the claims belong to, or of the whole", NULL, NULL},
    {"period.label", FIELD_TEXT, D | P, AT(period.label), "The period as a person writes it", NULL,
     NULL},
    {"period.start", FIELD_DATE, N | D, AT(period.start), "First day", NULL, NULL},
    {"period.end", FIELD_DATE, N | D, AT(period.end), "Last day", NULL, NULL},
    {"period.iso", FIELD_TEXT, N | D, AT(period.iso), "ISO 8601 interval", NULL, NULL},
    {"period.type", FIELD_TEXT, D, AT(period.type), "What kind of period it is", &period_types,
     NULL},
    {"reading", FIELD_TEXT, N | D, AT(reading), "Of targets: how their wording is to be read",
     &target_readings, NULL},
    {"reason", FIELD_TEXT, D, AT(reason), "The gravest reason of its claims", &conflict_reasons,
     NULL},
    {"preferred", FIELD_TEXT, N | D, AT(preferred),
     "Id of the figure that the rule selects; of a sum, the figure of the whole", NULL, NULL},
    {"spread.value", FIELD_NUMBER, N | D, AT(spread),
     "Highest less lowest printed value; of a sum, how far it is from the whole", NULL, NULL},
    {"spread.percent", FIELD_NUMBER, N | D, AT(spread_percent),
     "The same in percent of the preferred figure", NULL, NULL},
    {"sum.of", FIELD_TEXT, N | D, AT(sum_of),
     "Of sums: whether periods are added up, or the series that are part of this one",
     &conflict_sums, NULL},
    {"sum.value", FIELD_NUMBER, N | D, AT(sum_value), "What the parts add up to", NULL, NULL},
    {"sum.bounds.low", FIELD_NUMBER, N | D, AT(sum_low), "Lowest sum that their digits can mean",
     NULL, NULL},
    {"sum.bounds.high", FIELD_NUMBER, N | D, AT(sum_high), "Highest sum that their digits can mean",
     NULL, NULL},
    {"sum.source", FIELD_TEXT, N | D, AT(sum_source),
     "Id of the source that prints the whole and all parts; null where they are the preferred "
     "figures",
     NULL, NULL},
    {"sum.adds_up_with", FIELD_TEXT, N | D, AT(sum_revised),
     "Id of the print, from before or after a revision, with which it would add up", NULL, NULL},
    {"clusters", FIELD_INTEGER, D, AT(clusters), "How many different values are claimed", NULL,
     NULL},
    {"independent_origins", FIELD_INTEGER, D, AT(independent_origins),
     "How many bodies compiled the numbers: five articles on one release have one origin", NULL,
     NULL},
    {"claims", FIELD_JSON, D, AT(claims),
     "Each claim with its cluster (0 is the preferred figure's) and the reason why it differs; of "
     "a "
     "sum the whole, then the parts with their periods",
     NULL, NULL},
};
const struct fields conflict_fields =
    FIELDS(conflict_record, "Conflict", "Where claims about the same quantity differ, and why",
           conflict_items);
