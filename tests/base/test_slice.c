#include "base/slice.h"
#include "tests/base/suite.h"

static const struct slice none = {NULL, 0}, empty = {"", 0};

START_TEST(no_value_is_not_the_empty_text)
{
    ck_assert_ptr_null(slice_of(NULL).data);
    ck_assert(slice_is(empty, "") && !slice_is(none, ""));
    ck_assert(slice_equal(none, none) && slice_equal(empty, empty));
    ck_assert(!slice_equal(none, empty) && !slice_equal(empty, none));
    ck_assert(slice_equal_ignoring_case(none, none));
    ck_assert(!slice_equal_ignoring_case(none, empty));
    ck_assert(!slice_starts(none, "") && slice_starts(empty, ""));
    ck_assert(!slice_ends(none, "") && slice_ends(empty, ""));
}
END_TEST

START_TEST(compares_bytes)
{
    struct slice a = {"a\0b", 3}, b = {"a\0c", 3};

    ck_assert(!slice_equal(a, b) && slice_equal(a, (struct slice){"a\0b", 3}));
    ck_assert(!slice_is(a, "a"));
    ck_assert(slice_is(slice_of("Jul"), "Jul") && !slice_is(slice_of("Jul"), "jul"));
    ck_assert(!slice_is(slice_of("Jul"), "July") && !slice_is(slice_of("July"), "Jul"));
    ck_assert(slice_equal_ignoring_case(slice_of("FY2020"), slice_of("fy2020")));
    ck_assert(!slice_equal_ignoring_case(slice_of("FY2020"), slice_of("fy2021")));
    ck_assert(!slice_equal_ignoring_case(slice_of("@["), slice_of("`{"))); /* next to A and Z */
    ck_assert(!slice_equal_ignoring_case(slice_of("\xC3\x84"), slice_of("\xC3\xA4")));
}
END_TEST

START_TEST(orders_as_unsigned_bytes)
{
    static const char *const order[] = {"", "A", "a", "a0", "aa", "b", "\x7F", "\x80", "\xFF"};
    enum { COUNT = sizeof order / sizeof order[0] };

    for (int i = 0; i < COUNT; i++)
        for (int k = 0; k < COUNT; k++) {
            int found = slice_compare(slice_of(order[i]), slice_of(order[k]));

            ck_assert_int_eq((found > 0) - (found < 0), (i > k) - (i < k));
        }
    ck_assert_int_eq(slice_compare(none, empty), 0);
}
END_TEST

START_TEST(looks_at_both_ends)
{
    struct slice s = slice_of("figures.csv");

    ck_assert(slice_starts(s, "fig") && slice_starts(s, "figures.csv"));
    ck_assert(!slice_starts(s, "figures.csvx") && !slice_starts(s, "Fig"));
    ck_assert(slice_ends(s, ".csv") && slice_ends(s, "figures.csv"));
    ck_assert(!slice_ends(s, "xfigures.csv") && !slice_ends(s, ".cs"));
}
END_TEST

START_TEST(skips_drops_and_trims)
{
    struct slice s = slice_of("abc");

    ck_assert(slice_is(slice_skip(s, 0), "abc") && slice_is(slice_skip(s, 2), "c"));
    ck_assert(slice_is(slice_skip(s, 3), "") && slice_is(slice_skip(s, 99), ""));
    ck_assert(slice_is(slice_drop(s, 1), "ab") && slice_is(slice_drop(s, 99), ""));
    ck_assert(slice_equal(slice_skip(none, 5), none) && slice_equal(slice_drop(none, 5), none));
    ck_assert(slice_is(slice_trim(slice_of(" \t a b\t ")), "a b"));
    ck_assert(slice_is(slice_trim(slice_of(" \t ")), ""));
    ck_assert(slice_is(slice_trim(slice_of("a\n")), "a\n"));
    ck_assert(slice_equal(slice_trim(none), none));
}
END_TEST

START_TEST(cuts_at_separators)
{
    static const struct {
        const char *text;
        int count;
        const char *parts[4];
    } cases[] = {
        {"a,,b", 3, {"a", "", "b"}}, {"", 1, {""}},        {",", 2, {"", ""}}, {"a", 1, {"a"}},
        {"a,", 2, {"a", ""}},        {",a", 2, {"", "a"}},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct slice rest = slice_of(cases[i].text), part;
        int count = 0;

        while (slice_cut(&rest, ',', &part)) {
            ck_assert_int_lt(count, cases[i].count);
            ck_assert(slice_is(part, cases[i].parts[count++]));
        }
        ck_assert_int_eq(count, cases[i].count);
    }
    struct slice rest = none, part;
    ck_assert(!slice_cut(&rest, ',', &part));
}
END_TEST

START_TEST(reads_whole_numbers)
{
    static const char *const refused[] = {"",   "-1", "+1",   " 1",  "1 ",
                                          "1a", "a",  "1001", "0x1", "1234567890123456789"};
    int64_t value = 7;

    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        ck_assert_msg(!slice_integer(slice_of(refused[i]), 1000, &value), "%s", refused[i]);
    ck_assert(!slice_integer(none, 1000, &value));
    ck_assert_int_eq(value, 7);
    ck_assert(slice_integer(slice_of("1000"), 1000, &value) && value == 1000);
    ck_assert(slice_integer(slice_of("0007"), 1000, &value) && value == 7);
    ck_assert(slice_integer(slice_of("999999999999999999"), INT64_MAX, &value));
    ck_assert_int_eq(value, 999999999999999999);
}
END_TEST

START_TEST(copies_only_what_fits)
{
    char out[4] = "xxx";

    ck_assert(slice_copy(slice_of("abc"), out, sizeof out));
    ck_assert_str_eq(out, "abc");
    ck_assert(!slice_copy(slice_of("abcd"), out, sizeof out));
    ck_assert_str_eq(out, "");
    ck_assert(slice_copy(none, out, sizeof out));
    ck_assert_str_eq(out, "");
    ck_assert(!slice_copy(empty, out, 0));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        no_value_is_not_the_empty_text,
        compares_bytes,
        orders_as_unsigned_bytes,
        looks_at_both_ends,
        skips_drops_and_trims,
        cuts_at_separators,
        reads_whole_numbers,
        copies_only_what_fits,
    };

    return SUITE_RUN("base-slice", tests);
}
