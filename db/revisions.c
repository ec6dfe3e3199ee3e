#include "db/revisions.h"

#include "db/store_internal.h"
#include "sql.h"

bool revisions_open(struct list *list, struct store *store, struct revisions_question *question,
                    int64_t limit, struct error *err)
{
    if (!list_begin(list, store, limit, err))
        return false;
    list->statement = store_fixed(store, sql_query_revisions, err);
    if (!list->statement)
        return false;
    store_bind_integer(list->statement, ":revision", question->revision);
    store_bind_integer(list->statement, ":after", question->after ? question->after : INT64_MAX);
    store_bind_integer(list->statement, ":limit", list->left);
    return row_map_make(list->statement, &revision_fields, list->map, err);
}

bool revisions_next(struct list *list, struct revisions_question *question,
                    struct revision_record *revision, struct error *err)
{
    if (!list_next(list, revision, err))
        return false;
    int size = snprintf(revision->link_text, sizeof revision->link_text, "%lld",
                        (long long)revision->number);
    revision->link = (struct slice){revision->link_text, (size_t)size};
    question->after = revision->number;
    return true;
}

/* The runs that a list of changes is made of. */
enum { RUN_SERIES, RUN_SOURCES, RUN_CLAIMS, RUNS };

static bool open_run(struct list *list, const struct revisions_question *q, struct error *err)
{
    static const char *const runs[RUNS] = {sql_query_changes_series, sql_query_changes_source,
                                           sql_query_changes_claims};
    sqlite3_stmt *statement = store_fixed(list->store, runs[list->segment], err);

    list->statement = statement;
    if (!statement)
        return false;
    store_bind_integer(statement, ":number", q->number);
    store_bind_text(statement, ":after_kind", slice_of(q->after_kind));
    store_bind_text(statement, ":after_id", slice_of(q->after_id));
    store_bind_integer(statement, ":limit", list->left);
    return row_map_make(statement, &change_fields, list->map, err);
}

/* The run in which the place to go on from lies. */
static int run_of_place(const struct revisions_question *q)
{
    int kind = words_find(&record_kinds, slice_of(q->after_kind));

    return kind < 0 ? RUN_SERIES : kind < RUN_CLAIMS ? kind : RUN_CLAIMS;
}

bool changes_open(struct list *list, struct store *store, struct revisions_question *question,
                  int64_t limit, struct error *err)
{
    if (!list_begin(list, store, limit, err))
        return false;
    list->segment = run_of_place(question);
    return open_run(list, question, err);
}

bool changes_next(struct list *list, struct revisions_question *question,
                  struct change_record *change, struct error *err)
{
    while (list->left) {
        if (list_next(list, change, err)) {
            list->left--;
            change->path = kind_path(change->kind, change->id, change->path_text);
            (void)slice_copy(change->kind, question->after_kind, sizeof question->after_kind);
            (void)slice_copy(change->id, question->after_id, sizeof question->after_id);
            return true;
        }
        if (err->kind != ERROR_NONE || ++list->segment >= RUNS)
            return false;
        question->after_kind[0] = question->after_id[0] = '\0';
        if (!open_run(list, question, err))
            return false;
    }
    err->kind = ERROR_NONE;
    return false;
}

bool changes_count(struct store *store, const struct revisions_question *question, int64_t *count,
                   struct error *err)
{
    sqlite3_stmt *statement = store_fixed(store, sql_query_changes_count, err);

    if (!statement)
        return false;
    store_bind_integer(statement, ":number", question->number);
    store_bind_integer(statement, ":revision", question->revision);
    if (!store_step(store, statement, err))
        return err->kind == ERROR_NONE
                   ? error_set(err, ERROR_NOT_FOUND, "there is no revision %lld",
                               (long long)question->number)
                   : false;
    *count = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    return true;
}
