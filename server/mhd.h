/* libmicrohttpd in external mode: one daemon a worker, driven by the worker's own loop.
 *
 * Every call is made on the worker's thread. Nothing is ever suspended, no reader returns 0, no
 * timeout is set (it would walk all connections every turn): the reaper does that. */
#ifndef MHD_H
#define MHD_H

#include "base/error.h"

struct worker;
struct sockaddr;

bool mhd_start(struct worker *worker, struct error *err);
/* Ends all connections. */
void mhd_stop(struct worker *worker);

/* Its epoll descriptor, to be waited for in the worker's own. */
int mhd_descriptor(const struct worker *worker);

/* Serves what is ready. True where more could be done at once. */
bool mhd_run(struct worker *worker);

/* Hands over an accepted socket, which libmicrohttpd closes in every case. Whether it became a
 * connection is told by worker_enter(). */
void mhd_adopt(struct worker *worker, int fd, const struct sockaddr *address, unsigned size);

#endif
