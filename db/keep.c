#include "db/keep.h"

#include <stdlib.h>

enum { ALIGNED = 8, LINE = 64 };

/* The bytes, and behind them those of the id. */
struct kept_bytes {
    uint32_t hash, size, id_size;
    char bytes[];
};

bool keep_init(struct keep *keep, size_t slots, size_t ceiling)
{
    *keep = (struct keep){.size = ALIGNED, .ceiling = ceiling, .slot_count = slots};
    keep->bytes = malloc(ceiling);
    keep->slots = calloc(slots, sizeof *keep->slots);
    if (keep->bytes && keep->slots)
        return true;
    keep_clear(keep);
    return false;
}

void keep_empty(struct keep *keep)
{
    if (keep->used)
        memset(keep->slots, 0, keep->slot_count * sizeof *keep->slots);
    keep->size = ALIGNED; /* nothing begins at 0 */
    keep->used = 0;
}

void keep_clear(struct keep *keep)
{
    free(keep->bytes);
    free(keep->slots);
    *keep = (struct keep){0};
}

uint32_t keep_hash(struct slice id)
{
    uint32_t hash = 2166136261u; /* FNV-1a */

    for (size_t i = 0; i < id.size; i++)
        hash = (hash ^ (unsigned char)id.data[i]) * 16777619u;
    return hash ^ hash >> 15;
}

/* All of it is on its way at once, before the first of it is looked at. */
static const struct kept_bytes *reach(const struct keep *keep, uint32_t place)
{
    const char *at = keep->bytes + place;

    for (int line = 1; line < 4; line++)
        __builtin_prefetch(at + line * LINE);
    return (const void *)at;
}

/* Its slot: where it stands, or the free one where it belongs. */
static uint32_t *find(const struct keep *keep, struct slice id, uint32_t hash)
{
    size_t at = hash & (keep->slot_count - 1);

    for (;; at = (at + 1) & (keep->slot_count - 1)) {
        if (!keep->slots[at])
            return &keep->slots[at];
        const struct kept_bytes *kept = reach(keep, keep->slots[at]);
        if (kept->hash == hash && kept->id_size == id.size &&
            memcmp(kept->bytes + kept->size, id.data, id.size) == 0)
            return &keep->slots[at];
    }
}

const void *keep_find(const struct keep *keep, struct slice id, size_t *size)
{
    uint32_t place = *find(keep, id, keep_hash(id));
    const struct kept_bytes *kept = (const void *)(keep->bytes + place);

    *size = place ? kept->size : 0;
    return place ? kept->bytes : NULL;
}

void *keep_add(struct keep *keep, struct slice id, size_t size)
{
    size_t whole = (sizeof(struct kept_bytes) + size + id.size + ALIGNED - 1) & -(size_t)ALIGNED;

    if (whole > keep->ceiling - keep->size || keep->used >= keep->slot_count / 2)
        keep_empty(keep);
    if (whole > keep->ceiling - keep->size)
        return NULL;
    struct kept_bytes *kept = (void *)(keep->bytes + keep->size);
    *kept = (struct kept_bytes){keep_hash(id), (uint32_t)size, (uint32_t)id.size};
    memcpy(kept->bytes + size, id.data, id.size);
    *find(keep, id, kept->hash) = (uint32_t)keep->size;
    keep->size += whole;
    keep->used++;
    return kept->bytes;
}
