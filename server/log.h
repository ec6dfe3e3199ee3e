/* The log: JSON lines on standard output, that never block or kill the service.
 *
 * One log a process, one journal a thread. A journal collects whole lines up to a ceiling and hands
 * them over when the log takes them without waiting; a line that finds no room is dropped and
 * counted, and the count is told once there is room again. */
#ifndef LOG_H
#define LOG_H

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "base/buffer.h"

enum { LOG_CARRY_ROOM = 8192 };

struct log {
    int fd;
    pthread_mutex_t lock;       /* of the writing, never held while waiting */
    char carry[LOG_CARRY_ROOM]; /* the rest of a line that was taken in part */
    size_t carried;
    atomic_bool broken; /* nobody reads any more */
    atomic_uint_fast64_t dropped;
};

void log_init(struct log *log, int fd);
void log_clear(struct log *log);

struct journal {
    struct log *log;
    struct buffer lines;
    char second[24]; /* the time up to its second, printed once */
    time_t printed;  /* for which second */
};

void journal_init(struct journal *journal, struct log *log);
void journal_clear(struct journal *journal);

/* Hands over what the log takes now. */
void journal_flush(struct journal *journal);
/* The same, but waits up to that many milliseconds until all of it is gone. */
void journal_finish(struct journal *journal, int patience);

#endif
