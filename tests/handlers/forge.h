/* Cursors that nobody handed out, with the check that makes them one of ours: so that the list
 * itself must read or refuse them. Of the first revision. */
#ifndef FORGE_H
#define FORGE_H

#include "base/buffer.h"
#include "db/store.h"

/* For the question that the target asks; aborts where that is none. */
void cursor_forge(struct store *store, const char *target, struct slice key, struct buffer *cursor);

#endif
