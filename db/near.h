/* What was probably meant by a name that does not exist, or no longer does. */
#ifndef NEAR_H
#define NEAR_H

#include "db/store_internal.h"

enum { NEAR_ROOM = 128 };

/* The nearest of the names that a statement (bound, fresh) yields; "" where none is near. */
bool near_find(struct store *store, sqlite3_stmt *statement, struct slice name,
               char near[NEAR_ROOM], struct error *err);

/* ERROR_NOT_FOUND for `what` with that id, the nearest name as hint. Always false; near_by may be
 * NULL where it could not be prepared: err is then set already. */
bool near_not_found(struct store *store, const char *what, sqlite3_stmt *near_by, struct slice id,
                    struct error *err);

/* ERROR_GONE for an id that a revision closed, with where its last version stands. Always false. */
bool near_closed(struct slice id, int64_t closed, struct error *err);

#endif
