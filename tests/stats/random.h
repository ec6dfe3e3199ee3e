/* The same numbers on every run: xorshift64*, seeded by each test. */
#ifndef TESTS_RANDOM_H
#define TESTS_RANDOM_H

#include <stdint.h>

struct random {
    uint64_t state; /* not 0 */
};

static inline uint64_t random_next(struct random *it)
{
    it->state ^= it->state >> 12;
    it->state ^= it->state << 25;
    it->state ^= it->state >> 27;
    return it->state * UINT64_C(0x2545F4914F6CDD1D);
}

/* 0 to below - 1 */
static inline int random_below(struct random *it, int below)
{
    return (int)((random_next(it) >> 33) % (uint64_t)below);
}

static inline int random_between(struct random *it, int low, int high)
{
    return low + random_below(it, high - low + 1);
}

#endif
