#include "base/arena.h"

#include <stdalign.h>
#include <stdlib.h>

enum { BLOCK_ROOM = 4096, FIRST_ITEMS = 16 };

struct arena_block {
    struct arena_block *next;
    size_t used, room;
    alignas(max_align_t) char data[];
};

void arena_init(struct arena *arena, size_t ceiling)
{
    *arena = (struct arena){.ceiling = ceiling};
}

void arena_clear(struct arena *arena)
{
    while (arena->blocks) {
        struct arena_block *next = arena->blocks->next;

        free(arena->blocks);
        arena->blocks = next;
    }
    arena->used = 0;
    arena->full = false;
}

void arena_reset(struct arena *arena)
{
    struct arena_block *kept = arena->blocks;
    size_t ceiling = arena->ceiling;

    if (kept && kept->room == BLOCK_ROOM)
        arena->blocks = kept->next;
    else
        kept = NULL;
    arena_clear(arena);
    if (kept) {
        memset(kept->data, 0, kept->used);
        kept->used = 0;
        kept->next = NULL;
    }
    *arena = (struct arena){.blocks = kept, .ceiling = ceiling};
}

static struct arena_block *add_block(struct arena *arena, size_t need)
{
    size_t room = need > BLOCK_ROOM ? need : BLOCK_ROOM;
    struct arena_block *block = calloc(1, sizeof *block + room);

    if (block) {
        block->room = room;
        block->next = arena->blocks;
        arena->blocks = block;
    }
    return block;
}

void *arena_take(struct arena *arena, size_t size)
{
    size_t whole = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    struct arena_block *block = arena->blocks;

    if (whole < size || whole > arena->ceiling - arena->used) {
        arena->full = true;
        return NULL;
    }
    if (!block || whole > block->room - block->used)
        block = add_block(arena, whole);
    if (!block)
        return NULL;
    void *taken = block->data + block->used;
    block->used += whole;
    arena->used += whole;
    return taken;
}

void *arena_grow(struct arena *arena, void *items, int count, int *room, size_t size)
{
    if (count < *room)
        return items;
    int more = *room ? *room * 2 : FIRST_ITEMS;
    void *moved = arena_take(arena, (size_t)more * size);
    if (!moved)
        return NULL;
    if (count)
        memcpy(moved, items, (size_t)count * size);
    *room = more;
    return moved;
}

bool arena_copy(struct arena *arena, struct slice text, struct slice *copy)
{
    *copy = (struct slice){NULL, 0};
    if (!text.data)
        return true;
    char *data = arena_take(arena, text.size + 1);
    if (!data)
        return false;
    if (text.size)
        memcpy(data, text.data, text.size);
    *copy = (struct slice){data, text.size};
    return true;
}
