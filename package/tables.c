#include "package/tables.h"

#include "stats/choice.h"
#include "stats/interval.h"

static const char *const unit_items[] = {"count", "percent", "rank", "ratio", "years"};
const struct words units = WORDS(unit_items);

static const char *const type_items[] = {"article", "press-release", "dataset", "report", "forum"};
const struct words source_types = WORDS(type_items);

static const char *const reading_items[] = {"level", "cumulative", "unclear"};
const struct words readings = WORDS(reading_items);

enum { DAY = 10, ID = 120, NAME = 400, URL = 2000, TEXT = 4000 };

static const struct column series_columns[] = {
    {"id", CELL_ID, true, ID, "Permanent id", NULL, NULL},
    {"name", CELL_TEXT, true, NAME, "Short name", NULL, NULL},
    {"definition", CELL_TEXT, true, TEXT, "What exactly is measured", NULL, NULL},
    {"geography", CELL_GEOGRAPHY, true, 3, "ISO 3166-1 alpha-2 code, WLD for the world", NULL,
     NULL},
    {"unit", CELL_UNIT, false, 10,
     "ISO 4217 code, count, percent, rank, ratio or years; empty where there are only remarks",
     NULL, NULL},
    {"broader", CELL_IDS, false, TEXT, "Ids of series that cover this definition and more", NULL,
     "series"},
    {"part_of", CELL_IDS, false, TEXT, "Ids of series that this one is an additive part of", NULL,
     "series"},
    {"fiscal_year_start", CELL_MONTH_DAY, false, 5, "First day of the fiscal year, MM-DD", NULL,
     NULL},
    {"note", CELL_TEXT, false, TEXT, "Caveat, shown to readers", NULL, NULL},
};

static const struct column source_columns[] = {
    {"id", CELL_ID, true, ID, "Permanent id", NULL, NULL},
    {"title", CELL_TEXT, false, NAME, "Title of the document", NULL, NULL},
    {"publisher", CELL_TEXT, true, NAME, "Who published it", NULL, NULL},
    {"author", CELL_TEXT, false, NAME, "Who wrote it", NULL, NULL},
    {"published_on", CELL_DATE, false, DAY, "Day of publication", NULL, NULL},
    {"url", CELL_URL, true, URL, "Where it stands", NULL, NULL},
    {"archive_url", CELL_URL, false, URL, "Where a copy is kept", NULL, NULL},
    {"accessed_on", CELL_DATE, false, DAY, "Day on which it was read", NULL, NULL},
    {"language", CELL_LANGUAGE, false, 35, "BCP 47 tag of its language", NULL, NULL},
    {"type", CELL_WORD, true, 20, "Kind of document", &source_types, NULL},
    {"origin", CELL_NAME, false, ID, "Id of the body that compiled its numbers", NULL, NULL},
    {"note", CELL_TEXT, false, TEXT, "Caveat, shown to readers", NULL, NULL},
};

/* The columns of the four claim files, each written once. */
static const struct column id = {"id", CELL_ID, true, ID, "Permanent id", NULL, NULL};
static const struct column series = {
    "series", CELL_ID, true, ID, "Id of the series that it is about", NULL, "series"};
static const struct column any_series = {
    "series", CELL_ID, false, ID, "Id of the series that it is about, if any", NULL, "series"};
static const struct column start = {
    "period_start", CELL_DATE, false, DAY, "First day of the period; empty for a deadline",
    NULL,           NULL};
static const struct column end = {
    "period_end", CELL_DATE, false, DAY, "Last day of the period, or the deadline", NULL, NULL};
static const struct column label = {
    "period_label", CELL_TEXT, false, NAME, "How the source words the period", NULL, NULL};
static const struct column number = {
    "number", CELL_NUMBER, true, 20, "The digits as printed, with a point", NULL, NULL};
static const struct column scale = {
    "scale", CELL_WORD, false, 10, "What the digits are multiplied by", &scales, NULL};
static const struct column comparator = {
    "comparator",
    CELL_WORD,
    true,
    2,
    "= as printed, ~ about, > more than, >= at least, < less than, <= at most",
    &comparators,
    NULL};
static const struct column source = {
    "source", CELL_ID, true, ID, "Id of the source that prints it", NULL, "sources"};
static const struct column locator = {
    "locator", CELL_TEXT, true, NAME, "Paragraph, page or table in the source", NULL, NULL};
static const struct column stated_by = {"stated_by",   CELL_TEXT, false, NAME,
                                        "Who said it", NULL,      NULL};
static const struct column stated_on = {
    "stated_on", CELL_DATE, false, DAY, "Day on which it was said", NULL, NULL};
static const struct column origin = {
    "origin", CELL_NAME, false, ID, "Id of the body that compiled the number", NULL, NULL};
static const struct column statement = {
    "statement", CELL_TEXT, true, TEXT, "What the source says, in our own words", NULL, NULL};
static const struct column replaces = {
    "replaces", CELL_IDS, false, TEXT, "Ids of the claims that this print replaces", NULL, NULL};
static const struct column rank = {
    "rank", CELL_WORD, true, 10, "Preferred, normal, or deprecated as wrong", &ranks, NULL};
static const struct column rank_reason = {
    "rank_reason", CELL_TEXT, false, TEXT, "Why the rank is not normal", NULL, NULL};
static const struct column note = {"note", CELL_TEXT, false, TEXT, "Caveat, shown to readers",
                                   NULL,   NULL};
static const struct column status = {"status",  CELL_WORD, true, 12, "Observation status",
                                     &statuses, NULL};
static const struct column reading = {
    "reading", CELL_WORD, true, 10, "A yearly level, a sum over the span, or unclear",
    &readings, NULL};
static const struct column set_by = {"set_by", CELL_TEXT, false, NAME, "Who set the target",
                                     NULL,     NULL};
static const struct column base_start = {
    "base_start", CELL_DATE, false, DAY, "First day of the base period; empty: a year earlier",
    NULL,         NULL};
static const struct column base_end = {
    "base_end", CELL_DATE, false, DAY, "Last day of the base period; empty: a year earlier",
    NULL,       NULL};

/* A plain column of a table of its own, as a list of pointers like the claims'. */
static const struct column *const series_list[] = {
    &series_columns[0], &series_columns[1], &series_columns[2],
    &series_columns[3], &series_columns[4], &series_columns[5],
    &series_columns[6], &series_columns[7], &series_columns[8],
};
static const struct column *const source_list[] = {
    &source_columns[0], &source_columns[1], &source_columns[2],  &source_columns[3],
    &source_columns[4], &source_columns[5], &source_columns[6],  &source_columns[7],
    &source_columns[8], &source_columns[9], &source_columns[10], &source_columns[11],
};
static const struct column *const figure_list[] = {
    &id,         &series, &start,       &end,       &label,     &number, &scale,
    &comparator, &source, &locator,     &stated_by, &stated_on, &origin, &statement,
    &replaces,   &rank,   &rank_reason, &note,      &status,
};
static const struct column *const target_list[] = {
    &id,         &series, &start,       &end,       &label,     &number, &scale,
    &comparator, &source, &locator,     &stated_by, &stated_on, &origin, &statement,
    &replaces,   &rank,   &rank_reason, &note,      &reading,   &set_by,
};
static const struct column *const growth_rate_list[] = {
    &id,         &series, &start,       &end,       &label,      &number,   &scale,
    &comparator, &source, &locator,     &stated_by, &stated_on,  &origin,   &statement,
    &replaces,   &rank,   &rank_reason, &note,      &base_start, &base_end,
};
static const struct column *const remark_list[] = {
    &id,        &any_series, &start,     &end,      &label, &source,      &locator, &stated_by,
    &stated_on, &origin,     &statement, &replaces, &rank,  &rank_reason, &note,
};

#define LIST(array) (array), (int)(sizeof(array) / sizeof((array)[0]))

const struct table tables[TABLES] = {
    {"series", "series.csv", "Series: one measure with one definition", FILE_SERIES,
     LIST(series_list)},
    {"sources", "sources.csv", "Sources: published documents", FILE_SOURCES, LIST(source_list)},
    {"figures", "figures.csv", "Figures: claims of a value", FILE_FIGURES, LIST(figure_list)},
    {"targets", "targets.csv", "Targets: claims of an aim", FILE_TARGETS, LIST(target_list)},
    {"growth-rates", "growth_rates.csv", "Growth rates: claims of a change in percent",
     FILE_GROWTH_RATES, LIST(growth_rate_list)},
    {"remarks", "remarks.csv", "Remarks: statements that are no figures", FILE_REMARKS,
     LIST(remark_list)},
};

int table_column(const struct table *table, struct slice name)
{
    for (int i = 0; i < table->count; i++)
        if (slice_is(name, table->columns[i]->name))
            return i;
    return -1;
}

const struct table *table_of_file(struct slice file)
{
    for (int i = 0; i < TABLES; i++)
        if (slice_is(file, tables[i].file))
            return &tables[i];
    return NULL;
}

const char *package_file_name(enum package_file file)
{
    for (int i = 0; i < TABLES; i++)
        if (tables[i].number == file)
            return tables[i].file;
    return "datapackage.json";
}
