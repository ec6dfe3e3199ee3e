#include "handlers/routes.h"

#include "db/aggregated.h"
#include "db/conflicts.h"
#include "db/derived.h"
#include "db/group.h"
#include "db/revisions.h"
#include "db/search.h"
#include "db/transformed.h"
#include "handlers/resources.h"
#include "http/negotiate.h"

#define P(name) (UINT64_C(1) << PARAM_##name)

#define WHEN (P(AS_OF) | P(REVISION))
#define SHAPE (WHEN | P(FIELDS) | P(SHAPE) | P(PRETTY) | P(FORMAT))
#define PAGES (P(LIMIT) | P(CURSOR))
/* About this service itself: no day on which anybody knew it. */
#define LOG ((SHAPE | PAGES) & ~P(AS_OF))
#define CLAIMS                                                                                     \
    (P(SERIES) | P(GEO) | P(UNIT) | P(SOURCE) | P(RANK) | P(PERIOD) | P(PERIOD_TYPE) | P(FROM) |   \
     P(TO) | P(SORT) | SHAPE | PAGES)
#define FORMATS (1u << FORMAT_JSON | 1u << FORMAT_CSV | 1u << FORMAT_NDJSON | 1u << FORMAT_TEXT)

#define AGGREGATED_TEXT "series,period.label,value,unit,reason,missing,base.period.label,base.value"
#define TRANSFORMED_TEXT                                                                           \
    "series,period.label,value,unit,base.period.label,base.value,base.source,reason"

static const struct view figure_views[] = {
    {PARAM_FREQUENCY, &aggregated_fields, AGGREGATED_TEXT},
    {PARAM_UNITS, &transformed_fields, TRANSFORMED_TEXT},
    {0},
};

static const struct view figure_list_views[] = {
    {PARAM_FREQUENCY, &aggregated_fields, AGGREGATED_TEXT},
    {PARAM_UNITS, &transformed_fields, TRANSFORMED_TEXT},
    {PARAM_DERIVED, &derivable_fields,
     "series,period.label,value,unit,derivation.formula,derivation.gap,derivation.missing"},
    {0},
};

static const struct view growth_rate_views[] = {
    {PARAM_BASIS, &computed_fields,
     "series,period.label,percent,base_period.label,current.value,base.value"},
    {0},
};

const struct route routes[] = {
    {.path = "/",
     .operation = "getGuide",
     .summary = "What is here and how to ask",
     .meaning = "A plain-text guide with commands to try; the service document for clients that "
                "accept application/json.",
     .media_type = "text/plain",
     .dated = true,
     .negotiates = true,
     .answer = guide_get},
    {.path = "/v1",
     .operation = "getService",
     .summary = "Service document",
     .meaning = "Title, revision, days covered, counts, licence, limits, formats and links.",
     .params = P(PRETTY),
     .media_type = "application/json",
     .dated = true,
     .answer = service_get},
    {.path = "/v1/series",
     .operation = "listSeries",
     .summary = "Series with definition, coverage and latest figure",
     .params = P(SERIES) | P(GEO) | P(UNIT) | SHAPE | PAGES,
     .formats = FORMATS,
     .fields = &series_fields,
     .text_fields = "id,name,unit,latest.period,latest.display",
     .answer = series_list},
    {.path = "/v1/series/{id}",
     .operation = "getSeries",
     .summary = "One series",
     .params = SHAPE,
     .formats = FORMATS,
     .fields = &series_fields,
     .one = true,
     .answer = series_get},
    {.path = "/v1/figures",
     .operation = "listFigures",
     .summary = "Figures with their sources",
     .meaning =
         "One preferred figure for each series and period, or all claims with select=all; in other "
         "units, figures of shorter periods as one of a longer, or also what no source prints but "
         "follows from printed figures (the total is then null: to count them is to find them).",
     .params = CLAIMS | P(STATUS) | P(SELECT) | P(UNITS) | P(FREQUENCY) | P(AGGREGATION_METHOD) |
               P(DERIVED),
     .formats = FORMATS,
     .fields = &figure_fields,
     .views = figure_list_views,
     .text_fields = "series,period.label,display,status,citation.source,citation.locator",
     .answer = figures_list},
    {.path = "/v1/figures/{id}",
     .operation = "getFigure",
     .summary = "One figure",
     .meaning = "As text, without `fields`, one line to paste: the figure with its source, growth "
                "on the year "
                "before, and what "
                "is in dispute about it.",
     .params = SHAPE | P(UNITS),
     .formats = FORMATS,
     .fields = &figure_fields,
     .views = figure_views,
     .one = true,
     .answer = figure_get},
    {.path = "/v1/figures/{id}/why",
     .operation = "explainFigure",
     .summary = "How the selection rule chose among the prints of a figure",
     .meaning =
         "Every print for that series and period, the chosen one first, and at which part of "
         "the rule the others were left out; `first` marks what the other rule chooses.",
     .params = SHAPE | PAGES,
     .formats = FORMATS,
     .fields = &why_fields,
     .text_fields = "outcome,step,display,known_on,citation.source,first",
     .answer = figure_why},
    {.path = "/v1/figures/{id}/history",
     .operation = "listFigureHistory",
     .summary = "Every print of a figure in order of knowledge",
     .meaning = "All claims for that series and period by the day they were known, with the "
                "versions of each row in this service; a closed one names the revision that "
                "closed it.",
     .params = SHAPE | PAGES,
     .formats = FORMATS,
     .fields = &history_fields,
     .text_fields = "known_on,display,status,rank,citation.source,version.closed",
     .answer = figure_history},
    {.path = "/v1/targets",
     .operation = "listTargets",
     .summary = "Targets with who set them, and whether they were met",
     .params = CLAIMS,
     .formats = FORMATS,
     .fields = &target_fields,
     .text_fields = "series,period.label,display,reading,progress.verdict,set_by",
     .answer = targets_list},
    {.path = "/v1/targets/{id}",
     .operation = "getTarget",
     .summary = "One target",
     .params = SHAPE,
     .formats = FORMATS,
     .fields = &target_fields,
     .one = true,
     .answer = target_get},
    {.path = "/v1/growth-rates",
     .operation = "listGrowthRates",
     .summary = "Growth rates as printed, and whether they follow from printed figures",
     .meaning =
         "Those that sources printed; with basis=computed those that follow from preferred "
         "figures and the preferred ones of a year earlier, of the same series and length of "
         "period: their total is null, to count them is to find them.",
     .params = CLAIMS | P(BASIS),
     .formats = FORMATS,
     .fields = &growth_rate_fields,
     .views = growth_rate_views,
     .text_fields =
         "series,period.label,display,recomputed.verdict,recomputed.percent,citation.source",
     .answer = growth_rates_list},
    {.path = "/v1/growth-rates/{id}",
     .operation = "getGrowthRate",
     .summary = "One growth rate",
     .params = SHAPE,
     .formats = FORMATS,
     .fields = &growth_rate_fields,
     .one = true,
     .answer = growth_rate_get},
    {.path = "/v1/remarks",
     .operation = "listRemarks",
     .summary = "Statements on record that are no figures",
     .params = CLAIMS,
     .formats = FORMATS,
     .fields = &remark_fields,
     .text_fields = "series,period.label,citation.source,citation.statement",
     .answer = remarks_list},
    {.path = "/v1/remarks/{id}",
     .operation = "getRemark",
     .summary = "One remark",
     .params = SHAPE,
     .formats = FORMATS,
     .fields = &remark_fields,
     .one = true,
     .answer = remark_get},
    {.path = "/v1/conflicts",
     .operation = "listConflicts",
     .summary = "Where claims about the same quantity differ, and why",
     .meaning =
         "For each family of series and exact period whose realised claims do not all meet, "
         "or of which one is deprecated: the claims in clusters, each with the reason why it "
         "differs from the preferred one. Targets by period and reading. Sums too: shorter "
         "periods against the longer one that they fill, series against the one that they are "
         "part of. The total is null: to count conflicts is to find them; a page that finds "
         "little may end early, and links.next goes on.",
     .params = P(SERIES) | P(PERIOD) | SHAPE | PAGES,
     .formats = FORMATS,
     .fields = &conflict_fields,
     .text_fields = "subject,series,period.label,reason,spread.percent,independent_origins",
     .answer = conflicts_list},
    {.path = "/v1/sources",
     .operation = "listSources",
     .summary = "Sources with counts and ready citations",
     .params = P(SOURCE) | SHAPE | PAGES,
     .formats = FORMATS,
     .fields = &source_fields,
     .text_fields = "id,publisher,published_on,counts.figures,title",
     .answer = sources_list},
    {.path = "/v1/sources/{id}",
     .operation = "getSource",
     .summary = "One source",
     .params = SHAPE,
     .formats = FORMATS,
     .fields = &source_fields,
     .one = true,
     .answer = source_get},
    {.path = "/v1/sources/{id}/claims",
     .operation = "listSourceClaims",
     .summary = "Everything that a source said",
     .params = SHAPE | PAGES,
     .formats = FORMATS,
     .fields = &claim_fields,
     .text_fields = "kind,series,period.label,display,citation.locator",
     .answer = source_claims_list},
    {.path = "/v1/search",
     .operation = "search",
     .summary = "Series, sources and claims by their words",
     .meaning =
         "Full text over names, definitions, headlines, publishers, authors, statements, "
         "notes and reasons, the best first, with the words around what was found. A page in every "
         "format: CSV and NDJSON too give 100 rows where no limit is asked.",
     .params = P(Q) | P(KIND) | SHAPE | PAGES,
     .formats = FORMATS,
     .fields = &search_fields,
     .text_fields = "kind,id,snippet",
     .ranked = true,
     .answer = search_list},
    {.path = "/v1/changes",
     .operation = "listRevisions",
     .summary = "Revisions of this service, newest first",
     .meaning = "Each import of other data made one; the counts are of series, sources and claims.",
     .params = LOG,
     .dated = true,
     .formats = FORMATS,
     .fields = &revision_fields,
     .text_fields = "number,imported_at,known_until,added,changed,closed",
     .answer = revisions_list},
    {.path = "/v1/changes/{number}",
     .operation = "listChanges",
     .summary = "What a revision added, changed and closed",
     .meaning = "A row a series, source or claim, by kind and id. A claim that only stands "
                "differently beside others has not changed.",
     .params = LOG,
     .formats = FORMATS,
     .fields = &change_fields,
     .text_fields = "action,kind,id",
     .answer = changes_list},
    {.path = "/v1/snapshot.db",
     .operation = "getSnapshot",
     .summary = "The database of this revision, an SQLite file",
     .meaning = "With all revisions before it. The views current_series, current_sources, "
                "current_figures, current_targets, current_growth_rates and current_remarks hold "
                "what stands in the newest.",
     .media_type = "application/vnd.sqlite3",
     .dated = true,
     .sealed = true,
     .answer = snapshot_get},
    {.path = "/datapackage.json",
     .operation = "getDataPackage",
     .summary = "The descriptor of the whole data set as a data package",
     .media_type = "application/json",
     .answer = package_get},
    {.path = "/{file}.csv",
     .operation = "getDataPackageFile",
     .summary = "One CSV file of the data package",
     .media_type = "text/csv",
     .answer = package_get},
    {.path = "/openapi.json",
     .operation = "getOpenApi",
     .summary = "This description of the service",
     .media_type = "application/json",
     .answer = openapi_get,
     .live = true,
     .lasting = true},
    {.path = "/problems/{id}",
     .operation = "getProblem",
     .summary = "What a kind of problem means",
     .meaning = "The address that `type` names in a problem document.",
     .media_type = "text/plain",
     .answer = problem_get,
     .live = true,
     .lasting = true},
    {.path = "/livez",
     .operation = "getLiveness",
     .summary = "Whether the process answers",
     .media_type = "application/json",
     .answer = alive_get,
     .live = true,
     .audience = AUDIENCE_BOTH},
    {.path = "/readyz",
     .operation = "getReadiness",
     .summary = "Whether it has data and takes traffic",
     .media_type = "application/json",
     .answer = ready_get,
     .live = true,
     .audience = AUDIENCE_BOTH},
    {.path = "/healthz",
     .operation = "getHealth",
     .summary = "The same as /readyz",
     .media_type = "application/json",
     .answer = ready_get,
     .live = true,
     .audience = AUDIENCE_BOTH},
    {.path = "/metrics",
     .operation = "getMetrics",
     .summary = "Measurements of this service for Prometheus",
     .meaning = "Where there is an entrance for operators (--admin-listen), only there.",
     .media_type = "text/plain",
     .answer = metrics_get,
     .live = true,
     .audience = AUDIENCE_OPERATOR},
};

const int route_count = sizeof routes / sizeof routes[0];

/* Whether one segment of a path stands for one of the template; `{id}` takes any, `{file}.csv` any
 * that ends so. */
static bool segment_matches(struct slice pattern, struct slice segment, struct slice *id)
{
    if (!slice_starts(pattern, "{"))
        return slice_equal(pattern, segment);
    const char *end = memchr(pattern.data, '}', pattern.size);
    struct slice rest = slice_skip(pattern, (size_t)(end - pattern.data) + 1);
    char suffix[16];
    (void)slice_copy(rest, suffix, sizeof suffix);
    if (segment.size <= rest.size || !slice_ends(segment, suffix))
        return false;
    *id = slice_drop(segment, rest.size);
    return true;
}

static bool path_matches(const char *path, const struct slice *segments, int count,
                         struct slice *id)
{
    struct slice rest = slice_of(path + 1), part;
    int i = 0;

    if (!rest.size)
        return count == 0;
    while (slice_cut(&rest, '/', &part)) {
        if (i == count || !segment_matches(part, segments[i], id))
            return false;
        i++;
    }
    return i == count;
}

const struct route *route_find(const struct slice *segments, int count, struct slice *id)
{
    for (int i = 0; i < route_count; i++) {
        *id = (struct slice){NULL, 0};
        if (path_matches(routes[i].path, segments, count, id))
            return &routes[i];
    }
    return NULL;
}

const char *route_near(const struct slice *segments, int count)
{
    char asked[64];
    size_t size = 0;
    const char *best = NULL;
    int nearest = 4;

    for (int i = 0; i < count && size + segments[i].size + 2 < sizeof asked; i++) {
        asked[size++] = '/';
        memcpy(asked + size, segments[i].data, segments[i].size);
        size += segments[i].size;
    }
    for (int i = 0; i < route_count; i++) {
        int distance = words_distance((struct slice){asked, size}, slice_of(routes[i].path));

        if (!strchr(routes[i].path, '{') && distance < nearest) {
            nearest = distance;
            best = routes[i].path;
        }
    }
    return best;
}
