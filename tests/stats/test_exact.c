#include "stats/exact.h"
#include "tests/stats/given.h"
#include "tests/stats/random.h"

static struct exact exactly(const char *text)
{
    struct given_number it = given_number(text);

    return exact_of(decimal_scaled(it.number, it.power));
}

static const char *shown(struct exact it, enum rounding rounding)
{
    static char out[EXACT_TEXT_ROOM];

    return exact_text(it, rounding, out) ? out : "no number";
}

static const struct {
    const char *a;
    char operation;
    const char *b, *nearest, *down, *up;
} results[] = {
    {"1", '+', "2", "3", "3", "3"},
    {"0.1", '+', "0.2", "0.3", "0.3", "0.3"},
    {"1", '-', "3", "-2", "-2", "-2"},
    {"-1.5", '-', "-1.5", "0", "0", "0"},
    {"-1.5", '*', "-2", "3", "3", "3"},
    {"0", '*', "-2", "0", "0", "0"},
    {"1", '/', "3", "0.3333", "0.3333", "0.3334"},
    {"-1", '/', "3", "-0.3333", "-0.3334", "-0.3333"},
    {"2", '/', "3", "0.6667", "0.6666", "0.6667"},
    {"-2", '/', "3", "-0.6667", "-0.6667", "-0.6666"},
    {"1", '/', "30000", "0", "0", "0.0001"},
    {"-1", '/', "30000", "0", "-0.0001", "0"},
    {"1", '/', "0", "no number", "no number", "no number"},
    {"0", '/', "7", "0", "0", "0"},
    {"1", '/', "8", "0.125", "0.125", "0.125"},
    {"1", '/', "1024", "0.0009765625", "0.0009765625", "0.0009765625"},
    {"22", '/', "7", "3.1429", "3.1428", "3.1429"},
    {"9999996", '/', "1000003", "10", "9.9999", "10"},
    {"2.123 billion", '/', "1.440 billion", "1.4743", "1.4743", "1.4744"},
    {"999999999999999999 trillion", '*', "999999999999999999 trillion",
     "999999999999999998000000000000000001000000000000000000000000",
     "999999999999999998000000000000000001000000000000000000000000",
     "999999999999999998000000000000000001000000000000000000000000"},
};

static struct exact worked_out(struct exact a, char operation, struct exact b)
{
    switch (operation) {
    case '+':
        return exact_add(a, b);
    case '-':
        return exact_subtract(a, b);
    case '*':
        return exact_multiply(a, b);
    default:
        return exact_divide(a, b);
    }
}

START_TEST(calculates)
{
    for (size_t i = 0; i < sizeof results / sizeof results[0]; i++) {
        struct exact out =
            worked_out(exactly(results[i].a), results[i].operation, exactly(results[i].b));

        ck_assert_str_eq(shown(out, ROUND_NEAREST), results[i].nearest);
        ck_assert_str_eq(shown(out, ROUND_DOWN), results[i].down);
        ck_assert_str_eq(shown(out, ROUND_UP), results[i].up);
    }
}
END_TEST

START_TEST(half_goes_away_from_zero)
{
    /* 3.00005 + 1/(3 * 10^30) does not terminate and lies just above the half, the other below. */
    struct exact half = exactly("3.00005"),
                 bit = exact_divide(exact_of((struct decimal){1, -30}), exactly("3"));

    ck_assert_str_eq(shown(half, ROUND_NEAREST), "3.00005");
    ck_assert_str_eq(shown(exact_add(half, bit), ROUND_NEAREST), "3.0001");
    ck_assert_str_eq(shown(exact_subtract(half, bit), ROUND_NEAREST), "3");
    ck_assert_str_eq(shown(exact_negate(exact_add(half, bit)), ROUND_NEAREST), "-3.0001");
    ck_assert_str_eq(shown(exact_negate(exact_add(half, bit)), ROUND_UP), "-3");
    ck_assert_str_eq(shown(exact_add(half, bit), ROUND_DOWN), "3");
}
END_TEST

START_TEST(what_ends_is_written_whole)
{
    struct exact it = exact_of_digits(1);

    for (int i = 0; i < 40; i++)
        it = exact_divide(it, exact_of_digits(2));
    ck_assert_str_eq(shown(it, ROUND_NEAREST), "0.0000000000009094947017729282379150390625");
    ck_assert_str_eq(shown(exact_divide(it, exact_of_digits(2)), ROUND_NEAREST), "0");
    ck_assert_str_eq(shown(exact_of((struct decimal){-5, -40}), ROUND_NEAREST),
                     "-0.0000000000000000000000000000000000000005");
    ck_assert_str_eq(shown(exact_of((struct decimal){7, 40}), ROUND_NEAREST),
                     "70000000000000000000000000000000000000000");
}
END_TEST

START_TEST(what_grows_too_large_is_no_number)
{
    struct exact it = exactly("999999999999999999 trillion"), other = exact_of_digits(1);
    int squares = 0;

    while (exact_given(&it) && squares < 20) {
        it = exact_multiply(it, it);
        squares++;
    }
    ck_assert_int_eq(squares, 4); /* 100 bits, 200, 400, 800, 1600 */
    other = exact_add(other, it);
    ck_assert(!exact_given(&other));
    ck_assert_str_eq(shown(other, ROUND_NEAREST), "no number");
    it = exactly("999999999999999999 trillion");
    it = exact_multiply(exact_multiply(it, it), exact_multiply(it, it));
    ck_assert(exact_given(&it));
    ck_assert_str_eq(shown(it, ROUND_UP), "999999999999999996000000000000000005999999999999999996"
                                          "000000000000000001000000000000000000000000000000000000"
                                          "000000000000");
    ck_assert_str_eq(shown(exact_multiply(it, it), ROUND_UP), "no number"); /* too long a text */
}
END_TEST

static const struct {
    const char *base;
    int times, root, places;
    const char *down, *nearest, *up;
} powers[] = {
    {"1.21", 1, 2, 4, "1.1", "1.1", "1.1"},
    {"2", 1, 2, 4, "1.4142", "1.4142", "1.4143"},
    {"3", 1, 2, 4, "1.732", "1.7321", "1.7321"},
    {"0", 3, 2, 4, "0", "0", "0"},
    {"1", 12, 5, 4, "1", "1", "1"},
    {"0.000001", 1, 1, 4, "0", "0", "0.0001"},
    {"1.01", 12, 1, 6, "1.126825", "1.126825", "1.126826"},
    {"1.5", 1, 1, 0, "1", "2", "2"},
    {"2.25", 1, 2, 0, "1", "2", "2"},
    {"2", 12, 5, 6, "5.278031", "5.278032", "5.278032"},
    {"1024", 1, 10, 4, "2", "2", "2"},
    {"2", 1, 60, 6, "1.011619", "1.011619", "1.01162"},
};

START_TEST(takes_roots)
{
    for (size_t i = 0; i < sizeof powers / sizeof powers[0]; i++) {
        const char *want[] = {[ROUND_NEAREST] = powers[i].nearest,
                              [ROUND_DOWN] = powers[i].down,
                              [ROUND_UP] = powers[i].up};

        for (int rounding = ROUND_NEAREST; rounding <= ROUND_UP; rounding++)
            ck_assert_str_eq(
                shown(exact_power(exactly(powers[i].base), powers[i].times, powers[i].root,
                                  powers[i].places, (enum rounding)rounding),
                      ROUND_NEAREST),
                want[rounding]);
    }
}
END_TEST

START_TEST(a_root_that_is_too_large_is_no_number)
{
    struct exact it = exactly("999999999999999999 trillion"),
                 negative = exact_power(exact_negate(it), 1, 2, 4, ROUND_DOWN);

    it = exact_power(it, 60, 60, 6, ROUND_DOWN);
    ck_assert(!exact_given(&it));
    /* 500 bits: the fourth power fits, its square is too much on the way to the sixtieth. */
    it = exactly("999999999999999999 trillion");
    it = exact_multiply(it, exact_multiply(exact_multiply(it, it), exact_multiply(it, it)));
    ck_assert(exact_given(&it));
    it = exact_power(it, 60, 60, 6, ROUND_DOWN);
    ck_assert(!exact_given(&it));
    ck_assert(!exact_given(&negative));
}
END_TEST

/* A random fraction of whole numbers small enough for the test's own arithmetic. */
struct fraction {
    int64_t top, bottom;
};

static struct fraction fraction_make(struct random *random)
{
    return (struct fraction){random_between(random, -1000000, 1000000),
                             random_between(random, 1, 1000000)};
}

static struct exact exact_of_fraction(struct fraction it)
{
    return exact_divide(exact_of_digits(it.top), exact_of_digits(it.bottom));
}

static void expect_fraction(struct exact it, decimal_digits top, decimal_digits bottom)
{
    struct exact want = exact_divide(exact_of_digits(top), exact_of_digits(bottom));

    EXPECT(exact_compare(&it, &want) == 0, "%s", shown(it, ROUND_NEAREST));
    /* Reduced alike, so that equal numbers are equal bytes in use. */
    EXPECT(natural_compare(&it.bottom, &want.bottom) == 0, "%s", shown(it, ROUND_NEAREST));
}

START_TEST(agrees_with_cross_multiplication)
{
    struct random random = {20210720};

    for (int i = 0; i < 20000; i++) {
        struct fraction a = fraction_make(&random), b = fraction_make(&random);
        struct exact x = exact_of_fraction(a), y = exact_of_fraction(b);
        decimal_digits left = (decimal_digits)a.top * b.bottom,
                       right = (decimal_digits)b.top * a.bottom,
                       bottom = (decimal_digits)a.bottom * b.bottom;

        expect_fraction(exact_add(x, y), left + right, bottom);
        expect_fraction(exact_subtract(x, y), left - right, bottom);
        expect_fraction(exact_multiply(x, y), (decimal_digits)a.top * b.top, bottom);
        if (b.top)
            expect_fraction(exact_divide(x, y), left, right);
        EXPECT(exact_compare(&x, &y) == (left > right) - (left < right), "%d", i);
    }
}
END_TEST

START_TEST(roundings_enclose)
{
    struct random random = {1440};
    struct exact step = exact_of((struct decimal){1, -4});

    for (int i = 0; i < 5000; i++) {
        struct exact it = exact_of_fraction(fraction_make(&random));
        struct exact down = exactly(shown(it, ROUND_DOWN)), up = exactly(shown(it, ROUND_UP)),
                     gap = exact_subtract(up, down);

        EXPECT(exact_compare(&down, &it) <= 0 && exact_compare(&it, &up) <= 0, "%d", i);
        EXPECT(exact_sign(&gap) == 0 || exact_compare(&gap, &step) == 0, "%d", i);
    }
}
END_TEST

/* r <= base^(times/root) <= r + one step, and r is the base where the power undoes the root. */
START_TEST(roots_enclose)
{
    struct random random = {23710};

    for (int i = 0; i < 2000; i++) {
        int root = random_between(&random, 1, 12);
        struct exact base = exact_divide(exact_of_digits(random_between(&random, 1, 100000)),
                                         exact_of_digits(random_between(&random, 1, 100000)));
        struct exact down = exact_power(base, 1, root, 6, ROUND_DOWN),
                     up = exact_power(base, 1, root, 6, ROUND_UP), low = exact_of_digits(1),
                     high = low;

        for (int k = 0; k < root; k++) {
            low = exact_multiply(low, down);
            high = exact_multiply(high, up);
        }
        EXPECT(exact_compare(&low, &base) <= 0 && exact_compare(&base, &high) <= 0, "%d", i);
        down = exact_add(down, exact_of((struct decimal){1, -6}));
        EXPECT(exact_compare(&up, &down) <= 0, "%d", i);
    }
}
END_TEST

START_TEST(an_even_root_is_found_even)
{
    struct random random = {3810};

    for (int i = 0; i < 2000; i++) {
        int root = random_between(&random, 1, 9);
        struct exact side = exact_of((struct decimal){random_between(&random, 1, 9999), -4});
        struct exact power = exact_power(side, root, 1, 4 * root, ROUND_NEAREST);

        for (int rounding = ROUND_NEAREST; rounding <= ROUND_UP; rounding++) {
            struct exact back = exact_power(power, 1, root, 4, (enum rounding)rounding);

            EXPECT(exact_compare(&back, &side) == 0, "%d", i);
        }
    }
}
END_TEST

START_TEST(rounds_to_a_grid)
{
    ck_assert_str_eq(shown(exact_rounded(exactly("2.25"), 1, ROUND_NEAREST), ROUND_NEAREST), "2.3");
    ck_assert_str_eq(shown(exact_rounded(exactly("-2.25"), 1, ROUND_NEAREST), ROUND_NEAREST),
                     "-2.3");
    ck_assert_str_eq(shown(exact_rounded(exactly("-2.25"), 1, ROUND_DOWN), ROUND_NEAREST), "-2.3");
    ck_assert_str_eq(shown(exact_rounded(exactly("-2.25"), 1, ROUND_UP), ROUND_NEAREST), "-2.2");
    ck_assert_str_eq(shown(exact_rounded(exactly("-0.01"), 1, ROUND_UP), ROUND_NEAREST), "0");
    ck_assert_str_eq(shown(exact_rounded(exactly("7"), 0, ROUND_UP), ROUND_NEAREST), "7");
}
END_TEST

START_TEST(takes_the_whole_part)
{
    struct exact third = exact_divide(exact_of_digits(1), exact_of_digits(3)), back;

    ck_assert(exact_floor(&third, 0) == 0);
    ck_assert(exact_floor(&third, 4) == 5);
    ck_assert(exact_floor(&third, 64) == (decimal_digits)UINT64_MAX / 3);
    third = exactly("999999999999999999 trillion");
    ck_assert(exact_floor(&third, 30) == -1);
    third = exact_divide(third, exact_of_digits(0));
    ck_assert(exact_floor(&third, 0) == -1);
    back = exact_halved(exact_of_digits(5), NATURAL_BITS + 64);
    ck_assert(!exact_given(&back));
    back = exact_halved(exact_of_digits(5), 2);
    ck_assert_str_eq(shown(back, ROUND_NEAREST), "1.25");
}
END_TEST

/* Near the most that fits the search meets powers that do not: it answers, or says that it cannot.
 */
START_TEST(large_roots_enclose)
{
    struct exact base = exactly("999999999999999999 trillion"),
                 step = exact_of((struct decimal){1, -1});
    int found = 0, most = 0;

    for (int times = 1; times <= EXACT_MOST_ROOT; times++)
        for (int root = 2; root <= EXACT_MOST_ROOT; root++) {
            struct exact down = exact_power(base, times, root, 1, ROUND_DOWN),
                         up = exact_power(base, times, root, 1, ROUND_UP);

            if (!exact_given(&down) || !exact_given(&up))
                continue;
            struct exact gap = exact_subtract(up, down);
            EXPECT(exact_sign(&gap) == 0 || exact_compare(&gap, &step) == 0, "%d/%d", times, root);
            found++;
            most = times > most ? times : most;
        }
    ck_assert_int_gt(found, 0);
    ck_assert_int_lt(most, EXACT_MOST_ROOT);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        calculates,
        half_goes_away_from_zero,
        what_ends_is_written_whole,
        what_grows_too_large_is_no_number,
        takes_roots,
        a_root_that_is_too_large_is_no_number,
        agrees_with_cross_multiplication,
        roundings_enclose,
        roots_enclose,
        an_even_root_is_found_even,
        rounds_to_a_grid,
        takes_the_whole_part,
        large_roots_enclose,
    };

    return SUITE_RUN("stats-exact", tests);
}
