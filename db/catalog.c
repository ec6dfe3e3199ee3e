#include "db/catalog.h"

#include "base/buffer.h"
#include "db/citation.h"
#include "db/cited.h"
#include "db/near.h"
#include "sql.h"

/* A list's columns and its page are two files: a single record uses the columns alone. */
struct parts {
    const char *columns, *rest;
};

static void make_parts(const void *from, struct buffer *sql)
{
    const struct parts *parts = from;

    buffer_format(sql, "%s%s", parts->columns, parts->rest);
}

static sqlite3_stmt *statement_of(struct store *store, const struct parts *parts, struct error *err)
{
    return store_statement(store, (uint64_t)(uintptr_t)parts, make_parts, parts, err);
}

static void bind_catalog(sqlite3_stmt *statement, const struct catalog_question *q)
{
    store_bind_integer(statement, ":revision", q->revision);
    store_bind_text(statement, ":ids", q->ids.json);
    store_bind_text(statement, ":geo", q->geo.json);
    store_bind_text(statement, ":unit", q->unit.json);
    store_bind_text(statement, ":as_of", q->as_of);
    store_bind_text(statement, ":after", q->after);
}

static const char *const catalog_sql[] = {
    [CATALOG_SERIES] = sql_query_catalog_series,
    [CATALOG_SOURCES] = sql_query_catalog_sources,
    [CATALOG_GEOGRAPHIES] = sql_query_catalog_geographies,
    [CATALOG_UNITS] = sql_query_catalog_units,
};

static bool is_in(struct store *store, enum catalog catalog, struct slice name, int64_t revision,
                  bool *has, struct error *err)
{
    static const struct parts having[] = {
        [CATALOG_SERIES] = {sql_query_catalog_series, " AND s.series = :name"},
        [CATALOG_SOURCES] = {sql_query_catalog_sources, " AND o.source = :name"},
        [CATALOG_GEOGRAPHIES] = {sql_query_catalog_geographies, " AND s.geography = :name LIMIT 1"},
        [CATALOG_UNITS] = {sql_query_catalog_units, " AND s.unit = :name LIMIT 1"},
    };
    sqlite3_stmt *statement = statement_of(store, &having[catalog], err);

    if (!statement)
        return false;
    store_bind_integer(statement, ":revision", revision);
    store_bind_text(statement, ":name", name);
    *has = store_step(store, statement, err);
    sqlite3_reset(statement);
    return err->kind == ERROR_NONE;
}

bool catalog_has(struct store *store, enum catalog catalog, struct slice name, int64_t revision,
                 bool *has, char near[128], struct error *err)
{
    near[0] = '\0';
    *has = catalog == CATALOG_SERIES && cited_keeps_series(store, revision, name);
    if (*has)
        return true;
    if (!is_in(store, catalog, name, revision, has, err))
        return false;
    if (*has)
        return true;
    sqlite3_stmt *statement = store_fixed(store, catalog_sql[catalog], err);
    if (!statement)
        return false;
    store_bind_integer(statement, ":revision", revision);
    return near_find(store, statement, name, near, err);
}

/* ERROR_GONE where the id was closed before that revision; else not found. */
static bool explain_missing(struct store *store, enum catalog catalog, struct slice id,
                            int64_t revision, struct error *err)
{
    bool series = catalog == CATALOG_SERIES;
    sqlite3_stmt *statement =
        store_fixed(store, series ? sql_query_series_state : sql_query_source_state, err);
    int64_t closed = 0;

    if (!statement)
        return false;
    store_bind_text(statement, ":id", id);
    store_bind_integer(statement, ":revision", revision);
    if (store_step(store, statement, err))
        closed = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    if (closed && closed <= revision)
        return near_closed(id, closed, err);
    if (err->kind != ERROR_NONE)
        return false;
    statement = store_fixed(store, catalog_sql[catalog], err);
    if (statement)
        store_bind_integer(statement, ":revision", revision);
    return near_not_found(store, series ? "series" : "source", statement, id, err);
}

static bool find_in_catalog(struct store *store, const struct parts *parts, enum catalog catalog,
                            struct slice id, int64_t revision, struct slice as_of,
                            const struct fields *fields, void *record, struct error *err)
{
    sqlite3_stmt *statement = statement_of(store, parts, err);
    struct row_map map;

    if (!statement || !store_map(store, statement, fields, &map, err))
        return false;
    store_bind_integer(statement, ":revision", revision);
    store_bind_text(statement, ":id", id);
    store_bind_text(statement, ":as_of", as_of);
    if (store_step(store, statement, err)) {
        row_fill(statement, &map, record);
        return true;
    }
    return err->kind == ERROR_NONE ? explain_missing(store, catalog, id, revision, err) : false;
}

bool series_find(struct store *store, struct slice id, int64_t revision, struct slice as_of,
                 struct series_record *series, struct error *err)
{
    static const struct parts parts[] = {{sql_query_series_columns, "  AND s.series = :id"},
                                         {sql_query_series_columns_known, "  AND s.series = :id"}};

    if (!find_in_catalog(store, &parts[as_of.data != NULL], CATALOG_SERIES, id, revision, as_of,
                         &series_fields, series, err))
        return false;
    series_complete(series);
    return true;
}

static bool cite(struct store *store, struct source_record *source, struct error *err)
{
    return citation_make(source, &store->said) ||
           error_set(err, ERROR_INTERNAL, "no memory for a citation");
}

bool source_find(struct store *store, struct slice id, int64_t revision, struct slice as_of,
                 struct source_record *source, struct error *err)
{
    static const struct parts parts[] = {{sql_query_source_columns, "  AND o.source = :id"},
                                         {sql_query_source_columns_known, "  AND o.source = :id"}};

    if (!find_in_catalog(store, &parts[as_of.data != NULL], CATALOG_SOURCES, id, revision, as_of,
                         &source_fields, source, err))
        return false;
    return cite(store, source, err);
}

static bool open_catalog(struct list *list, struct store *store, const struct parts *parts,
                         const struct catalog_question *q, int64_t limit,
                         const struct fields *fields, struct error *err)
{
    if (!list_begin(list, store, limit, err))
        return false;
    sqlite3_stmt *statement = list->statement = statement_of(store, parts, err);
    if (!statement)
        return false;
    bind_catalog(statement, q);
    store_bind_integer(statement, ":limit", limit);
    return store_map(store, statement, fields, list->map, err);
}

bool series_open(struct list *list, struct store *store, const struct catalog_question *question,
                 int64_t limit, struct error *err)
{
    static const struct parts parts[] = {{sql_query_series_columns, sql_query_series_page},
                                         {sql_query_series_columns_known, sql_query_series_page}};

    return open_catalog(list, store, &parts[question->as_of.data != NULL], question, limit,
                        &series_fields, err);
}

bool series_next(struct list *list, struct series_record *series, struct error *err)
{
    if (!list_next(list, series, err))
        return false;
    series_complete(series);
    return true;
}

bool sources_open(struct list *list, struct store *store, const struct catalog_question *question,
                  int64_t limit, struct error *err)
{
    static const struct parts parts[] = {{sql_query_source_columns, sql_query_source_page},
                                         {sql_query_source_columns_known, sql_query_source_page}};

    return open_catalog(list, store, &parts[question->as_of.data != NULL], question, limit,
                        &source_fields, err);
}

bool sources_next(struct list *list, struct source_record *source, struct error *err)
{
    if (!list_next(list, source, err))
        return false;
    return cite(list->store, source, err);
}

static bool count_catalog(struct store *store, const char *sql, const struct catalog_question *q,
                          int64_t *count, struct error *err)
{
    sqlite3_stmt *statement = store_fixed(store, sql, err);

    if (!statement)
        return false;
    bind_catalog(statement, q);
    if (!store_step(store, statement, err))
        return false;
    *count = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    return true;
}

bool series_count(struct store *store, const struct catalog_question *question, int64_t *count,
                  struct error *err)
{
    return count_catalog(store, sql_query_series_count, question, count, err);
}

bool sources_count(struct store *store, const struct catalog_question *question, int64_t *count,
                   struct error *err)
{
    return count_catalog(store, sql_query_source_count, question, count, err);
}
