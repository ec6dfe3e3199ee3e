/* Brings a database to the newest schema. Only db/ includes this. */
#ifndef SCHEMA_APPLY_H
#define SCHEMA_APPLY_H

#include <sqlite3.h>

#include "base/error.h"

int schema_known(void);

/* The version of the attached database `schema`. ERROR_INPUT where it is no database of ours or of
 * a newer program; path is for the message. */
bool schema_version(sqlite3 *db, const char *schema, const char *path, int *version,
                    struct error *err);

/* Each missing file in a transaction of its own, in `main`. */
bool schema_apply(sqlite3 *db, struct error *err);

#endif
