#include "stats/aggregate.h"
#include "tests/stats/prints.h"

enum { MOST = 40 };

static const struct month_day july = {7, 1};

static const struct typed broad[] = {
    {.id = "q1", .period = "2025-Q3", .number = "1.057 billion", .preferred = true},
    {.id = "jul", .period = "2025-07", .number = "354 million", .preferred = true},
    {.id = "aug", .period = "2025-08", .number = "337 million", .preferred = true},
    {.id = "sep", .period = "2025-09", .number = "366 million", .preferred = true},
    {.id = "oct", .period = "2025-10", .number = "386 million", .preferred = true},
    {.id = "nov.b", .period = "2025-11", .number = "366 million"},
    {.id = "nov", .period = "2025-11", .number = "356 million", .preferred = true},
    {.id = "dec", .period = "2025-12", .number = "437 million", .preferred = true},
    {.id = "may",
     .period = "2026-05",
     .number = "400 million",
     .preferred = true,
     .status = STATUS_PROJECTED},
    {.id = "h1", .period = "Jul-Dec FY2021-22", .number = "1.302 billion", .preferred = true},
    {.id = "h2", .period = "Jan-Jun 2022", .number = "1.317 billion", .preferred = true},
    {.id = "jun", .period = "2022-06", .number = "287 million", .deprecated = true},
    {.id = "m7", .period = "2021-07", .number = "195.990 million", .preferred = true},
    {.id = "m9", .period = "2021-09", .number = "215 million", .preferred = true},
    {.id = "m11", .period = "2021-11", .number = "221 million", .preferred = true},
    {.id = "m12", .period = "2021-12", .number = "251 million", .preferred = true},
    {.id = "m1", .period = "2022-01", .number = "185 million", .preferred = true},
    {.id = "m2", .period = "2022-02", .number = "201 million", .preferred = true},
    {.id = "m3", .period = "2022-03", .number = "259 million", .preferred = true},
    {.id = "m4", .period = "2022-04", .number = "249 million", .preferred = true},
    {.id = "fy21", .period = "FY2020-21", .number = "2.107 billion", .preferred = true},
};

enum { ALL = sizeof broad / sizeof broad[0] };

/* "3 x 1: value low high", or "4 x 1 lacks …" */
static const char *told(struct aggregate it)
{
    static char out[AGGREGATE_TEXT_ROOM + 512];
    char value[EXACT_TEXT_ROOM], missing[AGGREGATE_TEXT_ROOM];
    int size = snprintf(out, sizeof out, "%d x %d", it.needed, it.months);

    if (it.complete) {
        (void)exact_text(it.result.value, ROUND_NEAREST, value);
        (void)snprintf(out + size, sizeof out - (size_t)size, ": %s %s", value,
                       range_shown(it.result.range));
    } else if (aggregate_missing(&it, july, missing)) {
        (void)snprintf(out + size, sizeof out - (size_t)size, " lacks %s", missing);
    }
    return out;
}

static const char *made(const char *method, const char *period, int months)
{
    struct print figures[MOST];
    int count = prints_typed(figures, broad, ALL);
    enum aggregation how = (enum aggregation)words_find(&aggregations, slice_of(method));

    return told(aggregate_make(how, typed_period(period), months, figures, count));
}

START_TEST(adds_up_averages_and_ends)
{
    ck_assert_str_eq(made("sum", "2025-Q3", 1), "3 x 1: 1057000000 1055500000 1058500000");
    ck_assert_str_eq(made("avg", "2025-Q3", 1),
                     "3 x 1: 352333333.3333 351833333.3333 352833333.3334");
    ck_assert_str_eq(made("eop", "2025-Q3", 1), "1 x 1: 366000000 365500000 366500000");
    ck_assert_str_eq(made("sum", "2025-Q3", 3), "1 x 3: 1057000000 1056500000 1057500000");
    ck_assert_str_eq(made("sum", "2025-11", 1), "1 x 1: 356000000 355500000 356500000");
    ck_assert_str_eq(made("sum", "FY2021-22", 6), "2 x 6: 2619000000 2618000000 2620000000");
    ck_assert_str_eq(made("avg", "Jul-Dec FY2025-26", 1),
                     "6 x 1: 372666666.6667 372166666.6666 373166666.6667");
}
END_TEST

START_TEST(names_what_is_missing)
{
    ck_assert_str_eq(made("sum", "FY2021-22", 1),
                     "12 x 1 lacks Aug 2021, Oct 2021, May 2022, Jun 2022");
    ck_assert_str_eq(made("avg", "2026-Q2", 1), "3 x 1 lacks Apr 2026, May 2026, Jun 2026");
    ck_assert_str_eq(made("eop", "FY2021-22", 1), "1 x 1 lacks Jun 2022");
    ck_assert_str_eq(made("eop", "Jul 2021-Apr 2022", 1), "1 x 1: 249000000 248500000 249500000");
    /* No whole multiple, too many, no months at all. */
    ck_assert_str_eq(made("sum", "Jul-Nov FY2025-26", 3), "0 x 3");
    ck_assert_str_eq(made("sum", "FY2020-21 to FY2021-22", 1), "0 x 1");
    ck_assert_str_eq(made("sum", "2021-06-23/2023-06-23", 1), "0 x 1");
}
END_TEST

START_TEST(knows_its_inputs)
{
    static const struct {
        const char *period;
        int months;
    } lengths[] = {
        {"2025-07", 1},
        {"2025-Q3", 3},
        {"2025-H2", 6},
        {"FY2025-26", 12},
        {"Jul-Aug 2025", 0},
        {"Jul-Oct FY2025-26", 0},
        {"FY2020-21 to FY2021-22", 0},
        {"2025-07-01", 0},
        {"2025-07-05/2025-08-04", 1},
        {"by 2025-07-31", 0},
    };

    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++)
        ck_assert_int_eq(aggregate_length(typed_period(lengths[i].period)), lengths[i].months);
    ck_assert(aggregate_takes(typed_period("FY2025-26"), 1, typed_period("2026-02")));
    ck_assert(aggregate_takes(typed_period("FY2025-26"), 3, typed_period("2026-Q1")));
    ck_assert(aggregate_takes(typed_period("FY2025-26"), 12, typed_period("FY2025-26")));
    ck_assert(!aggregate_takes(typed_period("FY2025-26"), 1, typed_period("2026-07")));
    ck_assert(!aggregate_takes(typed_period("FY2025-26"), 1, typed_period("2026-Q1")));
    ck_assert(!aggregate_takes(typed_period("FY2025-26"), 3, typed_period("Aug-Oct 2025")));
    ck_assert(!aggregate_takes(typed_period("2025-07"), 3, typed_period("2025-Q3")));
}
END_TEST

START_TEST(knows_the_periods_of_a_frequency)
{
    static const struct {
        const char *frequency, *day, *period;
        struct month_day start;
    } periods[] = {
        {"a", "2021-06-30", "2020-07-01/2021-06-30", {7, 1}},
        {"a", "2021-07-01", "2021-07-01/2022-06-30", {7, 1}},
        {"a", "2021-07-01", "2021-01-01/2021-12-31", {1, 1}},
        {"a", "2021-04-05", "2020-04-06/2021-04-05", {4, 6}},
        {"q", "2021-06-30", "2021-04-01/2021-06-30", {7, 1}},
        {"q", "2021-12-31", "2021-10-01/2021-12-31", {7, 1}},
        {"m", "2024-02-29", "2024-02-01/2024-02-29", {7, 1}},
    };
    char iso[PERIOD_ISO_ROOM];
    struct period period;

    for (size_t i = 0; i < sizeof periods / sizeof periods[0]; i++) {
        int frequency = words_find(&frequencies, slice_of(periods[i].frequency));

        ck_assert(aggregate_period((enum frequency)frequency, periods[i].start,
                                   typed_date(periods[i].day), &period));
        (void)period_iso(period, iso);
        ck_assert_str_eq(iso, periods[i].period);
    }
    ck_assert(!aggregate_period(FREQUENCY_YEAR, july, typed_date("0001-06-30"), &period));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        adds_up_averages_and_ends,
        names_what_is_missing,
        knows_its_inputs,
        knows_the_periods_of_a_frequency,
    };

    return SUITE_RUN("stats-aggregate", tests);
}
