/* The cache: found by every name, bounded in bytes, and who is asked again stays. */
#include "cache/cache.h"

#include "base/buffer.h"
#include "tests/base/suite.h"

enum { ROOM = 64 * 1024, VALUE = 1000, MANY = 2000 };

static int closed;
static char value[] = "value";

static void close_value(void *it)
{
    (void)it;
    closed++;
}

static struct cache_name named(enum name_kind kind, const char *text)
{
    return (struct cache_name){kind, slice_of(text)};
}

static struct cache_name numbered(int number, char room[16])
{
    (void)snprintf(room, 16, "%d", number);
    return named(NAME_MEANING, room);
}

static uint64_t bytes_of(struct cache *cache)
{
    return atomic_load(&cache_counts(cache)->bytes);
}

static struct cache *open_cache(size_t bytes)
{
    struct cache *cache = cache_open(bytes, close_value);

    closed = 0;
    ck_assert_ptr_nonnull(cache);
    return cache;
}

START_TEST(a_value_is_found_by_each_of_its_names)
{
    CLOSE(cache) struct cache *cache = open_cache(ROOM);
    unsigned note = 0;

    struct cached *entry = cache_add(cache, named(NAME_MEANING, "a"), value, VALUE);
    ck_assert_ptr_nonnull(entry);
    cache_alias(cache, entry, named(NAME_REQUEST, "/a?x"), 7);
    cache_alias(cache, entry, named(NAME_REQUEST, "/a?y"), 9);
    ck_assert_ptr_eq(cache_find(cache, named(NAME_MEANING, "a"), NULL), entry);
    ck_assert_ptr_eq(cache_find(cache, named(NAME_REQUEST, "/a?x"), &note), entry);
    ck_assert_uint_eq(note, 7);
    ck_assert_ptr_eq(cache_find(cache, named(NAME_REQUEST, "/a?y"), &note), entry);
    ck_assert_uint_eq(note, 9);
    ck_assert_str_eq(cached_value(entry), "value");
}
END_TEST

/* What differs in one byte, in length or in kind is another name. */
START_TEST(other_names_find_nothing)
{
    CLOSE(cache) struct cache *cache = open_cache(ROOM);
    struct cached *entry = cache_add(cache, named(NAME_MEANING, "ab"), value, VALUE);

    cache_alias(cache, entry, named(NAME_REQUEST, "/ab"), 0);
    ck_assert_ptr_null(cache_find(cache, named(NAME_MEANING, "a"), NULL));
    ck_assert_ptr_null(cache_find(cache, named(NAME_MEANING, "aB"), NULL));
    ck_assert_ptr_null(cache_find(cache, named(NAME_MEANING, "abc"), NULL));
    ck_assert_ptr_null(cache_find(cache, named(NAME_MEANING, ""), NULL));
    ck_assert_ptr_null(cache_find(cache, named(NAME_REQUEST, "ab"), NULL));
    ck_assert_ptr_null(cache_find(cache, named(NAME_MEANING, "/ab"), NULL));
}
END_TEST

START_TEST(bytes_stay_below_the_room)
{
    CLOSE(cache) struct cache *cache = open_cache(ROOM);
    char room[16];

    for (int i = 0; i < MANY; i++) {
        struct cached *entry = cache_add(cache, numbered(i, room), value, VALUE);

        ck_assert_ptr_nonnull(entry);
        cache_alias(cache, entry, named(NAME_REQUEST, room), 0);
        ck_assert(cache_grow(cache, entry, VALUE / 2));
        ck_assert_uint_le(bytes_of(cache), ROOM);
    }
    uint64_t entries = atomic_load(&cache_counts(cache)->entries);
    ck_assert_uint_gt(entries, ROOM / (2 * VALUE) / 2);
    ck_assert_uint_eq(entries + (uint64_t)closed, MANY);
    ck_assert_uint_eq(atomic_load(&cache_counts(cache)->evictions), (uint64_t)closed);
    cache_clear(cache);
    ck_assert_int_eq(closed, MANY);
    ck_assert_uint_eq(bytes_of(cache), 0);
    ck_assert_ptr_null(cache_find(cache, numbered(MANY - 1, room), NULL));
}
END_TEST

/* Questions that never come back do not drive out one that does. */
START_TEST(what_is_asked_again_stays)
{
    CLOSE(cache) struct cache *cache = open_cache(ROOM);
    char room[16];

    ck_assert_ptr_nonnull(cache_add(cache, named(NAME_MEANING, "hot"), value, VALUE));
    ck_assert_ptr_nonnull(cache_add(cache, named(NAME_MEANING, "cold"), value, VALUE));
    for (int i = 0; i < MANY; i++) {
        ck_assert_ptr_nonnull(cache_add(cache, numbered(i, room), value, VALUE));
        if (i % 20 == 0)
            ck_assert_ptr_nonnull(cache_find(cache, named(NAME_MEANING, "hot"), NULL));
    }
    ck_assert_ptr_null(cache_find(cache, named(NAME_MEANING, "cold"), NULL));
}
END_TEST

/* Whoever asks for the first time drives nobody out, whoever asks again may. */
START_TEST(a_full_cache_admits_what_is_asked_again)
{
    CLOSE(cache) struct cache *cache = open_cache(ROOM);
    char room[16];
    int count = 0;

    while (cache_admits(cache, numbered(count, room), 2 * VALUE))
        ck_assert_ptr_nonnull(cache_add(cache, numbered(count++, room), value, VALUE));
    ck_assert_int_gt(count, ROOM / VALUE / 2);
    ck_assert_int_eq(closed, 0);
    ck_assert(!cache_admits(cache, named(NAME_MEANING, "new"), 2 * VALUE));
    ck_assert(!cache_admits(cache, named(NAME_REQUEST, "new"), 2 * VALUE));
    ck_assert(!cache_admits(cache, named(NAME_MEANING, "other"), 2 * VALUE));
    ck_assert(cache_admits(cache, named(NAME_MEANING, "new"), 2 * VALUE));
    ck_assert_ptr_nonnull(cache_add(cache, named(NAME_MEANING, "new"), value, 2 * VALUE));
    ck_assert_int_gt(closed, 0);
    cache_clear(cache);
    ck_assert(cache_admits(cache, named(NAME_MEANING, "newer"), 2 * VALUE));
}
END_TEST

START_TEST(what_is_too_large_stays_outside)
{
    CLOSE(cache) struct cache *cache = open_cache(ROOM);

    ck_assert_ptr_null(cache_add(cache, named(NAME_MEANING, "a"), value, cache_share(cache)));
    ck_assert_int_eq(closed, 0);
    struct cached *entry = cache_add(cache, named(NAME_MEANING, "a"), value, VALUE);
    ck_assert(!cache_grow(cache, entry, cache_share(cache)));
    cache_drop(cache, entry);
    ck_assert_int_eq(closed, 1);
    ck_assert_uint_eq(bytes_of(cache), 0);
}
END_TEST

/* Many ways of putting one question do not fill the cache: the last few are known. */
START_TEST(aliases_are_few)
{
    CLOSE(cache) struct cache *cache = open_cache(ROOM);
    struct cached *entry = cache_add(cache, named(NAME_MEANING, "a"), value, VALUE);
    char room[16];

    for (int i = 0; i < MANY; i++) {
        (void)snprintf(room, sizeof room, "/%d", i);
        cache_alias(cache, entry, named(NAME_REQUEST, room), 0);
        ck_assert_ptr_eq(cache_find(cache, named(NAME_REQUEST, room), NULL), entry);
    }
    ck_assert_uint_lt(bytes_of(cache), 3 * VALUE);
    ck_assert_ptr_null(cache_find(cache, named(NAME_REQUEST, "/0"), NULL));
    ck_assert_ptr_eq(cache_find(cache, named(NAME_MEANING, "a"), NULL), entry);
}
END_TEST

START_TEST(without_room_nothing_is_kept)
{
    CLOSE(cache) struct cache *cache = open_cache(0);

    ck_assert_ptr_null(cache_add(cache, named(NAME_MEANING, "a"), value, 1));
    ck_assert_ptr_null(cache_find(cache, named(NAME_MEANING, "a"), NULL));
    ck_assert_uint_eq(cache_share(cache), 0);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        a_value_is_found_by_each_of_its_names,
        other_names_find_nothing,
        bytes_stay_below_the_room,
        what_is_asked_again_stays,
        a_full_cache_admits_what_is_asked_again,
        what_is_too_large_stays_outside,
        aliases_are_few,
        without_room_nothing_is_kept,
    };

    return SUITE_RUN("cache", tests);
}
