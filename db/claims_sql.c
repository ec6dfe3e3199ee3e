#include "db/claims_sql.h"

#include "sql.h"
#include "stats/choice.h"
#include "stats/period.h"

/* Another claim of the same series and period, which would go before it. */
#define GROUP_BEGIN GROUP_BEGIN_BY("claim_series")
#define GROUP_BEGIN_BY(index)                                                                      \
    "(SELECT 1 FROM claim AS d INDEXED BY " index                                                  \
    " WHERE d.kind = c.kind AND d.series = c.series AND d.period_end = c.period_end"               \
    " AND d.period_start = c.period_start AND d.opened <= :revision AND d.closed > :revision AND "

static const struct {
    unsigned filter;
    const char *sql;
} fragments[] = {
    {BY_LATEST, "c.latest = 1"},
    {BY_FIRST, "c.first = 1"},
    {BY_SERIES, "c.series = :series"},
    {BY_SERIES_SET, "c.series IN (SELECT value FROM json_each(:series_set))"},
    {BY_SOURCE, "c.source = :source"},
    {BY_SOURCE_SET, "c.source IN (SELECT value FROM json_each(:source_set))"},
    {BY_STATUS, "c.status IN (SELECT value FROM json_each(:status))"},
    {BY_RANK, "c.rank IN (SELECT value FROM json_each(:rank))"},
    {BY_TYPE, "c.period_type IN (SELECT value FROM json_each(:period_type))"},
    {BY_PERIOD, "c.period_end = :period_end AND c.period_start = :period_start"},
    {BY_PERIODS, "(c.period_end, c.period_start) IN (SELECT substr(value, 18), substr(value, 7, 10)"
                 " FROM json_each(:periods))"},
    {BY_LABEL, "c.period_label = :period_given"},
    {BY_FROM, "c.period_end >= :from AND c.period_start >= :from"},
    {BY_TO, "c.period_end <= :to"},
    {BY_DATED, "c.period_end < '~'"},
    {BY_UNDATED, "c.period_end = '~' AND c.period_start = '~'"},
    {BY_DEPRECATED, "c.rank = 'deprecated'"},
    {BY_KNOWN, "c.known_on <= :as_of"},
    {BY_NEVER_KNOWN, "c.known_on = '~'"},
    {BY_LATEST_THEN,
     "c.choice_key <> '' AND (c.ended_on = '' OR c.ended_on > :as_of) AND NOT EXISTS" GROUP_BEGIN
     "d.choice_key <> '' AND d.choice_key < c.choice_key AND d.known_on <= :as_of"
     " AND (d.ended_on = '' OR d.ended_on > :as_of))"},
    {BY_FIRST_THEN, "c.first_key <> '' AND NOT EXISTS" GROUP_BEGIN
                    "d.first_key <> '' AND d.first_key < c.first_key AND d.known_on <= :as_of)"},
};

/* What is rarely chosen: whom the rule prefers today mostly stood before it then, too. That is seen
 * in indexes alone, and only where it is not, the row and its group are looked at: CASE keeps that
 * order. */
static const struct {
    unsigned filter;
    const char *sql;
} fragments_of_rare[] = {
    {BY_LATEST_THEN,
     "(c.ended_on = '' OR c.ended_on > :as_of)\n  AND CASE WHEN c.latest = 0 AND c.ended_on = ''"
     " AND EXISTS" GROUP_BEGIN_BY(
         "claim_latest") "d.latest = 1 AND d.known_on <= :as_of)"
                         " THEN 0 ELSE c.choice_key <> '' AND NOT EXISTS" GROUP_BEGIN
                         "d.choice_key <> '' AND d.choice_key < c.choice_key AND d.known_on <= "
                         ":as_of"
                         " AND (d.ended_on = '' OR d.ended_on > :as_of)) END"},
    {BY_FIRST_THEN,
     "CASE WHEN c.first = 0 AND EXISTS" GROUP_BEGIN "d.first = 1 AND d.known_on <= :as_of)"
     " THEN 0 ELSE c.first_key <> '' AND NOT EXISTS" GROUP_BEGIN
     "d.first_key <> '' AND d.first_key < c.first_key AND d.known_on <= :as_of) END"},
};

/* The same words mean other days where the fiscal year begins on another. In an order's index the
 * periods must not lead, which would leave its order. */
#define OF_ITS_YEAR                                                                                \
    "s.fiscal_year_start || ' ' || c.period_start || ' ' || c.period_end"                          \
    " IN (SELECT value FROM json_each(:periods))"

#define JOIN_SERIES                                                                                \
    "JOIN series_version AS s ON s.series = c.series "                                             \
    "AND s.opened <= :revision AND s.closed > :revision"

static const char *const indexes_of_few[] = {
    [FEW_SERIES] = "claim_series",  [FEW_SOURCE] = "claim_source",
    [FEW_PERIOD] = "claim_period",  [FEW_KNOWN] = "claim_known",
    [FEW_TRAITS] = "figure_traits", [FEW_DEPRECATED] = "claim_deprecated",
    [FEW_LABEL] = "claim_label",    [FEW_UNDATED] = "claim_undated",
    [FEW_RARE] = "figure_rare",
};

/* All words of a vocabulary: a filter that lets all through, for a column that an index goes by. */
static void add_any(const char *column, const struct words *words, struct buffer *sql)
{
    buffer_format(sql, "\n  AND c.%s IN (", column);
    for (int i = 0; i < words->count; i++)
        buffer_format(sql, "%s'%s'", i ? ", " : "", words->items[i]);
    buffer_char(sql, ')');
}

/* The index that a count of one series or of all that a source said reads along: nothing is sorted.
 * Any other goes by what leaves least (v->few). */
static const char *index_of_count(unsigned filters)
{
    return filters & BY_DEPRECATED    ? "claim_deprecated"
           : !(filters & BY_SERIES)   ? "claim_source"
           : filters & BY_NEVER_KNOWN ? "claim_undated"
                                      : "claim_series";
}

static const char *index_of_figures(const char *index)
{
    static const char *const pairs[][2] = {{"claim_period", "figure_period"},
                                           {"claim_value", "figure_value"},
                                           {"claim_period_value", "figure_period_value"},
                                           {"claim_known", "figure_known"}};

    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (strcmp(index, pairs[i][0]) == 0)
            return pairs[i][1];
    return index;
}

/* By series, what is preferred today has an index to itself. */
static const char *index_for(const struct variant *v, const char *index)
{
    bool latest = v->filters & BY_LATEST && v->filters & BY_KIND;

    if (v->few != FEW_NONE)
        index = indexes_of_few[v->few];
    if (latest && strcmp(index, "claim_series") == 0)
        index = "claim_latest";
    return v->filters & BY_FIGURES ? index_of_figures(index) : index;
}

/* In the words of the index, with all that it begins with. */
static void add_rare(const struct variant *v, struct buffer *sql)
{
    buffer_text(sql, "\n  AND (c.status <> 'actual' OR c.rank = 'preferred')");
    if (!(v->filters & BY_STATUS))
        add_any("status", &statuses, sql);
    if (!(v->filters & (BY_RANK | BY_DEPRECATED)))
        add_any("rank", &ranks, sql);
    for (size_t i = 0; i < sizeof fragments_of_rare / sizeof fragments_of_rare[0]; i++)
        if (v->filters & fragments_of_rare[i].filter)
            buffer_format(sql, "\n  AND %s", fragments_of_rare[i].sql);
}

static void add_filters(const struct variant *v, struct buffer *sql)
{
    /* After a day alone lies what is undated, too; before another day it does not. */
    bool open = (v->filters & (BY_FROM | BY_TO)) == BY_FROM;
    unsigned filters = v->filters | (open ? BY_DATED : 0);

    if (v->purpose == ROWS && !v->few)
        filters &= ~(unsigned)BY_PERIODS;
    if (v->few == FEW_RARE)
        filters &= ~(unsigned)(BY_LATEST_THEN | BY_FIRST_THEN);
    buffer_text(sql, "\nWHERE c.opened <= :revision AND c.closed > :revision");
    if (filters & BY_KIND) /* in the words of the indexes */
        buffer_text(sql, v->filters & BY_FIGURES ? "\n  AND c.kind = 'figure'"
                                                 : "\n  AND c.kind = :kind AND c.kind <> 'figure'");
    for (size_t i = 0; i < sizeof fragments / sizeof fragments[0]; i++)
        if (filters & fragments[i].filter)
            buffer_format(sql, "\n  AND %s", fragments[i].sql);
    if (v->filters & BY_PERIODS && (v->purpose == ROWS || v->purpose == COUNT))
        buffer_text(sql, "\n  AND " OF_ITS_YEAR);
    if (v->few == FEW_TRAITS && !(v->filters & BY_TYPE))
        add_any("period_type", &period_types, sql);
    if (v->few == FEW_TRAITS && !(v->filters & BY_STATUS))
        add_any("status", &statuses, sql);
    if (v->few == FEW_RARE)
        add_rare(v, sql);
}

/* Stored counts have the columns that the filters ask for; what a rule chooses is a count. */
static void make_cells(const struct variant *v, struct buffer *sql)
{
    static const unsigned latest = BY_LATEST | BY_LATEST_THEN, first = BY_FIRST | BY_FIRST_THEN;
    unsigned undated = v->purpose == COUNT_PERIODS ? BY_NEVER_KNOWN : 0;
    struct variant rest = *v;

    rest.filters &= ~(latest | first | undated);
    buffer_format(sql, "SELECT coalesce(sum(c.%s), 0)\nFROM %s AS c",
                  v->filters & latest    ? "latest"
                  : v->filters & first   ? "first"
                  : v->filters & undated ? "undated"
                                         : "claims",
                  v->purpose == COUNT_DAYS ? "count_by_day" : "count_by_period");
    add_filters(&rest, sql);
}

bool variant_is_in_index(const struct variant *v)
{
    static const unsigned in_order = BY_KIND | BY_FIGURES | BY_LATEST | BY_FIRST | BY_SERIES |
                                     BY_SERIES_SET | BY_PERIOD | BY_FROM | BY_TO | BY_DATED |
                                     BY_UNDATED;

    static const unsigned by_series = in_order | BY_KNOWN | BY_NEVER_KNOWN;
    static const unsigned by_row = BY_PERIODS | BY_LABEL | BY_LATEST_THEN | BY_FIRST_THEN;

    switch (v->few) {
    case FEW_SERIES:
        return !(v->filters & ~by_series);
    case FEW_UNDATED:
    case FEW_DEPRECATED:
    case FEW_RARE:
        return !(v->filters & by_row);
    default:
        return !(v->filters & ~in_order);
    }
}

bool variant_is_grouped(const struct variant *v)
{
    return v->purpose == COUNT && v->filters & (BY_LATEST_THEN | BY_FIRST_THEN) &&
           (v->few == FEW_SERIES || v->few == FEW_PERIOD) &&
           !(v->filters & (BY_PERIODS | BY_LABEL));
}

/* One claim of each group is chosen: the one with the lowest key, whose other columns min() brings
 * with it. What filters after the choice looks at these. */
static void make_count_of_groups(const struct variant *v, struct buffer *sql)
{
    static const unsigned after_choice =
        BY_SOURCE | BY_SOURCE_SET | BY_STATUS | BY_RANK | BY_LATEST_THEN | BY_FIRST_THEN;
    struct variant of_group = *v;
    bool latest = v->filters & BY_LATEST_THEN;

    of_group.filters &= ~after_choice;
    buffer_format(sql,
                  "SELECT count(*)\nFROM (SELECT min(c.%s), c.source AS source,"
                  " c.status AS status, c.rank AS rank\nFROM claim AS c INDEXED BY %s",
                  latest ? "choice_key" : "first_key", index_for(v, NULL));
    add_filters(&of_group, sql);
    buffer_format(sql, "\n  AND %s\nGROUP BY %s) AS chosen\nWHERE true",
                  latest ? "c.choice_key <> '' AND (c.ended_on = '' OR c.ended_on > :as_of)"
                         : "c.first_key <> ''",
                  v->few == FEW_PERIOD ? "c.period_end, c.period_start, c.series"
                                       : "c.series, c.period_end, c.period_start");
    for (size_t i = 0; i < sizeof fragments / sizeof fragments[0]; i++)
        if (v->filters & after_choice & fragments[i].filter &&
            !(fragments[i].filter & (BY_LATEST_THEN | BY_FIRST_THEN)))
            buffer_format(sql, "\n  AND chosen.%s", fragments[i].sql + strlen("c."));
}

static void make_count(const struct variant *v, struct buffer *sql)
{
    if (variant_is_grouped(v)) {
        make_count_of_groups(v, sql);
        return;
    }
    buffer_format(sql, "SELECT count(*)\nFROM claim AS c INDEXED BY %s\n",
                  index_for(v, index_of_count(v->filters)));
    if (v->filters & BY_PERIODS)
        buffer_text(sql, JOIN_SERIES);
    add_filters(v, sql);
}

/* A few rows: they are filtered and sorted by what the order needs, and read whole where they are
 * on the page. */
static void make_few(const struct variant *v, const struct run *run, struct buffer *sql)
{
    buffer_format(sql,
                  "%s%s%sFROM claim AS c " FEW_MARK "\n%sWHERE c.n IN (SELECT c.n\nFROM claim AS c"
                  " INDEXED BY %s\n",
                  sql_query_claim_columns, sql_query_claim_other, sql_query_claim_joined,
                  sql_query_claim_joins, index_for(v, NULL));
    if (v->filters & BY_PERIODS)
        buffer_text(sql, JOIN_SERIES);
    add_filters(v, sql);
    if (v->after)
        buffer_format(sql, "\n  AND %s", run->after);
    buffer_format(sql, "\nORDER BY %s\nLIMIT :limit)\nORDER BY %s", run->by, run->by);
}

void variant_sql(const struct variant *v, struct buffer *sql)
{
    const struct run *run = variant_run(v);

    if (v->purpose == COUNT_PERIODS || v->purpose == COUNT_DAYS) {
        make_cells(v, sql);
        return;
    }
    if (v->purpose == COUNT) {
        make_count(v, sql);
        return;
    }
    if (v->few) {
        make_few(v, run, sql);
        return;
    }
    if (v->purpose == CHOSEN)
        buffer_text(sql, sql_query_prints_columns);
    else if (v->purpose == SPANS)
        buffer_format(sql, "SELECT c.period_start, c.period_end\nFROM claim AS c INDEXED BY %s",
                      index_for(v, index_of_count(v->filters)));
    else
        buffer_format(sql, "%s%s%sFROM claim AS c INDEXED BY %s\n%s",
                      v->lean ? sql_query_claim_lean : sql_query_claim_columns,
                      v->filters & BY_FIGURES ? "" : sql_query_claim_other,
                      v->lean    ? ""
                      : v->apart ? sql_query_claim_apart
                                 : sql_query_claim_joined,
                      index_for(v, run->index), v->apart ? "" : sql_query_claim_joins);
    add_filters(v, sql);
    if (v->after)
        buffer_format(sql, "\n  AND %s", run->after);
    buffer_format(sql, "\nORDER BY %s",
                  v->purpose == SPANS ? "c.period_end, c.period_start" : run->by);
    if (v->purpose == ROWS)
        buffer_text(sql, "\nLIMIT :limit");
}

uint64_t variant_key(const struct variant *variant)
{
    _Static_assert(BY_FIGURES < 1 << 28, "each part has its bits");

    return UINT64_C(1) << 63 | (uint64_t)variant->purpose << 40 | (uint64_t)variant->sort << 32 |
           (uint64_t)variant->apart << 44 | (uint64_t)variant->lean << 45 |
           (uint64_t)variant->after << 31 | (uint64_t)variant->few << 48 | variant->filters;
}
