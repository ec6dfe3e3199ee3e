#include "db/search.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "db/store_internal.h"
#include "sql.h"

enum { TITLE_ROOM = 1024 };

static void make_count(const void *from, struct buffer *sql)
{
    (void)from;
    buffer_format(sql, "SELECT count(*)\n%s", sql_query_search_matches);
}

static void make_undated(const void *from, struct buffer *sql)
{
    (void)from;
    buffer_format(sql, "SELECT count(*)\n%s%s", sql_query_search_matches, sql_query_search_undated);
}

/* Numbers of documents alone: what is shown of one is read when its row is due. Equally good ones
 * stand in the order in which they came. */
static void make_page(const void *from, struct buffer *sql)
{
    (void)from;
    buffer_format(sql,
                  "SELECT d.n\n%sORDER BY search_rank(search, (SELECT documents FROM revision "
                  "WHERE number = :revision)) DESC, d.n\nLIMIT :limit OFFSET :after",
                  sql_query_search_matches);
}

static sqlite3_stmt *prepare(struct store *store,
                             void (*make)(const void *from, struct buffer *sql),
                             const struct search_question *q, struct error *err)
{
    sqlite3_stmt *statement = store_statement(store, (uint64_t)(uintptr_t)make, make, NULL, err);

    if (!statement)
        return NULL;
    store_bind_integer(statement, ":revision", q->revision);
    store_bind_text(statement, ":words", q->words);
    store_bind_text(statement, ":kinds", q->kinds.json);
    store_bind_text(statement, ":as_of", q->as_of);
    return statement;
}

static bool count_matches(struct store *store, void (*make)(const void *from, struct buffer *sql),
                          const struct search_question *q, int64_t *count, struct error *err)
{
    sqlite3_stmt *statement = prepare(store, make, q, err);

    if (!statement || !store_step(store, statement, err))
        return false;
    *count = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    return true;
}

bool search_count(struct store *store, const struct search_question *question,
                  struct claim_counts *counts, struct error *err)
{
    struct search_question any_day = *question;

    *counts = (struct claim_counts){0};
    any_day.as_of = (struct slice){NULL, 0};
    return count_matches(store, make_count, question, &counts->total, err) &&
           (!question->as_of.data ||
            count_matches(store, make_undated, &any_day, &counts->undated, err));
}

bool search_open(struct list *list, struct store *store, const struct search_question *question,
                 int64_t limit, struct error *err)
{
    *list = (struct list){.store = store, .fields = &search_fields};
    list->map = malloc(sizeof(struct row_map));
    if (!list->map)
        return error_set(err, ERROR_INTERNAL, "no memory for a list");
    list->statement = prepare(store, make_page, question, err);
    if (!list->statement)
        return false;
    store_bind_integer(list->statement, ":limit", limit);
    store_bind_integer(list->statement, ":after", question->after);
    return true;
}

static bool keep(struct arena *arena, struct search_record *hit)
{
    struct slice *const texts[] = {&hit->kind, &hit->id, &hit->series, &hit->title, &hit->snippet};
    bool whole = true;

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        whole &= arena_copy(arena, *texts[i], texts[i]);
    return whole;
}

/* "name of the series, FY2020-21: US$2.123 billion" */
static bool title_claim(struct store *store, const struct search_question *q, struct arena *arena,
                        struct search_record *hit, struct error *err)
{
    int kind = words_find(&claim_kinds, hit->kind);
    char text[TITLE_ROOM];
    struct claim claim;

    if (!claim_find(store, (enum claim_kind)kind, hit->id, q->revision, (struct slice){NULL, 0},
                    &claim, err))
        return false;
    int size = snprintf(text, sizeof text, "%.*s%s%.*s%s%.*s", SLICE_ARGS(hit->title),
                        hit->title.data ? ", " : "", SLICE_ARGS(claim.period.label),
                        claim.display.data ? ": " : "", SLICE_ARGS(claim.display));
    size = size < TITLE_ROOM ? size : TITLE_ROOM - 1;
    return arena_copy(arena, (struct slice){text, (size_t)size}, &hit->title) ||
           error_set(err, ERROR_INTERNAL, "no memory for a search");
}

/* What is shown of a document. */
static bool read_hit(struct list *list, const struct search_question *q, int64_t n,
                     struct arena *arena, struct search_record *hit, struct error *err)
{
    sqlite3_stmt *statement = store_fixed(list->store, sql_query_search_hit, err);

    if (!statement || !store_map(list->store, statement, &search_fields, list->map, err))
        return false;
    store_bind_integer(statement, ":revision", q->revision);
    store_bind_text(statement, ":words", q->words);
    store_bind_integer(statement, ":n", n);
    if (!store_step(list->store, statement, err))
        return err->kind == ERROR_NONE
                   ? error_set(err, ERROR_INTERNAL, "a document was found and is not there")
                   : false;
    row_fill(statement, list->map, &search_fields, hit);
    bool whole = keep(arena, hit);
    sqlite3_reset(statement);
    if (!whole)
        return error_set(err, ERROR_INTERNAL, "no memory for a search");
    hit->path = kind_path(hit->kind, hit->id, hit->path_text);
    return words_find(&claim_kinds, hit->kind) < 0 || title_claim(list->store, q, arena, hit, err);
}

bool search_next(struct list *list, struct search_question *question, struct arena *arena,
                 struct search_record *hit, struct error *err)
{
    err->kind = ERROR_NONE;
    if (!list->statement)
        return false;
    if (!store_step(list->store, list->statement, err)) {
        list->statement = NULL;
        return false;
    }
    int64_t n = sqlite3_column_int64(list->statement, 0);
    question->after++;
    return read_hit(list, question, n, arena, hit, err);
}
