#include "db/claims_sql.h"

#include "sql.h"

static const struct {
    unsigned filter;
    const char *sql;
} fragments[] = {
    {BY_KIND, "c.kind = :kind"},
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
    {BY_PERIODS, "s.fiscal_year_start || ' ' || c.period_start || ' ' || c.period_end"
                 " IN (SELECT value FROM json_each(:periods))"},
    {BY_LABEL, "c.period_label = :period_given"},
    {BY_FROM, "c.period_end >= :from AND c.period_end < '~' AND c.period_start >= :from"},
    {BY_TO, "c.period_end <= :to"},
    {BY_DATED, "c.period_end < '~'"},
    {BY_UNDATED, "c.period_end = '~'"},
    {BY_DEPRECATED, "c.rank = 'deprecated'"},
};

static const char *const sort_words[] = {"series", "period",        "-period",      "value",
                                         "-value", "-period,value", "period,-value"};
const struct words claim_sorts = WORDS(sort_words);

/* How each sort reads: its index, its order, and what stands behind a row in that order. */
static const struct order {
    const char *index;
    const char *by;
    const char *after;
    bool undated_apart; /* read downwards, undated periods would come first */
} orders[] = {
    [SORT_SERIES] = {"claim_series", "c.series, c.period_end, c.period_start, c.id",
                     "(c.series, c.period_end, c.period_start, c.id)"
                     " > (:after_series, :after_end, :after_start, :after_id)",
                     false},
    [SORT_PERIOD] = {"claim_period", "c.period_end, c.period_start, c.series, c.id",
                     "(c.period_end, c.period_start, c.series, c.id)"
                     " > (:after_end, :after_start, :after_series, :after_id)",
                     false},
    [SORT_PERIOD_DOWN] = {"claim_period",
                          "c.period_end DESC, c.period_start DESC, c.series DESC, c.id DESC",
                          "(c.period_end, c.period_start, c.series, c.id)"
                          " < (:after_end, :after_start, :after_series, :after_id)",
                          true},
    [SORT_VALUE] = {"claim_value", "c.value_key, c.series, c.id",
                    "(c.value_key, c.series, c.id) > (:after_value, :after_series, :after_id)",
                    false},
    [SORT_VALUE_DOWN] = {"claim_value", "c.value_key DESC, c.series DESC, c.id DESC",
                         "(c.value_key, c.series, c.id) < (:after_value, :after_series, :after_id)",
                         false},
    [SORT_PERIOD_DOWN_VALUE] =
        {"claim_period_value",
         "c.period_end DESC, c.period_start DESC, c.value_key, c.series, c.id",
         "c.period_end <= :after_end AND ((c.period_end, c.period_start) < (:after_end, "
         ":after_start)"
         " OR (c.period_end = :after_end AND c.period_start = :after_start"
         " AND (c.value_key, c.series, c.id) > (:after_value, :after_series, :after_id)))",
         true},
    [SORT_PERIOD_VALUE_DOWN] =
        {"claim_period_value",
         "c.period_end, c.period_start, c.value_key DESC, c.series DESC, c.id DESC",
         "c.period_end >= :after_end AND ((c.period_end, c.period_start) > (:after_end, "
         ":after_start)"
         " OR (c.period_end = :after_end AND c.period_start = :after_start"
         " AND (c.value_key, c.series, c.id) < (:after_value, :after_series, :after_id)))",
         false},
};

/* One source across all kinds. */
static const struct order order_of_source = {
    "claim_source", "c.kind, c.series, c.period_end, c.period_start, c.id",
    "(c.kind, c.series, c.period_end, c.period_start, c.id)"
    " > (:after_kind, :after_series, :after_end, :after_start, :after_id)",
    false};
/* One series by period: its own index has that order, and so has its place in a chain of series. */
static const char after_in_series[] = "(c.period_end, c.period_start, c.id)"
                                      " > (:after_end, :after_start, :after_id)";

static const struct order *order_of(const struct variant *v)
{
    return v->filters & BY_KIND ? &orders[v->sort] : &order_of_source;
}

/* The index that the statement reads along. */
static const char *index_of(const struct variant *v)
{
    bool counts = v->purpose == COUNT, by_series_first = v->sort == SORT_SERIES || counts;

    if (v->filters & BY_DEPRECATED)
        return "claim_deprecated";
    if (v->filters & BY_SERIES && (by_series_first || v->sort <= SORT_PERIOD_DOWN))
        return "claim_series";
    if (by_series_first && v->filters & BY_SOURCE)
        return "claim_source";
    if (by_series_first && v->filters & BY_PERIOD)
        return "claim_period";
    if (by_series_first && v->filters & BY_LABEL)
        return "claim_label";
    if (counts && !(v->filters & BY_SERIES_SET) && v->filters & (BY_FROM | BY_TO))
        return "claim_period";
    return counts ? "claim_series" : order_of(v)->index;
}

static void add_filters(const struct variant *v, struct buffer *sql)
{
    buffer_text(sql, "\nWHERE c.opened <= :revision AND c.closed > :revision");
    for (size_t i = 0; i < sizeof fragments / sizeof fragments[0]; i++)
        if (v->filters & fragments[i].filter)
            buffer_format(sql, "\n  AND %s", fragments[i].sql);
}

static void make_count(const struct variant *v, struct buffer *sql)
{
    buffer_format(sql, "SELECT count(*)\nFROM claim AS c INDEXED BY %s\n", index_of(v));
    if (v->filters & BY_PERIODS)
        buffer_text(sql, "JOIN series_version AS s ON s.series = c.series "
                         "AND s.opened <= :revision AND s.closed > :revision");
    add_filters(v, sql);
}

void variant_sql(const struct variant *v, struct buffer *sql)
{
    bool in_series = v->sort == SORT_SERIES && v->filters & BY_SERIES;

    if (v->purpose == COUNT) {
        make_count(v, sql);
        return;
    }
    buffer_format(sql, "%sFROM claim AS c INDEXED BY %s\n%s", sql_query_claim_columns, index_of(v),
                  sql_query_claim_joins);
    add_filters(v, sql);
    if (v->after)
        buffer_format(sql, "\n  AND %s", in_series ? after_in_series : order_of(v)->after);
    buffer_format(sql, "\nORDER BY %s\nLIMIT :limit", order_of(v)->by);
}

uint64_t variant_key(const struct variant *variant)
{
    return UINT64_C(1) << 63 | (uint64_t)variant->purpose << 40 | (uint64_t)variant->sort << 32 |
           (uint64_t)variant->after << 31 | variant->filters;
}

bool sort_sets_undated_apart(enum claim_sort sort)
{
    return orders[sort].undated_apart;
}
