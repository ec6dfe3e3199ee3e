#include "db/sums.h"

#include <stdlib.h>

#include "db/keep.h"

enum { SUMS = 256, SUMS_BYTES = 256 * 1024 };

struct sums {
    struct keep kept; /* by the statement with its values */
};

void sums_close(struct sums *sums)
{
    if (sums)
        keep_clear(&sums->kept);
    free(sums);
}

static struct keep *sums_of(struct store *store)
{
    if (!store->sums && (store->sums = calloc(1, sizeof *store->sums)) &&
        !keep_init(&store->sums->kept, SUMS, SUMS_BYTES)) {
        free(store->sums);
        store->sums = NULL;
    }
    return store->sums ? &store->sums->kept : NULL;
}

static bool run(struct store *store, sqlite3_stmt *statement, int64_t *sum, struct error *err)
{
    if (!store_step(store, statement, err))
        return false;
    *sum = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    return true;
}

bool sums_read(struct store *store, sqlite3_stmt *statement, int64_t *sum, struct error *err)
{
    struct keep *keep = sums_of(store);
    size_t size = 0;
    char *text = keep ? sqlite3_expanded_sql(statement) : NULL;
    const void *kept = text ? keep_find(keep, slice_of(text), &size) : NULL;
    bool done = kept || run(store, statement, sum, err);

    if (kept)
        memcpy(sum, kept, sizeof *sum);
    void *room = done && !kept && text ? keep_add(keep, slice_of(text), sizeof *sum) : NULL;
    if (room)
        memcpy(room, sum, sizeof *sum);
    sqlite3_free(text);
    return done;
}
