/* After the rows: indexes, counts, and a last look at the whole copy. */
#include "db/spans_pack.h"
#include "db/writer_internal.h"
#include "sql.h"

/* The cache is also the room of the sorter: runs that fit the processor's own are sorted in half
 * the time of large ones. Threads would only add to the work. */
static const char settings[] = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                               "PRAGMA cache_size = -8000; PRAGMA locking_mode = EXCLUSIVE;";

static bool failed(sqlite3 *db, const char *doing, struct error *err)
{
    return error_set(err, ERROR_INTERNAL, "%s: %s", doing, sqlite3_errmsg(db));
}

static bool run(sqlite3 *db, const char *sql, const char *doing, const struct progress *progress,
                struct error *err)
{
    progress_tell(progress, doing, 0);
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK || failed(db, doing, err);
}

static void bind(sqlite3_stmt *statement, const char *name, int64_t value)
{
    sqlite3_bind_int64(statement, sqlite3_bind_parameter_index(statement, name), value);
}

static bool check_copy(sqlite3 *db, const struct staging *staging, struct error *err)
{
    sqlite3_stmt *missing = NULL;
    const int64_t *rows = staging->rows;

    if (sqlite3_prepare_v2(db, sql_import_missing, -1, &missing, NULL) != SQLITE_OK)
        return failed(db, "checking the new database", err);
    bind(missing, ":walk", true);
    bind(missing, ":series", rows[FILE_SERIES]);
    bind(missing, ":sources", rows[FILE_SOURCES]);
    bind(missing, ":claims",
         rows[FILE_FIGURES] + rows[FILE_TARGETS] + rows[FILE_GROWTH_RATES] + rows[FILE_REMARKS]);
    int code = sqlite3_step(missing);
    if (code == SQLITE_ROW)
        (void)error_set(err, ERROR_INTERNAL, "the new database is not sound: %s",
                        (const char *)sqlite3_column_text(missing, 0));
    else if (code != SQLITE_DONE)
        (void)failed(db, "checking the new database", err);
    sqlite3_finalize(missing);
    return code == SQLITE_DONE;
}

bool writer_complete(const struct writer *writer, const struct staging *staging,
                     const char *indexes, const struct progress *progress, struct error *err)
{
    struct whole_file whole;
    sqlite3 *db = NULL;
    bool ok =
        writer_open_copy(writer, &db) == SQLITE_OK || failed(db, "opening the new database", err);

    if (ok && whole_file_set(&whole, db, "main") != SQLITE_OK)
        ok = failed(db, "opening the new database", err);
    ok = ok && run(db, settings, "indexing", progress, err) &&
         run(db, indexes, "indexing", progress, err) &&
         run(db, sql_import_cited, "indexing", progress, err) &&
         run(db, sql_import_tally, "counting", progress, err) &&
         (spans_pack_add(db) == SQLITE_OK || failed(db, "counting", err)) &&
         run(db, sql_import_periods, "counting", progress, err) &&
         run(db, sql_import_search, "indexing words", progress, err);
    progress_tell(progress, "checking the database", 0);
    ok = ok && check_copy(db, staging, err);
    sqlite3_close(db);
    return ok && staging_is_sound(err);
}
