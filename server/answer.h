/* From a request's head to its queued answer, and to its line in the log. */
#ifndef ANSWER_H
#define ANSWER_H

#include "server/connection.h"

struct MHD_Connection;
struct worker;

/* libmicrohttpd calls twice: with the head, and when the request is whole. The answer is queued in
 * the second call, which is cheaper; in the first only what the gate refuses, so that no body is
 * awaited. False where the connection must be cut: nothing could be queued. */
bool answer_step(struct worker *worker, struct connection *connection, struct MHD_Connection *mhd,
                 const char *method, const char *version);

/* The answer has left, or was cut off. */
void answer_end(struct worker *worker, struct connection *connection, bool whole);

#endif
