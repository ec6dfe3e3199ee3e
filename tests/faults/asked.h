/* What was asked while calls fail: which questions are like one that was asked before, and whether
 * all together reached every route, in each of its formats, and every coding. */
#ifndef ASKED_H
#define ASKED_H

#include "tests/handlers/visit.h"

/* A question like one before: the same route, way through the code, status, type and coding, in one
 * piece or in many. */
bool asked_is_known(struct slice question, const struct visit *answer);

/* Notes what came to a question without faults, and with how many it was asked. */
void asked_note(const struct request *request, const struct visit *answer, long faults);

/* A format in which a route has not yet answered, or NULL. */
const char *asked_format(const char *route);

/* What was not reached, a line each; true where there is nothing. */
bool asked_all(void);

#endif
