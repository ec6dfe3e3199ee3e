#include "places.h"

#include <execinfo.h>
#include <stdint.h>
#include <stdlib.h>

#ifdef __has_feature
#define HAS_FEATURE(name) __has_feature(name)
#else
#define HAS_FEATURE(name) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || HAS_FEATURE(address_sanitizer)
enum { IS_SANITIZED = true };
#else
enum { IS_SANITIZED = false };
#endif

enum {
    CALLS = 1 << 20,  /* that are noted of one run */
    PLACES = 1 << 20, /* that are known, a power of two */
    DEPTH = 128,      /* of a stack */
    NEAR_DEPTH = 8
};

/* Of the innermost calls, and of all. */
static struct {
    uint64_t near, whole;
} noted[CALLS];
static uint64_t known[PLACES];
static long noted_count, known_count;

enum look places_look(void)
{
    const char *is_long = getenv("LONG_TESTS");

    if (!is_long || !*is_long)
        return LOOK_SHORT;
    return IS_SANITIZED ? LOOK_PLACES : LOOK_ALL;
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 29;
}

void places_begin(void)
{
    void *frame;

    (void)backtrace(&frame, 1); /* it takes memory the first time */
    noted_count = 0;
}

void places_note(void)
{
    void *frames[DEPTH];
    int count = backtrace(frames, DEPTH);
    uint64_t hash = 1;

    if (noted_count == CALLS)
        abort();
    for (int i = 0; i < count; i++) {
        hash = mix(hash, (uint64_t)(uintptr_t)frames[i]);
        if (i < NEAR_DEPTH)
            noted[noted_count].near = hash;
    }
    noted[noted_count++].whole = hash;
}

/* Whether it was not known; now it is. */
static bool is_new(uint64_t place)
{
    size_t slot = place % PLACES;

    while (known[slot] && known[slot] != place)
        slot = (slot + 1) % PLACES;
    if (known[slot])
        return false;
    if (++known_count == PLACES)
        abort();
    known[slot] = place;
    return true;
}

static uint64_t place_of(const struct plan *plan, long nth)
{
    return mix(plan->near ? noted[nth - 1].near : noted[nth - 1].whole, plan->salt);
}

long plan_next(const struct plan *plan, long nth)
{
    while (++nth <= noted_count)
        if (is_new(place_of(plan, nth)) || nth <= plan->first ||
            (plan->step && (nth + plan->at) % plan->step == 0))
            return nth;
    return nth == noted_count + 1 ? nth : 0;
}
