/* What is given up once all is set up: Landlock (landlock(7)), and every gain of privileges.
 *
 * A process that somebody took over can then read the database's folder and little more, write
 * nothing, connect nowhere. */
#ifndef CONFINE_H
#define CONFINE_H

#include "config/config.h"
#include "server/log.h"

struct server;

struct confinement {
    int version;                   /* of Landlock; 0: not confined */
    char folder[CONFIG_TEXT_ROOM]; /* that can be read */
    char why_not[64];
    bool unexpected;
};

/* Confines the calling thread and all that it starts afterwards. Where the kernel has no Landlock,
 * or the settings want none, the service runs without. */
struct confinement confine(const struct server *server);

void confinement_tell(const struct confinement *confinement, struct journal *journal);

#endif
