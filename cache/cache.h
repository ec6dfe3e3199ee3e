/* Values by name, bounded in bytes: what is asked again is found at once, what nobody asks again
 * makes room.
 *
 * One thread's own. A value is added under a name and may be given more of them; all go with it.
 * Names are compared to the byte, so that no two of them can be made to meet. The oldest value that
 * was not asked since it was last considered goes first, so that questions which never come back
 * do not drive out those that do. */
#ifndef CACHE_H
#define CACHE_H

#include <stdatomic.h>

#include "base/clean.h"
#include "base/slice.h"

struct cache;
struct cached;

/* Written by the cache's own thread, to be read by any. */
struct cache_counts {
    atomic_uint_fast64_t hits, misses; /* counted by who asks: a question may look twice */
    atomic_uint_fast64_t evictions;    /* values that made room for others */
    atomic_uint_fast64_t entries, bytes;
};

/* bytes: of values, names and what keeping them takes; 0 keeps nothing. close gives a value back.
 * NULL where memory ends. */
struct cache *cache_open(size_t bytes, void (*close)(void *value));
void cache_close(struct cache *cache);
DEFINE_CLOSE(cache)

/* A name is text of a kind, so that names given by strangers meet none of our own. */
enum name_kind { NAME_MEANING, NAME_REQUEST };
struct cache_name {
    enum name_kind kind;
    struct slice text;
};

/* NULL where there is none. *note is what the name was given with; NULL where nobody wants it. */
struct cached *cache_find(struct cache *cache, struct cache_name name, unsigned *note);
void *cached_value(const struct cached *entry);

/* Whether a value of so many bytes is worth its place: where there is room, any; else one whose
 * name was asked about here before, among the last thousands. What nobody asks again drives nobody
 * out then, and costs no more than to be made. */
bool cache_admits(struct cache *cache, struct cache_name name, size_t bytes);

/* Takes the value, of about so many bytes. NULL where it is too large (an eighth of the whole) or
 * memory ends: it stays the caller's then. The name must not be there yet. */
struct cached *cache_add(struct cache *cache, struct cache_name name, void *value, size_t bytes);

/* One more name with a note for who finds it. Of these a value keeps the last few, and it can be
 * without any. */
void cache_alias(struct cache *cache, struct cached *entry, struct cache_name name, unsigned note);

/* The value grew. False where it may not: nothing was counted then. */
bool cache_grow(struct cache *cache, struct cached *entry, size_t bytes);

/* Forgets one value. */
void cache_drop(struct cache *cache, struct cached *entry);

/* The most bytes that one value may take. */
size_t cache_share(const struct cache *cache);

/* Forgets all values. */
void cache_clear(struct cache *cache);

/* An answer was there, or had to be made. */
void cache_count(struct cache *cache, bool hit);
struct cache_counts *cache_counts(struct cache *cache);

#endif
