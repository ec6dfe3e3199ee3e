#include "db/cited.h"

#include <stdlib.h>

#include "sql.h"

enum {
    TEXTS = 5, /* at most, of a series or a source */
    SERIES_SLOTS = 1 << 12,
    SOURCE_SLOTS = 1 << 16,
    SERIES_BYTES = 512 * 1024,
    SOURCE_BYTES = 3 * 1024 * 1024 + 512 * 1024,
    NO_VALUE = -1,
};

/* The id's bytes and those of its texts follow each other. */
struct kept {
    uint32_t hash;
    int32_t id_size, sizes[TEXTS]; /* NO_VALUE: none */
    char bytes[];
};

struct slot {
    struct kept *kept;
};

struct shelf {
    struct arena arena;
    struct slot *slots;
    size_t slot_count, used;
};

struct cited {
    int64_t revision;
    struct shelf series, sources;
};

static bool shelf_init(struct shelf *shelf, size_t slots, size_t ceiling)
{
    arena_init(&shelf->arena, ceiling);
    shelf->slot_count = slots;
    shelf->slots = calloc(slots, sizeof *shelf->slots);
    return shelf->slots;
}

static void shelf_empty(struct shelf *shelf)
{
    arena_clear(&shelf->arena);
    if (shelf->used)
        memset(shelf->slots, 0, shelf->slot_count * sizeof *shelf->slots);
    shelf->used = 0;
}

void cited_close(struct cited *cited)
{
    if (!cited)
        return;
    arena_clear(&cited->series.arena);
    arena_clear(&cited->sources.arena);
    free(cited->series.slots);
    free(cited->sources.slots);
    free(cited);
}

static struct cited *cited_open(void)
{
    struct cited *cited = calloc(1, sizeof *cited);

    if (cited && shelf_init(&cited->series, SERIES_SLOTS, SERIES_BYTES) &&
        shelf_init(&cited->sources, SOURCE_SLOTS, SOURCE_BYTES))
        return cited;
    cited_close(cited);
    return NULL;
}

static uint32_t hash_of(struct slice id)
{
    uint32_t hash = 2166136261u; /* FNV-1a */

    for (size_t i = 0; i < id.size; i++)
        hash = (hash ^ (unsigned char)id.data[i]) * 16777619u;
    return hash ^ hash >> 15;
}

/* Its slot: where it stands, or the free one where it belongs. */
static struct slot *find(const struct shelf *shelf, struct slice id, uint32_t hash)
{
    size_t at = hash & (shelf->slot_count - 1);

    for (;; at = (at + 1) & (shelf->slot_count - 1)) {
        const struct kept *kept = shelf->slots[at].kept;

        if (!kept || (kept->hash == hash && (size_t)kept->id_size == id.size &&
                      memcmp(kept->bytes, id.data, id.size) == 0))
            return &shelf->slots[at];
    }
}

/* A copy of the texts on the shelf; where it is full, on an emptied one. */
static struct kept *keep(struct shelf *shelf, struct slice id, uint32_t hash,
                         const struct slice *texts, int count)
{
    size_t size = sizeof(struct kept) + id.size;

    for (int i = 0; i < count; i++)
        size += texts[i].size;
    struct kept *kept =
        shelf->used < shelf->slot_count / 2 ? arena_take(&shelf->arena, size) : NULL;
    if (!kept) {
        shelf_empty(shelf);
        kept = arena_take(&shelf->arena, size);
    }
    if (!kept)
        return NULL;
    *kept = (struct kept){.hash = hash, .id_size = (int32_t)id.size};
    memcpy(kept->bytes, id.data, id.size);
    char *at = kept->bytes + id.size;
    for (int i = 0; i < count; i++) {
        kept->sizes[i] = texts[i].data ? (int32_t)texts[i].size : NO_VALUE;
        if (texts[i].size)
            memcpy(at, texts[i].data, texts[i].size);
        at += texts[i].size;
    }
    find(shelf, id, hash)->kept = kept;
    shelf->used++;
    return kept;
}

static struct kept *fetch(struct store *store, struct shelf *shelf, const char *sql,
                          int64_t revision, struct slice id, uint32_t hash, struct error *err)
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
    struct kept *kept = lost ? NULL : keep(shelf, id, hash, texts, count);
    sqlite3_reset(statement);
    if (!kept && !lost)
        (void)error_set(err, ERROR_INTERNAL, "no memory for what a list cites");
    return kept;
}

/* The texts of an id, in the order of the statement's columns. */
static bool look_up(struct store *store, struct shelf *shelf, const char *sql, int64_t revision,
                    struct slice id, struct slice *const *texts, int count, struct error *err)
{
    uint32_t hash = hash_of(id);
    struct kept *kept = find(shelf, id, hash)->kept;

    if (!kept)
        kept = fetch(store, shelf, sql, revision, id, hash, err);
    if (!kept)
        return false;
    const char *at = kept->bytes + kept->id_size;
    for (int i = 0; i < count; i++) {
        bool given = kept->sizes[i] != NO_VALUE;

        *texts[i] = (struct slice){given ? at : NULL, given ? (size_t)kept->sizes[i] : 0};
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
        shelf_empty(&store->cited->series);
        shelf_empty(&store->cited->sources);
        store->cited->revision = revision;
    }
    return store->cited;
}

bool cited_fill(struct store *store, int64_t revision, struct claim *claim, struct error *err)
{
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
    if (!look_up(store, &cited->sources, sql_query_cited_source, revision, claim->source, of_source,
                 5, err))
        return false;
    if (!claim->origin.data)
        claim->origin = origin;
    return true;
}
