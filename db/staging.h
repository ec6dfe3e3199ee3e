/* A package that waits to be checked and written, and the store that it is for.
 *
 * The rows lie in a scratch database on disk (bounded memory, gone when closed), each with its file
 * and line, so that every rule over rows is a statement in db/rules. The store is only read. */
#ifndef STAGING_H
#define STAGING_H

#include "base/clean.h"
#include "base/error.h"
#include "base/slice.h"
#include "db/staging_progress.h"

/* In the order in which faults are reported. */
enum package_file {
    FILE_DESCRIPTOR,
    FILE_SERIES,
    FILE_SOURCES,
    FILE_FIGURES,
    FILE_TARGETS,
    FILE_GROWTH_RATES,
    FILE_REMARKS,
    PACKAGE_FILES,
};

struct staging;

/* store: the database that the package is for, or NULL for none. Scratch files lie in `folder`, or
 * for NULL where the system keeps its temporary files. */
struct staging *staging_open(const char *store, const char *folder, struct error *err);
void staging_close(struct staging *staging);
DEFINE_CLOSE(staging)

/* Whether all that this thread asked since staging_open was answered with the memory that it took:
 * SQLite may go on without, and say nothing. To be asked before anything is told or published. */
bool staging_is_sound(struct error *err);

/* Rows of this file follow, with the cells of these columns. */
bool staging_begin(struct staging *staging, enum package_file file, const char *const *columns,
                   int count, struct error *err);
/* An empty slice is an empty cell. A row counts for the fingerprint with all its cells. */
bool staging_row(struct staging *staging, int64_t line, const struct slice *cells,
                 struct error *err);
/* An id that a cell of the row lists. */
bool staging_link(struct staging *staging, int64_t line, const char *column, struct slice id,
                  struct slice target, struct error *err);
/* After the last row of the last file. */
bool staging_finish(struct staging *staging, struct error *err);

/* The descriptor without its resources, as canonical JSON; copied. */
bool staging_metadata(struct staging *staging, struct slice metadata, struct error *err);

/* A fault in a cell, column NULL: in a file. Rules that would fault the same cell are silent. */
bool staging_fault(struct staging *staging, enum package_file file, int64_t line,
                   const char *column, const char *message, struct error *err);
/* A fault on some line of the row that begins on `row`: all rules are silent about that row. */
bool staging_row_fault(struct staging *staging, enum package_file file, int64_t row, int64_t line,
                       const char *column, const char *message, struct error *err);

#endif
