/* Rows, links, faults and metadata on their way into the scratch database. */
#include <xxhash.h>

#include "db/staging_internal.h"
#include "sql.h"

enum { SQL_CEILING = 16 * 1024, FIXED = 3 };

/* Where the rows of a file go. Claims of all files share one table. */
static const struct {
    const char *table, *kind;
} places[PACKAGE_FILES] = {
    [FILE_SERIES] = {"staged_series", NULL},
    [FILE_SOURCES] = {"staged_source", NULL},
    [FILE_FIGURES] = {"staged_claim", "figure"},
    [FILE_TARGETS] = {"staged_claim", "target"},
    [FILE_GROWTH_RATES] = {"staged_claim", "growth-rate"},
    [FILE_REMARKS] = {"staged_claim", "remark"},
};

static void write_insert(struct buffer *sql, enum package_file file, const char *const *columns,
                         int count)
{
    bool is_claim = places[file].kind != NULL;

    buffer_format(sql, "INSERT INTO stage.%s (line%s", places[file].table,
                  is_claim ? ", file, kind" : "");
    for (int i = 0; i < count; i++)
        buffer_format(sql, ", \"%s\"", columns[i]);
    buffer_text(sql, is_claim ? ") VALUES (?1, ?2, ?3" : ") VALUES (?1");
    for (int i = 0; i < count; i++)
        buffer_format(sql, ", ?%d", FIXED + 1 + i);
    buffer_text(sql, ")");
    buffer_char(sql, '\0');
}

static int find_column(const char *const *columns, int count, const char *name)
{
    int at = count - 1;

    while (at >= 0 && strcmp(columns[at], name) != 0)
        at--;
    return at;
}

bool staging_begin(struct staging *staging, enum package_file file, const char *const *columns,
                   int count, struct error *err)
{
    CLEAN(buffer) struct buffer sql;
    buffer_init(&sql, SQL_CEILING);
    write_insert(&sql, file, columns, count);
    sqlite3_finalize(staging->insert);
    staging->insert = sql.failed ? NULL : staging_prepare(staging, sql.data, err);
    if (!staging->insert)
        return sql.failed ? error_set(err, ERROR_INTERNAL, "no memory for a statement") : false;
    staging->file = file;
    staging->columns = count;
    staging->label = find_column(columns, count, "period_label");
    staging->stated = find_column(columns, count, "stated_on");
    if (places[file].kind) {
        sqlite3_bind_int(staging->insert, 2, (int)file);
        sqlite3_bind_text(staging->insert, 3, places[file].kind, -1, SQLITE_STATIC);
    }
    return true;
}

/* The order of rows means nothing, so their hashes are added up. */
static bool hash_row(struct staging *staging, const struct slice *cells, struct error *err)
{
    struct buffer *row = &staging->row;

    buffer_reset(row);
    buffer_char(row, (char)staging->file);
    for (int i = 0; i < staging->columns; i++) {
        buffer_slice(row, cells[i]);
        buffer_char(row, '\x1f');
    }
    if (row->failed)
        return error_set(err, ERROR_INTERNAL, "no memory for a row");
    XXH128_hash_t hash = XXH3_128bits(row->data, row->size);
    staging->hash_low += hash.low64;
    staging->hash_high += hash.high64;
    return true;
}

bool staging_row(struct staging *staging, int64_t line, const struct slice *cells,
                 struct error *err)
{
    sqlite3_bind_int64(staging->insert, 1, line);
    for (int i = 0; i < staging->columns; i++)
        staging_bind(staging->insert, FIXED + 1 + i, cells[i]);
    staging->rows[staging->file]++;
    staging->labels += staging->label >= 0 && cells[staging->label].size;
    staging->stated_days += staging->stated >= 0 && cells[staging->stated].size;
    return hash_row(staging, cells, err) && staging_done(staging, staging->insert, err);
}

static bool prepare_once(struct staging *staging, sqlite3_stmt **statement, const char *sql,
                         struct error *err)
{
    if (!*statement)
        *statement = staging_prepare(staging, sql, err);
    return *statement != NULL;
}

bool staging_link(struct staging *staging, int64_t line, const char *column, struct slice id,
                  struct slice target, struct error *err)
{
    if (!prepare_once(staging, &staging->insert_link,
                      "INSERT INTO stage.link VALUES (?, ?, ?, ?, ?)", err))
        return false;
    sqlite3_bind_int(staging->insert_link, 1, (int)staging->file);
    sqlite3_bind_int64(staging->insert_link, 2, line);
    sqlite3_bind_text(staging->insert_link, 3, column, -1, SQLITE_STATIC);
    staging_bind(staging->insert_link, 4, id);
    staging_bind(staging->insert_link, 5, target);
    return staging_done(staging, staging->insert_link, err);
}

static bool keep_fault(struct staging *staging, enum package_file file, int64_t row, int64_t line,
                       const char *column, const char *message, int silence, struct error *err)
{
    if (staging->faults++ >= FAULTS_KEPT)
        return true;
    if (!prepare_once(staging, &staging->insert_fault,
                      "INSERT INTO stage.fault VALUES (?, ?, ?, ?, ?, ?)", err))
        return false;
    sqlite3_bind_int(staging->insert_fault, 1, (int)file);
    sqlite3_bind_int64(staging->insert_fault, 2, row);
    sqlite3_bind_int64(staging->insert_fault, 3, line);
    sqlite3_bind_text(staging->insert_fault, 4, column, -1, SQLITE_STATIC);
    sqlite3_bind_text(staging->insert_fault, 5, message, -1, SQLITE_STATIC);
    sqlite3_bind_int(staging->insert_fault, 6, silence);
    return staging_done(staging, staging->insert_fault, err);
}

bool staging_fault(struct staging *staging, enum package_file file, int64_t line,
                   const char *column, const char *message, struct error *err)
{
    return keep_fault(staging, file, line, line, column, message, FAULT_CELL, err);
}

bool staging_row_fault(struct staging *staging, enum package_file file, int64_t row, int64_t line,
                       const char *column, const char *message, struct error *err)
{
    return keep_fault(staging, file, row, line, column, message, FAULT_ROW, err);
}

bool staging_finish(struct staging *staging, struct error *err)
{
    return staging_exec(staging, sql_import_staged, err) && staging_exec(staging, "COMMIT", err);
}

bool staging_metadata(struct staging *staging, struct slice metadata, struct error *err)
{
    free(staging->metadata);
    staging->metadata_size = metadata.size;
    staging->metadata = malloc(metadata.size + 1);
    if (!staging->metadata)
        return error_set(err, ERROR_INTERNAL, "no memory for the descriptor");
    memcpy(staging->metadata, metadata.data, metadata.size);
    staging->metadata[metadata.size] = '\0';
    return true;
}
