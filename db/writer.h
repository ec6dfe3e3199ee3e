/* Writing a store: a checked package becomes its next revision, or nothing happens.
 *
 * The database is copied beside itself, the copy is changed in one transaction, checked, synced and
 * renamed over the old file. Readers never meet a half-written file, a kill leaves the old one. */
#ifndef WRITER_H
#define WRITER_H

#include "db/staging.h"

/* What a package would change, in rows of its files. */
struct changes {
    int64_t added, changed, closed;
    int64_t stands_differently; /* as they were, but beside others they count differently */
    bool metadata;              /* the package says something else about itself */
    int64_t revision;           /* the newest in the store, 0: none */
    char known_on[11];          /* the latest day on which a claim of the package was known */
};

/* Compares the staged package with the store and works out how each claim stands. */
bool writer_compare(struct staging *staging, const struct progress *progress,
                    struct changes *changes, struct error *err);
bool changes_any(const struct changes *changes);

/* Hands over what would change by file and id; action is '+', '~' or '-'. */
bool writer_tell(struct staging *staging,
                 void (*tell)(void *context, char action, enum package_file file, struct slice id),
                 void *context, struct error *err);

/* A database that is about to be written. */
struct writer;

/* Takes the lock (one import at a time), removes what a killed import left, and refuses a database
 * beside which a journal lies. The file need not exist yet. */
struct writer *writer_open(const char *database, struct error *err);
void writer_close(struct writer *writer);
DEFINE_CLOSE(writer)

/* The path with links followed; NULL where there is no database yet. */
const char *writer_store(const struct writer *writer);
/* The folder that it lies in. */
const char *writer_folder(const struct writer *writer);

/* Writes the compared package as the next revision; changes->revision becomes its number. */
bool writer_write(struct writer *writer, struct staging *staging, int64_t imported_at,
                  const struct progress *progress, struct changes *changes, struct error *err);
/* The same for a database that is not there yet: with nothing to compare, in one go. */
bool writer_write_new(struct writer *writer, struct staging *staging, int64_t imported_at,
                      const struct progress *progress, struct changes *changes, struct error *err);

#endif
