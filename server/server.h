/* The service on its sockets: opened, served, drained, stopped.
 *
 * server_run() owns all of it; the workers share the struct and change only its atomic members. */
#ifndef SERVER_H
#define SERVER_H

#include "handlers/desk.h"
#include "server/listen.h"
#include "server/log.h"

struct worker;

struct server {
    const struct config *config;
    struct service service;
    struct log log;
    struct listeners listeners;
    struct buffer refusal;           /* what a newcomer above the limit gets, ready to be sent */
    int64_t limit;                   /* connections at once */
    atomic_int_fast64_t connections; /* open now, of all workers */
    atomic_bool closing;             /* newcomers are no longer accepted, those inside leave */
    atomic_bool stopping;            /* everything is dropped */
    atomic_int accepting, running;   /* workers that still do */
    int worker_count;
    struct worker **workers;
};

/* Serves until SIGTERM or SIGINT and then drains. To be called on the process's first thread, which
 * must not have others yet: signals are taken by it alone. False where it could not start. */
bool server_run(const struct config *config, struct error *err);

#endif
