#include "stats/interval.h"
#include "tests/base/suite.h"
#include "tests/stats/random.h"

static struct decimal number_of(const char *text)
{
    struct decimal number = {0};

    ck_assert_msg(decimal_parse(slice_of(text), &number), "%s", text);
    return number;
}

static enum comparator comparator_of(const char *word)
{
    int i = words_find(&comparators, slice_of(word));

    ck_assert_msg(i >= 0, "%s", word);
    return (enum comparator)i;
}

/* "low high", an open side as "..". */
static const char *shown(struct interval it)
{
    static char out[2 * DECIMAL_TEXT_ROOM + 2];
    char low[DECIMAL_TEXT_ROOM] = "..", high[DECIMAL_TEXT_ROOM] = "..";

    if (it.has_low)
        (void)decimal_text(it.low, low);
    if (it.has_high)
        (void)decimal_text(it.high, high);
    (void)snprintf(out, sizeof out, "%s %s", low, high);
    return out;
}

static struct interval printed(const char *comparator, const char *number, const char *scale)
{
    return interval_of(number_of(number), scale_power(slice_of(scale)), comparator_of(comparator),
                       PRECISION_PRINTED);
}

static const struct {
    const char *comparator, *number, *scale, *bounds, *width_key;
} readings[] = {
    {"=", "2.123", "billion", "2122500000 2123500000", "15071"},
    {"=", "1.440", "billion", "1439500000 1440500000", "15071"},
    {"=", "1.44", "billion", "1435000000 1445000000", "15081"},
    {"=", "356", "million", "355500000 356500000", "15071"},
    {"=", "5", "crore", "45000000 55000000", "15081"},
    {"=", "2", "lakh", "150000 250000", "15061"},
    {"=", "7", "thousand", "6500 7500", "15041"},
    {"=", "1", "trillion", "500000000000 1500000000000", "15131"},
    {"=", "47.4", "", "47.35 47.45", "15001"},
    {"=", "0", "", "-0.5 0.5", "15011"},
    {"=", "-3.2", "", "-3.25 -3.15", "15001"},
    {"~", "10", "", "9 11", "15012"},
    {"~", "1.5", "billion", "1400000000 1600000000", "15092"},
    {"~", "-4", "", "-5 -3", "15012"},
    {">", "10", "billion", "10000000000 ..", "~"},
    {">=", "10", "billion", "10000000000 ..", "~"},
    {"<", "3.50", "", ".. 3.5", "~"},
    {"<=", "-3", "", ".. -3", "~"},
    {"=", "999999999999999999", "", "999999999999999998.5 999999999999999999.5", "15011"},
    {"=", "-999999999999999999", "trillion",
     "-999999999999999999500000000000 -999999999999999998500000000000", "15131"},
    {"~", "999999999999999999", "trillion",
     "999999999999999998000000000000 1000000000000000000000000000000", "15132"},
    {"=", "0.00000000000000001", "", "0.000000000000000005 0.000000000000000015", "14841"},
};

START_TEST(reads_printed_digits)
{
    char key[DECIMAL_KEY_ROOM];

    for (size_t i = 0; i < sizeof readings / sizeof readings[0]; i++) {
        struct interval it = printed(readings[i].comparator, readings[i].number, readings[i].scale);

        ck_assert_str_eq(shown(it), readings[i].bounds);
        ck_assert_uint_eq(interval_width_key(it, key), strlen(key));
        ck_assert_str_eq(key, readings[i].width_key);
    }
}
END_TEST

START_TEST(an_exact_number_is_itself)
{
    char key[DECIMAL_KEY_ROOM];

    for (int i = 0; i < comparators.count; i++) {
        struct interval it = interval_of(number_of("5.0"), 9, (enum comparator)i, PRECISION_EXACT);

        ck_assert_str_eq(shown(it), "5000000000 5000000000");
        (void)interval_width_key(it, key);
        ck_assert_str_eq(key, "0");
    }
}
END_TEST

static const struct {
    const char *unit, *scale, *comparator;
    enum precision precision;
} precisions[] = {
    {"count", "", "=", PRECISION_EXACT},
    {"rank", "", "=", PRECISION_EXACT},
    {"years", "", "=", PRECISION_EXACT},
    {"count", NULL, "=", PRECISION_EXACT},
    {"count", "thousand", "=", PRECISION_PRINTED},
    {"count", "", "~", PRECISION_PRINTED},
    {"count", "", ">=", PRECISION_PRINTED},
    {"USD", "", "=", PRECISION_PRINTED},
    {"percent", "", "=", PRECISION_PRINTED},
    {"ratio", "", "=", PRECISION_PRINTED},
    {"", "", "=", PRECISION_PRINTED},
};

START_TEST(only_unscaled_counts_ranks_and_years_are_exact)
{
    for (size_t i = 0; i < sizeof precisions / sizeof precisions[0]; i++)
        ck_assert_int_eq(precision_of(slice_of(precisions[i].unit), slice_of(precisions[i].scale),
                                      comparator_of(precisions[i].comparator)),
                         precisions[i].precision);
}
END_TEST

START_TEST(knows_scales)
{
    static const int powers[] = {0, 3, 5, 6, 7, 9, 12};

    ck_assert_int_eq(scales.count, 7);
    for (int i = 0; i < scales.count; i++)
        ck_assert_int_eq(scale_power(slice_of(scales.items[i])), powers[i]);
    ck_assert_int_eq(scale_power((struct slice){0}), 0);
    ck_assert_int_eq(scale_power(slice_of("Million")), -1);
    ck_assert_int_eq(scale_power(slice_of("milliard")), -1);
}
END_TEST

static const struct {
    const char *number, *scale, *bounds;
} cuts[] = {
    {"1.44", "billion", "1440000000 1450000000"},
    {"47", "", "47 48"},
    {"-3.2", "", "-3.3 -3.2"},
    {"0", "", "0 1"},
    {"-47", "million", "-48000000 -47000000"},
    {"99.9", "", "99.9 100"},
    {"999999999999999999", "", "999999999999999999 1000000000000000000"},
};

START_TEST(truncated_digits_reach_away_from_zero)
{
    for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++)
        ck_assert_str_eq(shown(interval_truncated(number_of(cuts[i].number),
                                                  scale_power(slice_of(cuts[i].scale)))),
                         cuts[i].bounds);
}
END_TEST

/* "-2 4", an open side as "..". */
static struct interval bounds(const char *text)
{
    struct slice rest = slice_of(text), low;
    struct interval it = {0};

    (void)slice_cut(&rest, ' ', &low);
    it.has_low = decimal_parse(low, &it.low);
    it.has_high = decimal_parse(rest, &it.high);
    return it;
}

static const struct {
    const char *a, *b;
    bool meets, a_contains, b_contains, a_wider, b_wider;
} pairs[] = {
    {"1 2", "1 2", true, true, true, false, false},
    {"1 2", "1.0 2.00", true, true, true, false, false},
    {"1 3", "1 2", true, true, false, true, false},
    {"1 3", "2 3", true, true, false, true, false},
    {"0 9", "3 4", true, true, false, true, false},
    {"1 2", "2 3", true, false, false, false, false},
    {"1 2", "2.1 3", false, false, false, true, false},
    {"-2 -1", "1 2", false, false, false, false, false},
    {"1 ..", "2 3", true, true, false, true, false},
    {"1 ..", "1 3", true, true, false, true, false},
    {"1 ..", "0 3", true, false, false, true, false},
    {"1 ..", "0 1", true, false, false, true, false},
    {"1 ..", "0 0.9", false, false, false, true, false},
    {"1 ..", "2 ..", true, true, false, false, false},
    {"1 ..", "1 ..", true, true, true, false, false},
    {".. 1", "0 1", true, true, false, true, false},
    {".. 1", "1 2", true, false, false, true, false},
    {".. 1", "1.1 2", false, false, false, true, false},
    {".. 1", ".. 0", true, true, false, false, false},
    {".. 1", "1 ..", true, false, false, false, false},
    {".. 1", "2 ..", false, false, false, false, false},
    {".. ..", "5 5", true, true, false, true, false},
    {".. ..", "1 ..", true, true, false, false, false},
    {".. ..", ".. ..", true, true, true, false, false},
    {"5 5", "5 5", true, true, true, false, false},
};

static void expect_pair(size_t i, struct interval a, struct interval b, bool swapped)
{
    bool a_contains = swapped ? pairs[i].b_contains : pairs[i].a_contains;
    bool a_wider = swapped ? pairs[i].b_wider : pairs[i].a_wider;

    EXPECT(interval_meets(a, b) == pairs[i].meets, "%s, %s", pairs[i].a, pairs[i].b);
    EXPECT(interval_contains(a, b) == a_contains, "%s, %s", pairs[i].a, pairs[i].b);
    EXPECT(interval_wider(a, b) == a_wider, "%s, %s", pairs[i].a, pairs[i].b);
}

/* Bounds of one interval share their exponent, as those of one print do. */
static struct interval aligned(struct interval it)
{
    for (; it.low.exponent > -2; it.low.exponent--)
        it.low.digits *= 10;
    for (; it.high.exponent > -2; it.high.exponent--)
        it.high.digits *= 10;
    return it;
}

START_TEST(compares_intervals)
{
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        struct interval a = aligned(bounds(pairs[i].a)), b = aligned(bounds(pairs[i].b));

        expect_pair(i, a, b, false);
        expect_pair(i, b, a, true);
    }
}
END_TEST

/* More printed digits of the same number lie in fewer: what rule 2 of the selection stands on. */
START_TEST(a_rounded_print_contains_the_longer_one)
{
    struct random random = {1440};

    for (int i = 0; i < 20000; i++) {
        int64_t digits = (int64_t)(random_next(&random) % 100000000);
        struct decimal full = {digits, -3}, brief = {(digits + 5) / 10, -2};
        struct interval inner = interval_of(full, 9, EQUAL, PRECISION_PRINTED);
        struct interval outer = interval_of(brief, 9, EQUAL, PRECISION_PRINTED);
        char inner_key[DECIMAL_KEY_ROOM], outer_key[DECIMAL_KEY_ROOM];

        (void)interval_width_key(inner, inner_key);
        (void)interval_width_key(outer, outer_key);
        EXPECT(strcmp(inner_key, outer_key) < 0, "%s %s", inner_key, outer_key);
        EXPECT(interval_wider(outer, inner), "%d", (int)digits);
        EXPECT(interval_meets(outer, inner), "%d", (int)digits);
        /* Half a unit beyond the rounding's middle sticks out. */
        EXPECT(interval_contains(outer, inner) == (digits % 10 != 5), "%d", (int)digits);
        EXPECT(interval_meets(interval_truncated((struct decimal){digits / 10, -2}, 9), inner),
               "%d", (int)digits);
    }
}
END_TEST

/* A value with five more digits than are printed, in units of 10^-5 of the last printed one. */
enum { UNIT = 100000 };

/* Whatever the source did with a value to print it, the digits' interval holds the value. */
START_TEST(every_value_lies_in_its_print)
{
    struct random random = {36};

    for (int i = 0; i < 50000; i++) {
        int64_t digits = random_between(&random, -2000, 2000);
        int power = random_between(&random, -3, 12), off = random_between(&random, -UNIT, UNIT);
        struct decimal print = {digits, 0}, true_value = {digits * UNIT + off, -5};
        struct interval it =
            interval_of(decimal_scaled(true_value, power), 0, EQUAL, PRECISION_EXACT);
        /* Rounded to nearest, however a half is rounded; about; cut off towards zero. */
        bool rounds = off >= -UNIT / 2 && off <= UNIT / 2;
        bool is_cut = off > -UNIT && off < UNIT &&
                      (digits > 0   ? off >= 0
                       : digits < 0 ? off <= 0
                                    : true);
        bool inside = interval_contains(interval_of(print, power, EQUAL, PRECISION_PRINTED), it);

        EXPECT(inside == rounds, "%d + %d", (int)digits, off);
        EXPECT(interval_contains(interval_of(print, power, ABOUT, PRECISION_PRINTED), it),
               "about %d + %d", (int)digits, off);
        EXPECT(!is_cut || digits == 0 || interval_contains(interval_truncated(print, power), it),
               "cut %d + %d", (int)digits, off);
        EXPECT(interval_contains(
                   interval_of(print, power, off < 0 ? LESS : MORE, PRECISION_PRINTED), it),
               "over or under %d + %d", (int)digits, off);
        EXPECT(interval_contains(
                   interval_of(print, power, off < 0 ? AT_MOST : AT_LEAST, PRECISION_PRINTED), it),
               "at most or at least %d + %d", (int)digits, off);
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        reads_printed_digits,
        an_exact_number_is_itself,
        only_unscaled_counts_ranks_and_years_are_exact,
        knows_scales,
        truncated_digits_reach_away_from_zero,
        compares_intervals,
        a_rounded_print_contains_the_longer_one,
        every_value_lies_in_its_print,
    };

    return SUITE_RUN("stats-interval", tests);
}
