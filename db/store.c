#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "base/buffer.h"
#include "db/schema.h"
#include "db/store_internal.h"
#include "sql.h"

enum { STEPS_BETWEEN_LOOKS = 2000, SQL_CEILING = 64 * 1024 };

static int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int is_too_late(void *context)
{
    const struct store *store = context;

    return store->query_timeout && now_ms() > store->deadline;
}

bool store_failed(const struct store *store, int code, const char *doing, struct error *err)
{
    if ((code & 0xFF) == SQLITE_INTERRUPT)
        return error_set(err, ERROR_DEADLINE,
                         "the query took longer than %lld milliseconds; narrow it down",
                         (long long)store->query_timeout);
    return error_set(err, ERROR_INTERNAL, "%s: %s (%d)", doing,
                     store->db ? sqlite3_errmsg(store->db) : sqlite3_errstr(code), code);
}

static bool run(struct store *store, const char *sql, struct error *err)
{
    int code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);

    return code == SQLITE_OK || store_failed(store, code, sql, err);
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

static const char newest_revision[] =
    "SELECT number, fingerprint, CAST(strftime('%s', imported_at) AS INTEGER) "
    "FROM revision ORDER BY number DESC LIMIT 1";

static bool read_revision(struct store *store, struct error *err)
{
    sqlite3_stmt *statement = store_fixed(store, newest_revision, err);

    if (!statement || !store_step(store, statement, err))
        return err->kind == ERROR_NONE
                   ? error_set(err, ERROR_INPUT, "the database has no revision: import a package")
                   : false;
    store->revision = sqlite3_column_int64(statement, 0);
    (void)slice_copy(store_text(statement, 1), store->fingerprint, sizeof store->fingerprint);
    store->imported_at = sqlite3_column_int64(statement, 2);
    sqlite3_reset(statement);
    return true;
}

static const char settings[] = "PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;"
                               "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
                               "PRAGMA query_only = ON; PRAGMA cache_size = -2000; BEGIN;";

/* A path as a URI, so that mode=ro holds even where the file could be written. */
static bool open_file(struct store *store, const char *path, struct error *err)
{
    struct buffer uri;

    buffer_init(&uri, 16 * 1024);
    buffer_text(&uri, "file:");
    for (const char *at = path; *at; at++) {
        if (strchr("?#%", *at))
            buffer_format(&uri, "%%%02X", (unsigned char)*at);
        else
            buffer_char(&uri, *at);
    }
    buffer_text(&uri, "?mode=ro");
    buffer_char(&uri, '\0');
    int code = uri.failed ? SQLITE_NOMEM
                          : sqlite3_open_v2(uri.data, &store->db,
                                            SQLITE_OPEN_READONLY | SQLITE_OPEN_URI |
                                                SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE,
                                            NULL);
    buffer_clear(&uri);
    return code == SQLITE_OK || store_failed(store, code, path, err);
}

static bool is_damaged(int code)
{
    return code == SQLITE_NOTADB || code == SQLITE_CORRUPT || code == SQLITE_ERROR;
}

static bool prepare_connection(struct store *store, const char *path, struct error *err)
{
    sqlite3_progress_handler(store->db, STEPS_BETWEEN_LOOKS, is_too_late, store);
    if (run(store, settings, err) && check_header(store, path, err) && read_revision(store, err))
        return true;
    if (err->kind == ERROR_INTERNAL && is_damaged(sqlite3_errcode(store->db) & 0xFF))
        err->kind = ERROR_INPUT;
    return false;
}

struct store *store_open(const char *path, int64_t query_timeout, struct error *err)
{
    struct stat file;

    if (stat(path, &file) != 0 || !S_ISREG(file.st_mode)) {
        (void)error_set(err, ERROR_UNAVAILABLE, "there is no database at %s", path);
        return NULL;
    }
    struct store *store = calloc(1, sizeof *store);
    if (!store) {
        (void)error_set(err, ERROR_INTERNAL, "no memory for a connection");
        return NULL;
    }
    store->holds = 1;
    store->query_timeout = query_timeout;
    if (!open_file(store, path, err) || !prepare_connection(store, path, err)) {
        store_close(store);
        return NULL;
    }
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
    sqlite3_close(store->db);
    free(store);
}

int64_t store_revision(const struct store *store)
{
    return store->revision;
}

const char *store_fingerprint(const struct store *store)
{
    return store->fingerprint;
}

int64_t store_imported_at(const struct store *store)
{
    return store->imported_at;
}

bool store_fingerprint_of(struct store *store, int64_t revision, char out[33], struct error *err)
{
    sqlite3_stmt *statement =
        store_fixed(store, "SELECT fingerprint FROM revision WHERE number = :revision", err);

    if (!statement)
        return false;
    store_bind_integer(statement, ":revision", revision);
    if (!store_step(store, statement, err))
        return false;
    (void)slice_copy(store_text(statement, 0), out, 33);
    sqlite3_reset(statement);
    return true;
}

bool store_check(struct store *store, struct error *err)
{
    int64_t stands = 0, counted = 0;

    if (!read_integer(store,
                      "SELECT count(*) FROM claim INDEXED BY claim_open "
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

static void start_clock(struct store *store)
{
    if (store->query_timeout)
        store->deadline = now_ms() + store->query_timeout;
}

/* Its place in the table of kept statements: its own, a free one, or that of an older one. */
static int find_slot(const struct store *store, uint64_t key)
{
    int home = (int)((key ^ key >> 17 ^ key >> 41) % STORE_STATEMENTS);

    for (int i = 0; i < STORE_STATEMENTS; i++) {
        int slot = (home + i) % STORE_STATEMENTS;

        if (store->statements[slot].key == key || !store->statements[slot].key)
            return slot;
    }
    return home;
}

static sqlite3_stmt *keep(struct store *store, int slot, uint64_t key, const char *sql,
                          struct error *err)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);

    if (code != SQLITE_OK) {
        (void)store_failed(store, code, "preparing a query", err);
        return NULL;
    }
    sqlite3_finalize(store->statements[slot].statement);
    store->statements[slot].key = key;
    store->statements[slot].statement = statement;
    return statement;
}

sqlite3_stmt *store_statement(struct store *store, uint64_t key,
                              void (*make)(const void *from, struct buffer *sql), const void *from,
                              struct error *err)
{
    int slot = find_slot(store, key);
    sqlite3_stmt *statement = store->statements[slot].statement;

    start_clock(store);
    if (store->statements[slot].key == key) {
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
        return statement;
    }
    CLEAN(buffer) struct buffer sql;
    buffer_init(&sql, SQL_CEILING);
    make(from, &sql);
    buffer_char(&sql, '\0');
    if (sql.failed) {
        (void)error_set(err, ERROR_INTERNAL, "no memory for a query");
        return NULL;
    }
    return keep(store, slot, key, sql.data, err);
}

static void make_fixed(const void *from, struct buffer *sql)
{
    buffer_text(sql, from);
}

sqlite3_stmt *store_fixed(struct store *store, const char *sql, struct error *err)
{
    return store_statement(store, (uint64_t)(uintptr_t)sql, make_fixed, sql, err);
}

void store_bind_text(sqlite3_stmt *statement, const char *name, struct slice text)
{
    int at = sqlite3_bind_parameter_index(statement, name);

    if (at && text.data)
        sqlite3_bind_text64(statement, at, text.data, text.size, SQLITE_TRANSIENT, SQLITE_UTF8);
}

void store_bind_integer(sqlite3_stmt *statement, const char *name, int64_t value)
{
    int at = sqlite3_bind_parameter_index(statement, name);

    if (at)
        sqlite3_bind_int64(statement, at, value);
}

bool store_step(struct store *store, sqlite3_stmt *statement, struct error *err)
{
    int code = sqlite3_step(statement);

    err->kind = ERROR_NONE;
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        (void)store_failed(store, code, "running a query", err);
    sqlite3_reset(statement);
    return false;
}

static const struct field *field_of_column(const struct fields *fields, const char *column)
{
    char flat[FIELD_NAME_ROOM];

    for (int i = 0; i < fields->count; i++) {
        field_flat_name(&fields->items[i], flat);
        if (!(fields->items[i].flags & FIELD_DERIVED) && strcmp(flat, column) == 0)
            return &fields->items[i];
    }
    return NULL;
}

bool row_map_make(sqlite3_stmt *statement, const struct fields *fields, struct row_map *map,
                  struct error *err)
{
    map->count = sqlite3_column_count(statement);
    for (int i = 0; i < map->count && i < FIELD_MOST; i++) {
        const char *name = sqlite3_column_name(statement, i);
        const struct field *field = field_of_column(fields, name);

        if (!field)
            return error_set(err, ERROR_INTERNAL, "column %s is no field of %s", name,
                             fields->name);
        map->fields[i] = (signed char)(field - fields->items);
    }
    return map->count <= FIELD_MOST ||
           error_set(err, ERROR_INTERNAL, "too many columns for %s", fields->name);
}

void row_fill(sqlite3_stmt *statement, const struct row_map *map, const struct fields *fields,
              void *record)
{
    for (int i = 0; i < map->count; i++) {
        const struct field *field = &fields->items[map->fields[i]];
        char *member = (char *)record + field->offset;

        if (field->type == FIELD_INTEGER || field->type == FIELD_BOOLEAN) {
            int64_t value = sqlite3_column_int64(statement, i);
            memcpy(member, &value, sizeof value);
        } else {
            struct slice text = store_text(statement, i);
            memcpy(member, &text, sizeof text);
        }
    }
}
