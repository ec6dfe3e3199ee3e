/* Counts that take some hundredths of a second, kept: several pages, and several parts of one
 * answer, ask for the same. Bounded in bytes. */
#ifndef SUMS_H
#define SUMS_H

#include "db/store_internal.h"

/* The number that a bound statement comes to, by its text with all values: taken from what is kept,
 * or run. The statement is reset. */
bool sums_read(struct store *store, sqlite3_stmt *statement, int64_t *sum, struct error *err);

void sums_close(struct sums *sums);

#endif
