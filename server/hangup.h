/* Clients that have said their last byte.
 *
 * libmicrohttpd is told so once, and does not notice where the end came together with bytes: such a
 * connection would keep its place until a deadline. So the ends are watched for here, beside it. */
#ifndef HANGUP_H
#define HANGUP_H

#include <stdbool.h>

struct worker;
struct connection;

/* False where descriptors are out. */
bool hangup_open(struct worker *worker);
void hangup_clear(struct worker *worker);

/* Once for each connection; where it cannot be watched, its deadlines are left. */
void hangup_watch(struct worker *worker, struct connection *connection);

/* To be called while its socket is still open. */
void hangup_forget(struct worker *worker, const struct connection *connection);

/* Some ended: they wait in PHASE_ENDED, unless an answer is on its way to them. */
void hangup_take(struct worker *worker);

#endif
