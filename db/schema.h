/* The schema's version and how a database reaches it.
 *
 * Numbered files in db/schema, each applied in a transaction of its own and counted in
 * user_version. */
#ifndef SCHEMA_H
#define SCHEMA_H

enum {
    SCHEMA_APPLICATION_ID = 0x65787374, /* "exst" */
};
/* The last possible revision: what still holds is closed there. */
#define SCHEMA_OPEN "2147483647"

#endif
