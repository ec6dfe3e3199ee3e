#include "stats/interval.h"

static const char *const comparator_words[] = {"=", "~", ">", ">=", "<", "<="};
const struct words comparators = WORDS(comparator_words);

static const char *const scale_words[] = {"",      "thousand", "lakh",    "million",
                                          "crore", "billion",  "trillion"};
const struct words scales = WORDS(scale_words);

int scale_power(struct slice scale)
{
    static const int powers[] = {0, 3, 5, 6, 7, 9, 12};
    int i = words_find(&scales, scale.data ? scale : slice_of(""));

    return i < 0 ? -1 : powers[i];
}

enum precision precision_of(struct slice unit, struct slice scale, enum comparator comparator)
{
    static const char *const whole_words[] = {"count", "rank", "years"};
    static const struct words whole = WORDS(whole_words);
    bool exact = comparator == EQUAL && !scale.size && words_find(&whole, unit) >= 0;

    return exact ? PRECISION_EXACT : PRECISION_PRINTED;
}

struct interval interval_of(struct decimal number, int power, enum comparator comparator,
                            enum precision precision)
{
    /* How far a bound lies from the value, in tenths of the last printed digit's unit. */
    static const struct reach {
        int tenths;
        bool has_low, has_high;
    } reaches[] = {
        [EQUAL] = {5, true, true},     [ABOUT] = {10, true, true}, [MORE] = {0, true, false},
        [AT_LEAST] = {0, true, false}, [LESS] = {0, false, true},  [AT_MOST] = {0, false, true},
    };
    static const struct reach exact = {0, true, true};
    struct reach reach = precision == PRECISION_EXACT ? exact : reaches[comparator];
    struct decimal tenths = {number.digits * 10, number.exponent - 1 + power};
    struct interval it = {tenths, tenths, reach.has_low, reach.has_high};

    it.low.digits -= reach.tenths;
    it.high.digits += reach.tenths;
    return it;
}

struct interval interval_truncated(struct decimal number, int power)
{
    struct decimal value = decimal_scaled(number, power);
    struct interval it = {value, value, true, true};

    if (value.digits < 0)
        it.low.digits--;
    else
        it.high.digits++;
    return it;
}

/* Nothing of a lies below (above) an end that is open, and an open end lies beyond all. */
static bool lies_below(struct interval a, struct interval b)
{
    return a.has_high && b.has_low && decimal_compare(a.high, b.low) < 0;
}

bool interval_meets(struct interval a, struct interval b)
{
    return !lies_below(a, b) && !lies_below(b, a);
}

bool interval_contains(struct interval outer, struct interval inner)
{
    bool low = !outer.has_low || (inner.has_low && decimal_compare(outer.low, inner.low) <= 0);
    bool high = !outer.has_high || (inner.has_high && decimal_compare(inner.high, outer.high) <= 0);

    return low && high;
}

static bool is_bounded(struct interval it)
{
    return it.has_low && it.has_high;
}

bool interval_wider(struct interval a, struct interval b)
{
    if (!is_bounded(a) || !is_bounded(b))
        return !is_bounded(a) && is_bounded(b);
    return decimal_compare(decimal_width(a.low, a.high), decimal_width(b.low, b.high)) > 0;
}

size_t interval_width_key(struct interval it, char out[DECIMAL_KEY_ROOM])
{
    if (is_bounded(it))
        return decimal_key(decimal_width(it.low, it.high), out);
    memcpy(out, "~", 2);
    return 1;
}
