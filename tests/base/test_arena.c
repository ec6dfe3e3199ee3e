#include "base/arena.h"

#include <stdalign.h>

#include "tests/base/suite.h"

START_TEST(gives_zeroed_aligned_memory)
{
    CLEAN(arena) struct arena arena;
    unsigned char *before = NULL;

    arena_init(&arena, 1 << 20);
    for (size_t size = 1; size < 9000; size += size / 3 + 1) {
        unsigned char *taken = arena_take(&arena, size);

        ck_assert_ptr_nonnull(taken);
        ck_assert_ptr_ne(taken, before);
        ck_assert_uint_eq((uintptr_t)taken % alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            EXPECT(taken[i] == 0, "byte %zu of %zu", i, size);
        memset(taken, 0xAA, size);
        before = taken;
    }
}
END_TEST

START_TEST(ends_at_its_ceiling)
{
    CLEAN(arena) struct arena arena;

    arena_init(&arena, 64);
    ck_assert(!arena.full);
    ck_assert_ptr_null(arena_take(&arena, 65));
    ck_assert(arena.full);
    ck_assert_ptr_null(arena_take(&arena, SIZE_MAX));
    ck_assert_ptr_nonnull(arena_take(&arena, 33)); /* 48 with its alignment */
    ck_assert_ptr_null(arena_take(&arena, 17));
    ck_assert_ptr_nonnull(arena_take(&arena, 16));
    ck_assert_ptr_null(arena_take(&arena, 1));
    arena_clear(&arena);
    ck_assert(!arena.full);
    ck_assert_ptr_nonnull(arena_take(&arena, 64));
    ck_assert(!arena.full);
}
END_TEST

START_TEST(grows_arrays)
{
    CLEAN(arena) struct arena arena;
    int room = 0, *items = NULL, count = 0;

    arena_init(&arena, 1000 * sizeof *items);
    for (; count < 200; count++) {
        int *more = arena_grow(&arena, items, count, &room, sizeof *items);

        ck_assert_ptr_nonnull(more);
        ck_assert_int_gt(room, count);
        ck_assert_int_eq(more[count], 0);
        items = more;
        items[count] = count + 1;
    }
    for (int i = 0; i < count; i++)
        ck_assert_int_eq(items[i], i + 1);
    ck_assert_int_eq(room, 256);
    ck_assert_ptr_null(arena_grow(&arena, items, 256, &room, sizeof *items));
    ck_assert_int_eq(room, 256);
    ck_assert_int_eq(items[199], 200);
}
END_TEST

START_TEST(copies_text)
{
    CLEAN(arena) struct arena arena;
    struct slice copy;

    arena_init(&arena, 32);
    ck_assert(arena_copy(&arena, (struct slice){"abcd", 3}, &copy));
    ck_assert(slice_is(copy, "abc") && copy.data[3] == '\0');
    ck_assert(arena_copy(&arena, (struct slice){NULL, 0}, &copy) && !copy.data);
    ck_assert(arena_copy(&arena, slice_of(""), &copy) && slice_is(copy, ""));
    ck_assert(!arena_copy(&arena, slice_of("x"), &copy) && !copy.data);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {gives_zeroed_aligned_memory, ends_at_its_ceiling, grows_arrays,
                                  copies_text};

    return SUITE_RUN("base-arena", tests);
}
