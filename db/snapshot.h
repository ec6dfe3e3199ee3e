/* The database file itself, as a store has it open: also after another took its name.
 *
 * The file never changes while it is open (db/store.h), so it is read like any file. */
#ifndef SNAPSHOT_H
#define SNAPSHOT_H

#include "db/store.h"

bool snapshot_size(struct store *store, int64_t *bytes, struct error *err);

/* That many bytes from `place` on, all of which the file must have. */
bool snapshot_read(struct store *store, int64_t place, char *out, size_t bytes, struct error *err);

#endif
