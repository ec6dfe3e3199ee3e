/* What a worker counts.
 *
 * Each number is written by its own worker alone and read by whoever is asked for metrics, so
 * counting takes neither a lock nor a locked instruction. */
#ifndef TALLY_H
#define TALLY_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct counter {
    atomic_int_fast64_t value;
};

static inline void counter_add(struct counter *counter, int64_t more)
{
    int64_t value = atomic_load_explicit(&counter->value, memory_order_relaxed);

    atomic_store_explicit(&counter->value, value + more, memory_order_relaxed);
}

static inline int64_t counter_read(const struct counter *counter)
{
    return atomic_load_explicit(&counter->value, memory_order_relaxed);
}

/* Upper bounds of the durations that are counted apart; what is longer comes last. */
enum { DURATIONS = 16 };
extern const struct tally_bound {
    int64_t most;        /* µs */
    const char *seconds; /* the same, as one writes it */
} tally_bounds[DURATIONS];

/* Methods as http/question.h has them, then all others; statuses of tally_statuses, then others. */
enum { TALLY_METHODS = 4, TALLY_STATUSES = 15 };
extern const int tally_statuses[TALLY_STATUSES - 1];

struct tally_route {
    struct counter requests[TALLY_METHODS][TALLY_STATUSES];
    struct counter durations[DURATIONS + 1];
    struct counter duration; /* µs, the sum */
    struct counter bytes;    /* of bodies */
    struct counter cut;      /* answers that did not leave whole */
};

/* Why the reaper cut a connection. */
enum cut { CUT_HEAD, CUT_IDLE, CUT_READER, CUTS };

struct tally {
    struct tally_doors {
        struct counter accepted, refused;
        struct counter cuts[CUTS];
        struct counter in_flight; /* requests that were begun and are not yet answered */
    } doors;
    struct tally_route *routes; /* as in handlers/routes.h, then those without a route */
};

/* False where there is no memory. */
bool tally_open(struct tally *tally);
void tally_close(struct tally *tally);

/* Adds all that another worker counted. */
void tally_add(struct tally *tally, const struct tally *other);

/* An answer left, or was cut off; duration in µs. */
struct visit;
void tally_visit(struct tally *tally, const struct visit *visit, int64_t duration, bool whole);

#endif
