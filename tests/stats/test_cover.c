#include "stats/cover.h"
#include "stats/period_step.h"
#include "tests/stats/prints.h"
#include "tests/stats/random.h"

enum { MOST = 24 };

/* The labels of the pieces in order, and "…" where they stop short. */
static const char *covered_by(enum cover_order order, const char *span, const char *const *labels,
                              int count)
{
    static char out[512];
    struct cover_piece pieces[MOST];
    bool complete;
    int first, size = 0;

    for (int i = 0; i < count; i++)
        pieces[i] = (struct cover_piece){.period = typed_period(labels[i]), .figure = i};
    first = cover_find(typed_period(span), order, pieces, count, &complete);
    out[0] = '\0';
    for (int i = first; i >= 0; i = pieces[i].next)
        size += snprintf(out + size, sizeof out - (size_t)size, "%s%s", i == first ? "" : " + ",
                         labels[pieces[i].figure]);
    (void)snprintf(out + size, sizeof out - (size_t)size, "%s", complete ? "" : " ...");
    return out;
}

static const char *covered(const char *span, const char *const *labels, int count)
{
    return covered_by(COVER_FEWEST, span, labels, count);
}

#define LABELS(...)                                                                                \
    (const char *const[]){__VA_ARGS__},                                                            \
        (int)(sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *))

START_TEST(fills_a_span_with_the_fewest)
{
    ck_assert_str_eq(
        covered("2020-07-01/2023-06-30", LABELS("2020-07", "FY2021-22", "Jul-Dec FY2020-21",
                                                "FY2022-23", "FY2020-21", "Jan-Jun 2021")),
        "FY2020-21 + FY2021-22 + FY2022-23");
    /* Longest first: of two ways with two pieces, the one with the longer beginning. */
    ck_assert_str_eq(covered("FY2020-21", LABELS("Jul-Nov FY2020-21", "Dec 2020-Jun 2021",
                                                 "Jan-Jun 2021", "Jul-Dec FY2020-21")),
                     "Jul-Dec FY2020-21 + Jan-Jun 2021");
    /* A longer beginning that leads nowhere is left. */
    ck_assert_str_eq(
        covered("FY2020-21", LABELS("Jul-Nov FY2020-21", "Dec 2020-Jun 2021", "Jul-Dec FY2020-21")),
        "Jul-Nov FY2020-21 + Dec 2020-Jun 2021");
}
END_TEST

START_TEST(goes_as_far_as_it_can)
{
    ck_assert_str_eq(covered("FY2020-21", LABELS("2020-07", "2020-08", "2020-10")),
                     "2020-07 + 2020-08 ...");
    ck_assert_str_eq(covered("FY2020-21", LABELS("2020-08", "2020-10")), " ...");
    ck_assert_str_eq(covered("FY2020-21", LABELS("FY2021-22", "FY2019-20 to FY2020-21")), " ...");
    ck_assert_str_eq(covered("FY2020-21", LABELS("FY2020-21")), "FY2020-21");
    /* Days that are no whole months. */
    ck_assert_str_eq(covered("2020-08-11/2023-08-10",
                             LABELS("FY2021-22", "2020-08-11/2021-06-30", "2022-07-01/2023-08-10")),
                     "2020-08-11/2021-06-30 + FY2021-22 + 2022-07-01/2023-08-10");
}
END_TEST

START_TEST(fills_a_span_with_the_most)
{
    ck_assert_str_eq(covered_by(COVER_MOST, "Jul-Dec FY2020-21",
                                LABELS("2020-Q3", "2020-07", "2020-08", "2020-09", "2020-Q4",
                                       "Jul-Dec FY2020-21", "2020-10")),
                     "2020-07 + 2020-08 + 2020-09 + 2020-Q4");
    /* Of two ways with two pieces, the one with the shorter beginning. */
    ck_assert_str_eq(covered_by(COVER_MOST, "FY2020-21",
                                LABELS("Jul-Nov FY2020-21", "Dec 2020-Jun 2021", "Jan-Jun 2021",
                                       "Jul-Dec FY2020-21")),
                     "Jul-Nov FY2020-21 + Dec 2020-Jun 2021");
}
END_TEST

/* By trying all: the fewest pieces from a day to the end of a span of 30 days, or MOST. */
static int fewest(const struct period *periods, int count, int day)
{
    int best = MOST;

    if (day == 31)
        return 0;
    for (int i = 0; i < count; i++)
        if (periods[i].start.day == day) {
            int rest = fewest(periods, count, periods[i].end.day + 1) + 1;

            best = rest < best ? rest : best;
        }
    return best;
}

START_TEST(agrees_with_trying_all)
{
    struct random random = {52};
    struct period span = {{2021, 6, 1}, {2021, 6, 30}};

    for (int round = 0; round < 2000; round++) {
        struct cover_piece pieces[MOST];
        struct period periods[MOST];
        bool complete;
        int first, used = 0, count = random_between(&random, 1, MOST - 1);

        for (int i = 0; i < count; i++) {
            int start = random_below(&random, 6) * 5 + 1,
                end = start + 4 + 5 * random_below(&random, 3);

            periods[i] =
                (struct period){{2021, 6, (int8_t)start}, {2021, 6, (int8_t)(end > 30 ? 30 : end)}};
            pieces[i] = (struct cover_piece){.period = periods[i], .figure = i};
        }
        first = cover_find(span, COVER_FEWEST, pieces, count, &complete);
        for (int i = first; i >= 0; i = pieces[i].next) {
            if (pieces[i].next >= 0)
                EXPECT(pieces[pieces[i].next].period.start.day == pieces[i].period.end.day + 1,
                       "%d", round);
            used++;
        }
        EXPECT(complete == (fewest(periods, count, 1) < MOST), "%d", round);
        EXPECT(!complete || used == fewest(periods, count, 1), "%d", round);
    }
}
END_TEST

START_TEST(steps_to_neighbours)
{
    static const struct {
        const char *period, *before, *later, *second;
        int months;
    } steps[] = {
        {"FY2020-21", "2019-07-01/2020-06-30", "2021-07-01/2022-06-30", "2020-10-01/2020-12-31",
         12},
        {"2024-02", "2024-01-01/2024-01-31", "2025-02-01/2025-02-28", "2024-05-01/2024-07-31", 1},
        {"2024-03", "2024-02-01/2024-02-29", "2025-03-01/2025-03-31", "2024-06-01/2024-08-31", 1},
        {"Jul-Nov FY2020-21", "2020-02-01/2020-06-30", "2021-07-01/2021-11-30",
         "2020-10-01/2020-12-31", 5},
        {"2020-04-06/2021-04-05", "2019-04-06/2020-04-05", "2021-04-06/2022-04-05",
         "2020-07-06/2020-10-05", 12},
        {"2024-02-29", "2024-02-28/2024-02-28", "2025-02-28/2025-02-28", "2024-05-29/2024-08-28",
         0},
        /* Years that begin on a month end. */
        {"2019-02-28/2020-02-27", "2018-02-28/2019-02-27", "2020-02-28/2021-02-27",
         "2019-05-28/2019-08-27", 12},
        {"2020-07-30/2020-10-29", "2020-04-30/2020-07-29", "2021-07-30/2021-10-29",
         "2020-10-30/2021-01-29", 3},
        {"2020-04-30/2021-04-29", "2019-04-30/2020-04-29", "2021-04-30/2022-04-29",
         "2020-07-30/2020-10-29", 12},
        {"2020-08-31/2021-08-30", "2019-08-31/2020-08-30", "2021-08-31/2022-08-30",
         "2020-11-30/2021-02-27", 12},
        {"2021-06-23/2023-06-23", "2019-06-23/2021-06-22", "2022-06-23/2024-06-23",
         "2021-09-23/2021-12-22", 0},
    };
    char iso[PERIOD_ISO_ROOM];

    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        struct period it = typed_period(steps[i].period), out;

        ck_assert_int_eq(period_length(it), steps[i].months);
        ck_assert(period_before(it, &out));
        (void)period_iso(out, iso);
        ck_assert_str_eq(iso, steps[i].before);
        ck_assert(period_years_later(it, 1, &out));
        (void)period_iso(out, iso);
        ck_assert_str_eq(iso, steps[i].later);
        ck_assert(period_part(it, 3, 1, &out));
        (void)period_iso(out, iso);
        ck_assert_str_eq(iso, steps[i].second);
    }
}
END_TEST

START_TEST(the_calendar_has_ends)
{
    struct period out, deadline = {{0}, {2023, 12, 31}};

    ck_assert(!period_before(typed_period("0001"), &out));
    ck_assert(!period_years_later(typed_period("0001"), -1, &out));
    ck_assert(!period_years_later(typed_period("9998"), 2, &out));
    ck_assert(!period_before(deadline, &out));
    ck_assert(!period_years_later(deadline, 1, &out));
    ck_assert_int_eq(period_length(deadline), 0);
    ck_assert(!period_contains(typed_period("2023"), deadline));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        fills_a_span_with_the_fewest, fills_a_span_with_the_most, goes_as_far_as_it_can,
        agrees_with_trying_all,       steps_to_neighbours,        the_calendar_has_ends,
    };

    return SUITE_RUN("stats-cover", tests);
}
