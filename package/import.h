/* A package from its folder into a database: read, checked, compared, written, or only some of it.
 */
#ifndef IMPORT_H
#define IMPORT_H

#include "db/check.h"
#include "db/writer.h"

enum import_depth {
    IMPORT_CHECK,   /* find all faults */
    IMPORT_COMPARE, /* and what would change */
    IMPORT_WRITE,   /* and change it */
};

struct import {
    const char *folder;
    const char *database; /* IMPORT_CHECK: NULL for none */
    enum import_depth depth;
    int64_t imported_at; /* seconds since 1970 */
    const struct progress *progress;
    int64_t faults_told; /* at most so many go to tell_fault */
    void (*tell_fault)(void *context, const struct fault *fault);
    /* IMPORT_COMPARE: what would change. action is '+', '~' or '-'. */
    void (*tell_change)(void *context, char action, enum package_file file, struct slice id);
    void *context;

    /* What became of it. */
    int64_t faults;   /* where there are any, nothing was changed */
    bool is_complete; /* false: a file could not be read, and rules over rows were not run */
    struct changes changes;
    bool was_written; /* a new revision: changes.revision */
};

/* True with faults 0: all is well. True with faults: they were told. False: it could not be done.
 */
bool package_import(struct import *import, struct error *err);

#endif
