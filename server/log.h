/* The log: JSON lines on standard output, that never block or kill the service.
 *
 * One log a process with a thread of its own, one journal for every thread that has something to
 * say. A journal takes whole lines up to a ceiling, without a lock and without a system call but
 * the one that wakes a sleeping log; the log's thread collects them and writes many at a time. A
 * line that finds no room is dropped and counted, and the count is told once there is room again.
 */
#ifndef LOG_H
#define LOG_H

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "base/buffer.h"
#include "base/error.h"

struct log;

/* Written by its own thread, read by the log's. The bytes between tail and head are whole lines;
 * both only grow, and their remainder is the place. */
struct journal {
    struct log *log;
    struct journal *next; /* in the log's list */
    struct buffer line;   /* at hand */
    char *ring;
    atomic_size_t head, tail;
    char second[24]; /* the time up to its second, printed once */
    time_t printed;  /* for which second */
};

struct log {
    int fd, wake;
    bool file; /* nobody reads what is written: it takes all, or the disk is full */
    bool full; /* it is: the last write found no room */
    pthread_t thread;
    bool runs;
    pthread_mutex_t lock; /* of the list, never held while writing or waiting */
    struct journal *journals;
    struct journal voice; /* the log's own */
    struct buffer batch;  /* on its way out; the log's thread's own */
    size_t written;       /* of the batch */
    atomic_bool sleeping; /* the thread waits for a first line */
    atomic_bool stopping;
    atomic_bool broken; /* nobody reads any more */
    atomic_bool stuck; /* a journal that ended has waited for it in vain, and nothing moved since */
    atomic_uint_fast64_t moved; /* pieces that went out */
    atomic_uint_fast64_t dropped;
    uint64_t told; /* of these */
};

/* fd: lent, where lines go. log_close() is due in every case. */
bool log_open(struct log *log, int fd, struct error *err);
/* Starts the thread, which has the signals and the confinement of the caller. Until then lines
 * gather. */
bool log_start(struct log *log, struct error *err);
/* Writes what is left, as long as somebody reads, and ends the thread. */
void log_close(struct log *log);
/* The same without an end, where no thread runs. */
void log_drain(struct log *log);

/* Lines that were lost since the start; from any thread. */
uint64_t log_dropped(const struct log *log);

/* A journal that finds no memory drops all its lines. */
void journal_init(struct journal *journal, struct log *log);
/* Waits until the log has taken all lines from it, and drops them where nothing goes out for half a
 * second; of several journals the first waits for all. */
void journal_clear(struct journal *journal);

/* The line at hand is whole. */
void journal_commit(struct journal *journal);

/* For the log's thread: moves all lines to the end of out, or none where there is no room for all.
 */
void journal_collect(struct journal *journal, struct buffer *out);
bool journal_holds(const struct journal *journal);

/* Wakes the log's thread, from any other. */
void log_wake(struct log *log);

#endif
