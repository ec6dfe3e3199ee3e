#include "stats/aggregate.h"
#include "stats/logarithm.h"
#include "stats/transform.h"
#include "tests/stats/prints.h"
#include "tests/stats/random.h"

static struct quantity quantity_typed(const char *number, bool exact)
{
    struct print print = print_typed((struct typed){.id = "x", .number = number, .exact = exact});

    return quantity_of(&print);
}

/* "value low high" */
static const char *told(const struct quantity *it)
{
    static char out[4 * EXACT_TEXT_ROOM];
    char value[EXACT_TEXT_ROOM];

    (void)exact_text(it->value, ROUND_NEAREST, value);
    (void)snprintf(out, sizeof out, "%s %s", value, range_shown(it->range));
    return out;
}

static const struct {
    const char *units, *period, *figure, *base, *result;
} cases[] = {
    {"lin", "2024-12", "348 million", NULL, "348000000 347500000 348500000"},
    {"chg", "2024-12", "348 million", "310 million", "38000000 37000000 39000000"},
    {"ch1", "FY2020-21", "2.107 billion", "1439.970 million", "667030000 666529500 667530500"},
    {"pch", "2024-12", "348 million", "310 million", "12.2581 11.9162 12.601"},
    {"pc1", "FY2020-21", "2.123 billion", "1.440 billion", "47.4306 47.3446 47.5165"},
    {"pca", "2024-12", "348 million", "310 million", "300.5075 286.1165 315.4374"},
    {"pca", "2025-Q3", "1.057 billion", "877 million", "111.0093 110.1306 111.8917"},
    {"pca", "Jul-Nov FY2020-21", "763.060 million", "548.830 million",
     "120.5414 120.5405 120.5422"},
    {"pca", "FY2020-21", "2.123 billion", "1.440 billion", "47.4306 47.3446 47.5165"},
    {"cch", "2024-12", "348 million", "310 million", "11.563 11.258 11.8681"},
    {"cch", "2025-Q3", "1.057 billion", "877 million", "18.6683 18.5639 18.7727"},
    {"cca", "2024-12", "348 million", "310 million", "138.7562 135.0969 142.4162"},
    {"cca", "2025-Q3", "1.057 billion", "877 million", "74.6732 74.2559 75.0905"},
    {"cca", "Jul-Nov FY2020-21", "763.060 million", "548.830 million", "79.0915 79.0911 79.0919"},
    {"log", "FY2024-25", "3.810 billion", NULL, "22.0609 22.0607 22.0611"},
    {"pch", "2024-12", "> 348 million", "310 million", "12.2581 12.0772 .."},
    {"cch", "2024-12", "> 348 million", "310 million", "11.563 11.4018 .."},
    {"pca", "FY2020-21", "-5", "1.440 billion", "not positive"},
    {"pca", "FY2020-21", "0.4", "1", "-60 -76.6667 -10"},
    {"cch", "FY2020-21", "-5", "1.440 billion", "not positive"},
    {"log", "FY2020-21", "0", NULL, "not positive"},
    {"log", "FY2020-21", "< 5", NULL, "not positive"},
    {"pch", "FY2020-21", "5", "0", "not positive"},
    {"pc1", "FY2020-21", "5", "-3", "not positive"},
    {"chg", "FY2020-21", "5", "-3", "8 7 9"},
    {"chg", "FY2020-21", "5", NULL, "no base"},
    {"cca", "FY2020-21", "5", NULL, "no base"},
    {"pca", "2021-06-23/2023-06-23", "5", "4", "no months"},
    {"cca", "2021-06-23/2023-06-23", "5", "4", "no months"},
    {"pch", "2021-06-23/2023-06-23", "5", "4", "25 0 57.1429"},
};

static const char *transformed(size_t i)
{
    static const char *const faults[] = {"", "no base", "not positive", "no months"};
    struct quantity figure = quantity_typed(cases[i].figure, false), base = {0}, out;
    int transform = words_find(&transforms, slice_of(cases[i].units));
    enum transform_fault fault;

    if (cases[i].base)
        base = quantity_typed(cases[i].base, false);
    fault = transform_make((enum transform)transform, typed_period(cases[i].period), &figure,
                           cases[i].base ? &base : NULL, &out);
    return fault ? faults[fault] : told(&out);
}

START_TEST(transforms_as_fred_does)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        ck_assert_str_eq(transformed(i), cases[i].result);
}
END_TEST

START_TEST(exact_numbers_stay_exact)
{
    struct quantity a = quantity_typed("101", true), b = quantity_typed("100", true), out;

    ck_assert_int_eq(transform_make(TRANSFORM_PCA, typed_period("2024-12"), &a, &b, &out), 0);
    ck_assert_str_eq(told(&out), "12.6825030131969720661201 12.6825030131969720661201"
                                 " 12.6825030131969720661201");
    ck_assert_int_eq(transform_make(TRANSFORM_CCH, typed_period("2024-12"), &a, &a, &out), 0);
    ck_assert_str_eq(told(&out), "0 0 0");
    a = quantity_typed("121", true);
    ck_assert_int_eq(
        transform_make(TRANSFORM_PCA, typed_period("2021-01-01/2022-12-31"), &a, &b, &out), 0);
    ck_assert_str_eq(told(&out), "10 10 10");
    ck_assert_int_eq(transform_make(TRANSFORM_CCH, typed_period("2024-12"), &b, &a, &out), 0);
    ck_assert_str_eq(told(&out), "-19.062 -19.0621 -19.062");
}
END_TEST

START_TEST(knows_its_base)
{
    static const struct {
        const char *units, *period, *base;
    } bases[] = {
        {"lin", "2024-12", NULL},
        {"log", "2024-12", NULL},
        {"chg", "2025-01", "2024-12-01/2024-12-31"},
        {"pch", "FY2020-21", "2019-07-01/2020-06-30"},
        {"pca", "2025-Q3", "2025-04-01/2025-06-30"},
        {"cch", "Jul-Nov FY2024-25", "2024-02-01/2024-06-30"},
        {"cca", "2024-03", "2024-02-01/2024-02-29"},
        {"ch1", "2025-02", "2024-02-01/2024-02-29"},
        {"pc1", "Jul-Nov FY2024-25", "2023-07-01/2023-11-30"},
        {"pc1", "0001", NULL},
    };
    char iso[PERIOD_ISO_ROOM];
    struct period base;

    for (size_t i = 0; i < sizeof bases / sizeof bases[0]; i++) {
        int transform = words_find(&transforms, slice_of(bases[i].units));

        ck_assert_int_eq(
            transform_base_period((enum transform)transform, typed_period(bases[i].period), &base),
            bases[i].base != NULL);
        if (!bases[i].base)
            continue;
        (void)period_iso(base, iso);
        ck_assert_str_eq(iso, bases[i].base);
    }
}
END_TEST

START_TEST(logarithms_to_twelve_decimals)
{
    static const struct {
        const char *number, *low, *high;
    } logs[] = {
        {"2", "0.693147180559", "0.69314718056"},
        {"0.5", "-0.69314718056", "-0.693147180559"},
        {"10", "2.302585092994", "2.302585092995"},
        {"1.0000001", "0.000000099999", "0.0000001"},
        {"123456789012345678", "39.354667603214", "39.354667603215"},
        {"0.00000000000000001", "-39.143946580899", "-39.143946580898"},
        {"1", "0", "0"},
    };
    char low[EXACT_TEXT_ROOM], high[EXACT_TEXT_ROOM];

    for (size_t i = 0; i < sizeof logs / sizeof logs[0]; i++) {
        struct range it = logarithm_of(quantity_typed(logs[i].number, true).value);

        (void)exact_text(exact_rounded(it.low, 12, ROUND_DOWN), ROUND_NEAREST, low);
        (void)exact_text(exact_rounded(it.high, 12, ROUND_UP), ROUND_NEAREST, high);
        ck_assert_str_eq(low, logs[i].low);
        ck_assert_str_eq(high, logs[i].high);
    }
}
END_TEST

/* ln a + ln b and ln (a * b) enclose the same number; so do ln a and -ln (1/a). */
START_TEST(logarithms_add_up)
{
    struct random random = {69314};
    struct exact most = exact_of((struct decimal){1, -12});

    for (int i = 0; i < 3000; i++) {
        struct exact a = exact_of((struct decimal){random_between(&random, 1, 1 << 30),
                                                   random_between(&random, -15, 3)}),
                     b = exact_divide(exact_of_digits(random_between(&random, 1, 1 << 30)),
                                      exact_of_digits(random_between(&random, 1, 1 << 30)));
        struct range x = logarithm_of(a), y = logarithm_of(b),
                     product = logarithm_of(exact_multiply(a, b)),
                     inverse = logarithm_of(exact_divide(exact_of_digits(1), a)),
                     sum = range_add(&x, &y),
                     turned = range_multiply(&inverse, exact_of_digits(-1));
        struct exact width = exact_subtract(x.high, x.low);

        EXPECT(range_meets(&sum, &product), "%d", i);
        EXPECT(range_meets(&x, &turned), "%d", i);
        EXPECT(exact_compare(&width, &most) < 0, "%d", i);
    }
}
END_TEST

/* ln is between the sums of a staircase: (k - 1) / k < ln k - ln (k - 1) < 1 / (k - 1). */
START_TEST(logarithms_lie_under_the_hyperbola)
{
    struct exact low = exact_of_digits(0), high = low, one = exact_of_digits(1);

    for (int k = 2; k < 200; k++) {
        struct range it = logarithm_of(exact_of_digits(k));

        low = exact_rounded(exact_add(low, exact_divide(one, exact_of_digits(k))), 20, ROUND_DOWN);
        high =
            exact_rounded(exact_add(high, exact_divide(one, exact_of_digits(k - 1))), 20, ROUND_UP);
        EXPECT(exact_compare(&low, &it.high) < 0 && exact_compare(&it.low, &high) < 0, "%d", k);
    }
}
END_TEST

/* What the digits stand for, anywhere in the interval, ends inside of the result. */
START_TEST(every_reading_lies_inside)
{
    struct random random = {348310};
    struct period month = typed_period("2024-12");

    for (int i = 0; i < 3000; i++) {
        int x = random_between(&random, 2, 999), y = random_between(&random, 2, 999);
        struct print over = print_typed((struct typed){.id = "x", .number = "1"}), under = over;
        struct quantity a, b, p = {0}, q = {0}, wide, one;

        over.number.digits = x;
        under.number.digits = y;
        a = quantity_of(&over);
        b = quantity_of(&under);
        p.value = exact_of((struct decimal){x * 1000 + random_between(&random, -500, 500), -3});
        q.value = exact_of((struct decimal){y * 1000 + random_between(&random, -500, 500), -3});
        p.range = range_point(p.value);
        q.range = range_point(q.value);
        for (int t = TRANSFORM_LIN; t <= TRANSFORM_LOG; t++) {
            EXPECT(!transform_make((enum transform)t, month, &a, &b, &wide), "%d", i);
            EXPECT(!transform_make((enum transform)t, month, &p, &q, &one), "%d", i);
            EXPECT(range_contains(&wide.range, &one.range), "%d: %s", i, told(&wide));
            EXPECT(exact_compare(&wide.range.low, &wide.value) <= 0 &&
                       exact_compare(&wide.value, &wide.range.high) <= 0,
                   "%d: %s", i, told(&wide));
        }
    }
}
END_TEST

/* Aggregation then transformation is what a hand does with whole numbers: the sums s and t of
 * twelve months printed to a whole number mean s ± 6 and t ± 6. */
START_TEST(aggregates_then_transforms)
{
    struct random random = {12};

    for (int i = 0; i < 500; i++) {
        struct print months[24];
        struct quantity this_year, last_year, out;
        struct aggregate it;
        int64_t s = 0, t = 0;
        struct exact low, high, value, hundred = exact_of_digits(100), one = exact_of_digits(1);

        for (int m = 0; m < 24; m++) {
            int digits = random_between(&random, 50, 999);

            months[m] = print_typed((struct typed){.id = "m", .number = "1", .preferred = true});
            months[m].number.digits = digits;
            (void)(m < 12 ? (t += digits) : (s += digits));
            months[m].period.start = date_add_months((struct date){2019, 7, 1}, m);
            months[m].period.end = date_add_days(date_add_months(months[m].period.start, 1), -1);
        }
        it = aggregate_make(AGGREGATE_SUM, typed_period("FY2020-21"), 1, months, 24);
        EXPECT(it.complete, "%d", i);
        this_year = it.result;
        it = aggregate_make(AGGREGATE_SUM, typed_period("FY2019-20"), 1, months, 24);
        last_year = it.result;
        EXPECT(
            !transform_make(TRANSFORM_PC1, typed_period("FY2020-21"), &this_year, &last_year, &out),
            "%d", i);
        value = exact_divide(exact_of_digits(s), exact_of_digits(t));
        low = exact_divide(exact_of_digits(s - 6), exact_of_digits(t + 6));
        high = exact_divide(exact_of_digits(s + 6), exact_of_digits(t - 6));
        value = exact_multiply(exact_subtract(value, one), hundred);
        low = exact_multiply(exact_subtract(low, one), hundred);
        high = exact_multiply(exact_subtract(high, one), hundred);
        EXPECT(exact_compare(&out.value, &value) == 0 && exact_compare(&out.range.low, &low) == 0 &&
                   exact_compare(&out.range.high, &high) == 0,
               "%d: %s", i, told(&out));
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        transforms_as_fred_does,
        exact_numbers_stay_exact,
        knows_its_base,
        logarithms_to_twelve_decimals,
        logarithms_add_up,
        logarithms_lie_under_the_hyperbola,
        every_reading_lies_inside,
        aggregates_then_transforms,
    };

    return SUITE_RUN("stats-transform", tests);
}
