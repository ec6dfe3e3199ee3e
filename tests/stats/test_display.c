#include "stats/interval.h"
#include "tests/base/suite.h"

static const struct {
    const char *comparator, *number, *scale, *unit, *text;
} displays[] = {
    {"=", "2.123", "billion", "USD", "US$2.123 billion"},
    {"=", "1.440", "billion", "USD", "US$1.440 billion"},
    {"~", "10", "", "count", "about 10"},
    {">", "10", "billion", "USD", "over US$10 billion"},
    {">=", "5", "crore", "PKR", "at least PKR 5 crore"},
    {"<", "3", "lakh", "INR", "under INR 3 lakh"},
    {"<=", "700", "million", "EUR", "at most EUR 700 million"},
    {"=", "-2.5", "million", "USD", "-US$2.5 million"},
    {"~", "-7", "", "PKR", "about -PKR 7"},
    {"=", "52", "", "percent", "52%"},
    {"=", "-3.40", "", "percent", "-3.40%"},
    {"~", "47", "", "percent", "about 47%"},
    {"=", "10", "", "years", "10 years"},
    {"=", "1", "", "years", "1 year"},
    {"=", "1.0", "", "years", "1.0 years"},
    {"=", "1", "thousand", "years", "1 thousand years"},
    {"=", "5", "", "rank", "rank 5"},
    {"=", "2746", "", "count", "2746"},
    {"=", "20.5", "thousand", "count", "20.5 thousand"},
    {"=", "0.75", "", "ratio", "0.75"},
    {"=", "0.75", NULL, NULL, "0.75"},
    {"=", "0.75", "", "", "0.75"},
    {">=", "-12345678901234567.8", "thousand", "years",
     "at least -12345678901234567.8 thousand years"},
    {">=", "-12345678901234567.8", "trillion", "PKR", "at least -PKR 12345678901234567.8 trillion"},
};

START_TEST(shows_what_was_printed)
{
    char out[DISPLAY_ROOM];

    for (size_t i = 0; i < sizeof displays / sizeof displays[0]; i++) {
        int comparator = words_find(&comparators, slice_of(displays[i].comparator));
        size_t size = display_text(slice_of(displays[i].number), slice_of(displays[i].scale),
                                   slice_of(displays[i].unit), (enum comparator)comparator, out);

        ck_assert_str_eq(out, displays[i].text);
        ck_assert_uint_eq(size, strlen(out));
    }
}
END_TEST

/* Every unit, scale and comparator with the longest number, and what no package lets in. */
START_TEST(always_fits)
{
    static const char *const units[] = {"", "USD", "PKR", "percent", "rank", "years", "nonsense"};
    struct slice number = slice_of("-0.12345678901234567");
    char out[DISPLAY_ROOM];

    for (int c = 0; c < comparators.count; c++)
        for (int s = 0; s < scales.count; s++)
            for (size_t u = 0; u < sizeof units / sizeof units[0]; u++) {
                size_t size = display_text(number, slice_of(scales.items[s]), slice_of(units[u]),
                                           (enum comparator)c, out);

                ck_assert_uint_eq(size, strlen(out));
                ck_assert_ptr_nonnull(strstr(out, "0.12345678901234567"));
                ck_assert_ptr_nonnull(strstr(out, scales.items[s]));
            }
}
END_TEST

START_TEST(never_overruns)
{
    static char flood[5000];
    struct slice all = {flood, sizeof flood};
    char out[DISPLAY_ROOM];

    memset(flood, '9', sizeof flood);
    ck_assert_uint_lt(display_text(all, all, all, AT_LEAST, out), DISPLAY_ROOM);
    ck_assert_uint_eq(display_text((struct slice){0}, all, (struct slice){0}, LESS, out),
                      strlen(out));
    ck_assert_uint_eq(display_text((struct slice){flood, 1}, (struct slice){0},
                                   (struct slice){"PKRX", 3}, EQUAL, out),
                      5);
    ck_assert_str_eq(out, "PKR 9");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {shows_what_was_printed, always_fits, never_overruns};

    return SUITE_RUN("stats-display", tests);
}
