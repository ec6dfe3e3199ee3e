#include "db/spans.h"
#include "sql.h"

/* Whose counts were stored: of all series and sources together, by period or by day. */
static enum purpose stored_count(unsigned filters)
{
    static const unsigned any = BY_KIND | BY_STATUS | BY_RANK | BY_TYPE | BY_DEPRECATED;
    static const unsigned by_period =
        any | BY_LATEST | BY_FIRST | BY_PERIOD | BY_FROM | BY_TO | BY_DATED | BY_UNDATED;
    static const unsigned by_day = any | BY_KNOWN | BY_NEVER_KNOWN | BY_LATEST_THEN | BY_FIRST_THEN;

    if (!(filters & BY_KIND))
        return COUNT;
    return !(filters & ~by_period) ? COUNT_PERIODS : !(filters & ~by_day) ? COUNT_DAYS : COUNT;
}

bool claims_stored(unsigned filters)
{
    return stored_count(filters) != COUNT;
}

bool claims_count_by(struct store *store, const struct claim_question *q, unsigned filters,
                     int64_t *count, struct error *err)
{
    struct variant v = {stored_count(filters), SORT_SERIES, filters, false, false, FEW_NONE, false};

    *count = spans_count(store, q, filters, err);
    if (*count >= 0 || err->kind != ERROR_NONE)
        return *count >= 0;
    sqlite3_stmt *statement = claims_prepare(store, q, &v, err);
    if (!statement || !store_step(store, statement, err))
        return false;
    *count = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    return true;
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

bool claims_count_undated(struct store *store, const struct claim_question *question,
                          int64_t *count, struct error *err)
{
    static const unsigned left = BY_KNOWN | BY_LATEST | BY_FIRST | BY_LATEST_THEN | BY_FIRST_THEN;

    *count = 0;
    return !claims_can_match(question) ||
           claims_count_by(store, question, (claims_filters(question) & ~left) | BY_NEVER_KNOWN,
                           count, err);
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
