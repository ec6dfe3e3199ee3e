/* Memory that is given back all at once: what one question needs, up to a ceiling. */
#ifndef ARENA_H
#define ARENA_H

#include "base/clean.h"
#include "base/slice.h"

struct arena_block;

struct arena {
    struct arena_block *blocks;
    size_t used, ceiling;
    bool full; /* something was refused for its ceiling, not for want of memory */
};

void arena_init(struct arena *arena, size_t ceiling);
void arena_clear(struct arena *arena);
DEFINE_CLEAN(arena)

/* Empties it for the next use, with the same ceiling, and keeps a block where that is a small one.
 */
void arena_reset(struct arena *arena);

/* Zeroed and aligned for anything; NULL where memory or the ceiling ends. */
void *arena_take(struct arena *arena, size_t size);

/* An array of `count` items of that size with room for one more: the same, or doubled and moved,
 * then zeroed behind them; *room is 0 before the first. NULL where memory or the ceiling ends, and
 * the array stays as it was. */
void *arena_grow(struct arena *arena, void *items, int count, int *room, size_t size);

/* A copy of the text, ended by a zero byte that is not counted; "no value" stays so. On failure
 * *copy is "no value" and false is returned. */
bool arena_copy(struct arena *arena, struct slice text, struct slice *copy);

#endif
