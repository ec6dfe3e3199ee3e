/* Where newcomers arrive: accepted a few a turn, refused above the limit, and what to do when the
 * process has no descriptors left. */
#ifndef DOORSTEP_H
#define DOORSTEP_H

#include <stdbool.h>
#include <stdint.h>

#include "server/farewell.h"

struct worker;

struct doorstep {
    bool watched; /* the listening sockets are in the worker's epoll */
    bool closed;
    int reserve;   /* a descriptor kept, to refuse with when there are no others; -1: none */
    int64_t again; /* ms: when accepting goes on after descriptors ran out; 0: it does */
    struct farewell farewell;
};

/* Watches the entrance's sockets. False where descriptors are out already. */
bool doorstep_open(struct worker *worker);
/* Lets go of who was refused and of the reserve; the sockets are the entrance's. */
void doorstep_clear(struct worker *worker);

/* A listening socket is ready. */
void doorstep_accept(struct worker *worker, int fd);

/* Does what is due; returns when (ms) there is something to do next, INT64_MAX for never. */
int64_t doorstep_look(struct worker *worker);

/* Accepts who already waits and then nobody. The last worker to do so closes the sockets. */
void doorstep_close(struct worker *worker);

#endif
