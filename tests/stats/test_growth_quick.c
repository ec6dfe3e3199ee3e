#include "stats/growth.h"
#include "tests/stats/prints.h"
#include "tests/stats/random.h"

/* growth_ruled_out against growth_judge. */

static const char *shown(const struct print *it)
{
    static char out[3][DECIMAL_TEXT_ROOM + 16];
    static int next;
    char digits[DECIMAL_TEXT_ROOM];

    next = (next + 1) % 3;
    (void)decimal_text(it->number, digits);
    (void)snprintf(out[next], sizeof out[next], "%s %s * 10^%d%s",
                   comparators.items[it->comparator], digits, it->power,
                   it->precision == PRECISION_EXACT ? " exactly" : "");
    return out[next];
}

/* Returns whether the two are consistent by rounding. */
static bool hold(const struct print *rate, const struct print *current, const struct print *base,
                 bool both_ways)
{
    struct growth it = growth_judge(rate, current, base);
    bool consistent = it.verdict == GROWTH_CONSISTENT && !it.truncation;
    bool ruled_out = growth_ruled_out(rate, current, base);

    EXPECT(!(ruled_out && consistent), "%s is %s over %s and ruled out", shown(rate),
           shown(current), shown(base));
    EXPECT(!both_ways || ruled_out == !consistent, "%s is not %s over %s and not ruled out",
           shown(rate), shown(current), shown(base));
    return consistent;
}

static decimal_digits digits_between(struct random *random, int least, int most)
{
    decimal_digits out = random_between(random, 1, 9);

    for (int count = random_between(random, least, most); count > 1; count--)
        out = out * 10 + random_below(random, 10);
    return out;
}

/* At most `most` digits and at least three: above zero however its digits are read. */
static struct print positive(struct random *random, int most)
{
    static const int powers[] = {0, 3, 5, 6, 7, 9, 12};
    decimal_digits digits = digits_between(random, 3, most);

    return (struct print){.number = {digits, -random_below(random, 4)},
                          .power = powers[random_below(random, 7)],
                          .precision =
                              random_below(random, 4) ? PRECISION_PRINTED : PRECISION_EXACT};
}

/* What the rate makes of the base, by so many last digits more. */
static struct decimal grown(struct decimal base, struct decimal rate, int more)
{
    decimal_digits hundred = 100;

    for (int i = rate.exponent; i < 0; i++)
        hundred *= 10;
    return (struct decimal){base.digits * (hundred + rate.digits) + more,
                            base.exponent + rate.exponent - 2};
}

/* Fewer digits, as a printer would leave them. */
static void shorten(struct decimal *it, int times)
{
    for (; times && it->digits > 1000; times--, it->exponent++)
        it->digits /= 10;
}

START_TEST(what_is_printed_near_a_true_rate_is_told_apart)
{
    struct random random = {2107};
    int consistent = 0;

    for (int i = 0; i < 40000; i++) {
        struct print rate = {.number = {random_between(&random, -9000, 90000), -2}};
        struct print base = positive(&random, 8), current = base;

        current.number = grown(base.number, rate.number, random_between(&random, -9, 9));
        shorten(&current.number, random_below(&random, 12));
        consistent += hold(&rate, &current, &base, true);
    }
    ck_assert_int_gt(consistent, 8000);
    ck_assert_int_lt(consistent, 36000);
}
END_TEST

/* The end of what the rate can mean is met by exact numbers, and missed by the least there is. */
START_TEST(ends_that_touch_are_not_ruled_out)
{
    struct random random = {1440};

    for (int i = 0; i < 20000; i++) {
        struct print rate = {.number = {random_between(&random, -900, 9000), -1}};
        struct print base = positive(&random, 9), current;
        bool high = random_below(&random, 2);
        struct interval means = print_interval(&rate);

        base.precision = PRECISION_EXACT;
        current = base;
        current.number = grown(base.number, high ? means.high : means.low, 0);
        ck_assert(hold(&rate, &current, &base, true));
        current.number.digits += high ? 1 : -1;
        ck_assert(!hold(&rate, &current, &base, true));
    }
}
END_TEST

static struct print anything(struct random *random)
{
    struct print it = positive(random, random_below(random, 2) ? 5 : DECIMAL_PRINTED_DIGITS);

    it.number.exponent = -random_below(random, DECIMAL_PRINTED_DIGITS);
    it.comparator = (enum comparator)random_below(random, comparators.count);
    if (!random_below(random, 8))
        it.number.digits = -it.number.digits;
    if (!random_below(random, 8))
        it.number.digits = random_between(random, -3, 3);
    return it;
}

START_TEST(nothing_consistent_is_ruled_out)
{
    struct random random = {3810};
    int consistent = 0;

    for (int i = 0; i < 40000; i++) {
        struct print rate = anything(&random), current = anything(&random),
                     base = anything(&random);

        consistent += hold(&rate, &current, &base, false);
    }
    ck_assert_int_gt(consistent, 2000);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        what_is_printed_near_a_true_rate_is_told_apart,
        ends_that_touch_are_not_ruled_out,
        nothing_consistent_is_ruled_out,
    };

    return SUITE_RUN("stats-growth-quick", tests);
}
