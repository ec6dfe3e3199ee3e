/* The watchdog: a supervisor is told that we are well, as long as every worker turns.
 *
 * Workers wait without end where nothing happens, so they are woken for it; where nobody asks for a
 * word, nobody is. */
#ifndef PULSE_H
#define PULSE_H

#include <stdbool.h>
#include <stdint.h>

#include "server/notify.h"

struct server;

struct pulse {
    const struct notify *notify;
    int64_t due; /* ms */
};

/* Says so where it is due; returns the ms until it is again, INT64_MAX for never. */
int64_t pulse_look(struct pulse *pulse, struct server *server);

#endif
