/* One client's connection, and the queues in which connections wait for their deadlines.
 *
 * A connection is in one phase, and every phase is a queue with one patience, so that its first
 * member is always the next to be looked at. All of it belongs to one worker's thread. */
#ifndef CONNECTION_H
#define CONNECTION_H

#include "base/buffer.h"
#include "http/trace.h"
#include "server/listen.h"

enum phase {
    PHASE_NONE,   /* in no queue */
    PHASE_HEAD,   /* a request's head is awaited or on its way */
    PHASE_ANSWER, /* an answer is on its way */
    PHASE_IDLE,   /* answered, kept alive */
    PHASE_ENDED,  /* nothing is owed to it, and it will say nothing more */
    PHASES,
};

/* What the log tells of a request; kept until its answer has left. */
struct visit {
    int64_t began; /* µs */
    char method[12];
    char id[132];
    const char *route;
    int status;
    int64_t bytes; /* of the body that were handed to the socket's side */
    int64_t revision;
    char client[ADDRESS_ROOM]; /* for whom a proxy asks, or "" */
    struct trace trace;        /* that it belongs to, or "" */
    bool said;                 /* answered past libmicrohttpd */
    int cached;                /* as in struct response */
};

struct queue {
    int64_t patience; /* ms */
    struct connection *first, *last;
};

struct connection {
    struct queue *queues;      /* its worker's, one a phase */
    int fd;                    /* lent: libmicrohttpd closes it */
    char remote[ADDRESS_ROOM]; /* the peer's address */
    bool proxy;                /* it is trusted to tell for whom it asks */
    enum phase phase;
    int64_t due;                        /* ms: when it is looked at next */
    int64_t since;                      /* ms: the phase began, or bytes last moved */
    uint64_t moved;                     /* bytes that the client had confirmed by then */
    int64_t paced;                      /* ms: its pace is taken from here on; 0: not yet */
    uint64_t paced_at;                  /* bytes that it had confirmed by then */
    struct connection *before, *behind; /* in its queue */
    struct buffer target;               /* of the request at hand, raw */
    const char *target_place;           /* where libmicrohttpd has it, decoded since */
    struct visit visit;
    bool ended;   /* the client has said its last byte */
    bool refused; /* perhaps with more on its way to us: the socket lingers when it is closed */
};

struct connection *connection_open(struct queue *queues, int fd, const struct sockaddr *address);
void connection_close(struct connection *connection);

/* Takes the connection out of its queue and puts it at the end of that of the phase. now in ms. */
void connection_move(struct connection *connection, enum phase phase, int64_t now);

#endif
