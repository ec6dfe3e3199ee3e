/* What the files of db/ share: the connection and its prepared statements.
 *
 * SQLite must not leak from here: only db/ includes this. */
#ifndef STORE_INTERNAL_H
#define STORE_INTERNAL_H

#include <sqlite3.h>
#include <sys/stat.h>

#include "base/buffer.h"
#include "base/field.h"
#include "db/store.h"
#include "db/whole_file.h"

enum { STORE_STATEMENTS = 256 };

/* What each column of a statement fills in a record, found once by the columns' names. */
struct row_map {
    int count;
    uint16_t offsets[FIELD_MOST];
    unsigned char kinds[FIELD_MOST]; /* enum column_kind */
};

struct cited;
struct spans;
struct sums;

struct store {
    bool (*go_on)(void *context); /* or NULL */
    void *context;
    sqlite3 *db;
    struct whole_file whole;
    int place;        /* the file itself, whatever its name became (O_PATH) */
    struct stat file; /* as it was opened */
    int holds;
    struct revision_mark mark; /* the newest */
    int64_t query_timeout;     /* milliseconds, 0: none */
    int64_t few;               /* rows that may be sorted while a client waits */
    int64_t count_most;        /* what a count may cost, see db/claims_internal.h */
    int64_t deadline;          /* of the running query, milliseconds of the monotonic clock */
    struct {
        uint64_t key; /* 0: free */
        sqlite3_stmt *statement;
        const struct fields *fields; /* that its map is for, or NULL */
        struct row_map map;
    } statements[STORE_STATEMENTS];
    int recent;          /* the statement last asked for */
    struct buffer said;  /* text made for the row last read */
    struct cited *cited; /* db/cited.h; NULL: nothing yet */
    bool citing;         /* a list that uses it is being read */
    struct spans *spans; /* db/spans.h; NULL: nothing yet */
    struct sums *sums;   /* db/sums.h; NULL: nothing yet */
    int spans_most;      /* claims of a series that are kept of it */
};

/* A statement under a key of the caller's (fixed text: its address), prepared on first use and
 * kept. Fresh, all parameters NULL; its deadline runs from here. `make` writes the text when it is
 * needed. NULL with err set. */
struct buffer;
sqlite3_stmt *store_statement(struct store *store, uint64_t key,
                              void (*make)(const void *from, struct buffer *sql), const void *from,
                              struct error *err);
/* The same for a text that stands in a constant. */
sqlite3_stmt *store_fixed(struct store *store, const char *sql, struct error *err);

/* Binding by name; a statement without that parameter is left as it is. Text is copied. */
void store_bind_text(sqlite3_stmt *statement, const char *name, struct slice text);
void store_bind_integer(sqlite3_stmt *statement, const char *name, int64_t value);

/* One step: true for a row; false at the end (err->kind stays ERROR_NONE) and on failure. The
 * statement is reset on both. *err is set to no error first. */
bool store_step(struct store *store, sqlite3_stmt *statement, struct error *err);

/* The same for the one row of a revision: ERROR_NOT_FOUND where there is none such. */
bool store_step_revision(struct store *store, sqlite3_stmt *statement, int64_t revision,
                         struct error *err);

/* False with err set where a column is no field of the table. */
bool row_map_make(sqlite3_stmt *statement, const struct fields *fields, struct row_map *map,
                  struct error *err);

/* The same for a statement of store_statement, kept with it. */
bool store_map(struct store *store, sqlite3_stmt *statement, const struct fields *fields,
               struct row_map *map, struct error *err);

/* Fills the record from the row that was stepped to. In a date or an id that may be missing, '~'
 * stands for none, as in the schema. */
void row_fill(sqlite3_stmt *statement, const struct row_map *map, void *record);

/* Where memory ends, SQLite binds nothing and reads NULL, in calls of ours that return no error. It
 * is noted for this thread, and told once: by the next store_step, store_failed or store_is_sound.
 */
void store_lose(void);
bool store_lost(struct error *err);

/* From now on memory that SQLite does not get is noted as well; before anything else is asked of
 * it. */
void store_watch_memory(void);

/* Of the value itself: with a connection without a mutex that is as safe as its column's, which
 * look it up anew and take a lock for each call. */
static inline struct slice store_text(sqlite3_stmt *statement, int column)
{
    sqlite3_value *value = sqlite3_column_value(statement, column);
    const char *text = (const char *)sqlite3_value_text(value);

    if (!text && sqlite3_value_type(value) != SQLITE_NULL)
        store_lose();
    return (struct slice){text, text ? (size_t)sqlite3_value_bytes(value) : 0};
}

/* The path as a URI for SQLite, so that `mode` ("ro", "rw") holds whatever the file allows; ends
 * with a zero byte. False without memory. */
bool store_uri(const char *path, const char *mode, struct buffer *out);

/* For SQLite's progress handler: whether the running query has passed its deadline. */
int store_is_late(void *store);

/* ERROR_INTERNAL, or ERROR_DEADLINE where the query took too long. Always false. */
bool store_failed(const struct store *store, int code, const char *doing, struct error *err);

#endif
