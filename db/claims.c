#include "db/cited.h"
#include "db/claims_internal.h"
#include "sql.h"

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

static int segments_of(const struct list *list)
{
    const struct claim_question *q = list->question;

    if (list->chained)
        return q->series_count;
    return has_undated(q) && sort_sets_undated_apart(q->sort) ? 2 : 1;
}

/* The run in which a place lies. */
static int segment_of(const struct list *list, const struct place *place)
{
    const struct claim_question *q = list->question;

    if (list->chained) {
        int i = 0;

        while (i < q->series_count && slice_compare(q->series[i], slice_of(place->series)) < 0)
            i++;
        return i;
    }
    return segments_of(list) == 2 && strcmp(place->end, "~") == 0;
}

/* The statement of the list's present run, bound and ready. */
static bool open_segment(struct list *list, struct error *err)
{
    const struct claim_question *q = list->question;
    struct variant v = {.purpose = ROWS,
                        .sort = q->kind == KIND_ANY ? SORT_SERIES : q->sort,
                        .filters = claims_filters(q)};
    struct place place;

    /* Sorts whose index does not begin with the series take even one as a set: the planner would
     * else lose the order over a column that it knows to be constant. */
    if (v.filters & BY_SERIES && v.sort > SORT_PERIOD_DOWN)
        v.filters ^= BY_SERIES | BY_SERIES_SET;
    if (list->after && !read_place(list->store, list->after, &place, err))
        return false;
    if (list->after)
        list->segment = segment_of(list, &place);
    v.after = list->after != 0;
    v.apart = list->apart;
    v.lean = list->apart && q->lean;
    v.few = (enum few)list->few;
    if (list->chained) {
        v.filters = (v.filters & ~(unsigned)BY_SERIES_SET) | BY_SERIES;
        if (list->segment >= q->series_count)
            return error_set(err, ERROR_ARGUMENT, "the cursor does not belong to this question");
        v.after = v.after && slice_is(q->series[list->segment], place.series);
    } else if (segments_of(list) == 2) {
        v.filters |= list->segment ? BY_UNDATED : v.after ? 0 : BY_DATED;
    }
    sqlite3_stmt *statement = claims_prepare(list->store, q, &v, err);
    if (!statement)
        return false;
    if (list->chained)
        store_bind_text(statement, ":series", q->series[list->segment]);
    store_bind_integer(statement, ":limit", list->left);
    if (v.after)
        bind_place(statement, &place);
    list->statement = statement;
    list->after = 0;
    return store_map(list->store, statement, &claim_fields, list->map, err);
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

/* By what it is read, once for all of its runs. */
static bool choose(struct list *list, bool *nothing, struct error *err)
{
    const struct claim_question *q = list->question;
    struct variant v = {.purpose = ROWS, .sort = q->sort, .filters = claims_filters(q)};
    struct reading_way choice;

    if (v.filters & BY_SERIES && v.sort > SORT_PERIOD_DOWN)
        v.filters ^= BY_SERIES | BY_SERIES_SET;
    list->chained = is_chain_of_series(q);
    if (!claims_choose(list->store, q, &v, list->chained, list->left, &choice, err))
        return false;
    *nothing = choice.nothing;
    list->few = choice.few;
    list->chained = list->chained && !choice.few;
    return true;
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
    bool nothing = false;
    if (!claims_can_match(question))
        return true;
    return choose(list, &nothing, err) && (nothing || open_segment(list, err));
}

/* Where a few rows are sorted, the undated ones would cost as much as the dated ones: mostly there
 * are none. */
static bool has_segment(struct list *list, struct error *err)
{
    int64_t undated = 1;

    return !list->few ||
           (claims_bound(list->store, list->question, claims_filters(list->question) | BY_UNDATED,
                         &undated, err) &&
            undated);
}

bool claims_next(struct list *list, struct claim *claim, struct error *err)
{
    err->kind = ERROR_NONE;
    while (list->statement && list->left) {
        if (store_step(list->store, list->statement, err)) {
            row_fill(list->statement, list->map, claim);
            if (list->apart && !cited_fill(list->store, list->question, claim, err))
                return false;
            if (list->question->kind == KIND_FIGURE)
                claim->kind = slice_of(claim_kinds.items[KIND_FIGURE]);
            claim_complete(claim);
            list->left--;
            return true;
        }
        list->statement = NULL;
        if (err->kind != ERROR_NONE || ++list->segment >= segments_of(list) ||
            !has_segment(list, err) || !open_segment(list, err))
            return false;
    }
    return false;
}
