/* The rules over the rows of a staged package (db/rules, one a file), and the faults found. */
#ifndef DB_CHECK_H
#define DB_CHECK_H

#include "db/staging.h"

struct fault {
    enum package_file file;
    int64_t line;
    struct slice column; /* empty: the row as a whole */
    struct slice message;
};

/* Runs every rule; faults are added to those of the cells. False only where a rule cannot run. */
bool check_rules(struct staging *staging, struct error *err);

/* How many were found. */
int64_t check_faults(const struct staging *staging);

/* Hands over the faults by file, line and column, at most `most`; what `tell` gets is lent for the
 * call. */
bool check_tell(struct staging *staging, int64_t most,
                void (*tell)(void *context, const struct fault *fault), void *context,
                struct error *err);

#endif
