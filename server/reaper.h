/* Deadlines that libmicrohttpd does not keep: it only knows of inactivity, and a client that sends
 * one byte a second would live for ever.
 *
 * - A request's head must be whole within head_timeout of the connection's begin, or of its first
 *   byte where the connection was kept alive.
 * - A connection that is kept alive may be silent for idle_timeout.
 * - Whoever ended goes as soon as all that it asked is answered.
 * - A client must take some bytes of its answer within every idle_timeout, and on average over it
 *   at least min_send_rate. Whoever has taken all that there was so far owes nothing. There is no
 *   deadline for the whole: it would kill honest long downloads. */
#ifndef REAPER_H
#define REAPER_H

#include <stdbool.h>
#include <stdint.h>

struct worker;

/* How long each phase may last, from the settings. */
void reaper_init(struct worker *worker);

/* Cuts what is due; returns when (ms) to look next, INT64_MAX for never. The sockets are shut
 * down, and libmicrohttpd then closes them. */
int64_t reaper_look(struct worker *worker);

/* Cuts who ended. settled: libmicrohttpd holds nothing that it could do at once, so no request that
 * came before the end is still in its memory. */
void reaper_look_at_ended(struct worker *worker, bool settled);

/* From now on nothing new is awaited: what is kept alive goes at once, a head gets a moment. */
void reaper_hurry(struct worker *worker);

#endif
