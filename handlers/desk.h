/* A worker's own desk: its database connection and all that answering needs, on one thread.
 *
 * server/ and `exportstats get` open one a thread and hand desk_door() to exchange(). */
#ifndef DESK_H
#define DESK_H

#include <stdatomic.h>

#include "cache/cache.h"
#include "config/config.h"
#include "http/exchange.h"

struct metrics;

/* What all desks share; lives as long as the service. */
struct service {
    const struct config *config;
    size_t cache_bytes;                   /* of answers that a front desk keeps; 0: none */
    bool back;                            /* there is an entrance for operators */
    atomic_bool draining;                 /* readyz answers 503 */
    atomic_bool stopping;                 /* nobody waits any more: queries are given up */
    atomic_bool found;                    /* a database file was validated */
    atomic_uint_fast64_t reload;          /* counted up for every validated new database file */
    atomic_uint_fast64_t reload_failures; /* files that were found and did not pass */
    /* Told once by each desk whose database was changed in place; NULL where nobody looks. */
    void (*changed)(void);
    /* Writes the metrics of who serves the desks; NULL where nobody does. */
    void (*measure)(void *measured, struct metrics *metrics);
    void *measured;
};

/* Who is received: the public, below the base path; or the operator, who finds health and metrics
 * alone, without a base path. */
enum desk_role { DESK_FRONT, DESK_BACK };

struct desk;

/* Opens without a database too: data routes answer 503 until desk_refresh finds one. */
struct desk *desk_open(struct service *service, enum desk_role role, struct error *err);
void desk_close(struct desk *desk);
DEFINE_CLOSE(desk)

const struct door *desk_door(struct desk *desk);

/* How its cache does; to be read from any thread while the desk is open. */
struct cache_counts *desk_cache_counts(struct desk *desk);

/* Takes up the new database where service->reload moved on; cheap when it did not. Streams that
 * were begun keep the file they began with. False where no database could be opened (err says why);
 * the desk then goes on with the last good one, if any, and tries again with the next call. */
bool desk_refresh(struct desk *desk, struct error *err);

/* Opens, checks and closes a database file as a desk would: what a watcher asks before it counts
 * `reload` up. thoroughly: every page of it, for a file that was not put in place in one piece;
 * this may take minutes. go_on (or NULL) is asked meanwhile; where it says no, all ends with
 * ERROR_DEADLINE. */
bool desk_validate(const struct config *config, bool thoroughly, bool (*go_on)(void *context),
                   void *context, struct error *err);

#endif
