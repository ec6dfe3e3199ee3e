/* Signals as events, taken one by one by the thread that asks; also as process 1. */
#ifndef SIGNALS_H
#define SIGNALS_H

#include <stdint.h>

/* Before any thread is started: they inherit that nothing is delivered to them. */
void signals_hold(void);

/* SIGTERM, SIGINT or SIGHUP; 0 where none came within that many milliseconds. */
int signals_wait(int64_t patience);

#endif
