#include "db/spans.h"
#include "db/sums.h"
#include "sql.h"

/* Whose counts were stored: of all series and sources together, by period or by day. */
static const unsigned any = BY_KIND | BY_STATUS | BY_RANK | BY_TYPE | BY_DEPRECATED;
static const unsigned by_period = any | BY_LATEST | BY_FIRST | BY_PERIOD | BY_FROM | BY_TO |
                                  BY_DATED | BY_UNDATED | BY_NEVER_KNOWN;
static const unsigned by_day = any | BY_KNOWN | BY_NEVER_KNOWN | BY_LATEST_THEN | BY_FIRST_THEN;

/* What a count costs that is kept: less is counted again. */
enum { KEPT_LEAST = 10000 };

static enum purpose stored_count(unsigned filters)
{
    if (!(filters & BY_KIND))
        return COUNT;
    if (filters & BY_NEVER_KNOWN && !(filters & ~by_day))
        return COUNT_DAYS; /* which has fewer of these */
    return !(filters & ~by_period) ? COUNT_PERIODS : !(filters & ~by_day) ? COUNT_DAYS : COUNT;
}

static bool run_count(struct store *store, const struct claim_question *q, const struct variant *v,
                      int64_t *count, struct error *err)
{
    sqlite3_stmt *statement = claims_prepare(store, q, v, err);

    if (!statement || !store_step(store, statement, err))
        return false;
    *count = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    return true;
}

/* What takes some hundredths of a second where there are many days, or many claims without one. */
static bool keep_count(struct store *store, const struct claim_question *q, const struct variant *v,
                       int64_t *count, struct error *err)
{
    sqlite3_stmt *statement = claims_prepare(store, q, v, err);

    return statement && sums_read(store, statement, count, err);
}

bool claims_bound(struct store *store, const struct claim_question *q, unsigned filters,
                  int64_t *bound, struct error *err)
{
    struct variant periods = {.purpose = COUNT_PERIODS,
                              .filters = filters & (by_period | BY_PERIODS)};
    struct variant days = {.purpose = COUNT_DAYS, .filters = filters & by_day};
    bool by_days = filters & (BY_KNOWN | BY_NEVER_KNOWN);
    int64_t of_days = INT64_MAX;

    *bound = INT64_MAX;
    if ((!by_days || periods.filters & ~by_day) && !run_count(store, q, &periods, bound, err))
        return false;
    if (by_days && !keep_count(store, q, &days, &of_days, err))
        return false;
    *bound = of_days < *bound ? of_days : *bound;
    return true;
}

/* What a day or the selection leaves out: these have an index with all that is asked by, and are
 * counted whatever that costs. */
static const unsigned left_out = BY_NEVER_KNOWN | BY_DEPRECATED;

/* By the filter that leaves least to look at. One series is little in itself. */
static bool count_claims(struct store *store, const struct claim_question *q, unsigned filters,
                         int64_t *count, struct error *err)
{
    struct variant v = {.purpose = COUNT, .filters = filters};
    struct reach reach;
    int64_t cost;

    if (filters & BY_SERIES || !(filters & BY_KIND))
        return run_count(store, q, &v, count, err);
    if (!claims_bound(store, q, filters, count, err))
        return false;
    if (*count == 0)
        return true;
    if (!claims_reach(store, q, filters, &reach, err))
        return false;
    v.few = reach_least(&reach, &v, &cost);
    *count = -1;
    if (cost > store->count_most && !(filters & left_out))
        return true;
    return cost > KEPT_LEAST ? keep_count(store, q, &v, count, err)
                             : run_count(store, q, &v, count, err);
}

bool claims_count_by(struct store *store, const struct claim_question *q, unsigned filters,
                     int64_t *count, struct error *err)
{
    struct variant v = {.purpose = stored_count(filters), .filters = filters};

    *count = spans_count(store, q, filters, err);
    if (*count >= 0 || err->kind != ERROR_NONE)
        return *count >= 0;
    return v.purpose == COUNT        ? count_claims(store, q, filters, count, err)
           : v.purpose == COUNT_DAYS ? keep_count(store, q, &v, count, err)
                                     : run_count(store, q, &v, count, err);
}

bool claims_tally(struct store *store, const struct claim_question *q, unsigned filters,
                  struct claim_counts *counts, struct error *err)
{
    static const struct slice all = {"[\"\"]", 4};
    sqlite3_stmt *statement = store_fixed(store, sql_query_tally_total, err);
    bool by_series = filters & (BY_SERIES | BY_SERIES_SET), by_source = filters & BY_SOURCE;

    if (!statement)
        return false;
    store_bind_text(statement, ":subject",
                    slice_of(by_series   ? "series"
                             : by_source ? "source"
                                         : "all"));
    store_bind_text(statement, ":ids",
                    by_series   ? q->series_set.json
                    : by_source ? q->source.json
                                : all);
    store_bind_integer(statement, ":revision", q->revision);
    if (q->kind != KIND_ANY)
        store_bind_text(statement, ":kind", slice_of(claim_kinds.items[q->kind]));
    if (!store_step(store, statement, err))
        return false;
    counts->total = sqlite3_column_int64(statement, filters & BY_LATEST  ? 1
                                                    : filters & BY_FIRST ? 2
                                                                         : 0);
    counts->deprecated = filters & (BY_LATEST | BY_FIRST) ? sqlite3_column_int64(statement, 3) : 0;
    sqlite3_reset(statement);
    return true;
}

static bool count_undated(struct store *store, const struct claim_question *q, int64_t *count,
                          struct error *err)
{
    static const unsigned left = BY_KNOWN | BY_LATEST | BY_FIRST | BY_LATEST_THEN | BY_FIRST_THEN;

    *count = 0;
    return !claims_can_match(q) ||
           claims_count_by(store, q, (claims_filters(q) & ~left) | BY_NEVER_KNOWN, count, err);
}

bool claims_count_undated(struct store *store, const struct claim_question *question,
                          int64_t *count, struct error *err)
{
    struct claim_question q = *question;
    int first = q.kind == KIND_ANY ? 0 : q.kind, last = q.kind == KIND_ANY ? KIND_ANY : q.kind + 1;
    int64_t of_kind;

    *count = 0;
    for (int kind = first; kind < last; kind++) {
        q.kind = (enum claim_kind)kind;
        if (!count_undated(store, &q, &of_kind, err))
            return false;
        *count += of_kind;
    }
    return true;
}

bool claims_count(struct store *store, const struct claim_question *question,
                  struct claim_counts *counts, struct error *err)
{
    static const unsigned selecting = BY_LATEST | BY_FIRST | BY_LATEST_THEN | BY_FIRST_THEN;
    unsigned filters = claims_filters(question), selection = filters & selecting;
    unsigned rest = filters & ~(unsigned)(BY_KIND | BY_LATEST | BY_FIRST);

    *counts = (struct claim_counts){0};
    if (!claims_can_match(question))
        return true;
    if (!rest || rest == BY_SERIES || rest == BY_SERIES_SET || rest == BY_SOURCE)
        return claims_tally(store, question, filters, counts, err);
    if (!claims_count_by(store, question, filters, &counts->total, err))
        return false;
    filters &= ~selection;
    if (selection &&
        !claims_count_by(store, question, filters | BY_DEPRECATED, &counts->deprecated, err))
        return false;
    return !(filters & BY_KNOWN) || claims_count_undated(store, question, &counts->undated, err);
}
