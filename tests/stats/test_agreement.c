#include "stats/agreement.h"
#include "tests/stats/prints.h"
#include "tests/stats/random.h"

enum { MOST = 10 };

/* "agreement alternatives" of the claim at index. */
static const char *standing(int index, const struct typed *typed, int count)
{
    static char out[32];
    struct print prints[MOST];
    struct standing it = agreement_of(prints, prints_typed(prints, typed, count), index);

    (void)snprintf(out, sizeof out, "%s %d", agreements.items[it.agreement], it.alternatives);
    return out;
}

static const struct typed fy2021[] = {
    {.id = "ary",
     .period = "FY2020-21",
     .number = "2.108 billion",
     .origin = "sbp",
     .known_on = "2022-07-28",
     .replaces = "br.1 po up"},
    {.id = "br.1",
     .period = "FY2020-21",
     .number = "2.123 billion",
     .origin = "sbp",
     .known_on = "2021-07-21"},
    {.id = "br.2",
     .period = "FY2020-21",
     .number = "2.107 billion",
     .origin = "sbp",
     .known_on = "2023-02-28"},
    {.id = "dawn",
     .period = "FY2020-21",
     .number = "2.12 billion",
     .origin = "sbp",
     .known_on = "2021-07-27"},
    {.id = "po",
     .period = "FY2020-21",
     .number = "2.123 billion",
     .origin = "sbp",
     .known_on = "2021-07-20"},
    {.id = "tie",
     .period = "FY2020-21",
     .number = "2123.035 million",
     .origin = "pbs",
     .known_on = "2021-08-29"},
    {.id = "up",
     .period = "FY2020-21",
     .number = "2.123 billion",
     .origin = "sbp",
     .known_on = "2021-07-20"},
};

START_TEST(two_bodies_that_differ_are_in_conflict)
{
    for (int i = 0; i < 7; i++)
        ck_assert_str_eq(standing(i, fy2021, 7), "conflict 6");
    /* Without the revisions all meet. */
    ck_assert_str_eq(standing(0, &fy2021[3], 4), "agree 3");
    /* Without the other body, the bank revised its own number. */
    ck_assert_str_eq(standing(4, fy2021, 5), "revision 4");
}
END_TEST

START_TEST(alone)
{
    ck_assert_str_eq(standing(0, PRINTS({.id = "a", .period = "FY2020-21", .number = "5"})),
                     "only 0");
    ck_assert_str_eq(
        standing(0, PRINTS({.id = "a", .period = "FY2020-21", .number = "5"},
                           {.id = "b", .period = "FY2021-22", .number = "7"},
                           {.id = "c", .series = "narrow", .period = "FY2020-21", .number = "7"},
                           {.id = "d", .period = "FY2020-21", .number = "7", .deprecated = true})),
        "only 0");
    /* Without dates there is no group. */
    ck_assert_str_eq(standing(0, PRINTS({.id = "a", .number = "5"}, {.id = "b", .number = "7"})),
                     "only 0");
}
END_TEST

/* An end alone is an exact period too. */
START_TEST(figures_by_one_deadline_are_held_against_each_other)
{
    ck_assert_str_eq(standing(0, PRINTS({.id = "a", .period = "by 2024-12-31", .number = "5"},
                                        {.id = "b", .period = "by 2024-12-31", .number = "7"},
                                        {.id = "c", .period = "2024", .number = "6"})),
                     "conflict 1");
}
END_TEST

START_TEST(november_2024_was_revised)
{
    ck_assert_str_eq(
        standing(
            0,
            PRINTS({.id = "first", .period = "2024-11", .number = "324 million", .origin = "sbp"},
                   {.id = "second",
                    .period = "2024-11",
                    .number = "310 million",
                    .origin = "sbp",
                    .replaces = "other first"})),
        "revision 1");
    /* November 2025: one origin, no date, nothing replaced. */
    ck_assert_str_eq(
        standing(
            0, PRINTS({.id = "a", .period = "2025-11", .number = "356 million", .origin = "sbp"},
                      {.id = "b", .period = "2025-11", .number = "366 million", .origin = "sbp"})),
        "conflict 1");
    ck_assert_str_eq(standing(0, PRINTS({.id = "a",
                                         .period = "2025-11",
                                         .number = "356 million",
                                         .origin = "sbp",
                                         .known_on = "2025-12-16"},
                                        {.id = "b",
                                         .period = "2025-11",
                                         .number = "366 million",
                                         .origin = "sbp",
                                         .known_on = "2025-12-16"})),
                     "conflict 1");
    /* Two that name no origin are not of one origin. */
    ck_assert_str_eq(standing(0, PRINTS({.id = "a",
                                         .period = "2025-11",
                                         .number = "356 million",
                                         .known_on = "2025-12-16"},
                                        {.id = "b",
                                         .period = "2025-11",
                                         .number = "366 million",
                                         .known_on = "2025-12-17"})),
                     "conflict 1");
}
END_TEST

START_TEST(a_projection_that_failed_is_no_conflict)
{
    static const struct typed fy2025[] = {
        {.id = "out", .period = "FY2024-25", .number = "3.810 billion"},
        {.id = "ministry",
         .period = "FY2024-25",
         .number = "3.8 billion",
         .status = STATUS_PROJECTED},
        {.id = "survey", .period = "FY2024-25", .number = "2.825 billion", .deprecated = true},
        {.id = "low",
         .period = "FY2024-25",
         .number = ">= 3.5 billion",
         .status = STATUS_PROJECTED},
        {.id = "high",
         .period = "FY2024-25",
         .number = "<= 3.7 billion",
         .status = STATUS_PROJECTED},
        {.id = "third", .period = "FY2024-25", .number = "9 billion", .status = STATUS_ESTIMATED},
    };

    ck_assert_str_eq(standing(0, fy2025, 6), "only 4");
    ck_assert_str_eq(standing(1, fy2025, 6), "conflict 4");
    ck_assert_str_eq(standing(1, fy2025, 4), "agree 2");
    ck_assert_str_eq(standing(5, fy2025, 6), "only 4");
    /* The deprecated claim itself is held against those that count. */
    ck_assert_str_eq(standing(2, fy2025, 6), "conflict 5");
}
END_TEST

START_TEST(what_contradicts)
{
    static const struct typed typed[] = {
        {.id = "it", .period = "FY2020-21", .number = "2.12 billion"},
        {.id = "meets", .period = "FY2020-21", .number = "2.123 billion"},
        {.id = "other", .period = "FY2020-21", .number = "2.107 billion"},
        {.id = "wrong", .period = "FY2020-21", .number = "3 billion", .deprecated = true},
        {.id = "guess", .period = "FY2020-21", .number = "4 billion", .status = STATUS_PROJECTED},
    };
    struct print prints[5];
    int count = prints_typed(prints, typed, 5);

    for (int i = 0; i < count; i++)
        ck_assert_int_eq(print_contradicts(&prints[0], &prints[i]), i == 2);
    /* What is wrong is contradicted itself. */
    ck_assert(print_contradicts(&prints[3], &prints[0]));
}
END_TEST

/* The point that all share, found the short way, is there exactly when every two meet. */
START_TEST(meeting_two_by_two_is_meeting_all)
{
    struct random random = {2123};

    for (int i = 0; i < 5000; i++) {
        int count = random_between(&random, 2, MOST);
        struct print prints[MOST];
        bool meet = true;

        for (int k = 0; k < count; k++) {
            prints[k] =
                print_typed((struct typed){.id = "x", .period = "FY2020-21", .number = "1"});
            prints[k].number =
                (struct decimal){random_between(&random, 15, 35), -random_below(&random, 2)};
            prints[k].number.digits *= prints[k].number.exponent ? 10 : 1;
            prints[k].comparator = (enum comparator)random_below(&random, 6);
        }
        for (int a = 0; a < count; a++)
            for (int b = 0; b < a; b++)
                meet =
                    meet && interval_meets(print_interval(&prints[a]), print_interval(&prints[b]));
        EXPECT((agreement_of(prints, count, 0).agreement == AGREEMENT_AGREE) == meet, "%d", i);
    }
}
END_TEST

static struct print random_print(struct random *random)
{
    static const char *const numbers[] = {"1", "2", "3", "2.5", "~ 2"};
    static const char *const days[] = {"2021-01-01", "2021-02-01", "2021-03-01", NULL};
    static const enum status kinds[] = {STATUS_ACTUAL, STATUS_REVISED, STATUS_ESTIMATED};

    return print_typed((struct typed){.id = "x",
                                      .period = "FY2020-21",
                                      .number = numbers[random_below(random, 5)],
                                      .origin = random_below(random, 4) ? "sbp" : "pbs",
                                      .known_on = days[random_below(random, 4)],
                                      .status = kinds[random_below(random, 3)],
                                      .deprecated = random_below(random, 3) == 0});
}

/* How those agree that are not deprecated, as their first tells it. */
static enum agreement agreement_of_kind(const struct print *prints, int count, enum status status)
{
    for (int i = 0; i < count; i++)
        if (prints[i].rank != RANK_DEPRECATED &&
            status_is_realised(prints[i].status) == status_is_realised(status))
            return agreement_of(prints, count, i).agreement;
    return AGREEMENT_ONLY;
}

START_TEST(beside_others_is_among_them)
{
    struct random random = {47};
    int seen[4] = {0};

    for (int i = 0; i < 5000; i++) {
        struct print prints[MOST];
        int count = random_between(&random, 1, MOST);

        for (int k = 0; k < count; k++)
            prints[k] = random_print(&random);
        for (int k = 0; k < count; k++) {
            struct standing it = agreement_of(prints, count, k);

            if (prints[k].rank != RANK_DEPRECATED)
                continue;
            struct standing beside = agreement_beside(
                prints, count, k, agreement_of_kind(prints, count, prints[k].status));
            EXPECT(beside.agreement == it.agreement && beside.alternatives == it.alternatives, "%d",
                   i);
            seen[it.agreement]++;
        }
    }
    for (int i = 0; i < 4; i++)
        ck_assert_int_gt(seen[i], 100);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        two_bodies_that_differ_are_in_conflict,
        alone,
        figures_by_one_deadline_are_held_against_each_other,
        november_2024_was_revised,
        a_projection_that_failed_is_no_conflict,
        what_contradicts,
        meeting_two_by_two_is_meeting_all,
        beside_others_is_among_them,
    };

    return SUITE_RUN("stats-agreement", tests);
}
