/* What the system knows of this process, under the names that Prometheus' own libraries give it. */
#ifndef PROCESS_H
#define PROCESS_H

#include "formats/metrics.h"

/* µs since 1970; 0 where it cannot be found out. To be asked once: asked again, a clock that was
 * set meanwhile would give another. */
int64_t process_start_time(void);

/* What cannot be found out is left out. */
void process_measure(struct metrics *metrics, int64_t start_time);

#endif
