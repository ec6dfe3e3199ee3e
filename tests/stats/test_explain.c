#include "stats/explain.h"
#include "tests/stats/prints.h"

enum { MOST = 12 };

struct shelf {
    struct print prints[MOST];
    int count;
};

/* The prints of a shelf that are for one period, as a query would give them. */
static int of_period(const struct shelf *shelf, struct period period, struct print *out)
{
    int count = 0;

    for (int i = 0; i < shelf->count; i++)
        if (period_equal(shelf->prints[i].period, period))
            out[count++] = shelf->prints[i];
    return count;
}

static const char *explained(const char *rate, const char *period, const struct shelf *own,
                             const struct shelf *family)
{
    static char out[512];
    static struct print sides[2 * EXPLAIN_WISHES][MOST];
    struct print printed = print_typed((struct typed){.id = "rate", .number = rate});
    struct period current = typed_period(period), base = {{0}, {0}};
    struct explain_wish wishes[EXPLAIN_WISHES];
    struct explain_pool pools[EXPLAIN_WISHES];
    struct explanation found[EXPLAIN_STEPS];
    struct print over[MOST], under[MOST];
    int count, n, m, size = 0;

    ck_assert(date_given(date_add_months(current.start, -12)));
    base = (struct period){date_add_months(current.start, -12), date_add_months(current.end, -12)};
    count = explain_wishes(current, base, wishes);
    for (int i = 0; i < count; i++) {
        const struct shelf *from = wishes[i].family ? family : own;
        int c = of_period(from, wishes[i].current, sides[2 * i]),
            b = of_period(from, wishes[i].base, sides[2 * i + 1]);

        pools[i] = (struct explain_pool){wishes[i].step, sides[2 * i], sides[2 * i + 1], c, b};
    }
    n = of_period(own, current, over);
    m = of_period(own, base, under);
    struct growth_pair pair = growth_pair_choose(slice_of("none"), over, n, under, m);
    count = explain_growth(&printed, pair.current < 0 ? NULL : &over[pair.current],
                           pair.base < 0 ? NULL : &under[pair.base], pools, count, found);
    out[0] = '\0';
    for (int i = 0; i < count; i++)
        size += snprintf(out + size, sizeof out - (size_t)size, "%s%s: %s over %s%s", i ? ", " : "",
                         explain_steps.items[found[i].step], found[i].current->id.data,
                         found[i].base->id.data, found[i].growth.truncation ? " cut" : "");
    return out;
}

static struct shelf broad_shelf(void)
{
    struct shelf it = {0};

    it.count = prints_typed(
        it.prints,
        PRINTS(
            {.id = "fy20", .period = "FY2019-20", .number = "1439.970 million", .preferred = true},
            {.id = "fy20.b", .period = "FY2019-20", .number = "1.440 billion"},
            {.id = "fy21", .period = "FY2020-21", .number = "2.107 billion", .preferred = true},
            {.id = "fy21.b", .period = "FY2020-21", .number = "2.123 billion"},
            {.id = "fy22", .period = "FY2021-22", .number = "2.619 billion", .preferred = true},
            {.id = "fy24", .period = "FY2023-24", .number = "3.223 billion", .preferred = true},
            {.id = "fy24.bad",
             .period = "FY2023-24",
             .number = "3.202 billion",
             .deprecated = true},
            {.id = "fy25", .period = "FY2024-25", .number = "3.810 billion", .preferred = true},
            {.id = "fy25.hope",
             .period = "FY2024-25",
             .number = "3.835 billion",
             .status = STATUS_PROJECTED}));
    return it;
}

START_TEST(a_rate_of_the_year_before_is_found)
{
    struct shelf broad = broad_shelf(), none = {0};

    ck_assert_str_eq(explained("47.43", "FY2021-22", &broad, &none),
                     "other-year: fy21.b over fy20");
    ck_assert_str_eq(explained("19", "FY2024-25", &broad, &none), "");
}
END_TEST

START_TEST(other_prints_come_first)
{
    struct shelf broad = broad_shelf(), none = {0};

    /* Printed for FY2020-21, whose preferred figure has been revised since. */
    ck_assert_str_eq(explained("47.43", "FY2020-21", &broad, &none),
                     "other-print: fy21.b over fy20");
    /* FY2021-22 over the first print of its base. */
    ck_assert_str_eq(explained("23.36", "FY2021-22", &broad, &none),
                     "other-print: fy22 over fy21.b");
}
END_TEST

START_TEST(the_family_and_the_adjacent_base_come_last)
{
    struct shelf broad = {0}, narrow = {0};

    broad.count = prints_typed(
        broad.prints,
        PRINTS(
            {.id = "h1", .period = "Jul-Dec FY2023-24", .number = "100 million", .preferred = true},
            {.id = "h2", .period = "Jan-Jun 2024", .number = "150 million", .preferred = true},
            {.id = "h3",
             .period = "Jul-Dec FY2024-25",
             .number = "120 million",
             .preferred = true}));
    narrow.count = prints_typed(
        narrow.prints, PRINTS({.id = "n1", .period = "Jul-Dec FY2023-24", .number = "50 million"},
                              {.id = "n3", .period = "Jul-Dec FY2024-25", .number = "40 million"}));
    ck_assert_str_eq(explained("-20", "Jul-Dec FY2024-25", &broad, &narrow),
                     "family: n3 over n1, adjacent-base: h3 over h2");
}
END_TEST

START_TEST(narrow_goes_before_wide_and_cut_off_explains_nothing)
{
    struct shelf it = {0}, none = {0};

    it.count = prints_typed(
        it.prints,
        PRINTS(
            {.id = "c", .period = "FY2020-21", .number = "9 billion", .preferred = true},
            {.id = "cut", .period = "FY2020-21", .number = "2123.035 million"},
            {.id = "narrow", .period = "FY2020-21", .number = "2.123 billion"},
            {.id = "wide", .period = "FY2020-21", .number = "2.12 billion"},
            {.id = "b", .period = "FY2019-20", .number = "1439.970 million", .preferred = true}));
    ck_assert_str_eq(explained("47.43", "FY2020-21", &it, &none), "other-print: narrow over b");
    it.prints[2].number.digits = 2223;
    it.prints[3].number.digits = 222;
    ck_assert_str_eq(explained("47.43", "FY2020-21", &it, &none), "");
}
END_TEST

START_TEST(names_the_periods_to_fetch)
{
    struct explain_wish wishes[EXPLAIN_WISHES];
    char current[PERIOD_ISO_ROOM], base[PERIOD_ISO_ROOM], all[512] = "";
    int count = explain_wishes(typed_period("Jul-Nov FY2024-25"), typed_period("Jul-Nov FY2023-24"),
                               wishes),
        size = 0;

    for (int i = 0; i < count; i++) {
        (void)period_iso(wishes[i].current, current);
        (void)period_iso(wishes[i].base, base);
        size += snprintf(all + size, sizeof all - (size_t)size, "%s%s %s %s\n",
                         explain_steps.items[wishes[i].step], wishes[i].family ? "*" : "", current,
                         base);
    }
    ck_assert_str_eq(all, "other-print 2024-07-01/2024-11-30 2023-07-01/2023-11-30\n"
                          "other-year 2023-07-01/2023-11-30 2022-07-01/2022-11-30\n"
                          "other-year 2025-07-01/2025-11-30 2024-07-01/2024-11-30\n"
                          "family* 2024-07-01/2024-11-30 2023-07-01/2023-11-30\n"
                          "adjacent-base 2024-07-01/2024-11-30 2024-02-01/2024-06-30\n");
    /* The year before is the adjacent period of a year; the years end at 9999. */
    ck_assert_int_eq(explain_wishes(typed_period("FY2020-21"), typed_period("FY2019-20"), wishes),
                     4);
    ck_assert_int_eq(explain_wishes(typed_period("9998"), typed_period("9997"), wishes), 3);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        a_rate_of_the_year_before_is_found,
        other_prints_come_first,
        the_family_and_the_adjacent_base_come_last,
        narrow_goes_before_wide_and_cut_off_explains_nothing,
        names_the_periods_to_fetch,
    };

    return SUITE_RUN("stats-explain", tests);
}
