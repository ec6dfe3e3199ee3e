#include <time.h>

#include "base/buffer.h"
#include "db/store_internal.h"

/* Statements: prepared once, kept, bound by name, stepped under a deadline. */

enum { SQL_CEILING = 64 * 1024 };

static int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int store_is_late(void *context)
{
    const struct store *store = context;

    return (store->query_timeout && now_ms() > store->deadline) ||
           (store->go_on && !store->go_on(store->context));
}

static _Thread_local bool lost;

bool store_failed(const struct store *store, int code, const char *doing, struct error *err)
{
    lost = false;
    if ((code & 0xFF) == SQLITE_INTERRUPT && !store->query_timeout)
        return error_set(err, ERROR_DEADLINE, "%s was given up", doing);
    if ((code & 0xFF) == SQLITE_INTERRUPT)
        return error_set(err, ERROR_DEADLINE,
                         "the query took longer than %lld milliseconds; narrow it down",
                         (long long)store->query_timeout);
    return error_set(err, ERROR_INTERNAL, "%s: %s (%d)", doing,
                     store->db ? sqlite3_errmsg(store->db) : sqlite3_errstr(code), code);
}

static void start_clock(struct store *store)
{
    if (store->query_timeout)
        store->deadline = now_ms() + store->query_timeout;
}

/* Its place in the table of kept statements: its own, a free one, or that of an older one that is
 * not running: a list's rows are lent from it. */
static int find_slot(const struct store *store, uint64_t key)
{
    int home = (int)((key ^ key >> 17 ^ key >> 41) % STORE_STATEMENTS);

    for (int i = 0; i < STORE_STATEMENTS; i++) {
        int slot = (home + i) % STORE_STATEMENTS;

        if (store->statements[slot].key == key || !store->statements[slot].key)
            return slot;
    }
    for (int i = 0; i < STORE_STATEMENTS; i++)
        if (!sqlite3_stmt_busy(store->statements[(home + i) % STORE_STATEMENTS].statement))
            return (home + i) % STORE_STATEMENTS;
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
    store->statements[slot].fields = NULL;
    return statement;
}

sqlite3_stmt *store_statement(struct store *store, uint64_t key,
                              void (*make)(const void *from, struct buffer *sql), const void *from,
                              struct error *err)
{
    int slot = find_slot(store, key);
    sqlite3_stmt *statement = store->statements[slot].statement;

    start_clock(store);
    store->recent = slot;
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
    int at = text.data ? sqlite3_bind_parameter_index(statement, name) : 0;

    if (at && sqlite3_bind_text64(statement, at, text.data, text.size, SQLITE_TRANSIENT,
                                  SQLITE_UTF8) != SQLITE_OK)
        store_lose();
}

void store_bind_integer(sqlite3_stmt *statement, const char *name, int64_t value)
{
    int at = sqlite3_bind_parameter_index(statement, name);

    if (at)
        sqlite3_bind_int64(statement, at, value);
}

void store_lose(void)
{
    lost = true;
}

bool store_lost(struct error *err)
{
    bool was = lost;

    lost = false;
    if (was)
        (void)error_set(err, ERROR_INTERNAL, "no memory for a value of a query");
    return was;
}

bool store_step(struct store *store, sqlite3_stmt *statement, struct error *err)
{
    int code = lost ? SQLITE_NOMEM : sqlite3_step(statement);

    err->kind = ERROR_NONE;
    if (!store_lost(err) && code == SQLITE_ROW)
        return true;
    if (err->kind == ERROR_NONE && code != SQLITE_DONE)
        (void)store_failed(store, code, "running a query", err);
    sqlite3_reset(statement);
    return false;
}

bool store_step_revision(struct store *store, sqlite3_stmt *statement, int64_t revision,
                         struct error *err)
{
    if (store_step(store, statement, err))
        return true;
    return err->kind == ERROR_NONE
               ? error_set(err, ERROR_NOT_FOUND, "there is no revision %lld", (long long)revision)
               : false;
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

enum column_kind {
    COLUMN_TEXT,
    COLUMN_TEXT_OR_NONE, /* '~' stands for none */
    COLUMN_INTEGER,
};

static enum column_kind column_kind_of(const struct field *field)
{
    if (field->type == FIELD_INTEGER || field->type == FIELD_BOOLEAN)
        return COLUMN_INTEGER;
    return field->flags & FIELD_NULLABLE &&
                   (field->type == FIELD_DATE || field->flags & FIELD_PLAIN)
               ? COLUMN_TEXT_OR_NONE
               : COLUMN_TEXT;
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
        map->offsets[i] = (uint16_t)field->offset;
        map->kinds[i] = (unsigned char)column_kind_of(field);
    }
    return map->count <= FIELD_MOST ||
           error_set(err, ERROR_INTERNAL, "too many columns for %s", fields->name);
}

bool store_map(struct store *store, sqlite3_stmt *statement, const struct fields *fields,
               struct row_map *map, struct error *err)
{
    struct row_map *kept = &store->statements[store->recent].map;
    bool is_recent = store->statements[store->recent].statement == statement;

    if (is_recent && store->statements[store->recent].fields == fields) {
        *map = *kept;
        return true;
    }
    if (!row_map_make(statement, fields, map, err))
        return false;
    if (is_recent) {
        *kept = *map;
        store->statements[store->recent].fields = fields;
    }
    return true;
}

/* As store_text: a row has some thirty columns, many without a value, and each call by the number
 * of a column finds it anew. The connection has no mutex, so that its values may be read where they
 * lie. */
static struct slice text_of(sqlite3_value *value)
{
    const char *text = (const char *)sqlite3_value_text(value);

    if (text)
        return (struct slice){text, (size_t)sqlite3_value_bytes(value)};
    if (sqlite3_value_type(value) != SQLITE_NULL)
        store_lose();
    return (struct slice){NULL, 0};
}

void row_fill(sqlite3_stmt *statement, const struct row_map *map, void *record)
{
    for (int i = 0; i < map->count; i++) {
        char *member = (char *)record + map->offsets[i];

        if (map->kinds[i] == COLUMN_INTEGER) {
            int64_t value = sqlite3_column_int64(statement, i);
            memcpy(member, &value, sizeof value);
        } else {
            struct slice text = text_of(sqlite3_column_value(statement, i));

            if (map->kinds[i] == COLUMN_TEXT_OR_NONE && text.size == 1 && text.data[0] == '~')
                text = (struct slice){NULL, 0};
            memcpy(member, &text, sizeof text);
        }
    }
}
