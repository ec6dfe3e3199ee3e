#include "cache/cache.h"

#include <stdlib.h>
#include <sys/random.h>
#include <xxhash.h>

enum {
    ALIASES = 8,
    SHARE = 8, /* the part of the whole that one value may take */
    LEAST_BUCKETS = 64,
    ASKED = 1 << 13, /* names that were asked about and not there, by their hash */
};

struct name {
    struct name *next; /* in its bucket */
    struct cached *entry;
    uint64_t hash;
    enum name_kind kind;
    unsigned note;
    size_t size;
    char text[];
};

struct cached {
    struct cached *before, *behind; /* all stand in a ring */
    struct name *name, *aliases[ALIASES];
    int next_alias;
    bool asked; /* since the hand last came by */
    size_t bytes;
    void *value;
};

struct cache {
    size_t room;
    uint64_t seed;
    void (*close)(void *);
    struct name **buckets;
    size_t bucket_count, name_count;
    struct cached *hand; /* the next in the ring to be considered */
    struct cache_counts counts;
    uint32_t asked[ASKED]; /* 0: none */
};

/* One thread writes, so nothing is lost between reading and writing. */
static void count(atomic_uint_fast64_t *counter, uint64_t by)
{
    atomic_store_explicit(counter, atomic_load_explicit(counter, memory_order_relaxed) + by,
                          memory_order_relaxed);
}

static size_t bytes_taken(const struct cache *cache)
{
    return (size_t)atomic_load_explicit(&cache->counts.bytes, memory_order_relaxed);
}

struct cache *cache_open(size_t bytes, void (*close)(void *value))
{
    struct cache *cache = calloc(1, sizeof *cache);

    if (!cache)
        return NULL;
    cache->room = bytes;
    cache->close = close;
    (void)!getrandom(&cache->seed, sizeof cache->seed, GRND_NONBLOCK);
    return cache;
}

void cache_close(struct cache *cache)
{
    if (!cache)
        return;
    cache_clear(cache);
    free(cache->buckets);
    free(cache);
}

size_t cache_share(const struct cache *cache)
{
    return cache->room / SHARE;
}

void cache_count(struct cache *cache, bool hit)
{
    count(hit ? &cache->counts.hits : &cache->counts.misses, 1);
}

struct cache_counts *cache_counts(struct cache *cache)
{
    return &cache->counts;
}

/* What keeping a name takes: itself, its part of the buckets, malloc's own. */
static size_t name_bytes(struct slice text)
{
    return sizeof(struct name) + text.size + 4 * sizeof(void *);
}

static uint64_t hash_of(const struct cache *cache, struct cache_name name)
{
    return XXH3_64bits_withSeed(name.text.data, name.text.size, cache->seed + name.kind);
}

static struct name **place_of(const struct cache *cache, struct cache_name name, uint64_t hash)
{
    struct name **place = &cache->buckets[hash & (cache->bucket_count - 1)];

    while (*place && ((*place)->hash != hash || (*place)->kind != name.kind ||
                      (*place)->size != name.text.size ||
                      memcmp((*place)->text, name.text.data, name.text.size) != 0))
        place = &(*place)->next;
    return place;
}

struct cached *cache_find(struct cache *cache, struct cache_name name, unsigned *note)
{
    struct name *found = cache->bucket_count ? *place_of(cache, name, hash_of(cache, name)) : NULL;

    if (!found)
        return NULL;
    if (note)
        *note = found->note;
    found->entry->asked = true;
    return found->entry;
}

void *cached_value(const struct cached *entry)
{
    return entry->value;
}

static bool widen(struct cache *cache)
{
    size_t wanted = cache->bucket_count ? 2 * cache->bucket_count : LEAST_BUCKETS;
    struct name **wider, *name, *next;

    if (cache->name_count < cache->bucket_count)
        return true;
    wider = calloc(wanted, sizeof(struct name *));
    if (!wider)
        return cache->bucket_count > 0;
    for (size_t i = 0; i < cache->bucket_count; i++)
        for (name = cache->buckets[i]; name; name = next) {
            next = name->next;
            name->next = wider[name->hash & (wanted - 1)];
            wider[name->hash & (wanted - 1)] = name;
        }
    free(cache->buckets);
    cache->buckets = wider;
    cache->bucket_count = wanted;
    return true;
}

/* NULL where memory ends. */
static struct name *add_name(struct cache *cache, struct cached *entry, struct cache_name text)
{
    struct name *name = widen(cache) ? malloc(sizeof *name + text.text.size) : NULL;

    if (!name)
        return NULL;
    *name = (struct name){.entry = entry, .kind = text.kind, .size = text.text.size};
    name->hash = hash_of(cache, text);
    memcpy(name->text, text.text.data, text.text.size);
    struct name **bucket = &cache->buckets[name->hash & (cache->bucket_count - 1)];
    name->next = *bucket;
    *bucket = name;
    cache->name_count++;
    return name;
}

static void forget_name(struct cache *cache, struct name *name)
{
    if (!name)
        return;
    struct name **place = &cache->buckets[name->hash & (cache->bucket_count - 1)];
    while (*place != name)
        place = &(*place)->next;
    *place = name->next;
    cache->name_count--;
    free(name);
}

/* Right behind the hand: the last to be considered. */
static void join_ring(struct cache *cache, struct cached *entry)
{
    struct cached *hand = cache->hand ? cache->hand : entry;

    entry->behind = hand;
    entry->before = cache->hand ? hand->before : entry;
    entry->before->behind = entry->behind->before = entry;
    cache->hand = hand;
}

static void leave_ring(struct cache *cache, struct cached *entry)
{
    entry->before->behind = entry->behind;
    entry->behind->before = entry->before;
    if (cache->hand == entry)
        cache->hand = entry->behind == entry ? NULL : entry->behind;
}

static void discard(struct cache *cache, struct cached *entry)
{
    leave_ring(cache, entry);
    forget_name(cache, entry->name);
    for (int i = 0; i < ALIASES; i++)
        forget_name(cache, entry->aliases[i]);
    count(&cache->counts.bytes, 0 - (uint64_t)entry->bytes);
    count(&cache->counts.entries, (uint64_t)-1);
    cache->close(entry->value);
    free(entry);
}

/* The hand goes round: who was asked stays once more, who was not goes. `spared` stays anyway. */
static void make_room(struct cache *cache, const struct cached *spared)
{
    while (bytes_taken(cache) > cache->room && cache->hand) {
        struct cached *entry = cache->hand;

        if (entry == spared && entry->behind == entry)
            return;
        if (entry->asked || entry == spared) {
            entry->asked = false;
            cache->hand = entry->behind;
        } else {
            discard(cache, entry);
            count(&cache->counts.evictions, 1);
        }
    }
}

bool cache_grow(struct cache *cache, struct cached *entry, size_t bytes)
{
    if (entry->bytes + bytes > cache_share(cache))
        return false;
    entry->bytes += bytes;
    count(&cache->counts.bytes, bytes);
    make_room(cache, entry);
    return true;
}

bool cache_admits(struct cache *cache, struct cache_name name, size_t bytes)
{
    uint64_t hash = hash_of(cache, name);
    uint32_t tag = (uint32_t)(hash >> 32) | 1, *place = &cache->asked[hash % ASKED];

    if (bytes_taken(cache) + bytes <= cache->room || *place == tag)
        return true;
    *place = tag;
    return false;
}

struct cached *cache_add(struct cache *cache, struct cache_name name, void *value, size_t bytes)
{
    size_t whole = bytes + name_bytes(name.text) + sizeof(struct cached);
    struct cached *entry = whole <= cache_share(cache) ? calloc(1, sizeof *entry) : NULL;

    if (!entry)
        return NULL;
    entry->name = add_name(cache, entry, name);
    if (!entry->name) {
        free(entry);
        return NULL;
    }
    entry->value = value;
    join_ring(cache, entry);
    count(&cache->counts.entries, 1);
    (void)cache_grow(cache, entry, whole);
    return entry;
}

void cache_alias(struct cache *cache, struct cached *entry, struct cache_name name, unsigned note)
{
    struct name **place = &entry->aliases[entry->next_alias];

    if (*place) {
        size_t freed = name_bytes((struct slice){NULL, (*place)->size});

        forget_name(cache, *place);
        *place = NULL;
        entry->bytes -= freed;
        count(&cache->counts.bytes, 0 - (uint64_t)freed);
    }
    *place = add_name(cache, entry, name);
    if (!*place)
        return;
    (*place)->note = note;
    entry->next_alias = (entry->next_alias + 1) % ALIASES;
    if (cache_grow(cache, entry, name_bytes(name.text)))
        return;
    forget_name(cache, *place);
    *place = NULL;
}

void cache_drop(struct cache *cache, struct cached *entry)
{
    discard(cache, entry);
    count(&cache->counts.evictions, 1);
}

void cache_clear(struct cache *cache)
{
    while (cache->hand)
        discard(cache, cache->hand);
}
