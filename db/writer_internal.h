/* What the files of the writer share. SQLite must not leak from here. */
#ifndef WRITER_INTERNAL_H
#define WRITER_INTERNAL_H

#include <limits.h>
#include <sys/types.h>

#include "db/staging_internal.h"
#include "db/writer.h"

struct writer {
    char path[PATH_MAX];    /* of the database, links followed */
    char folder[PATH_MAX];  /* that it lies in */
    char working[PATH_MAX]; /* the copy that is written */
    char lock[PATH_MAX];
    int lock_file; /* -1: not held */
    bool existed;
};

/* "doing path: why", by errno. Always false. */
bool writer_failed(const char *doing, const char *path, struct error *err);

/* The copy, with the newest schema; for a new database an empty one. */
bool writer_copy(struct writer *writer, struct error *err);
/* An SQLite code; the caller closes *db. */
int writer_open_copy(const struct writer *writer, sqlite3 **db);
/* On the disk and under the database's name. */
bool writer_publish(struct writer *writer, struct error *err);

/* How the claims stand, of a package whose database is new: each is written into the copy as soon
 * as that is known. */
bool writer_place(struct staging *staging, const struct progress *progress, struct changes *changes,
                  struct error *err);

/* Indexes, counts and checks of the copy, after the rows; `indexes` is the SQL of those that were
 * left out while rows were written. */
bool writer_complete(const struct writer *writer, const struct staging *staging,
                     const char *indexes, const struct progress *progress, struct error *err);

#endif
