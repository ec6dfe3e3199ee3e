#include "db/keep.h"

#include <stdlib.h>

/* The bytes, and behind them those of the id. */
struct kept_bytes {
    uint32_t hash, size, id_size;
    char bytes[];
};

bool keep_init(struct keep *keep, size_t slots, size_t ceiling)
{
    arena_init(&keep->arena, ceiling);
    keep->slot_count = slots;
    keep->used = 0;
    keep->slots = calloc(slots, sizeof *keep->slots);
    return keep->slots;
}

void keep_empty(struct keep *keep)
{
    arena_clear(&keep->arena);
    if (keep->used)
        memset(keep->slots, 0, keep->slot_count * sizeof *keep->slots);
    keep->used = 0;
}

void keep_clear(struct keep *keep)
{
    arena_clear(&keep->arena);
    free(keep->slots);
    keep->slots = NULL;
}

uint32_t keep_hash(struct slice id)
{
    uint32_t hash = 2166136261u; /* FNV-1a */

    for (size_t i = 0; i < id.size; i++)
        hash = (hash ^ (unsigned char)id.data[i]) * 16777619u;
    return hash ^ hash >> 15;
}

/* Its slot: where it stands, or the free one where it belongs. */
static struct keep_slot *find(const struct keep *keep, struct slice id, uint32_t hash)
{
    size_t at = hash & (keep->slot_count - 1);

    for (;; at = (at + 1) & (keep->slot_count - 1)) {
        const struct kept_bytes *kept = keep->slots[at].kept;

        if (!kept || (kept->hash == hash && kept->id_size == id.size &&
                      memcmp(kept->bytes + kept->size, id.data, id.size) == 0))
            return &keep->slots[at];
    }
}

const void *keep_find(const struct keep *keep, struct slice id, size_t *size)
{
    const struct kept_bytes *kept = find(keep, id, keep_hash(id))->kept;

    *size = kept ? kept->size : 0;
    return kept ? kept->bytes : NULL;
}

void *keep_add(struct keep *keep, struct slice id, size_t size)
{
    size_t whole = sizeof(struct kept_bytes) + size + id.size;
    struct kept_bytes *kept =
        keep->used < keep->slot_count / 2 ? arena_take(&keep->arena, whole) : NULL;

    if (!kept) {
        keep_empty(keep);
        kept = arena_take(&keep->arena, whole);
    }
    if (!kept)
        return NULL;
    *kept = (struct kept_bytes){keep_hash(id), (uint32_t)size, (uint32_t)id.size};
    memcpy(kept->bytes + size, id.data, id.size);
    find(keep, id, kept->hash)->kept = kept;
    keep->used++;
    return kept->bytes;
}
