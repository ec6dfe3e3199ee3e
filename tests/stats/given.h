/* What the tests of the arithmetic are given, written as a reader writes it: "1.440 billion",
 * "> 3.5 billion", "2020-07-01/2021-06-30". */
#ifndef TESTS_GIVEN_H
#define TESTS_GIVEN_H

#include "stats/range.h"
#include "tests/base/suite.h"

struct given_number {
    struct decimal number;
    int power;
    enum comparator comparator;
};

static inline struct given_number given_number(const char *text)
{
    struct slice rest = slice_of(text), word = {0};
    struct given_number out = {.comparator = EQUAL};
    int comparator;

    (void)slice_cut(&rest, ' ', &word);
    comparator = words_find(&comparators, word);
    if (comparator >= 0) {
        out.comparator = (enum comparator)comparator;
        (void)slice_cut(&rest, ' ', &word);
    }
    ck_assert_msg(decimal_parse(word, &out.number), "%s", text);
    out.power = scale_power(rest);
    ck_assert_msg(out.power >= 0, "%s", text);
    return out;
}

static inline struct interval given_interval(const char *text)
{
    struct given_number it = given_number(text);

    return interval_of(it.number, it.power, it.comparator, PRECISION_PRINTED);
}

static inline struct range given_range(const char *text)
{
    return range_of(given_interval(text));
}

/* "low high" as shown, an open side as "..". */
static inline const char *range_shown(struct range it)
{
    static char out[2 * EXACT_TEXT_ROOM + 8];
    struct range_text text = range_text(&it);

    (void)snprintf(out, sizeof out, "%s%s %s%s", it.open_low ? "(" : "",
                   text.low[0] ? text.low : "..", text.high[0] ? text.high : "..",
                   it.open_high ? ")" : "");
    return out;
}

#endif
