/* Bytes by the id that they belong to, kept from one question to the next: bounded, and all thrown
 * away at once where there is room for no more. */
#ifndef KEEP_H
#define KEEP_H

#include <stdint.h>

#include "base/slice.h"

/* One piece of memory, of which the system gives what is used: a question looks up twenty ids that
 * nobody asked for lately, and waits for memory each time. */
struct keep {
    char *bytes;
    size_t size, ceiling;
    uint32_t *slots; /* where in bytes each begins, and some of its hash; 0: free */
    size_t slot_count, used;
    uint32_t recent; /* the slot found last: a list's rows mostly are of one series */
};

/* slots: a power of two; half of them are filled at most. ceiling: below 32 MiB. False where memory
 * ends; there is nothing to clear then. */
bool keep_init(struct keep *keep, size_t slots, size_t ceiling);
void keep_empty(struct keep *keep);
void keep_clear(struct keep *keep);

/* The bytes, aligned for 32-bit numbers, lent until the next keep_add; NULL where there are none.
 */
const void *keep_find(struct keep *keep, struct slice id, size_t *size);

uint32_t keep_hash(struct slice id);

/* Room for the bytes of an id that is not there yet. NULL where they never fit. */
void *keep_add(struct keep *keep, struct slice id, size_t size);

#endif
