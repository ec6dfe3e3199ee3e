/* Signals as events, taken one by one by the thread that asks; also as process 1. */
#ifndef SIGNALS_H
#define SIGNALS_H

#include <stdbool.h>
#include <stdint.h>

/* Before any thread is started: they inherit that nothing is delivered to them. */
void signals_hold(void);

/* SIGTERM, SIGINT, SIGHUP or SIGUSR1; 0 where none came within that many milliseconds. */
int signals_wait(int64_t patience);

/* Whether the next one will be SIGTERM or SIGINT. */
bool signals_end(void);

/* From any thread: SIGUSR1 to ourselves. */
void signals_prompt(void);

#endif
