#include "db/cited.h"

#include <stdlib.h>

#include "db/keep.h"
#include "sql.h"

enum {
    TEXTS = 5, /* at most, of a series or a source */
    SERIES_SLOTS = 1 << 16,
    SOURCE_SLOTS = 1 << 16,
    SERIES_BYTES = 2 * 1024 * 1024,
    SOURCE_BYTES = 3 * 1024 * 1024 + 512 * 1024,
    NO_VALUE = -1,
};

/* Behind it the bytes of the texts, one after the other. */
struct sizes {
    int32_t of[TEXTS]; /* NO_VALUE: none */
};

struct cited {
    int64_t revision;
    struct keep series, sources;
};

void cited_close(struct cited *cited)
{
    if (!cited)
        return;
    keep_clear(&cited->series);
    keep_clear(&cited->sources);
    free(cited);
}

static struct cited *cited_open(void)
{
    struct cited *cited = calloc(1, sizeof *cited);

    if (cited && keep_init(&cited->series, SERIES_SLOTS, SERIES_BYTES) &&
        keep_init(&cited->sources, SOURCE_SLOTS, SOURCE_BYTES))
        return cited;
    cited_close(cited);
    return NULL;
}

static const struct sizes *keep_texts(struct keep *keep, struct slice id, const struct slice *texts,
                                      int count)
{
    size_t size = sizeof(struct sizes);

    for (int i = 0; i < count; i++)
        size += texts[i].size;
    struct sizes *sizes = keep_add(keep, id, size);
    if (!sizes)
        return NULL;
    char *at = (char *)(sizes + 1);
    for (int i = 0; i < count; i++) {
        sizes->of[i] = texts[i].data ? (int32_t)texts[i].size : NO_VALUE;
        if (texts[i].size)
            memcpy(at, texts[i].data, texts[i].size);
        at += texts[i].size;
    }
    return sizes;
}

static const struct sizes *fetch(struct store *store, struct keep *keep, const char *sql,
                                 int64_t revision, struct slice id, struct error *err)
{
    sqlite3_stmt *statement = store_fixed(store, sql, err);
    struct slice texts[TEXTS];

    if (!statement)
        return NULL;
    int count = sqlite3_column_count(statement);
    store_bind_text(statement, ":id", id);
    store_bind_integer(statement, ":revision", revision);
    if (!store_step(store, statement, err)) {
        if (err->kind == ERROR_NONE)
            (void)error_set(err, ERROR_INTERNAL, "a claim cites %.*s, which is not there",
                            SLICE_ARGS(id));
        return NULL;
    }
    for (int i = 0; i < count; i++)
        texts[i] = store_text(statement, i);
    /* What is kept is believed for long. */
    bool lost = store_lost(err);
    const struct sizes *sizes = lost ? NULL : keep_texts(keep, id, texts, count);
    sqlite3_reset(statement);
    if (!sizes && !lost)
        (void)error_set(err, ERROR_INTERNAL, "no memory for what a list cites");
    return sizes;
}

/* The texts of an id, in the order of the statement's columns. */
static bool look_up(struct store *store, struct keep *keep, const char *sql, int64_t revision,
                    struct slice id, struct slice *const *texts, int count, struct error *err)
{
    size_t size;
    const struct sizes *sizes = keep_find(keep, id, &size);

    if (!sizes)
        sizes = fetch(store, keep, sql, revision, id, err);
    if (!sizes)
        return false;
    const char *at = (const char *)(sizes + 1);
    for (int i = 0; i < count; i++) {
        bool given = sizes->of[i] != NO_VALUE;

        *texts[i] = (struct slice){given ? at : NULL, given ? (size_t)sizes->of[i] : 0};
        at += texts[i]->size;
    }
    return true;
}

static struct cited *cited_of(struct store *store, int64_t revision, struct error *err)
{
    if (!store->cited)
        store->cited = cited_open();
    if (!store->cited) {
        (void)error_set(err, ERROR_INTERNAL, "no memory for what a list cites");
        return NULL;
    }
    if (store->cited->revision != revision) {
        keep_empty(&store->cited->series);
        keep_empty(&store->cited->sources);
        store->cited->revision = revision;
    }
    return store->cited;
}

bool cited_keeps_series(const struct store *store, int64_t revision, struct slice id)
{
    size_t size;

    return store->cited && store->cited->revision == revision &&
           keep_find(&store->cited->series, id, &size);
}

bool cited_fill(struct store *store, const struct claim_question *question, struct claim *claim,
                struct error *err)
{
    int64_t revision = question->revision;
    struct cited *cited = cited_of(store, revision, err);
    struct slice origin;
    struct slice *const of_series[] = {&claim->unit, &claim->fiscal_year_start};
    struct slice *const of_source[] = {&claim->title, &claim->publisher, &claim->published_on,
                                       &claim->url, &origin};

    if (!cited)
        return false;
    claim->unit = claim->fiscal_year_start = (struct slice){NULL, 0};
    if (claim->series.data && !look_up(store, &cited->series, sql_query_cited_series, revision,
                                       claim->series, of_series, 2, err))
        return false;
    if (question->lean || claim->publisher.data)
        return true;
    if (!look_up(store, &cited->sources, sql_query_cited_source, revision, claim->source, of_source,
                 5, err))
        return false;
    if (!claim->origin.data)
        claim->origin = origin;
    return true;
}
