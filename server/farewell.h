/* Sockets that were refused and are closed a moment later.
 *
 * Closed at once, with a request still unread, the kernel would reset the connection, and the
 * reset could overtake our answer. */
#ifndef FAREWELL_H
#define FAREWELL_H

#include <stdint.h>

enum { FAREWELLS = 16 };

struct farewell {
    struct farewell_place {
        int fd;
        int64_t until; /* ms; 0: the place is free */
    } places[FAREWELLS];
    int next; /* the oldest, which makes room for the next to come */
};

/* Takes the socket over; -1 is ignored. now in ms. */
void farewell_add(struct farewell *farewell, int fd, int64_t now);

/* Closes what is due by now; returns when the next is, INT64_MAX for never. */
int64_t farewell_look(struct farewell *farewell, int64_t now);

/* Reads what came in so far and closes. */
void farewell_finish(int fd);

#endif
