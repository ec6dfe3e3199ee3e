#include "db/catalog.h"
#include "db/store_internal.h"
#include "sql.h"

/* Which series, fiscal years and labels there are to choose from. */

static bool no_room(const struct arena *arena, struct error *err)
{
    return arena->full ? error_set(err, ERROR_ARGUMENT, "the question names too many series")
                       : error_set(err, ERROR_INTERNAL, "no memory for a question");
}

/* All first columns of a statement, copied into the arena. */
static bool collect(struct store *store, sqlite3_stmt *statement, struct arena *arena,
                    struct slice **items, int *count, struct error *err)
{
    int room = 0;

    *items = NULL;
    *count = 0;
    while (store_step(store, statement, err)) {
        struct slice *more = arena_grow(arena, *items, *count, &room, sizeof *more);

        if (!more || !arena_copy(arena, store_text(statement, 0), &more[*count])) {
            sqlite3_reset(statement);
            return no_room(arena, err);
        }
        *items = more;
        ++*count;
    }
    return err->kind == ERROR_NONE;
}

bool series_choose(struct store *store, const struct catalog_question *question,
                   struct arena *arena, struct slice **ids, int *count, struct error *err)
{
    sqlite3_stmt *statement = store_fixed(store, sql_query_series_ids, err);

    if (!statement)
        return false;
    store_bind_integer(statement, ":revision", question->revision);
    store_bind_text(statement, ":ids", question->ids.json);
    store_bind_text(statement, ":geo", question->geo.json);
    store_bind_text(statement, ":unit", question->unit.json);
    return collect(store, statement, arena, ids, count, err);
}

bool fiscal_starts(struct store *store, const struct text_set *series_set, int64_t revision,
                   struct arena *arena, struct slice **starts, int *count, struct error *err)
{
    const char *sql = series_set->json.data ? sql_query_fiscal_starts_of : sql_query_fiscal_starts;
    sqlite3_stmt *statement = store_fixed(store, sql, err);

    if (!statement)
        return false;
    store_bind_integer(statement, ":revision", revision);
    store_bind_text(statement, ":ids", series_set->json);
    return collect(store, statement, arena, starts, count, err);
}

bool period_label_exists(struct store *store, struct slice label, bool *exists, struct error *err)
{
    sqlite3_stmt *statement = store_fixed(store, sql_query_label_exists, err);

    if (!statement)
        return false;
    store_bind_text(statement, ":label", label);
    *exists = store_step(store, statement, err);
    sqlite3_reset(statement);
    return err->kind == ERROR_NONE;
}
