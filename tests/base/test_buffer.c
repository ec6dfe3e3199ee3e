#include "base/buffer.h"
#include "tests/base/suite.h"

START_TEST(gathers_bytes)
{
    CLEAN(buffer) struct buffer b;

    buffer_init(&b, 1000);
    ck_assert_ptr_null(b.data);
    ck_assert(slice_is(buffer_all(&b), ""));
    buffer_text(&b, "a");
    buffer_add(&b, "b\0c", 3);
    buffer_char(&b, 'd');
    buffer_slice(&b, slice_of("ef"));
    buffer_slice(&b, slice_of(NULL));
    buffer_repeat(&b, '-', 3);
    buffer_repeat(&b, '-', 0);
    buffer_format(&b, "%03d%s", 7, "!");
    ck_assert(slice_equal(buffer_all(&b), (struct slice){"ab\0cdef---007!", 14}));
    ck_assert(!b.failed);
    buffer_reset(&b);
    ck_assert(slice_is(buffer_all(&b), "") && b.data);
}
END_TEST

START_TEST(writes_integers)
{
    static const struct {
        int64_t value;
        const char *text;
    } cases[] = {{0, "0"},
                 {-1, "-1"},
                 {1440000000, "1440000000"},
                 {INT64_MAX, "9223372036854775807"},
                 {INT64_MIN, "-9223372036854775808"}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        CLEAN(buffer) struct buffer b;

        buffer_init(&b, 20);
        buffer_integer(&b, cases[i].value);
        ck_assert(slice_is(buffer_all(&b), cases[i].text));
    }
}
END_TEST

START_TEST(writes_hexadecimal_digits)
{
    CLEAN(buffer) struct buffer b;

    buffer_init(&b, 32);
    buffer_hexadecimal(&b, 0x0123456789abcdef);
    buffer_hexadecimal(&b, UINT64_MAX - 15);
    ck_assert(slice_is(buffer_all(&b), "0123456789abcdeffffffffffffffff0"));
    buffer_hexadecimal(&b, 0);
    ck_assert(b.failed && b.size == 32);
}
END_TEST

START_TEST(stops_at_its_ceiling)
{
    for (size_t ceiling = 0; ceiling <= 3000; ceiling += ceiling < 20 ? 1 : 97) {
        CLEAN(buffer) struct buffer b;

        buffer_init(&b, ceiling);
        for (size_t i = 0; i < ceiling; i++)
            buffer_char(&b, 'x');
        EXPECT(!b.failed && b.size == ceiling && b.room <= ceiling, "%zu", ceiling);
        buffer_text(&b, "");
        EXPECT(!b.failed, "%zu", ceiling);
        buffer_char(&b, 'y');
        EXPECT(b.failed && b.size == ceiling, "%zu", ceiling);
        /* Failed stays failed, also for what would fit, so that no gap goes unseen. */
        b.size = 0;
        buffer_char(&b, 'z');
        EXPECT(b.failed && b.size == 0, "%zu", ceiling);
        buffer_reset(&b);
        buffer_repeat(&b, 'r', ceiling + 1);
        EXPECT(b.failed && b.size == 0, "%zu", ceiling);
        buffer_reset(&b);
        buffer_repeat(&b, 'r', ceiling);
        EXPECT(!b.failed && b.size == ceiling, "%zu", ceiling);
    }
}
END_TEST

START_TEST(grows_in_place_for_a_writer)
{
    CLEAN(buffer) struct buffer b;

    buffer_init(&b, 10);
    ck_assert_ptr_nonnull(buffer_grow(&b, 0));
    char *end = buffer_grow(&b, 10);
    ck_assert_ptr_nonnull(end);
    ck_assert_uint_eq(b.size, 0);
    memcpy(end, "0123456789", 10);
    b.size = 10;
    ck_assert_ptr_eq(buffer_grow(&b, 0), b.data + 10);
    ck_assert(slice_is(buffer_all(&b), "0123456789"));
    ck_assert_ptr_null(buffer_grow(&b, 1));
    ck_assert(b.failed);
}
END_TEST

START_TEST(formats_below_its_ceiling)
{
    CLEAN(buffer) struct buffer b;

    buffer_init(&b, 4);
    buffer_format(&b, "%d", 123);
    ck_assert(slice_is(buffer_all(&b), "123") && !b.failed);
    buffer_format(&b, "%d", 4);
    ck_assert(slice_is(buffer_all(&b), "123") && b.failed);
    buffer_reset(&b);
    buffer_format(&b, "%d", 1234);
    ck_assert(slice_is(buffer_all(&b), "") && b.failed);
}
END_TEST

/* Asked by AddressSanitizer at start: memory that is not there is NULL, as it is without. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}

START_TEST(fails_without_memory)
{
    CLEAN(buffer) struct buffer b;

    buffer_init(&b, SIZE_MAX);
    buffer_text(&b, "kept");
    ck_assert_ptr_null(buffer_grow(&b, SIZE_MAX / 2));
    ck_assert(b.failed && slice_is(buffer_all(&b), "kept"));
    buffer_reset(&b);
    ck_assert_ptr_null(buffer_grow(&b, SIZE_MAX));
    ck_assert(b.failed);
}
END_TEST

START_TEST(is_cleared_more_than_once)
{
    struct buffer b = {0};

    buffer_clear(&b);
    buffer_char(&b, 'x');
    ck_assert(b.failed); /* a zeroed struct has a ceiling of 0 */
    buffer_init(&b, 5);
    buffer_text(&b, "abc");
    buffer_clear(&b);
    buffer_clear(&b);
    ck_assert(b.ceiling == 5 && !b.size && !b.failed && !b.data);
    buffer_text(&b, "again");
    ck_assert(slice_is(buffer_all(&b), "again"));
    buffer_clear(&b);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        gathers_bytes,
        writes_integers,
        writes_hexadecimal_digits,
        stops_at_its_ceiling,
        grows_in_place_for_a_writer,
        formats_below_its_ceiling,
        fails_without_memory,
        is_cleared_more_than_once,
    };

    return SUITE_RUN("base-buffer", tests);
}
