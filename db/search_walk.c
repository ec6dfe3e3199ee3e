#include "db/search_walk.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "db/search_rank.h"
#include "sql.h"

enum {
    AT_ONCE = 1024, /* of which the words around are made while they are found */
    RANGES_MOST = 8,
};

struct walk {
    struct store *store;
    const struct search_question *question;
    struct search_part *part;
    struct search_bar bar;
    struct search_found *best;
    int64_t kept, enough, room, looked, documents, around;
    bool full; /* the part ends here, whatever stands behind */
};

struct range {
    int64_t first, last;
};

static bool no_memory(struct error *err)
{
    return error_set(err, ERROR_INTERNAL, "no memory for a search");
}

/* The words around are made only of what is, so far, among the best. */
static void make_walk(const void *from, struct buffer *sql)
{
    (void)from;
    buffer_format(sql,
                  "SELECT search.rowid,\nCASE WHEN %sTHEN iif(search_rank(search, :documents, "
                  ":most, :bar), snippet(search, -1, '**', '**', '…', 16), '') END\n"
                  "FROM search\nCROSS JOIN document AS d ON d.n = search.rowid\n"
                  "LEFT JOIN claim AS c ON c.n = d.claim\n"
                  "WHERE search MATCH :words AND search.rowid >= :first AND search.rowid <= :last\n"
                  "ORDER BY search.rowid",
                  sql_query_search_holds);
}

static sqlite3_stmt *open_walk(struct walk *walk, struct range range, struct error *err)
{
    const struct search_question *q = walk->question;
    sqlite3_stmt *statement =
        store_statement(walk->store, (uint64_t)(uintptr_t)make_walk, make_walk, NULL, err);

    if (!statement)
        return NULL;
    store_bind_integer(statement, ":revision", q->revision);
    store_bind_text(statement, ":words", q->words);
    store_bind_text(statement, ":kinds", q->kinds.json);
    store_bind_text(statement, ":as_of", q->as_of);
    store_bind_integer(statement, ":most", q->most);
    store_bind_integer(statement, ":documents", walk->documents);
    store_bind_integer(statement, ":first", range.first);
    store_bind_integer(statement, ":last", range.last);
    sqlite3_bind_pointer(statement, sqlite3_bind_parameter_index(statement, ":bar"), &walk->bar,
                         SEARCH_BAR, NULL);
    return statement;
}

/* The best first; equally good ones in the order in which they came. */
static int compare_found(const void *a, const void *b)
{
    const struct search_found *one = a, *other = b;

    if (one->score != other->score)
        return one->score < other->score ? 1 : -1;
    return one->n < other->n ? -1 : one->n > other->n;
}

/* Down to as many as are wanted; what comes later must be better than the last of them. */
static void drop_worst(struct walk *walk)
{
    qsort(walk->best, (size_t)walk->kept, sizeof *walk->best, compare_found);
    walk->kept = walk->kept < walk->enough ? walk->kept : walk->enough;
    walk->bar.closed = walk->kept == walk->enough;
    if (walk->bar.closed && walk->kept)
        walk->bar.least = walk->best[walk->kept - 1].score;
}

static bool keep_found(struct walk *walk, int64_t n, struct slice snippet, struct error *err)
{
    struct search_found *found = &walk->best[walk->kept];

    *found = (struct search_found){.n = n, .score = walk->bar.score};
    if (!arena_copy(walk->question->arena, snippet, &found->snippet))
        return no_memory(err);
    walk->around += (int64_t)snippet.size;
    walk->bar.snippets &= walk->around <= walk->question->around;
    if (++walk->kept == walk->room)
        drop_worst(walk);
    return true;
}

static bool look_at(struct walk *walk, sqlite3_stmt *statement, struct error *err)
{
    int64_t n = sqlite3_column_int64(statement, 0);
    struct search_part *part = walk->part;

    walk->looked++;
    part->last = n;
    if (sqlite3_column_type(statement, 1) == SQLITE_NULL)
        return true;
    part->found++;
    return !search_bar_lets_in(&walk->bar) || keep_found(walk, n, store_text(statement, 1), err);
}

static bool walk_range(struct walk *walk, struct range range, struct error *err)
{
    sqlite3_stmt *statement = open_walk(walk, range, err);
    bool fine = statement;

    while (fine && store_step(walk->store, statement, err)) {
        walk->full =
            walk->part->found == walk->question->most || walk->looked == walk->question->looks;
        if (walk->full)
            break;
        fine = look_at(walk, statement, err);
    }
    if (statement)
        sqlite3_reset(statement);
    return fine && err->kind == ERROR_NONE;
}

/* Where not all could be made on the way: the words around, of the rows of the page alone. */
static bool fetch_snippets(struct walk *walk, struct error *err)
{
    struct search_part *part = walk->part;
    int64_t *wanted = arena_take(walk->question->arena, (size_t)part->count * sizeof *wanted);
    struct range range = {INT64_MAX, 0};

    if (!wanted)
        return no_memory(err);
    for (int64_t i = 0; i < part->count; i++) {
        wanted[i] = part->page[i].n;
        range.first = wanted[i] < range.first ? wanted[i] : range.first;
        range.last = wanted[i] > range.last ? wanted[i] : range.last;
    }
    walk->bar = (struct search_bar){.wanted = wanted, .count = part->count};
    sqlite3_stmt *statement = open_walk(walk, range, err);
    bool fine = statement;
    while (fine && store_step(walk->store, statement, err))
        for (int64_t i = 0; i < part->count && fine; i++)
            if (part->page[i].n == sqlite3_column_int64(statement, 0) &&
                !arena_copy(walk->question->arena, store_text(statement, 1),
                            &part->page[i].snippet))
                fine = no_memory(err);
    if (statement)
        sqlite3_reset(statement);
    return fine && err->kind == ERROR_NONE;
}

static bool read_documents(struct walk *walk, struct error *err)
{
    sqlite3_stmt *statement = store_fixed(walk->store, sql_query_search_last, err);

    if (!statement)
        return false;
    store_bind_integer(statement, ":revision", walk->question->revision);
    if (!store_step(walk->store, statement, err))
        return err->kind == ERROR_NONE;
    walk->documents = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    return true;
}

/* Where documents of the asked kinds stand; many ranges become one, for to begin is dear. */
static bool read_ranges(struct walk *walk, struct range ranges[RANGES_MOST], int *count,
                        struct error *err)
{
    const struct search_question *q = walk->question;
    sqlite3_stmt *statement = store_fixed(walk->store, sql_query_search_ranges, err);

    *count = 0;
    if (!statement)
        return false;
    store_bind_integer(statement, ":behind", q->behind);
    store_bind_integer(statement, ":revision", q->revision);
    store_bind_text(statement, ":kinds", q->kinds.json);
    while (store_step(walk->store, statement, err)) {
        struct range range = {sqlite3_column_int64(statement, 0),
                              sqlite3_column_int64(statement, 1)};

        if (*count && (ranges[*count - 1].last + 1 == range.first || *count == RANGES_MOST))
            ranges[*count - 1].last = range.last;
        else
            ranges[(*count)++] = range;
    }
    return err->kind == ERROR_NONE;
}

static bool find_ranges(struct walk *walk, struct range ranges[RANGES_MOST], int *count,
                        struct error *err)
{
    if (!read_documents(walk, err))
        return false;
    ranges[0] = (struct range){1, walk->documents};
    *count = 1;
    if (walk->question->kinds.json.data && !read_ranges(walk, ranges, count, err))
        return false;
    for (int i = 0; i < *count; i++) {
        int64_t next = walk->question->behind + 1;

        ranges[i].first = ranges[i].first > next ? ranges[i].first : next;
    }
    return true;
}

bool search_walk(struct store *store, const struct search_question *q, struct search_part *part,
                 struct error *err)
{
    struct walk walk = {.store = store, .question = q, .part = part};
    struct range ranges[RANGES_MOST];
    int count;

    walk.enough = q->after + q->wanted < q->most ? q->after + q->wanted : q->most;
    walk.bar.snippets = walk.enough <= AT_ONCE; /* those of deep pages are fetched */
    walk.room = walk.bar.snippets ? 2 * walk.enough : q->most + 1;
    walk.best = arena_take(q->arena, (size_t)(walk.room + 1) * sizeof *walk.best);
    if (!walk.best)
        return no_memory(err);
    if (!find_ranges(&walk, ranges, &count, err))
        return false;
    for (int i = 0; i < count && !walk.full; i++)
        if (!walk_range(&walk, ranges[i], err))
            return false;
    drop_worst(&walk);
    part->whole = !walk.full;
    part->first = q->after;
    part->count = walk.kept > q->after ? walk.kept - q->after : 0;
    part->page = part->count ? walk.best + q->after : walk.best;
    return walk.bar.snippets || !part->count || fetch_snippets(&walk, err);
}
