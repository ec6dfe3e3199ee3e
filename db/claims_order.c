#include "db/claims_sql.h"

/* In which order a list is read, and along which index. */

static const char *const sort_words[] = {"series", "period",        "-period",      "value",
                                         "-value", "-period,value", "period,-value"};
const struct words claim_sorts = WORDS(sort_words);

/* How each sort reads: over all periods; and where the period is one (asked for exactly, or none at
 * all), when a shorter order says the same and the planner must not be led astray by a range over a
 * column that it knows to be constant. */
static const struct order {
    struct run all, fixed;
} orders[] = {
    [SORT_SERIES] = {{"claim_series", "c.series, c.period_end, c.period_start, c.id",
                      "(c.series, c.period_end, c.period_start, c.id)"
                      " > (:after_series, :after_end, :after_start, :after_id)"},
                     {"claim_period", "c.series, c.id",
                      "(c.series, c.id) > (:after_series, :after_id)"}},
    [SORT_PERIOD] = {{"claim_period", "c.period_end, c.period_start, c.series, c.id",
                      "(c.period_end, c.period_start, c.series, c.id)"
                      " > (:after_end, :after_start, :after_series, :after_id)"},
                     {"claim_period", "c.series, c.id",
                      "(c.series, c.id) > (:after_series, :after_id)"}},
    [SORT_PERIOD_DOWN] = {{"claim_period",
                           "c.period_end DESC, c.period_start DESC, c.series DESC, c.id DESC",
                           "(c.period_end, c.period_start, c.series, c.id)"
                           " < (:after_end, :after_start, :after_series, :after_id)"},
                          {"claim_period", "c.series DESC, c.id DESC",
                           "(c.series, c.id) < (:after_series, :after_id)"}},
    [SORT_VALUE] = {{"claim_value", "c.value_key, c.series, c.id",
                     "(c.value_key, c.series, c.id) > (:after_value, :after_series, :after_id)"},
                    {"claim_period_value", "c.value_key, c.series, c.id",
                     "(c.value_key, c.series, c.id) > (:after_value, :after_series, :after_id)"}},
    [SORT_VALUE_DOWN] =
        {{"claim_value", "c.value_key DESC, c.series DESC, c.id DESC",
          "(c.value_key, c.series, c.id) < (:after_value, :after_series, :after_id)"},
         {"claim_period_value", "c.value_key DESC, c.series DESC, c.id DESC",
          "(c.value_key, c.series, c.id) < (:after_value, :after_series, :after_id)"}},
    [SORT_PERIOD_DOWN_VALUE] =
        {{"claim_period_value",
          "c.period_end DESC, c.period_start DESC, c.value_key, c.series, c.id",
          "c.period_end <= :after_end"
          " AND ((c.period_end, c.period_start) < (:after_end, :after_start)"
          " OR (c.period_end = :after_end AND c.period_start = :after_start"
          " AND (c.value_key, c.series, c.id) > (:after_value, :after_series, :after_id)))"},
         {"claim_period_value", "c.value_key, c.series, c.id",
          "(c.value_key, c.series, c.id) > (:after_value, :after_series, :after_id)"}},
    [SORT_PERIOD_VALUE_DOWN] =
        {{"claim_period_value",
          "c.period_end, c.period_start, c.value_key DESC, c.series DESC, c.id DESC",
          "c.period_end >= :after_end"
          " AND ((c.period_end, c.period_start) > (:after_end, :after_start)"
          " OR (c.period_end = :after_end AND c.period_start = :after_start"
          " AND (c.value_key, c.series, c.id) < (:after_value, :after_series, :after_id)))"},
         {"claim_period_value", "c.value_key DESC, c.series DESC, c.id DESC",
          "(c.value_key, c.series, c.id) < (:after_value, :after_series, :after_id)"}},
};

/* The same inside of one series, which its index begins with. */
static const struct order order_in_series = {
    {"claim_series", "c.period_end, c.period_start, c.id",
     "(c.period_end, c.period_start, c.id) > (:after_end, :after_start, :after_id)"},
    {"claim_series", "c.id", "c.id > :after_id"}};
static const struct order order_in_series_down = {
    {"claim_series", "c.period_end DESC, c.period_start DESC, c.id DESC",
     "(c.period_end, c.period_start, c.id) < (:after_end, :after_start, :after_id)"},
    {"claim_series", "c.id DESC", "c.id < :after_id"}};

/* What one source said, of one kind or of all. */
static const struct run run_of_source = {"claim_source",
                                         "c.series, c.period_end, c.period_start, c.id",
                                         "(c.series, c.period_end, c.period_start, c.id)"
                                         " > (:after_series, :after_end, :after_start, :after_id)"};
static const struct run run_of_source_all = {
    "claim_source", "c.kind, c.series, c.period_end, c.period_start, c.id",
    "(c.kind, c.series, c.period_end, c.period_start, c.id)"
    " > (:after_kind, :after_series, :after_end, :after_start, :after_id)"};
/* Under one of the package's own labels. */
static const struct run run_of_label = {"claim_label",
                                        "c.series, c.period_end, c.period_start, c.id",
                                        "(c.series, c.period_end, c.period_start, c.id)"
                                        " > (:after_series, :after_end, :after_start, :after_id)"};

static const struct order *order_of(const struct variant *v)
{
    if (v->filters & BY_SERIES && (v->sort == SORT_SERIES || v->sort == SORT_PERIOD))
        return &order_in_series;
    if (v->filters & BY_SERIES && v->sort == SORT_PERIOD_DOWN)
        return &order_in_series_down;
    return &orders[v->sort];
}

const struct run *variant_run(const struct variant *v)
{
    bool fixed = v->filters & (BY_PERIOD | BY_UNDATED);

    if (!(v->filters & BY_KIND))
        return &run_of_source_all;
    if (v->sort == SORT_SERIES && !(v->filters & BY_SERIES) && !fixed) {
        if (v->filters & BY_SOURCE)
            return &run_of_source;
        if (v->filters & BY_LABEL)
            return &run_of_label;
    }
    return fixed ? &order_of(v)->fixed : &order_of(v)->all;
}

bool variant_is_direct(const struct variant *v)
{
    const char *index = variant_run(v)->index;

    if (!(v->filters & BY_KIND) || strcmp(index, "claim_label") == 0)
        return true;
    if (v->filters & (BY_SERIES | BY_SERIES_SET))
        return v->filters & BY_SERIES && strcmp(index, "claim_series") == 0;
    return !(v->filters & (BY_SOURCE | BY_SOURCE_SET)) || strcmp(index, "claim_source") == 0;
}

bool variant_is_narrow(const struct variant *v)
{
    return v->filters & (BY_SERIES | BY_SOURCE | BY_LABEL) && variant_is_direct(v) &&
           (v->filters & BY_SERIES || strcmp(variant_run(v)->index, "claim_source") == 0 ||
            strcmp(variant_run(v)->index, "claim_label") == 0);
}

bool sort_sets_undated_apart(enum claim_sort sort)
{
    return sort == SORT_PERIOD_DOWN || sort == SORT_PERIOD_DOWN_VALUE;
}
