/* A worker: one thread with its own loop, libmicrohttpd daemon, desk and journal.
 *
 * It waits in one epoll for its connections, the listening sockets and a wake from other threads,
 * which never touch anything of it but that. */
#ifndef WORKER_H
#define WORKER_H

#include "handlers/desk.h"
#include "server/connection.h"
#include "server/doorstep.h"
#include "server/head.h"
#include "server/log.h"
#include "server/tally.h"

struct entrance;
struct server;
struct MHD_Daemon;

struct worker {
    struct server *server;
    struct entrance *entrance; /* at which it receives */
    pthread_t thread;
    bool started;
    struct desk *desk;
    struct MHD_Daemon *daemon;
    int epoll, wake;
    int hangups; /* the epoll in which clients' ends are awaited */
    int64_t now; /* ms, of this turn of the loop */
    struct queue queues[PHASES];
    int open;                    /* connections of its own */
    bool leaving;                /* the doorstep is closed, connections end as soon as they can */
    bool closed;                 /* a connection was closed in this turn */
    struct connection *adopting; /* on its way to libmicrohttpd's notice */
    struct head head;
    const struct connection *head_of; /* whose head it is */
    struct buffer body;               /* memory for the next answer's */
    struct doorstep doorstep;
    struct journal journal;
    struct tally tally;
    atomic_uint_fast64_t beat; /* the server's, when it was woken last */
    uint32_t tag, visits;      /* names for requests without a name */
    uint64_t complained;       /* the reload that could not be taken up, plus 1 */
    int64_t refresh_at;        /* ms: not before is that tried again */
};

/* Opens all of it, also the desk: a thread's own. NULL with err set. */
struct worker *worker_open(struct server *server, struct entrance *entrance, struct error *err);
/* Waits for its thread to end, where it was started; the service's `stopping` is set before. Those
 * of all workers have ended before one is closed: for the metrics each looks at every other. */
void worker_end(struct worker *worker);
void worker_close(struct worker *worker);
DEFINE_CLOSE(worker)

bool worker_start(struct worker *worker, struct error *err);

/* From any thread: looks at the server's flags and at the database's reload. */
void worker_wake(struct worker *worker);

/* Takes up the new database, if there is one; tells the log where that fails. */
void worker_refresh(struct worker *worker);

/* A connection came, or is gone. */
void worker_enter(struct worker *worker, struct connection *connection);
void worker_leave(struct worker *worker, struct connection *connection);

#endif
