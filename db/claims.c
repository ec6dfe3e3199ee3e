#include "db/cited.h"
#include "db/claims_sql.h"
#include "db/store_internal.h"
#include "sql.h"

static const char *const select_words[] = {"latest", "first", "all"};
const struct words selects = WORDS(select_words);

static void make_statement(const void *from, struct buffer *sql)
{
    variant_sql(from, sql);
}

static sqlite3_stmt *statement_of(struct store *store, const struct variant *v, struct error *err)
{
    return store_statement(store, variant_key(v), make_statement, v, err);
}

/* What the question filters by, whatever its order. */
static unsigned filters_of(const struct claim_question *q)
{
    static const unsigned by_select[] = {BY_LATEST, BY_FIRST, 0};
    static const unsigned by_select_then[] = {BY_LATEST_THEN, BY_FIRST_THEN, 0};
    static const unsigned by_period[] = {0, BY_PERIOD, BY_PERIODS, BY_LABEL};
    unsigned filters = q->kind == KIND_ANY ? 0 : BY_KIND;

    if (q->kind == KIND_FIGURE)
        filters |= q->as_of.data ? by_select_then[q->select] : by_select[q->select];
    filters |= q->as_of.data ? BY_KNOWN : 0;
    filters |= by_period[q->period_filter];
    filters |= q->series_count == 1 ? BY_SERIES : q->series_count >= 0 ? BY_SERIES_SET : 0;
    filters |= q->source.count == 1 ? BY_SOURCE : q->source.count ? BY_SOURCE_SET : 0;
    filters |= q->status.count ? BY_STATUS : 0;
    filters |= q->rank.count ? BY_RANK : 0;
    filters |= q->period_type.count ? BY_TYPE : 0;
    /* One exact period lies inside or it does not (can_match): there is nothing left to compare. */
    if (q->period_filter != PERIODS_EXACT)
        filters |= (q->from.data ? BY_FROM : 0) | (q->to.data ? BY_TO : 0);
    return filters;
}

/* Whether the question leaves anything to look for. */
static bool can_match(const struct claim_question *q)
{
    bool dated = !slice_is(q->period_end, "~");

    if (q->series_count == 0)
        return false;
    if (q->period_filter != PERIODS_EXACT)
        return true;
    return (!q->from.data || (dated && slice_compare(q->period_end, q->from) >= 0 &&
                              slice_compare(q->period_start, q->from) >= 0)) &&
           (!q->to.data || slice_compare(q->period_end, q->to) <= 0);
}

static void bind_question(sqlite3_stmt *statement, const struct claim_question *q)
{
    const struct {
        const char *name;
        struct slice text;
    } texts[] = {
        {":series_set", q->series_set.json},
        {":source", q->source.first},
        {":source_set", q->source.json},
        {":status", q->status.json},
        {":rank", q->rank.json},
        {":period_type", q->period_type.json},
        {":period_start", q->period_start},
        {":period_end", q->period_end},
        {":periods", q->periods.json},
        {":period_given", q->period_given},
        {":from", q->from},
        {":as_of", q->as_of},
        {":to", q->to},
    };

    store_bind_integer(statement, ":revision", q->revision);
    if (q->kind != KIND_ANY)
        store_bind_text(statement, ":kind", slice_of(claim_kinds.items[q->kind]));
    if (q->series_count > 0)
        store_bind_text(statement, ":series", q->series[0]);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        store_bind_text(statement, texts[i].name, texts[i].text);
}

sqlite3_stmt *claims_statement(struct store *store, const struct claim_question *q,
                               enum purpose purpose, struct error *err)
{
    struct variant v = {purpose, SORT_SERIES, filters_of(q), false, false, FEW_NONE};
    sqlite3_stmt *statement = statement_of(store, &v, err);

    if (statement)
        bind_question(statement, q);
    return statement;
}

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

static bool count_rows(struct store *store, const struct claim_question *q, unsigned filters,
                       int64_t *count, struct error *err)
{
    struct variant v = {stored_count(filters), SORT_SERIES, filters, false, false, FEW_NONE};
    sqlite3_stmt *statement = statement_of(store, &v, err);

    if (!statement)
        return false;
    bind_question(statement, q);
    if (!store_step(store, statement, err))
        return false;
    *count = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    return true;
}

/* Counts that were stored at import. */
static bool read_tally(struct store *store, const struct claim_question *q, unsigned filters,
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
    return !can_match(question) ||
           count_rows(store, question, (filters_of(question) & ~left) | BY_NEVER_KNOWN, count, err);
}

bool claims_count(struct store *store, const struct claim_question *question,
                  struct claim_counts *counts, struct error *err)
{
    static const unsigned selecting = BY_LATEST | BY_FIRST | BY_LATEST_THEN | BY_FIRST_THEN;
    unsigned filters = filters_of(question), selection = filters & selecting;
    unsigned rest = filters & ~(unsigned)(BY_KIND | BY_LATEST | BY_FIRST);

    *counts = (struct claim_counts){0};
    if (!can_match(question))
        return true;
    if (!rest || rest == BY_SERIES || rest == BY_SERIES_SET || rest == BY_SOURCE)
        return read_tally(store, question, filters, counts, err);
    if (!count_rows(store, question, filters, &counts->total, err))
        return false;
    filters &= ~selection;
    if (selection &&
        !count_rows(store, question, filters | BY_DEPRECATED, &counts->deprecated, err))
        return false;
    return !(filters & BY_KNOWN) || claims_count_undated(store, question, &counts->undated, err);
}

/* The sort columns of the row to go on behind. */
struct place {
    char kind[16], series[128], end[16], start[16], id[128], value[64];
};

static bool read_place(struct store *store, int64_t after, struct place *place, struct error *err)
{
    sqlite3_stmt *statement = store_fixed(store, sql_query_claim_key, err);

    if (!statement)
        return false;
    store_bind_integer(statement, ":after", after);
    if (!store_step(store, statement, err))
        return err->kind == ERROR_NONE
                   ? error_set(err, ERROR_ARGUMENT, "the cursor does not belong to this data")
                   : false;
    (void)slice_copy(store_text(statement, 0), place->kind, sizeof place->kind);
    (void)slice_copy(store_text(statement, 1), place->series, sizeof place->series);
    (void)slice_copy(store_text(statement, 2), place->end, sizeof place->end);
    (void)slice_copy(store_text(statement, 3), place->start, sizeof place->start);
    (void)slice_copy(store_text(statement, 4), place->value, sizeof place->value);
    (void)slice_copy(store_text(statement, 5), place->id, sizeof place->id);
    sqlite3_reset(statement);
    return true;
}

static void bind_place(sqlite3_stmt *statement, const struct place *place)
{
    store_bind_text(statement, ":after_kind", slice_of(place->kind));
    store_bind_text(statement, ":after_series", slice_of(place->series));
    store_bind_text(statement, ":after_end", slice_of(place->end));
    store_bind_text(statement, ":after_start", slice_of(place->start));
    store_bind_text(statement, ":after_value", slice_of(place->value));
    store_bind_text(statement, ":after_id", slice_of(place->id));
}

/* By series and of several of them, without a filter that has an index of its own: one run a
 * series, so that a page costs the same wherever it begins. */
static bool is_chain_of_series(const struct claim_question *q)
{
    return q->sort == SORT_SERIES && q->series_count > 1 && q->source.count != 1 &&
           q->period_filter != PERIODS_EXACT && q->period_filter != PERIODS_LABELLED;
}

/* Whether both dated and undated periods can match. */
static bool has_undated(const struct claim_question *q)
{
    return q->period_filter != PERIODS_EXACT && !q->from.data && !q->to.data;
}

static int segments_of(const struct claim_question *q)
{
    if (is_chain_of_series(q))
        return q->series_count;
    return has_undated(q) && sort_sets_undated_apart(q->sort) ? 2 : 1;
}

/* The run in which a place lies. */
static int segment_of(const struct claim_question *q, const struct place *place)
{
    if (is_chain_of_series(q)) {
        int i = 0;

        while (i < q->series_count && slice_compare(q->series[i], slice_of(place->series)) < 0)
            i++;
        return i;
    }
    return segments_of(q) == 2 && strcmp(place->end, "~") == 0;
}

/* By series or source, of which an order's index knows nothing. */
static bool choose_owner(struct store *store, const struct claim_question *q, struct variant *v,
                         struct error *err)
{
    bool by_series = v->filters & (BY_SERIES | BY_SERIES_SET);
    struct claim_counts counts;

    if (!read_tally(store, q, by_series ? BY_SERIES_SET : BY_SOURCE, &counts, err))
        return false;
    if (counts.total <= store->few)
        v->few = by_series ? FEW_SERIES : FEW_SOURCE;
    return true;
}

/* By what is asked of all series and sources. */
static bool choose_other(struct store *store, const struct claim_question *q, struct variant *v,
                         struct error *err)
{
    static const struct {
        enum few few;
        unsigned filters;
    } ways[] = {{FEW_PERIOD, BY_FROM | BY_TO},
                {FEW_KNOWN, BY_KNOWN},
                {FEW_TRAITS, BY_STATUS | BY_RANK | BY_TYPE}};
    int64_t count = 0;

    for (int i = 0; i < 3 && !v->few; i++) {
        if (!(v->filters & ways[i].filters) ||
            (ways[i].few == FEW_TRAITS && q->kind != KIND_FIGURE))
            continue;
        if (!count_rows(store, q, BY_KIND | (v->filters & ways[i].filters), &count, err))
            return false;
        v->few = count <= store->few ? ways[i].few : FEW_NONE;
    }
    return true;
}

/* Where a filter leaves a few claims and the order's index would be read to find them: they are
 * sorted instead. */
static bool choose_few(struct store *store, const struct claim_question *q, struct variant *v,
                       struct error *err)
{
    static const unsigned narrow =
        BY_SERIES | BY_SERIES_SET | BY_SOURCE | BY_SOURCE_SET | BY_PERIOD | BY_LABEL;

    if (!variant_is_direct(v))
        return choose_owner(store, q, v, err);
    return v->filters & narrow || !(v->filters & BY_KIND) || choose_other(store, q, v, err);
}

/* The statement of the list's present run, bound and ready. */
static bool open_segment(struct list *list, struct error *err)
{
    const struct claim_question *q = list->question;
    struct variant v = {
        ROWS, q->kind == KIND_ANY ? SORT_SERIES : q->sort, filters_of(q), false, false, FEW_NONE};
    struct place place;

    /* Sorts whose index does not begin with the series take even one as a set: the planner would
     * else lose the order over a column that it knows to be constant. */
    if (v.filters & BY_SERIES && v.sort > SORT_PERIOD_DOWN)
        v.filters ^= BY_SERIES | BY_SERIES_SET;
    if (list->after && !read_place(list->store, list->after, &place, err))
        return false;
    if (list->after)
        list->segment = segment_of(q, &place);
    v.after = list->after != 0;
    v.apart = list->apart;
    if (is_chain_of_series(q)) {
        v.filters = (v.filters & ~(unsigned)BY_SERIES_SET) | BY_SERIES;
        if (list->segment >= q->series_count)
            return error_set(err, ERROR_ARGUMENT, "the cursor does not belong to this question");
        v.after = v.after && slice_is(q->series[list->segment], place.series);
    } else if (segments_of(q) == 2) {
        v.filters |= list->segment ? BY_UNDATED : v.after ? 0 : BY_DATED;
    }
    if (!choose_few(list->store, q, &v, err))
        return false;
    sqlite3_stmt *statement = statement_of(list->store, &v, err);
    if (!statement)
        return false;
    bind_question(statement, q);
    if (is_chain_of_series(q))
        store_bind_text(statement, ":series", q->series[list->segment]);
    store_bind_integer(statement, ":limit", list->left);
    if (v.after)
        bind_place(statement, &place);
    list->statement = statement;
    list->after = 0;
    return store_map(list->store, statement, &claim_fields, list->map, err);
}

/* Where nothing matches a filter that no index begins with, its list would be sought to the end: so
 * look at the stored count before. */
static bool is_stored_apart(const struct claim_question *q)
{
    unsigned filters = filters_of(q);

    return filters & (BY_STATUS | BY_RANK | BY_TYPE | BY_KNOWN | BY_FROM | BY_TO) &&
           stored_count(filters) != COUNT;
}

/* Periods by the year need the series' own start of it in the statement; and under the rarer
 * filters and orders the planner keeps to the index only where it has to join as well. */
static bool can_be_apart(const struct claim_question *q)
{
    bool by_days = q->period_filter == PERIODS_ALL || q->period_filter == PERIODS_EXACT;
    bool by_words = q->status.count || q->rank.count || q->period_type.count;

    return by_days && !by_words && !q->as_of.data && q->source.count < 2 &&
           q->sort < SORT_PERIOD_DOWN_VALUE;
}

bool claims_open(struct list *list, struct store *store, const struct claim_question *question,
                 int64_t limit, struct error *err)
{
    *list = (struct list){.store = store,
                          .question = question,
                          .left = limit < 0 ? INT64_MAX : limit,
                          .after = question->after};
    list->map = malloc(sizeof(struct row_map));
    if (!list->map)
        return error_set(err, ERROR_INTERNAL, "no memory for a list");
    list->apart = !store->citing && can_be_apart(question);
    store->citing |= list->apart;
    if (!can_match(question))
        return true;
    int64_t found = 1;
    return (!is_stored_apart(question) ||
            count_rows(store, question, filters_of(question), &found, err)) &&
           (!found || open_segment(list, err));
}

bool claims_next(struct list *list, struct claim *claim, struct error *err)
{
    err->kind = ERROR_NONE;
    while (list->statement && list->left) {
        if (store_step(list->store, list->statement, err)) {
            row_fill(list->statement, list->map, &claim_fields, claim);
            if (list->apart && !cited_fill(list->store, list->question->revision, claim, err))
                return false;
            claim_complete(claim);
            list->left--;
            return true;
        }
        list->statement = NULL;
        if (err->kind != ERROR_NONE || ++list->segment >= segments_of(list->question) ||
            !open_segment(list, err))
            return false;
    }
    return false;
}
