/* The desks that fuzzers ask: of the bundled data, and of a package with four revisions; and one of
 * the former that keeps its answers. */
#ifndef DESKS_H
#define DESKS_H

#include "tests/handlers/visit.h"

enum { DESKS = 2, KEEPING = DESKS };

/* Opened on first use, by EXPORTSTATS_TEST_DATABASE and EXPORTSTATS_TEST_REVISIONS. */
struct desk *desk_number(int number);

/* Aborts where an answer is not what every answer must be: a documented status, no control bytes
 * in its headers, text that is UTF-8, JSON that is JSON, a problem that tells its own status, and
 * nothing that went wrong within. */
void check_answer(const struct visit *visit);

/* Asks, checks, asks again for the same bytes, for the links in it, and whether it is unchanged. */
void ask_and_check(struct desk *desk, const struct request *request);

#endif
