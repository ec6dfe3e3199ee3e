#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buffer.h"
#include "db/citation.h"
#include "db/cited.h"
#include "db/schema.h"
#include "db/search_rank.h"
#include "db/spans.h"
#include "db/store_internal.h"
#include "db/sums.h"
#include "sql.h"

enum { STEPS_BETWEEN_LOOKS = 2000, FEW = 10000, COUNT_MOST = 100000 };

static bool run(struct store *store, const char *sql, const char *doing, struct error *err)
{
    int code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);

    return code == SQLITE_OK || store_failed(store, code, doing, err);
}

static bool read_integer(struct store *store, const char *sql, int64_t *value, struct error *err)
{
    sqlite3_stmt *statement = store_fixed(store, sql, err);

    if (!statement || !store_step(store, statement, err))
        return err->kind == ERROR_NONE
                   ? error_set(err, ERROR_INPUT, "the database has no revision: import a package")
                   : false;
    *value = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    return true;
}

static bool check_header(struct store *store, const char *path, struct error *err)
{
    int64_t application = 0, version = 0;
    int known = (int)(sizeof sql_schema_files / sizeof sql_schema_files[0]);

    if (!read_integer(store, "PRAGMA application_id", &application, err) ||
        !read_integer(store, "PRAGMA user_version", &version, err))
        return false;
    if (application != SCHEMA_APPLICATION_ID)
        return error_set(err, ERROR_INPUT, "%s is no exportstats database", path);
    if (version != known)
        return error_set(err, ERROR_INPUT,
                         "%s has schema version %lld, this program reads version %d: %s", path,
                         (long long)version, known,
                         version > known ? "use a newer program" : "import the package again");
    return true;
}

static bool read_mark(struct store *store, const char *sql, int64_t revision,
                      struct revision_mark *mark, struct error *err)
{
    sqlite3_stmt *statement = store_fixed(store, sql, err);

    if (!statement)
        return false;
    store_bind_integer(statement, ":revision", revision);
    if (!store_step(store, statement, err))
        return false;
    mark->number = sqlite3_column_int64(statement, 0);
    (void)slice_copy(store_text(statement, 1), mark->fingerprint, sizeof mark->fingerprint);
    mark->imported_at = sqlite3_column_int64(statement, 2);
    sqlite3_reset(statement);
    return true;
}

static bool read_revision(struct store *store, struct error *err)
{
    if (read_mark(store,
                  "SELECT number, fingerprint, CAST(strftime('%s', imported_at) AS INTEGER) "
                  "FROM revision ORDER BY number DESC LIMIT 1",
                  0, &store->mark, err))
        return true;
    return err->kind == ERROR_NONE
               ? error_set(err, ERROR_INPUT, "the database has no revision: import a package")
               : false;
}

static const char settings[] = "PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;"
                               "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
                               "PRAGMA query_only = ON; PRAGMA cache_size = -4000; BEGIN;";

static bool open_file(struct store *store, const char *path, struct error *err)
{
    CLEAN(buffer) struct buffer uri;

    buffer_init(&uri, 16 * 1024);
    int code = !store_uri(path, "ro", &uri)
                   ? SQLITE_NOMEM
                   : sqlite3_open_v2(uri.data, &store->db,
                                     SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX |
                                         SQLITE_OPEN_PRIVATECACHE,
                                     NULL);
    if (code == SQLITE_OK)
        code = whole_file_set(&store->whole, store->db, "main");
    return code == SQLITE_OK || store_failed(store, code, path, err);
}

static bool is_damaged(int code)
{
    return code == SQLITE_CORRUPT || code == SQLITE_ERROR;
}

static bool add_functions(struct store *store, struct error *err)
{
    int code = search_rank_add(store->db);

    return code == SQLITE_OK || store_failed(store, code, "preparing the search", err);
}

static bool prepare_connection(struct store *store, const char *path, struct error *err)
{
    sqlite3_progress_handler(store->db, STEPS_BETWEEN_LOOKS, store_is_late, store);
    if (run(store, settings, path, err) && add_functions(store, err) &&
        check_header(store, path, err) && read_revision(store, err))
        return true;
    int code = sqlite3_errcode(store->db) & 0xFF;
    if (err->kind == ERROR_INTERNAL && code == SQLITE_NOTADB)
        return error_set(err, ERROR_INPUT, "%s is no exportstats database", path);
    if (err->kind == ERROR_INTERNAL && is_damaged(code))
        err->kind = ERROR_INPUT;
    return false;
}

/* A descriptor for looking alone: closing another would give up SQLite's locks on the file. */
static bool mark_file(struct store *store, const char *path, struct error *err)
{
    store->place = open(path, O_PATH | O_CLOEXEC);
    return (store->place >= 0 && fstat(store->place, &store->file) == 0) ||
           error_set(err, ERROR_INTERNAL, "%s cannot be opened: %s", path, strerror(errno));
}

/* Below one page SQLite would speak of a disk that fails. */
static bool has_a_page(const struct store *store, const char *path, struct error *err)
{
    enum { PAGE = 16384 }; /* as db/writer_copy.c writes it */

    return store->file.st_size >= PAGE ||
           error_set(err, ERROR_INPUT, "%s is no exportstats database", path);
}

struct store *store_open(const char *path, int64_t query_timeout, struct error *err)
{
    struct stat file;

    if (stat(path, &file) != 0 || !S_ISREG(file.st_mode)) {
        (void)error_set(err, ERROR_UNAVAILABLE, "there is no database at %s", path);
        return NULL;
    }
    store_watch_memory();
    struct store *store = calloc(1, sizeof *store);
    if (!store) {
        (void)error_set(err, ERROR_INTERNAL, "no memory for a connection");
        return NULL;
    }
    store->holds = 1;
    buffer_init(&store->said, CITATION_CEILING);
    store->few = FEW;
    store->count_most = COUNT_MOST;
    store->spans_most = SPANS_MOST;
    store->query_timeout = query_timeout;
    if (!mark_file(store, path, err) || !has_a_page(store, path, err) ||
        !open_file(store, path, err) || !prepare_connection(store, path, err)) {
        store_close(store);
        return NULL;
    }
    (void)store_lost(&(struct error){0}); /* it was done without */
    return store;
}

struct store *store_hold(struct store *store)
{
    store->holds++;
    return store;
}

void store_close(struct store *store)
{
    if (!store || --store->holds > 0)
        return;
    for (int i = 0; i < STORE_STATEMENTS; i++)
        sqlite3_finalize(store->statements[i].statement);
    buffer_clear(&store->said);
    cited_close(store->cited);
    spans_close(store->spans);
    sums_close(store->sums);
    sqlite3_close(store->db);
    if (store->place >= 0)
        (void)close(store->place);
    free(store);
}

int64_t store_revision(const struct store *store)
{
    return store->mark.number;
}

bool store_mark(struct store *store, int64_t revision, struct revision_mark *mark,
                struct error *err)
{
    err->kind = ERROR_NONE;
    if (revision == store->mark.number) {
        *mark = store->mark;
        return true;
    }
    return read_mark(store,
                     "SELECT number, fingerprint, CAST(strftime('%s', imported_at) AS INTEGER) "
                     "FROM revision WHERE number = :revision",
                     revision, mark, err);
}

/* SQLite counts a part of a page at the end for a whole one. */
static bool check_size(struct store *store, struct error *err)
{
    int64_t pages = 0, size = 0;

    if (!read_integer(store, "PRAGMA page_count", &pages, err) ||
        !read_integer(store, "PRAGMA page_size", &size, err))
        return false;
    int64_t holds = store->file.st_size, wanted = pages * size;

    return holds == wanted ||
           error_set(err, ERROR_INPUT, "the database holds %lld bytes where it should hold %lld",
                     (long long)holds, (long long)wanted);
}

bool store_check(struct store *store, struct error *err)
{
    int64_t stands = 0, counted = 0;

    if (!check_size(store, err))
        return false;
    if (!read_integer(store,
                      "SELECT count(*) FROM claim INDEXED BY claim_id "
                      "WHERE closed = " SCHEMA_OPEN,
                      &stands, err) ||
        !read_integer(store,
                      "SELECT coalesce(sum(claims), 0) FROM tally WHERE subject = 'all' "
                      "AND id = '' AND closed = " SCHEMA_OPEN,
                      &counted, err))
        return false;
    if (stands != counted)
        return error_set(err, ERROR_INPUT, "the database holds %lld claims where %lld are counted",
                         (long long)stands, (long long)counted);
    return true;
}
