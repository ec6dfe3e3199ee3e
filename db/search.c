#include "db/search.h"

#include "base/buffer.h"
#include "db/store_internal.h"
#include "sql.h"

enum { TITLE_ROOM = 4096 }; /* the longest name, label and number */

static void make_count(const void *from, struct buffer *sql)
{
    (void)from;
    buffer_format(sql, "SELECT count(*) FROM (SELECT 1\n%sLIMIT :most + 1)",
                  sql_query_search_matches);
}

static void make_undated(const void *from, struct buffer *sql)
{
    (void)from;
    buffer_format(sql, "SELECT count(*)\n%s%s", sql_query_search_matches, sql_query_search_undated);
}

#define SCORE                                                                                      \
    "search_rank(search, (SELECT documents FROM revision WHERE number = :revision), :most)"

/* Of the documents ranked together, a page's numbers, then what is shown of these. Equally good
 * ones stand in the order in which they came. */
static void make_page(const void *from, struct buffer *sql)
{
    (void)from;
    buffer_format(sql,
                  "WITH ranked AS (SELECT d.n, " SCORE " AS score\n%sLIMIT :most OFFSET :before),\n"
                  "page AS MATERIALIZED (SELECT n FROM ranked ORDER BY score DESC, n\n"
                  "LIMIT :limit OFFSET :after)\n%sORDER BY " SCORE " DESC, d.n",
                  sql_query_search_matches, sql_query_search_hit);
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
    store_bind_integer(statement, ":most", q->most);
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
    if (!count_matches(store, make_count, question, &counts->total, err))
        return false;
    if (counts->total > question->most) {
        *counts = (struct claim_counts){.total = -1, .undated = question->as_of.data ? -1 : 0};
        return true;
    }
    return !question->as_of.data ||
           count_matches(store, make_undated, &any_day, &counts->undated, err);
}

/* Those that are ranked together, from the place on at which the question stands. */
static bool open_ranked(struct list *list, const struct search_question *q, struct error *err)
{
    list->statement = prepare(list->store, make_page, q, err);
    if (!list->statement)
        return false;
    store_bind_integer(list->statement, ":limit", q->wanted);
    store_bind_integer(list->statement, ":before", q->after - q->after % q->most);
    store_bind_integer(list->statement, ":after", q->after % q->most);
    return store_map(list->store, list->statement, &search_fields, list->map, err);
}

bool search_open(struct list *list, struct store *store, struct search_question *question,
                 int64_t limit, struct error *err)
{
    if (!list_begin(list, store, &search_fields, limit, err))
        return false;
    question->wanted = limit < 0 ? INT64_MAX : limit;
    return open_ranked(list, question, err);
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

/* The next row; where those that were ranked together end, of those behind them. */
static bool step(struct list *list, const struct search_question *q, struct error *err)
{
    if (store_step(list->store, list->statement, err))
        return true;
    list->statement = NULL;
    return err->kind == ERROR_NONE && q->wanted > 0 && q->after > 0 && q->after % q->most == 0 &&
           open_ranked(list, q, err) && store_step(list->store, list->statement, err);
}

bool search_next(struct list *list, struct search_question *question, struct arena *arena,
                 struct search_record *hit, struct error *err)
{
    err->kind = ERROR_NONE;
    if (!list->statement)
        return false;
    if (!step(list, question, err)) {
        list->statement = NULL;
        return false;
    }
    row_fill(list->statement, list->map, &search_fields, hit);
    question->after++;
    question->wanted--;
    if (!keep(arena, hit))
        return error_set(err, ERROR_INTERNAL, "no memory for a search");
    hit->path = kind_path(hit->kind, hit->id, hit->path_text);
    return words_find(&claim_kinds, hit->kind) < 0 ||
           title_claim(list->store, question, arena, hit, err);
}
