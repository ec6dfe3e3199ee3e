#include "db/keep.h"

#include <stdlib.h>

enum {
    ALIGNED = 8,
    LINE = 64,
    PLACE_BITS = 22, /* of a slot; above them stands what the hash begins with */
};

#define PLACES ((UINT32_C(1) << PLACE_BITS) - 1)

/* The bytes, and behind them those of the id. */
struct kept_bytes {
    uint32_t size, id_size;
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
    keep->recent = 0;
}

void keep_clear(struct keep *keep)
{
    free(keep->bytes);
    free(keep->slots);
    *keep = (struct keep){0};
}

static const uint64_t factor = UINT64_C(0x9E3779B97F4A7C15);

static uint64_t mix(uint64_t hash, const char *eight)
{
    uint64_t word;

    memcpy(&word, eight, sizeof word);
    hash = (hash ^ word) * factor;
    return hash ^ hash >> 29;
}

/* Eight bytes at a time; the last eight may lie over those before. Multiplied once more, since the
 * last bytes of a word, in which ids differ, have reached no low bits. */
uint32_t keep_hash(struct slice id)
{
    char last[8] = {0};
    uint64_t hash = id.size;

    for (size_t at = 0; at + sizeof last < id.size; at += sizeof last)
        hash = mix(hash, id.data + at);
    if (id.size >= sizeof last)
        memcpy(last, id.data + id.size - sizeof last, sizeof last);
    else if (id.size)
        memcpy(last, id.data, id.size);
    return (uint32_t)(mix(hash, last) * factor >> 32);
}

static const struct kept_bytes *at_place(const struct keep *keep, uint32_t slot)
{
    return (const void *)(keep->bytes + (size_t)(slot & PLACES) * ALIGNED);
}

/* All of it is on its way at once, before the first of it is looked at. */
static const struct kept_bytes *reach(const struct keep *keep, uint32_t slot)
{
    const struct kept_bytes *kept = at_place(keep, slot);

    for (int line = 1; line < 4; line++)
        __builtin_prefetch((const char *)kept + line * LINE);
    return kept;
}

static bool is_of(const struct kept_bytes *kept, struct slice id)
{
    return kept->id_size == id.size && memcmp(kept->bytes + kept->size, id.data, id.size) == 0;
}

/* Its slot: where it stands, or the free one where it belongs. */
static uint32_t *find(const struct keep *keep, struct slice id, uint32_t hash)
{
    size_t at = hash & (keep->slot_count - 1);

    for (;; at = (at + 1) & (keep->slot_count - 1)) {
        uint32_t *slot = &keep->slots[at];

        if (!*slot)
            return slot;
        if (*slot >> PLACE_BITS == hash >> PLACE_BITS && is_of(reach(keep, *slot), id))
            return slot;
    }
}

const void *keep_find(struct keep *keep, struct slice id, size_t *size)
{
    const struct kept_bytes *kept = at_place(keep, keep->recent);

    if (!keep->recent || !is_of(kept, id)) {
        uint32_t slot = *find(keep, id, keep_hash(id));

        *size = 0;
        if (!slot)
            return NULL;
        keep->recent = slot;
        kept = at_place(keep, slot);
    }
    *size = kept->size;
    return kept->bytes;
}

void *keep_add(struct keep *keep, struct slice id, size_t size)
{
    size_t whole = (sizeof(struct kept_bytes) + size + id.size + ALIGNED - 1) & -(size_t)ALIGNED;

    if (whole > keep->ceiling - keep->size || keep->used >= keep->slot_count / 2)
        keep_empty(keep);
    if (whole > keep->ceiling - keep->size)
        return NULL;
    struct kept_bytes *kept = (void *)(keep->bytes + keep->size);
    uint32_t hash = keep_hash(id);
    *kept = (struct kept_bytes){(uint32_t)size, (uint32_t)id.size};
    memcpy(kept->bytes + size, id.data, id.size);
    *find(keep, id, hash) = (hash & ~PLACES) | (uint32_t)(keep->size / ALIGNED);
    keep->size += whole;
    keep->used++;
    return kept->bytes;
}
