#include "db/staging_internal.h"

#include <sys/stat.h>

#include "db/schema_apply.h"
#include "db/store_internal.h"
#include "sql.h"

enum { ROW_CEILING = 1024 * 1024, PATH_CEILING = 16 * 1024 };

/* What the scratch database need not survive. The first cache is also the room of the sorter. */
static const char settings[] = "PRAGMA main.cache_size = -64000;"
                               "PRAGMA stage.page_size = 32768;"
                               "PRAGMA stage.cache_size = -64000;"
                               "PRAGMA stage.journal_mode = OFF;"
                               "PRAGMA stage.synchronous = OFF;"
                               "PRAGMA temp_store = FILE;";

bool staging_failed(const struct staging *staging, const char *doing, struct error *err)
{
    int code = staging->db ? sqlite3_errcode(staging->db) & 0xFF : SQLITE_NOMEM;

    if (code == SQLITE_CORRUPT)
        return error_set(err, ERROR_INPUT, "the database is damaged (%s: %s)", doing,
                         sqlite3_errmsg(staging->db));
    return error_set(err, ERROR_INTERNAL, "%s: %s", doing,
                     staging->db ? sqlite3_errmsg(staging->db) : "no memory");
}

bool staging_exec(struct staging *staging, const char *sql, struct error *err)
{
    return sqlite3_exec(staging->db, sql, NULL, NULL, NULL) == SQLITE_OK ||
           staging_failed(staging, "a statement on the package", err);
}

sqlite3_stmt *staging_prepare(struct staging *staging, const char *sql, struct error *err)
{
    sqlite3_stmt *statement = NULL;

    if (sqlite3_prepare_v2(staging->db, sql, -1, &statement, NULL) != SQLITE_OK)
        (void)staging_failed(staging, sql, err);
    return statement;
}

bool staging_step(struct staging *staging, sqlite3_stmt *statement, struct error *err)
{
    int code = sqlite3_step(statement);

    err->kind = ERROR_NONE;
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        (void)staging_failed(staging, "a query on the package", err);
    return code == SQLITE_ROW;
}

bool staging_done(struct staging *staging, sqlite3_stmt *statement, struct error *err)
{
    int code = sqlite3_step(statement);

    if (code != SQLITE_DONE)
        (void)staging_failed(staging, "storing a row", err);
    sqlite3_reset(statement);
    return code == SQLITE_DONE;
}

bool staging_attach(struct staging *staging, const char *file, const char *mode, const char *name,
                    struct error *err)
{
    CLEAN(buffer) struct buffer uri;

    buffer_init(&uri, PATH_CEILING);
    if (!store_uri(file, mode, &uri))
        return error_set(err, ERROR_INTERNAL, "no memory for the name of %s", file);
    sqlite3_stmt *attach = staging_prepare(staging, "ATTACH ? AS ?", err);
    if (!attach)
        return false;
    sqlite3_bind_text(attach, 1, uri.data, -1, SQLITE_STATIC);
    sqlite3_bind_text(attach, 2, name, -1, SQLITE_STATIC);
    bool ok = sqlite3_step(attach) == SQLITE_DONE || staging_failed(staging, file, err);
    sqlite3_finalize(attach);
    struct whole_file *whole = strcmp(name, "copy") == 0 ? &staging->copy : &staging->store;
    if (ok && whole_file_set(whole, staging->db, name) != SQLITE_OK)
        ok = error_set(err, ERROR_INTERNAL, "%s has no file", file);
    return ok;
}

/* A store without a row, so that rules and comparisons find what they ask for. */
static bool attach_empty(struct staging *staging, struct error *err)
{
    sqlite3 *empty = NULL;
    bool ok = sqlite3_open(":memory:", &empty) == SQLITE_OK && schema_apply(empty, err) &&
              staging_exec(staging, "ATTACH ':memory:' AS store", err);
    sqlite3_backup *copy = ok ? sqlite3_backup_init(staging->db, "store", empty, "main") : NULL;

    ok = copy && sqlite3_backup_step(copy, -1) == SQLITE_DONE;
    if (sqlite3_backup_finish(copy) != SQLITE_OK || !ok)
        ok = staging_failed(staging, "making an empty store", err);
    sqlite3_close(empty);
    return ok;
}

static bool attach_store(struct staging *staging, const char *store, int *version,
                         struct error *err)
{
    if (staging_attach(staging, store, "ro", "store", err) &&
        schema_version(staging->db, "store", store, version, err))
        return true;
    return (sqlite3_errcode(staging->db) & 0xFF) == SQLITE_NOTADB
               ? error_set(err, ERROR_INPUT, "%s is no exportstats database", store)
               : false;
}

static bool open_store(struct staging *staging, const char *store, struct error *err)
{
    struct stat about;
    int version = 0;

    if (!store)
        return attach_empty(staging, err);
    if (stat(store, &about) != 0 || !S_ISREG(about.st_mode))
        return error_set(err, ERROR_UNAVAILABLE, "there is no database at %s", store);
    if (!attach_store(staging, store, &version, err))
        return false;
    return version == schema_known() ||
           error_set(err, ERROR_INPUT, "%s has the older schema version %d, this program's is %d",
                     store, version, schema_known());
}

static bool open_stage(struct staging *staging, const char *store, struct error *err)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;

    if (sqlite3_open_v2(":memory:", &staging->db, flags, NULL) != SQLITE_OK)
        return staging_failed(staging, "opening a scratch database", err);
    return open_store(staging, store, err) && staging_exec(staging, "ATTACH '' AS stage", err) &&
           staging_exec(staging, settings, err) && staging_exec(staging, sql_import_staging, err) &&
           staging_exec(staging, "BEGIN", err);
}

/* Scratch files of SQLite lie beside the database: there is room for it, so there is for them. */
static void choose_folder(const char *folder)
{
    sqlite3_free(sqlite3_temp_directory);
    sqlite3_temp_directory = folder ? sqlite3_mprintf("%s", folder) : NULL;
}

struct staging *staging_open(const char *store, const char *folder, struct error *err)
{
    store_watch_memory();
    (void)store_lost(&(struct error){0}); /* by somebody before us */
    struct staging *staging = calloc(1, sizeof *staging);
    if (!staging) {
        (void)error_set(err, ERROR_INTERNAL, "no memory for a package");
        return NULL;
    }
    choose_folder(folder);
    buffer_init(&staging->row, ROW_CEILING);
    if (!open_stage(staging, store, err)) {
        staging_close(staging);
        return NULL;
    }
    return staging;
}

bool staging_is_sound(struct error *err)
{
    return !store_lost(err);
}

void staging_close(struct staging *staging)
{
    if (!staging)
        return;
    sqlite3_finalize(staging->insert);
    sqlite3_finalize(staging->insert_link);
    sqlite3_finalize(staging->insert_fault);
    sqlite3_close(staging->db);
    choose_folder(NULL);
    buffer_clear(&staging->row);
    free(staging->metadata);
    free(staging);
}
