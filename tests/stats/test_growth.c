#include "stats/growth.h"
#include "tests/stats/prints.h"
#include "tests/stats/random.h"

static const struct {
    const char *current, *base, *percent;
} pairs[] = {
    {"2.123 billion", "1.440 billion", "47.3446 47.5165"},
    {"3.810 billion", "3.223 billion", "18.1789 18.2468"},
    {"958 million", "684 million", "39.8831 40.2341"},
    {"2123.035 million", "1439.970 million", "47.4359 47.4362"},
    {"-5", "10", "-157.8948 -142.8571"},
    {"0", "10", "-105.2632 -94.7368"},
    {"> 3.5 billion", "1.75 billion", "99.4301 .."},
    {"<= 3.7 billion", "1.75 billion", ".. 112.0344"},
    {"12", "> 10", "(-100 25"},
    {"2.5", "0", NULL},
    {"2.5", "-4", NULL},
    {"2.5", "<= 4", NULL},
    {"2.5", "> 0", NULL},
};

START_TEST(is_an_interval_rounded_outward)
{
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        struct range percent = {0};
        bool given = growth_between(given_interval(pairs[i].current), given_interval(pairs[i].base),
                                    &percent);

        ck_assert_int_eq(given, pairs[i].percent != NULL);
        if (given)
            ck_assert_str_eq(range_shown(percent), pairs[i].percent);
    }
}
END_TEST

/* Printed rates of the bundled data beside the figures that they are held against. */
static const struct {
    const char *rate, *current, *base, *verdict;
    bool decisive, truncation;
    const char *value, *bounds;
} verdicts[] = {
    {"47.43", "2.123 billion", "1.440 billion", "consistent", false, false, "47.4306",
     "47.3446 47.5165"},
    {"47.44", "2123.035 million", "1439.970 million", "consistent", true, false, "47.4361",
     "47.4359 47.4362"},
    {"23.71", "1.230 billion", "994.848 million", "consistent", false, true, "23.637",
     "(23.6368 23.7375)"},
    {"23.71", "1.23 billion", "994.848 million", "consistent", false, false, "23.637",
     "23.1343 24.1397"},
    {"40", "958 million", "684 million", "consistent", true, false, "40.0585", "39.8831 40.2341"},
    {"47.43", "2.619 billion", "2.107 billion", "inconsistent", false, false, "24.3",
     "24.2467 24.3532"},
    {"19", "3.810 billion", "3.223 billion", "inconsistent", false, false, "18.2128",
     "18.1789 18.2468"},
    {"~ 18", "3.810 billion", "3.223 billion", "consistent", true, false, "18.2128",
     "18.1789 18.2468"},
    {"2.74", "397.328 million", "396.243 million", "inconsistent", false, false, "0.2738",
     "0.2735 0.2741"},
    {"38.16", "648.940 million", "469.713 million", "consistent", true, false, "38.1567",
     "38.1564 38.157"},
    {"39.03", "763.060 million", "548.830 million", "consistent", true, false, "39.0339",
     "39.0337 39.0342"},
    {"20", "1.057 billion", "877 million", "consistent", false, false, "20.5245",
     "20.3988 20.6504"},
    {"> 18", "3.810 billion", "3.223 billion", "consistent", true, false, "18.2128",
     "18.1789 18.2468"},
    {"12", "10", "0", "no-figures", false, false, "", ".. .."},
    {"12", "10", "-4", "no-figures", false, false, "", ".. .."},
    {"12", "10", "0.4", "inconsistent", false, false, "2400", "2011.1111 2900"},
};

static struct print print_of(const char *id, const char *number)
{
    return print_typed((struct typed){.id = id, .number = number});
}

static void expect_growth(struct growth it, const char *verdict, bool decisive, bool truncation)
{
    ck_assert_str_eq(growth_verdicts.items[it.verdict], verdict);
    ck_assert_int_eq(it.decisive, decisive);
    ck_assert_int_eq(it.truncation, truncation);
}

START_TEST(judges_printed_rates)
{
    char value[EXACT_TEXT_ROOM];

    for (size_t i = 0; i < sizeof verdicts / sizeof verdicts[0]; i++) {
        struct print rate = print_of("rate", verdicts[i].rate),
                     current = print_of("current", verdicts[i].current),
                     base = print_of("base", verdicts[i].base);
        struct growth it = growth_judge(&rate, &current, &base);

        expect_growth(it, verdicts[i].verdict, verdicts[i].decisive, verdicts[i].truncation);
        (void)exact_text(it.value, ROUND_NEAREST, value);
        ck_assert_str_eq(value, verdicts[i].value);
        ck_assert_str_eq(range_shown(it.range), verdicts[i].bounds);
    }
}
END_TEST

START_TEST(a_missing_side_is_no_figures)
{
    struct print it = print_of("one", "3.810 billion");

    expect_growth(growth_judge(&it, NULL, &it), "no-figures", false, false);
    expect_growth(growth_judge(&it, &it, NULL), "no-figures", false, false);
}
END_TEST

/* 110 counted over 100 counted is 10 percent: 9 is neither rounded nor cut off from that. */
START_TEST(the_open_end_of_cut_digits_is_out)
{
    struct print rate = print_of("rate", "9"), current, base;

    current = print_typed((struct typed){.id = "c", .number = "110", .exact = true});
    base = print_typed((struct typed){.id = "b", .number = "100", .exact = true});
    expect_growth(growth_judge(&rate, &current, &base), "inconsistent", false, false);
    rate = print_of("rate", "10");
    expect_growth(growth_judge(&rate, &current, &base), "consistent", true, false);
    current.number.digits = 1099;
    current.number.exponent = -1;
    rate = print_of("rate", "9");
    expect_growth(growth_judge(&rate, &current, &base), "consistent", true, true);
}
END_TEST

START_TEST(a_fall_is_cut_towards_zero)
{
    struct print rate = print_of("rate", "-0.53"), current = print_of("c", "2605.340 million"),
                 base = print_of("b", "2619.100 million");

    expect_growth(growth_judge(&rate, &current, &base), "consistent", true, false);
    rate = print_of("rate", "-0.52");
    expect_growth(growth_judge(&rate, &current, &base), "consistent", true, true);
    rate = print_of("rate", "-0.51");
    expect_growth(growth_judge(&rate, &current, &base), "inconsistent", false, false);
    rate = print_of("rate", "0.53");
    expect_growth(growth_judge(&rate, &current, &base), "inconsistent", false, false);
}
END_TEST

enum { MOST = 8 };

static const char *id_at(const struct print *prints, int i)
{
    return i < 0 ? "none" : prints[i].id.data;
}

START_TEST(the_pair_comes_from_one_source_where_it_prints_both)
{
    struct print currents[MOST], bases[MOST];
    struct growth_pair pair;
    int n = prints_typed(
        currents,
        PRINTS({.id = "c.own", .source = "own", .number = "2.123 billion"},
               {.id = "c.best", .source = "x", .number = "2.107 billion", .preferred = true},
               {.id = "c.other", .source = "y", .number = "2.12 billion"}));
    int m = prints_typed(
        bases,
        PRINTS({.id = "b.best", .source = "z", .number = "1439.970 million", .preferred = true},
               {.id = "b.own", .source = "own", .number = "1.440 billion"},
               {.id = "b.y", .source = "w", .number = "1.44 billion"}));

    pair = growth_pair_choose(slice_of("own"), currents, n, bases, m);
    ck_assert_str_eq(id_at(currents, pair.current), "c.own");
    ck_assert_str_eq(id_at(bases, pair.base), "b.own");
    pair = growth_pair_choose(slice_of("y"), currents, n, bases, m);
    ck_assert_str_eq(id_at(currents, pair.current), "c.other");
    ck_assert_str_eq(id_at(bases, pair.base), "b.best");
    pair = growth_pair_choose(slice_of("w"), currents, n, bases, m);
    ck_assert_str_eq(id_at(currents, pair.current), "c.best");
    ck_assert_str_eq(id_at(bases, pair.base), "b.y");
    pair = growth_pair_choose(slice_of("nobody"), currents, n, bases, m);
    ck_assert_str_eq(id_at(currents, pair.current), "c.best");
    ck_assert_str_eq(id_at(bases, pair.base), "b.best");
    pair = growth_pair_choose(slice_of("own"), currents, 0, bases, m);
    ck_assert_str_eq(id_at(currents, pair.current), "none");
}
END_TEST

START_TEST(a_source_that_prints_twice_stands_for_itself_once)
{
    struct print prints[MOST];
    struct growth_pair pair;
    int n = prints_typed(
        prints,
        PRINTS({.id = "wrong", .source = "own", .number = "31.401 crore", .deprecated = true},
               {.id = "wide", .source = "own", .number = "3.2 billion"},
               {.id = "b", .source = "own", .number = "317 million"},
               {.id = "a", .source = "own", .number = "318 million"},
               {.id = "hoped",
                .source = "own",
                .number = "317.2 million",
                .status = STATUS_PROJECTED}));

    pair = growth_pair_choose(slice_of("own"), prints, n, prints, 1);
    ck_assert_str_eq(id_at(prints, pair.current), "a");
    ck_assert_str_eq(id_at(prints, pair.base), "none"); /* only a deprecated one */
}
END_TEST

/* Rounded or cut off, the printed numbers of a true growth are never called inconsistent. */
static struct decimal as_printed(int64_t thousandths, bool cut)
{
    int64_t size = thousandths < 0 ? -thousandths : thousandths;
    int64_t digits = cut ? size / 1000 : (size + 500) / 1000;

    return (struct decimal){thousandths < 0 ? -digits : digits, 0};
}

START_TEST(true_growth_is_never_inconsistent)
{
    struct random random = {4743};

    for (int i = 0; i < 20000; i++) {
        bool cut = random_below(&random, 2);
        int64_t over = random_between(&random, 1000, 9999999),
                under = random_between(&random, 1000, 9999999);
        struct print rate = print_of("rate", "1"), current = rate, base = rate;
        struct growth it;

        current.number = as_printed(over, cut);
        base.number = as_printed(under, cut);
        /* In thousandths of a percent, rounded down in size: the rest is cut off anyway, and lies
         * below what rounding looks at unless it is exactly at a half. */
        rate.number = as_printed((over - under) * 100000 / under, cut);
        it = growth_judge(&rate, &current, &base);
        EXPECT(it.verdict == GROWTH_CONSISTENT, "%d: %d over %d, cut %d", i, (int)over, (int)under,
               cut);
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        is_an_interval_rounded_outward,
        judges_printed_rates,
        a_missing_side_is_no_figures,
        the_open_end_of_cut_digits_is_out,
        a_fall_is_cut_towards_zero,
        the_pair_comes_from_one_source_where_it_prints_both,
        a_source_that_prints_twice_stands_for_itself_once,
        true_growth_is_never_inconsistent,
    };

    return SUITE_RUN("stats-growth", tests);
}
