/* The server's metrics, for GET /metrics: the sums over all workers. */
#ifndef MEASURE_H
#define MEASURE_H

#include "formats/metrics.h"

/* state: the struct server. From any of its threads. */
void measure(void *state, struct metrics *metrics);

#endif
