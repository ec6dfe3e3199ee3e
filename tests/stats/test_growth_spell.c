#include "stats/growth.h"
#include "stats/growth_spell.h"
#include "tests/stats/given.h"
#include "tests/stats/random.h"

static const struct {
    const char *current, *base, *text;
} pairs[] = {
    {"2123.035 million", "1439.970 million", "up 47.44 percent on"},
    {"2.123 billion", "1439.970 million", "up about 47.4 percent on"},
    {"2.123 billion", "1.440 billion", "up about 47 percent on"},
    {"2.596 billion", "2.619 billion", "down about 0.9 percent on"},
    {"958 million", "684 million", "up 40 percent on"},
    {"2.6 billion", "2.6 billion", "between 3.8 percent below and 4 percent above"},
    {"2600.000 million", "2600.000 million", "about the same as"},
    {"5 billion", "3 billion", "up 28.5 to 120 percent on"},
    {"3 billion", "5 billion", "down 22.2 to 54.6 percent on"},
    {"= -5.0", "10.0", "down about 150 percent on"},
    {"> 3.5 billion", "1.75 billion", ""},
};

static struct interval value_of(const char *text)
{
    struct given_number it = given_number(text);

    return interval_of(it.number, it.power, EQUAL, PRECISION_EXACT);
}

START_TEST(says_no_more_than_the_digits)
{
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        struct range percent, over = range_of(value_of(pairs[i].current)),
                              under = range_of(value_of(pairs[i].base)), value;
        char out[GROWTH_SPELL_ROOM];

        ck_assert(growth_between(given_interval(pairs[i].current), given_interval(pairs[i].base),
                                 &percent));
        ck_assert(growth_of(&over, &under, &value));
        (void)growth_spell(&percent, value.low, out);
        ck_assert_str_eq(out, pairs[i].text);
    }
}
END_TEST

START_TEST(equal_counts_are_the_same)
{
    struct range zero = range_point(exact_of_digits(0));
    char out[GROWTH_SPELL_ROOM];

    (void)growth_spell(&zero, zero.low, out);
    ck_assert_str_eq(out, "the same as");
}
END_TEST

/* What the words mean, read back by the rules of printed numbers, holds the whole interval. */
static struct range meant(const char *text)
{
    char low[24], high[32]; /* with a mark before it */
    struct range out;

    if (strcmp(text, "about the same as") == 0)
        return given_range("~ 0");
    if (sscanf(text, "up about %23s percent on", low) == 1)
        return (void)snprintf(high, sizeof high, "~ %s", low), given_range(high);
    if (sscanf(text, "down about %23s percent on", low) == 1)
        return (void)snprintf(high, sizeof high, "~ -%s", low), given_range(high);
    if (sscanf(text, "up %23s to %23s percent on", low, high) == 2) {
        out = range_of(value_of(low));
        out.high = range_of(value_of(high)).high;
    } else if (sscanf(text, "down %23s to %23s percent on", high, low) == 2) {
        out = range_of(value_of(low));
        out.low = exact_negate(out.low);
        out.high = exact_negate(range_of(value_of(high)).high);
    } else if (sscanf(text, "between %23s percent below and %23s percent above", low, high) == 2) {
        out = range_of(value_of(low));
        out.low = exact_negate(out.low);
        out.high = range_of(value_of(high)).high;
    } else if (sscanf(text, "up %23s percent on", low) == 1) {
        out = given_range(low);
    } else {
        ck_assert_msg(sscanf(text, "down %22s percent on", low + 1) == 1, "%s", text);
        low[0] = '-';
        out = given_range(low);
    }
    return out;
}

static struct decimal random_number(struct random *random)
{
    char text[32];
    struct decimal out;

    (void)snprintf(text, sizeof text, "%d.%0*d", random_between(random, 1, 400),
                   random_between(random, 1, 4), random_below(random, 10));
    ck_assert(decimal_parse(slice_of(text), &out));
    return out;
}

START_TEST(the_words_hold_the_interval)
{
    struct random random = {7};

    for (int i = 0; i < 20000; i++) {
        struct decimal x = random_number(&random), y = random_number(&random);
        struct range percent, over = range_point(exact_of(x)), under = range_point(exact_of(y)),
                              value, words;
        char out[GROWTH_SPELL_ROOM];

        if (!growth_between(interval_of(x, 0, EQUAL, PRECISION_PRINTED),
                            interval_of(y, 0, EQUAL, PRECISION_PRINTED), &percent))
            continue;
        ck_assert(growth_of(&over, &under, &value));
        ck_assert_uint_gt(growth_spell(&percent, value.low, out), 0);
        words = meant(out);
        EXPECT(range_contains(&words, &percent), "%d: %s", i, out);
    }
}
END_TEST

/* No sentence holds them: none is made. */
START_TEST(says_nothing_of_numbers_that_are_too_long)
{
    struct exact huge = exact_power(exact_of_digits(10), 50, 1, 0, ROUND_NEAREST);
    struct range percent;
    char out[GROWTH_SPELL_ROOM];

    huge = exact_multiply(exact_multiply(huge, huge), huge);
    percent = range_point(huge);
    ck_assert_uint_eq(growth_spell(&percent, huge, out), 0);
    ck_assert_str_eq(out, "");
    percent.low = exact_negate(huge);
    ck_assert_uint_eq(growth_spell(&percent, exact_of_digits(1), out), 0);
    ck_assert_str_eq(out, "");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {says_no_more_than_the_digits, equal_counts_are_the_same,
                                  the_words_hold_the_interval,
                                  says_nothing_of_numbers_that_are_too_long};

    return SUITE_RUN("stats-growth_spell", tests);
}
