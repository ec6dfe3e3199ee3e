#include "db/catalog.h"
#include "db/store_internal.h"
#include "sql.h"

bool summary_read(struct store *store, int64_t revision, struct arena *arena,
                  struct summary *summary, struct error *err)
{
    sqlite3_stmt *statement = store_fixed(store, sql_query_summary, err);
    struct slice *texts[] = {&summary->imported_at, &summary->metadata, &summary->known_on,
                             &summary->first_day, &summary->last_day};
    int64_t *numbers[] = {&summary->series,       &summary->sources, &summary->figures,
                          &summary->growth_rates, &summary->remarks, &summary->targets};
    bool whole = true;

    if (!statement)
        return false;
    store_bind_integer(statement, ":revision", revision);
    if (!store_step_revision(store, statement, revision, err))
        return false;
    summary->revision = revision;
    for (int i = 0; i < 5; i++)
        whole &= arena_copy(arena, store_text(statement, i), texts[i]);
    for (int i = 0; i < 6; i++)
        *numbers[i] = sqlite3_column_int64(statement, 5 + i);
    sqlite3_reset(statement);
    return whole || error_set(err, ERROR_INTERNAL, "no memory for a summary");
}
