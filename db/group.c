#include "db/group.h"

#include "base/buffer.h"
#include "db/store_internal.h"
#include "sql.h"

static void make_rows(const void *from, struct buffer *sql)
{
    buffer_format(sql, "%s%s%s%s%s", sql_query_claim_columns, sql_query_claim_other,
                  sql_query_claim_joined, sql_query_group_columns, (const char *)from);
}

static void bind_group(sqlite3_stmt *statement, const struct group_question *q)
{
    store_bind_integer(statement, ":revision", q->revision);
    store_bind_text(statement, ":id", q->id);
    store_bind_text(statement, ":as_of", q->as_of);
    store_bind_text(statement, ":series", slice_of(q->series));
    store_bind_text(statement, ":period_end", slice_of(q->period_end));
    store_bind_text(statement, ":period_start", slice_of(q->period_start));
}

/* A closed id leads to its prints as well. */
static bool find_group(struct store *store, struct group_question *q, struct error *err)
{
    sqlite3_stmt *statement = store_fixed(store, sql_query_group_of, err);
    struct claim claim;

    if (!statement)
        return false;
    store_bind_text(statement, ":id", q->id);
    store_bind_integer(statement, ":revision", q->revision);
    if (!store_step(store, statement, err))
        return err->kind == ERROR_NONE ? claim_find(store, KIND_FIGURE, q->id, q->revision,
                                                    (struct slice){NULL, 0}, &claim, err)
                                       : false;
    (void)slice_copy(store_text(statement, 0), q->series, sizeof q->series);
    (void)slice_copy(store_text(statement, 1), q->period_end, sizeof q->period_end);
    (void)slice_copy(store_text(statement, 2), q->period_start, sizeof q->period_start);
    sqlite3_reset(statement);
    return true;
}

/* Only rows of why are held against the chosen print, and every page has to know it. */
static bool find_winner(struct store *store, struct group_question *q, struct error *err)
{
    q->winner_key[0] = q->winner_id[0] = '\0';
    if (q->versions)
        return true;
    sqlite3_stmt *statement = store_fixed(store, sql_query_group_winner, err);
    if (!statement)
        return false;
    bind_group(statement, q);
    if (!store_step(store, statement, err))
        return false;
    (void)slice_copy(store_text(statement, 0), q->winner_key, sizeof q->winner_key);
    (void)slice_copy(store_text(statement, 1), q->winner_id, sizeof q->winner_id);
    sqlite3_reset(statement);
    return true;
}

bool group_open(struct list *list, struct store *store, struct group_question *question,
                int64_t limit, struct error *err)
{
    const char *rest = question->versions ? sql_query_group_history : sql_query_group_why;

    if (!list_begin(list, store, limit, err) || !find_group(store, question, err) ||
        !find_winner(store, question, err))
        return false;
    sqlite3_stmt *statement =
        store_statement(store, (uint64_t)(uintptr_t)rest, make_rows, rest, err);
    if (!statement)
        return false;
    list->statement = statement;
    bind_group(statement, question);
    store_bind_integer(statement, ":limit", list->left);
    store_bind_integer(statement, ":after", question->after);
    return store_map(list->store, statement, &history_fields, list->map, err);
}

/* Why a print that the rule did not even consider is none of its candidates. */
static void explain_no_candidate(const struct print_record *print, struct buffer *reason)
{
    bool deprecated = slice_is(print->claim.rank, "deprecated");
    const char *what = deprecated ? "deprecated: " : "";
    struct slice why = deprecated ? print->claim.rank_reason
                                  : slice_of("a period without an end is never selected");

    if (print->choice_key.size) {
        what = "replaced by ";
        why = print->replaced_by.data ? print->replaced_by : slice_of("a later claim");
    }
    buffer_text(reason, what);
    buffer_slice(reason, why);
}

static void explain_left_out(struct print_record *print, const struct group_question *q,
                             struct buffer *reason)
{
    static const char *const reasons[] = {
        [STEP_STATUS] = "a realised figure goes before an estimated, that before a projected one: ",
        [STEP_RANK] = "a higher rank goes first: ",
        [STEP_DIGITS] = "only passes on a known value with fewer digits; chosen is ",
        [STEP_DAY] = "another was known later: ",
        [STEP_WIDTH] = "another of the same day is more exact: ",
        [STEP_ID] = "as good as another of the same day, whose id comes first: ",
    };
    enum choice_step step = choice_step(slice_of(q->winner_key), print->choice_key);

    print->step = slice_of(choice_steps.items[step]);
    buffer_format(reason, "%s%s", reasons[step], q->winner_id);
}

static bool is_candidate(const struct print_record *print)
{
    return print->choice_key.size && !print->replaced_on.data;
}

/* The reason is lent until the next row is read. */
static bool explain(struct print_record *print, const struct group_question *q,
                    struct buffer *reason)
{
    buffer_reset(reason);
    print->step = (struct slice){NULL, 0};
    if (!is_candidate(print)) {
        print->outcome = slice_of(print_outcomes.items[2]);
        explain_no_candidate(print, reason);
    } else if (!slice_is(print->claim.id, q->winner_id)) {
        print->outcome = slice_of(print_outcomes.items[1]);
        explain_left_out(print, q, reason);
    } else {
        print->outcome = slice_of(print_outcomes.items[0]);
        buffer_text(reason, "goes before all others by the rule");
    }
    print->reason = buffer_all(reason);
    return !reason->failed;
}

bool group_next(struct list *list, struct group_question *question, struct print_record *print,
                struct error *err)
{
    if (!list_next(list, print, err))
        return false;
    claim_complete(&print->claim);
    print->known_on = print->claim.known_on;
    if (slice_is(print->known_on, DAY_NONE))
        print->known_on = (struct slice){NULL, 0};
    question->after++;
    return question->versions || explain(print, question, &list->store->said) ||
           error_set(err, ERROR_INTERNAL, "no memory for a reason");
}

bool group_count(struct store *store, struct group_question *question, struct claim_counts *counts,
                 struct error *err)
{
    if (!find_group(store, question, err))
        return false;
    sqlite3_stmt *statement = store_fixed(store, sql_query_group_count, err);
    if (!statement)
        return false;
    bind_group(statement, question);
    store_bind_integer(statement, ":versions", question->versions);
    if (!store_step(store, statement, err))
        return false;
    *counts = (struct claim_counts){.total = sqlite3_column_int64(statement, 0),
                                    .undated = sqlite3_column_int64(statement, 1)};
    sqlite3_reset(statement);
    return true;
}
