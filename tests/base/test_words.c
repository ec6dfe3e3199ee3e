#include "base/words.h"
#include "tests/base/suite.h"

static const char *const list[] = {"series", "geo", "unit", "status", "rank", "period", "FY"};
static const struct words words = WORDS(list);

START_TEST(finds_whole_words)
{
    ck_assert_int_eq(words.count, 7);
    for (int i = 0; i < words.count; i++)
        ck_assert_int_eq(words_find(&words, slice_of(list[i])), i);
    ck_assert_int_eq(words_find(&words, slice_of("Series")), -1);
    ck_assert_int_eq(words_find(&words, slice_of("serie")), -1);
    ck_assert_int_eq(words_find(&words, slice_of("")), -1);
    ck_assert_int_eq(words_find(&words, (struct slice){0}), -1);
}
END_TEST

static const struct {
    const char *a, *b;
    int distance;
} distances[] = {
    {"", "", 0},
    {"a", "", 1},
    {"abc", "", 3},
    {"abcd", "", 4},
    {"abcdefgh", "", 4},
    {"period", "period", 0},
    {"PERIOD", "period", 0},
    {"perod", "period", 1},
    {"perriod", "period", 1},
    {"pariod", "period", 1},
    {"preiod", "period", 1},
    {"epriod", "period", 1},
    {"perido", "period", 1},
    {"preido", "period", 2},
    {"prieod", "period", 2},
    {"kitten", "sitting", 3},
    {"ca", "abc", 3}, /* no edits inside of a swapped pair: 2 otherwise */
    {"status", "series", 4},
    {"ab", "ba", 1},
    {"abcdef", "badcfe", 3},
    {"abcdefgh", "badcfehg", 4},
};

START_TEST(counts_single_edits)
{
    for (size_t i = 0; i < sizeof distances / sizeof distances[0]; i++) {
        struct slice a = slice_of(distances[i].a), b = slice_of(distances[i].b);

        ck_assert_msg(words_distance(a, b) == distances[i].distance, "%s %s: %d", distances[i].a,
                      distances[i].b, words_distance(a, b));
        ck_assert_int_eq(words_distance(b, a), distances[i].distance);
    }
}
END_TEST

START_TEST(long_text_is_never_near)
{
    static char flood[10240];

    memset(flood, 'x', sizeof flood);
    for (size_t size = 0; size <= 64; size++)
        ck_assert_int_eq(words_distance((struct slice){flood, size}, (struct slice){flood, size}),
                         0);
    ck_assert_int_eq(words_distance((struct slice){flood, 65}, (struct slice){flood, 65}), 4);
    ck_assert_int_eq(words_distance((struct slice){flood, 64}, (struct slice){flood, 65}), 4);
    ck_assert_int_eq(words_distance((struct slice){flood, 10240}, slice_of("x")), 4);
    ck_assert_ptr_null(words_near(&words, (struct slice){flood, 10240}));
}
END_TEST

START_TEST(suggests_what_was_meant)
{
    static const struct {
        const char *typed, *meant;
    } cases[] = {
        {"serie", "series"},  {"SERIES", "series"}, {"perod", "period"},  {"peroid", "period"},
        {"ragne", "rank"},    {"rnak", "rank"},     {"uint", "unit"},     {"xx", NULL},
        {"fy", "FY"},         {"gep", "geo"},       {"stauts", "status"}, {"", NULL},
        {"completely", NULL},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *near = words_near(&words, slice_of(cases[i].typed));

        ck_assert_msg((near == NULL) == (cases[i].meant == NULL), "%s", cases[i].typed);
        if (near)
            ck_assert_str_eq(near, cases[i].meant);
    }
}
END_TEST

START_TEST(short_words_leave_less_room)
{
    static const int tolerances[] = {0, 0, 0, 1, 1, 2, 2, 2, 2, 3, 3};

    for (size_t size = 0; size < sizeof tolerances / sizeof tolerances[0]; size++)
        ck_assert_int_eq(words_tolerance(size), tolerances[size]);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        finds_whole_words,       counts_single_edits,         long_text_is_never_near,
        suggests_what_was_meant, short_words_leave_less_room,
    };

    return SUITE_RUN("base-words", tests);
}
