#include "stats/range.h"
#include "tests/stats/given.h"
#include "tests/stats/random.h"

START_TEST(adds_and_subtracts)
{
    struct range a = given_range("1.5"), b = given_range("10"), open = given_range("> 3"), out;

    out = range_add(&a, &b);
    ck_assert_str_eq(range_shown(out), "10.95 12.05");
    out = range_subtract(&a, &b);
    ck_assert_str_eq(range_shown(out), "-9.05 -7.95");
    out = range_add(&a, &open);
    ck_assert_str_eq(range_shown(out), "4.45 ..");
    out = range_subtract(&a, &open);
    ck_assert_str_eq(range_shown(out), ".. -1.45");
    out = range_multiply(&a, exact_of_digits(-2));
    ck_assert_str_eq(range_shown(out), "-3.1 -2.9");
    out = range_multiply(&open, exact_of_digits(-2));
    ck_assert_str_eq(range_shown(out), ".. -6");
}
END_TEST

static const struct {
    const char *a, *b, *quotient;
} quotients[] = {
    {"6", "3", "1.5714 2.6"},  {"-6", "3", "-2.6 -1.5714"}, {"0", "3", "-0.2 0.2"},
    {"> 6", "3", "1.7142 .."}, {"< 6", "3", ".. 2.4"},      {"< -6", "3", ".. -1.7142"},
    {"6", "> 3", "(0 2.1667"}, {"-6", "> 3", "-2.1667 0)"}, {"> -6", "> 3", "-2 .."},
    {"6", "0", NULL},          {"6", "> 0", NULL},          {"6", "-3", NULL},
    {"6", "< 3", NULL},
};

START_TEST(divides_by_what_is_above_zero)
{
    for (size_t i = 0; i < sizeof quotients / sizeof quotients[0]; i++) {
        struct range a = given_range(quotients[i].a), b = given_range(quotients[i].b), out = {0};
        bool divided = range_divide(&a, &b, &out);

        ck_assert_int_eq(divided, quotients[i].quotient != NULL);
        if (divided)
            ck_assert_str_eq(range_shown(out), quotients[i].quotient);
    }
}
END_TEST

static struct range cut(const char *text)
{
    struct given_number it = given_number(text);

    return range_truncated(it.number, it.power);
}

START_TEST(digits_that_were_cut_off_leave_their_end_out)
{
    struct range a = cut("1.44"), b = cut("1.45"), c = cut("-1.44"), out = {0}, two;

    ck_assert_str_eq(range_shown(a), "1.44 1.45)");
    ck_assert_str_eq(range_shown(c), "(-1.45 -1.44");
    ck_assert_str_eq(range_shown(cut("0.0")), "(-0.1 0.1)");
    ck_assert(!range_meets(&a, &b));
    ck_assert(!range_meets(&b, &a));
    two = range_point(exact_of((struct decimal){145, -2}));
    ck_assert(range_meets(&b, &two));
    ck_assert(!range_meets(&a, &two));
    ck_assert(!range_contains(&a, &two));
    ck_assert(range_contains(&b, &two));
    ck_assert(range_contains(&a, &a));
    out = range_add(&a, &c);
    ck_assert_str_eq(range_shown(out), "(-0.01 0.01)");
    ck_assert(range_divide(&a, &b, &out));
    ck_assert_str_eq(range_shown(out), "(0.9863 1)");
    two = range_point(exact_of_digits(1));
    ck_assert(!range_meets(&out, &two));
}
END_TEST

static const struct {
    const char *a, *b;
    bool meets, contains, wider;
    const char *hull;
} pairs[] = {
    {"1", "2", true, false, false, "0.5 2.5"},      {"1", "2.4", false, false, true, "0.5 2.45"},
    {"1", "1.2", true, true, true, "0.5 1.5"},      {"> 1", "1.2", true, true, true, "1 .."},
    {"1.2", "> 1", true, false, false, "1 .."},     {"> 2", "1.2", false, false, true, "1.15 .."},
    {"> 2", "< 1.2", false, false, false, ".. .."},
};

START_TEST(compares)
{
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        struct range a = given_range(pairs[i].a), b = given_range(pairs[i].b);

        ck_assert_int_eq(range_meets(&a, &b), pairs[i].meets);
        ck_assert_int_eq(range_contains(&a, &b), pairs[i].contains);
        ck_assert_int_eq(range_wider(&a, &b), pairs[i].wider);
        ck_assert_str_eq(range_shown(range_hull(&a, &b)), pairs[i].hull);
    }
}
END_TEST

/* What the digits stand for, anywhere in the interval: a number with five more decimals. */
static struct exact reading_of(struct random *random, int64_t digits)
{
    return exact_of((struct decimal){digits * 100000 + random_between(random, -50000, 50000), -5});
}

static bool holds(struct range range, struct exact value)
{
    struct range point = range_point(value);

    return range_contains(&range, &point);
}

/* The promise of the header: any reading of the digits ends inside. */
START_TEST(every_reading_lies_inside)
{
    struct random random = {958684};

    for (int i = 0; i < 5000; i++) {
        int64_t x = random_between(&random, -5000, 5000), y = random_between(&random, 1, 5000);
        struct range a = range_of(interval_of((struct decimal){x, 0}, 0, EQUAL, PRECISION_PRINTED)),
                     b = range_of(interval_of((struct decimal){y, 0}, 0, EQUAL, PRECISION_PRINTED)),
                     quotient;
        struct exact p = reading_of(&random, x), q = reading_of(&random, y);

        EXPECT(holds(range_add(&a, &b), exact_add(p, q)), "%d", i);
        EXPECT(holds(range_subtract(&a, &b), exact_subtract(p, q)), "%d", i);
        EXPECT(range_divide(&a, &b, &quotient) && holds(quotient, exact_divide(p, q)), "%d", i);
        EXPECT(holds(range_multiply(&a, q), exact_multiply(p, q)), "%d", i);
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        adds_and_subtracts,
        divides_by_what_is_above_zero,
        digits_that_were_cut_off_leave_their_end_out,
        compares,
        every_reading_lies_inside,
    };

    return SUITE_RUN("stats-range", tests);
}
