#include "db/export.h"

#include "db/store_internal.h"
#include "sql.h"

static const struct {
    const char *sql, *kind;
} exports[PACKAGE_FILES] = {
    [FILE_SERIES] = {sql_query_export_series, ""},
    [FILE_SOURCES] = {sql_query_export_sources, ""},
    [FILE_FIGURES] = {sql_query_export_figures, "figure"},
    [FILE_TARGETS] = {sql_query_export_claims, "target"},
    [FILE_GROWTH_RATES] = {sql_query_export_claims, "growth-rate"},
    [FILE_REMARKS] = {sql_query_export_claims, "remark"},
};

static bool map_columns(sqlite3_stmt *statement, const char *const *columns, int count, int *map,
                        struct error *err)
{
    for (int i = 0; i < count; i++) {
        int at = 0;

        while (at < sqlite3_column_count(statement) &&
               strcmp(sqlite3_column_name(statement, at), columns[i]) != 0)
            at++;
        if (at == sqlite3_column_count(statement))
            return error_set(err, ERROR_INTERNAL, "no column %s to export", columns[i]);
        map[i] = at;
    }
    return true;
}

static void read_cells(sqlite3_stmt *statement, const int *map, int count, struct slice *cells,
                       struct export_place *place)
{
    for (int i = 0; i < count; i++)
        cells[i] = store_text(statement, map[i]);
    (void)slice_copy(store_text(statement, 0), place->after, sizeof place->after);
}

bool export_rows(struct store *store, struct export_place *place, int64_t most,
                 const char *const *columns, int count,
                 bool (*row)(void *context, const struct slice *cells), void *context,
                 struct error *err)
{
    struct slice cells[EXPORT_COLUMNS];
    int map[EXPORT_COLUMNS] = {0};
    int64_t rows = 0;
    bool more = true;
    sqlite3_stmt *statement = store_fixed(store, exports[place->file].sql, err);

    if (!statement || !map_columns(statement, columns, count, map, err))
        return false;
    store_bind_text(statement, ":kind", slice_of(exports[place->file].kind));
    store_bind_text(statement, ":after", slice_of(place->after));
    store_bind_integer(statement, ":revision", place->revision);
    store_bind_integer(statement, ":most", most);
    while (more && store_step(store, statement, err)) {
        read_cells(statement, map, count, cells, place);
        more = row(context, cells);
        rows++;
    }
    sqlite3_reset(statement);
    place->at_end = more && rows < most;
    return !more || err->kind == ERROR_NONE;
}

bool export_metadata(struct store *store, int64_t revision, struct buffer *out, struct error *err)
{
    sqlite3_stmt *statement = store_fixed(store, sql_query_export_metadata, err);

    if (!statement)
        return false;
    store_bind_integer(statement, ":revision", revision);
    if (!store_step_revision(store, statement, revision, err))
        return false;
    buffer_slice(out, store_text(statement, 0));
    sqlite3_reset(statement);
    return !out->failed || error_set(err, ERROR_INTERNAL, "no memory for the descriptor");
}
