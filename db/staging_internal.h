/* What the files of db/ that check and write a package share.
 *
 * One connection: `stage` is the scratch database, `store` the store or an empty one, `copy` what
 * is written; main is empty, so that the tables of both are found under their own names. SQLite
 * must not leak from here. */
#ifndef STAGING_INTERNAL_H
#define STAGING_INTERNAL_H

#include <sqlite3.h>

#include "base/buffer.h"
#include "db/staging.h"
#include "db/whole_file.h"

enum { FAULTS_KEPT = 20000 }; /* of the cells, and of each rule; the others are counted */

/* Who found a fault, and what the rules that come after are silent about. */
enum { FAULT_RULE, FAULT_CELL, FAULT_ROW };

struct staging {
    sqlite3 *db;
    struct whole_file store, copy; /* of those that are attached */
    sqlite3_stmt *insert, *insert_link, *insert_fault;
    enum package_file file;
    int columns;
    int label, stated; /* which of them is period_label and stated_on, -1: none */
    int64_t rows[PACKAGE_FILES];
    int64_t labels, stated_days; /* rows with such a cell */
    int64_t faults;
    struct buffer row; /* the cells of one row, for the hash */
    /* Of all rows, whatever their order: the sum of their hashes. */
    uint64_t hash_low, hash_high;
    char *metadata;
    size_t metadata_size;
};

bool staging_exec(struct staging *staging, const char *sql, struct error *err);
/* NULL with err set. */
sqlite3_stmt *staging_prepare(struct staging *staging, const char *sql, struct error *err);
/* True for a row; false at the end (*err is no error) and on failure. */
bool staging_step(struct staging *staging, sqlite3_stmt *statement, struct error *err);
/* Steps to the end, which must come at once, and makes the statement ready for the next use. */
bool staging_done(struct staging *staging, sqlite3_stmt *statement, struct error *err);
/* Always false. */
bool staging_failed(const struct staging *staging, const char *doing, struct error *err);
/* Under that name; mode: ro or rw. */
bool staging_attach(struct staging *staging, const char *file, const char *mode, const char *name,
                    struct error *err);

static inline struct slice staging_text(sqlite3_stmt *statement, int column)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);

    return (struct slice){text, text ? (size_t)sqlite3_column_bytes(statement, column) : 0};
}

static inline void staging_bind(sqlite3_stmt *statement, int at, struct slice text)
{
    if (text.size)
        sqlite3_bind_text(statement, at, text.data, (int)text.size, SQLITE_STATIC);
    else
        sqlite3_bind_null(statement, at);
}

#endif
