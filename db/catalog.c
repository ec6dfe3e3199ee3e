#include "db/catalog.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "db/store_internal.h"
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
    store_bind_text(statement, ":type", q->type.json);
    store_bind_text(statement, ":after", q->after);
}

/* The nearest of a catalogue's names, which is small or, for claims, looked at near by. */
static bool find_near(struct store *store, sqlite3_stmt *statement, struct slice name,
                      char near[128], struct error *err)
{
    int nearest = words_tolerance(name.size) + 1;

    near[0] = '\0';
    while (store_step(store, statement, err)) {
        struct slice known = store_text(statement, 0);
        int distance = words_distance(name, known);

        if (distance < nearest && slice_copy(known, near, 128))
            nearest = distance;
    }
    return err->kind == ERROR_NONE;
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
    if (!is_in(store, catalog, name, revision, has, err))
        return false;
    if (*has)
        return true;
    sqlite3_stmt *statement = store_fixed(store, catalog_sql[catalog], err);
    if (!statement)
        return false;
    store_bind_integer(statement, ":revision", revision);
    return find_near(store, statement, name, near, err);
}

/* Not found, with what was probably meant. Always false unless something worse happened. */
static bool not_found(struct store *store, const char *what, sqlite3_stmt *near_by, struct slice id,
                      struct error *err)
{
    char near[128];

    if (!near_by || !find_near(store, near_by, id, near, err))
        return false;
    (void)error_set(err, ERROR_NOT_FOUND, "there is no %s with the id %.*s", what,
                    (int)(id.size < 120 ? id.size : 120), id.data);
    return near[0] ? error_hint(err, "did you mean %s?", near) : false;
}

static bool find_in_catalog(struct store *store, const struct parts *parts, enum catalog catalog,
                            struct slice id, int64_t revision, const struct fields *fields,
                            void *record, struct error *err)
{
    sqlite3_stmt *statement = statement_of(store, parts, err);
    struct row_map map;

    if (!statement || !row_map_make(statement, fields, &map, err))
        return false;
    store_bind_integer(statement, ":revision", revision);
    store_bind_text(statement, ":id", id);
    if (store_step(store, statement, err)) {
        row_fill(statement, &map, fields, record);
        return true;
    }
    if (err->kind != ERROR_NONE)
        return false;
    statement = store_fixed(store, catalog_sql[catalog], err);
    if (statement)
        store_bind_integer(statement, ":revision", revision);
    return not_found(store, catalog == CATALOG_SERIES ? "series" : "source", statement, id, err);
}

bool series_find(struct store *store, struct slice id, int64_t revision,
                 struct series_record *series, struct error *err)
{
    static const struct parts parts = {sql_query_series_columns, "  AND s.series = :id"};

    if (!find_in_catalog(store, &parts, CATALOG_SERIES, id, revision, &series_fields, series, err))
        return false;
    series_complete(series);
    return true;
}

bool source_find(struct store *store, struct slice id, int64_t revision,
                 struct source_record *source, struct error *err)
{
    static const struct parts parts = {sql_query_source_columns, "  AND o.source = :id"};

    if (!find_in_catalog(store, &parts, CATALOG_SOURCES, id, revision, &source_fields, source, err))
        return false;
    source_complete(source);
    return true;
}

static bool open_catalog(struct list *list, struct store *store, const struct parts *parts,
                         const struct catalog_question *q, int64_t limit,
                         const struct fields *fields, struct error *err)
{
    sqlite3_stmt *statement = statement_of(store, parts, err);

    *list = (struct list){.store = store, .statement = statement, .fields = fields};
    list->map = malloc(sizeof(struct row_map));
    if (!statement)
        return false;
    if (!list->map)
        return error_set(err, ERROR_INTERNAL, "no memory for a list");
    bind_catalog(statement, q);
    store_bind_integer(statement, ":limit", limit);
    return row_map_make(statement, fields, list->map, err);
}

static bool next_in_catalog(struct list *list, void *record, struct error *err)
{
    err->kind = ERROR_NONE;
    if (!list->statement)
        return false;
    if (!store_step(list->store, list->statement, err)) {
        list->statement = NULL;
        return false;
    }
    row_fill(list->statement, list->map, list->fields, record);
    return true;
}

bool series_open(struct list *list, struct store *store, const struct catalog_question *question,
                 int64_t limit, struct error *err)
{
    static const struct parts parts = {sql_query_series_columns, sql_query_series_page};

    return open_catalog(list, store, &parts, question, limit, &series_fields, err);
}

bool series_next(struct list *list, struct series_record *series, struct error *err)
{
    if (!next_in_catalog(list, series, err))
        return false;
    series_complete(series);
    return true;
}

bool sources_open(struct list *list, struct store *store, const struct catalog_question *question,
                  int64_t limit, struct error *err)
{
    static const struct parts parts = {sql_query_source_columns, sql_query_source_page};

    return open_catalog(list, store, &parts, question, limit, &source_fields, err);
}

bool sources_next(struct list *list, struct source_record *source, struct error *err)
{
    if (!next_in_catalog(list, source, err))
        return false;
    source_complete(source);
    return true;
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

/* All first columns of a statement, copied into the arena. */
static bool collect(struct store *store, sqlite3_stmt *statement, struct arena *arena,
                    struct slice **items, int *count, struct error *err)
{
    int room = 0;

    *items = NULL;
    *count = 0;
    while (store_step(store, statement, err)) {
        if (*count == room) {
            room = room ? room * 2 : 16;
            struct slice *more = arena_take(arena, (size_t)room * sizeof *more);
            if (!more)
                return error_set(err, ERROR_ARGUMENT, "the question names too many series");
            if (*count)
                memcpy(more, *items, (size_t)*count * sizeof *more);
            *items = more;
        }
        if (!arena_copy(arena, store_text(statement, 0), &(*items)[*count]))
            return error_set(err, ERROR_ARGUMENT, "the question names too many series");
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
    bind_catalog(statement, question);
    return collect(store, statement, arena, ids, count, err);
}

bool fiscal_starts(struct store *store, const struct text_set *series_set, int64_t revision,
                   struct arena *arena, struct slice **starts, int *count, struct error *err)
{
    sqlite3_stmt *statement = store_fixed(store, sql_query_fiscal_starts, err);

    if (!statement)
        return false;
    store_bind_integer(statement, ":revision", revision);
    store_bind_text(statement, ":ids", series_set->json);
    return collect(store, statement, arena, starts, count, err);
}

bool period_label_exists(struct store *store, enum claim_kind kind, struct slice label,
                         bool *exists, struct error *err)
{
    sqlite3_stmt *statement = store_fixed(store, sql_query_label_exists, err);

    if (!statement)
        return false;
    store_bind_text(statement, ":kind", slice_of(claim_kinds.items[kind]));
    store_bind_text(statement, ":label", label);
    *exists = store_step(store, statement, err);
    sqlite3_reset(statement);
    return err->kind == ERROR_NONE;
}

/* ERROR_GONE where the id was closed before that revision, with its last version; else not found.
 */
static bool explain_missing(struct store *store, enum claim_kind kind, struct slice id,
                            int64_t revision, struct error *err)
{
    sqlite3_stmt *statement = store_fixed(store, sql_query_claim_state, err);

    if (!statement)
        return false;
    store_bind_text(statement, ":id", id);
    store_bind_integer(statement, ":revision", revision);
    if (store_step(store, statement, err)) {
        struct slice is = store_text(statement, 0);
        int64_t closed = sqlite3_column_int64(statement, 2);

        (void)(slice_is(is, claim_kinds.items[kind])
                   ? error_set(err, ERROR_GONE,
                               "%.*s was closed in revision %lld; its last version stood in "
                               "revision %lld",
                               SLICE_ARGS(id), (long long)closed, (long long)closed - 1)
                   : error_set(err, ERROR_NOT_FOUND, "%.*s is a %.*s, not a %s", SLICE_ARGS(id),
                               SLICE_ARGS(is), claim_kinds.items[kind]));
        sqlite3_reset(statement);
        return false;
    }
    if (err->kind != ERROR_NONE)
        return false;
    statement = store_fixed(store, sql_query_catalog_claims, err);
    if (statement)
        store_bind_text(statement, ":id", id);
    return not_found(store, claim_kinds.items[kind], statement, id, err);
}

static void make_find(const void *from, struct buffer *sql)
{
    (void)from;
    buffer_format(sql, "%sFROM claim AS c INDEXED BY claim_id\n%s%s", sql_query_claim_columns,
                  sql_query_claim_joins, sql_query_claim_by_id);
}

bool claim_find(struct store *store, enum claim_kind kind, struct slice id, int64_t revision,
                struct claim *claim, struct error *err)
{
    sqlite3_stmt *statement =
        store_statement(store, (uint64_t)(uintptr_t)make_find, make_find, NULL, err);
    struct row_map map;

    if (!statement || !row_map_make(statement, &claim_fields, &map, err))
        return false;
    store_bind_text(statement, ":id", id);
    store_bind_text(statement, ":kind", slice_of(claim_kinds.items[kind]));
    store_bind_integer(statement, ":revision", revision);
    if (!store_step(store, statement, err))
        return err->kind == ERROR_NONE ? explain_missing(store, kind, id, revision, err) : false;
    row_fill(statement, &map, &claim_fields, claim);
    claim_complete(claim);
    return true;
}

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
    if (!store_step(store, statement, err))
        return err->kind == ERROR_NONE ? error_set(err, ERROR_NOT_FOUND,
                                                   "there is no revision %lld", (long long)revision)
                                       : false;
    summary->revision = revision;
    for (int i = 0; i < 5; i++)
        whole &= arena_copy(arena, store_text(statement, i), texts[i]);
    for (int i = 0; i < 6; i++)
        *numbers[i] = sqlite3_column_int64(statement, 5 + i);
    sqlite3_reset(statement);
    return whole || error_set(err, ERROR_INTERNAL, "no memory for a summary");
}
