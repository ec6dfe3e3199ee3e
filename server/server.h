/* The service on its sockets: opened, served, drained, stopped.
 *
 * server_run() owns all of it; the workers share the struct and change only its atomic members. */
#ifndef SERVER_H
#define SERVER_H

#include "base/network.h"
#include "handlers/desk.h"
#include "server/listen.h"
#include "server/log.h"
#include "server/refusal.h"

struct worker;

/* Where clients come in: the public at the front, the operator at the back. */
struct entrance {
    enum desk_role role;
    struct listeners listeners;
    int64_t limit;                   /* connections at once */
    atomic_int_fast64_t connections; /* open now, of all its workers */
    atomic_int accepting;            /* workers that still do */
};

struct server {
    const struct config *config;
    struct networks trusted; /* proxies */
    struct service service;
    struct log log;
    int64_t start_time; /* of the process: µs since 1970 */
    struct entrance front, back;
    struct refusals refusals;
    atomic_bool closing;       /* the front takes no newcomers any more, those inside leave */
    atomic_int running;        /* workers of the front that still do */
    atomic_uint_fast64_t beat; /* each worker answers with when it is woken (server/pulse.h) */
    int worker_count;
    struct worker **workers; /* of the front, */
    struct worker *operator; /* and the one of the back; NULL without one */
};

/* Wakes all workers: there is a new database, or the doors are closing. */
void server_wake(struct server *server);

/* Serves until SIGTERM or SIGINT and then drains. To be called on the process's first thread, which
 * must not have others yet: signals are taken by it alone. False where it could not start. */
bool server_run(const struct config *config, struct error *err);

#endif
