#include "stats/conflict.h"
#include "tests/stats/prints.h"
#include "tests/stats/random.h"

enum { MOST = 12, ROOM = 512 };

static const char *number_shown(struct exact it, char out[EXACT_TEXT_ROOM])
{
    return exact_text(it, ROUND_NEAREST, out) ? out : "none";
}

/* "definition 3 | a:- b:definition | 209970000 14.5815% of 2" */
static const char *judged(const struct typed *typed, int count, const struct typed *before,
                          int before_count)
{
    static char out[ROOM];
    char spread[EXACT_TEXT_ROOM], percent[EXACT_TEXT_ROOM];
    struct print prints[MOST], earlier[MOST];
    struct conflict_claim claims[MOST];
    int n = prints_typed(prints, typed, count), size;
    struct conflict it = conflict_judge(prints, n, print_preferred(prints, n), earlier,
                                        prints_typed(earlier, before, before_count), claims);

    if (!it.found)
        return "no conflict";
    size = snprintf(out, sizeof out, "%s %d |", conflict_reasons.items[it.reason], it.clusters);
    for (int i = 0; i < n; i++)
        size +=
            snprintf(out + size, sizeof out - (size_t)size, " %s:%s", prints[i].id.data,
                     claims[i].reason == CONFLICT_NONE ? (claims[i].cluster < 0 ? "out" : "-")
                                                       : conflict_reasons.items[claims[i].reason]);
    (void)snprintf(out + size, sizeof out - (size_t)size, " | %s %s%% of %d",
                   number_shown(it.spread, spread), number_shown(it.spread_percent, percent),
                   it.independent_origins);
    return out;
}

START_TEST(narrow_and_broad_differ_by_definition)
{
    ck_assert_str_eq(
        judged(
            PRINTS(
                {.id = "dawn", .number = "1.44 billion", .origin = "sbp", .known_on = "2021-07-27"},
                {.id = "po", .number = "1.440 billion", .origin = "sbp", .known_on = "2021-07-20"},
                {.id = "tj", .number = "1.439 billion", .origin = "sbp", .known_on = "2020-12-07"},
                {.id = "tie",
                 .number = "1439.970 million",
                 .origin = "pbs",
                 .known_on = "2021-08-29",
                 .replaces = "up",
                 .preferred = true},
                {.id = "up",
                 .number = "1438.827 million",
                 .origin = "pbs",
                 .known_on = "2020-08-27"},
                {.id = "n.tj", .series = "narrow", .number = "1.23 billion", .origin = "pseb"},
                {.id = "n.up", .series = "narrow", .number = "1.230 billion", .origin = "pseb"}),
            NULL, 0),
        "definition 3 | dawn:- po:- tj:revision tie:- up:revision n.tj:definition n.up:definition"
        " | 210000000 14.5836% of 3");
}
END_TEST

START_TEST(november_2024_is_a_revision)
{
    ck_assert_str_eq(judged(PRINTS({.id = "first", .number = "324 million", .origin = "sbp"},
                                   {.id = "second",
                                    .number = "310 million",
                                    .origin = "sbp",
                                    .replaces = "first",
                                    .preferred = true}),
                            NULL, 0),
                     "revision 2 | first:revision second:- | 14000000 4.5161% of 1");
}
END_TEST

START_TEST(targets_of_one_year_are_a_conflict_not_rounding)
{
    /* 5 cut off from 5.2 is no excuse: an aim is exact. */
    ck_assert_str_eq(
        judged(PRINTS({.id = "guru", .number = "5.2 billion", .origin = "moitt", .exact = true},
                      {.id = "br",
                       .number = "5 billion",
                       .origin = "gop",
                       .known_on = "2025-08-20",
                       .exact = true},
                      {.id = "cw",
                       .number = "5.2 billion",
                       .origin = "moitt",
                       .known_on = "2025-06-02",
                       .exact = true},
                      {.id = "ppi",
                       .number = "5 billion",
                       .origin = "gop",
                       .known_on = "2026-02-18",
                       .exact = true}),
               NULL, 0),
        "unexplained 2 | guru:unexplained br:- cw:unexplained ppi:- | 200000000 none% of 2");
    /* The same body set another aim later. */
    ck_assert_str_eq(judged(PRINTS({.id = "a",
                                    .number = "3.5 billion",
                                    .origin = "moitt",
                                    .known_on = "2021-12-15",
                                    .exact = true},
                                   {.id = "b",
                                    .number = "3.2 billion",
                                    .origin = "moitt",
                                    .known_on = "2022-02-01",
                                    .exact = true}),
                            NULL, 0),
                     "revision 2 | a:revision b:- | 300000000 none% of 1");
}
END_TEST

START_TEST(an_error_is_listed_alone)
{
    ck_assert_str_eq(
        judged(PRINTS({.id = "june", .number = "287 million", .deprecated = true}), NULL, 0),
        "error 0 | june:error | none none% of 0");
    ck_assert_str_eq(
        judged(
            PRINTS(
                {.id = "body", .number = "317 million", .origin = "sbp", .preferred = true},
                {.id = "headline", .number = "31.40 crore", .origin = "sbp", .deprecated = true}),
            NULL, 0),
        "error 1 | body:- headline:error | 3000000 0.9464% of 1");
}
END_TEST

START_TEST(two_bodies_without_a_reason)
{
    ck_assert_str_eq(
        judged(
            PRINTS(
                {.id = "br",
                 .number = "286 million",
                 .origin = "sbp",
                 .known_on = "2024-09-19",
                 .preferred = true},
                {.id = "dt", .number = "297 million", .origin = "pbs", .known_on = "2024-08-20"}),
            PRINTS({.id = "july 2023", .number = "214 million"})),
        "unexplained 2 | br:- dt:unexplained | 11000000 3.8462% of 2");
}
END_TEST

START_TEST(last_years_number)
{
    ck_assert_str_eq(
        judged(
            PRINTS(
                {.id = "ok",
                 .number = "3.223 billion",
                 .origin = "sbp",
                 .known_on = "2024-07-20",
                 .preferred = true},
                {.id = "old", .number = "2.6 billion", .origin = "sbp", .known_on = "2025-06-03"}),
            PRINTS({.id = "year before", .number = "2.596 billion"})),
        "period 2 | ok:- old:period | 623000000 19.3298% of 1");
    /* Not what a deprecated print or another series had the year before. */
    ck_assert_str_eq(
        judged(PRINTS({.id = "ok", .number = "3.223 billion", .preferred = true},
                      {.id = "old", .number = "2.6 billion"}),
               PRINTS({.id = "year before", .number = "2.596 billion", .deprecated = true},
                      {.id = "narrow", .series = "narrow", .number = "2.6 billion"})),
        "unexplained 2 | ok:- old:unexplained | 623000000 19.3298% of 2");
}
END_TEST

START_TEST(a_year_that_was_revised_twice)
{
    ck_assert_str_eq(
        judged(
            PRINTS(
                {.id = "ary",
                 .number = "2.108 billion",
                 .origin = "sbp",
                 .known_on = "2022-07-28",
                 .replaces = "br po"},
                {.id = "br", .number = "2.123 billion", .origin = "sbp", .known_on = "2021-07-21"},
                {.id = "late",
                 .number = "2.107 billion",
                 .origin = "sbp",
                 .known_on = "2023-02-28",
                 .preferred = true},
                {.id = "dawn", .number = "2.12 billion", .origin = "sbp", .known_on = "2021-07-27"},
                {.id = "po", .number = "2.123 billion", .origin = "sbp", .known_on = "2021-07-20"},
                {.id = "tie",
                 .number = "2123.035 million",
                 .origin = "pbs",
                 .known_on = "2021-08-29"}),
            NULL, 0),
        /* 2.108 and 2.107 share the half between them. */
        "revision 2 | ary:- br:revision late:- dawn:revision po:revision tie:revision"
        " | 16035000 0.761% of 2");
}
END_TEST

START_TEST(what_meets_is_no_conflict)
{
    ck_assert_str_eq(judged(PRINTS({.id = "a", .number = "2.619 billion", .preferred = true},
                                   {.id = "b", .number = "2619.100 million"},
                                   {.id = "c", .number = "> 2 billion"}),
                            NULL, 0),
                     "no conflict");
    ck_assert_str_eq(
        judged(PRINTS({.id = "a", .number = "3.810 billion", .preferred = true},
                      {.id = "hope", .number = "4 billion", .status = STATUS_PROJECTED}),
               NULL, 0),
        "no conflict");
    ck_assert_str_eq(
        judged(PRINTS({.id = "a", .number = "3.810 billion", .preferred = true},
                      {.id = "hope", .number = "4 billion", .status = STATUS_PROJECTED},
                      {.id = "bad", .number = "2.825 billion", .deprecated = true}),
               NULL, 0),
        "error 1 | a:- hope:out bad:error | 985000000 25.853% of 1");
}
END_TEST

/* A print of few digits joins the preferred figure where it can mean it, though a narrower one that
 * it also fits was printed. */
START_TEST(few_digits_join_the_preferred_figure)
{
    ck_assert_str_eq(
        judged(PRINTS({.id = "top", .number = "2.6 billion", .origin = "topline"},
                      {.id = "pbs", .number = "2605.340 million", .origin = "pbs"},
                      {.id = "br", .number = "2.596 billion", .origin = "sbp", .preferred = true}),
               NULL, 0),
        "unexplained 2 | top:- pbs:unexplained br:- | 9340000 0.3598% of 3");
}
END_TEST

START_TEST(rounding)
{
    ck_assert_str_eq(
        judged(PRINTS({.id = "long", .number = "1.067 billion", .origin = "a", .preferred = true},
                      {.id = "short", .number = "1.06 billion", .origin = "b"}),
               NULL, 0),
        "rounding 2 | long:- short:rounding | 7000000 0.656% of 2");
}
END_TEST

static bool has_lower(const struct conflict_claim *claims, int count, int cluster)
{
    for (int i = 0; i < count; i++)
        if (claims[i].cluster == cluster)
            return true;
    return false;
}

/* Whatever the order of the rows: every claim is in one cluster, those of a cluster meet two by
 * two, and the same claims are in conflict with the preferred one. */
START_TEST(clusters_hold_in_any_order)
{
    static const char *const ids[] = {"a", "b", "c", "d", "e", "f", "g", "h"};
    struct random random = {324310};

    for (int round = 0; round < 3000; round++) {
        struct print prints[MOST], turned[MOST];
        struct conflict_claim claims[MOST], turned_claims[MOST];
        int count = random_between(&random, 1, 8),
            preferred = random_between(&random, -1, count - 1);

        for (int i = 0; i < count; i++) {
            prints[i] = print_typed((struct typed){.id = ids[i], .number = "1"});
            prints[i].number = (struct decimal){random_between(&random, 100, 130), -2};
            prints[i].number.exponent += random_below(&random, 2);
            prints[i].number.digits /= prints[i].number.exponent == -1 ? 10 : 1;
            prints[i].origin = slice_of(ids[random_below(&random, 3)]);
        }
        for (int i = 0; i < count; i++)
            turned[count - 1 - i] = prints[i];
        struct conflict one = conflict_judge(prints, count, preferred, NULL, 0, claims),
                        two = conflict_judge(turned, count,
                                             preferred < 0 ? -1 : count - 1 - preferred, NULL, 0,
                                             turned_claims);

        EXPECT(one.clusters == two.clusters && one.reason == two.reason, "%d", round);
        for (int i = 0; i < count; i++) {
            EXPECT(claims[i].cluster == turned_claims[count - 1 - i].cluster, "%d", round);
            EXPECT(claims[i].reason == turned_claims[count - 1 - i].reason, "%d", round);
            EXPECT(has_lower(claims, count, claims[i].cluster ? claims[i].cluster - 1 : 0), "%d",
                   round);
            for (int j = 0; j < i; j++)
                EXPECT(claims[i].cluster != claims[j].cluster ||
                           interval_meets(print_interval(&prints[i]), print_interval(&prints[j])),
                       "%d", round);
        }
        EXPECT(preferred < 0 || claims[preferred].cluster == 0, "%d", round);
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        narrow_and_broad_differ_by_definition,
        november_2024_is_a_revision,
        targets_of_one_year_are_a_conflict_not_rounding,
        an_error_is_listed_alone,
        two_bodies_without_a_reason,
        last_years_number,
        a_year_that_was_revised_twice,
        what_meets_is_no_conflict,
        few_digits_join_the_preferred_figure,
        rounding,
        clusters_hold_in_any_order,
    };

    return SUITE_RUN("stats-conflict", tests);
}
