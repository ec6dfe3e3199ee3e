#include "stats/derive.h"
#include "tests/stats/prints.h"
#include "tests/stats/random.h"

enum { MOST = 48 };

static const struct month_day july = {7, 1};

struct figure {
    const char *period, *number;
};

static const struct figure broad[] = {
    {"FY2023-24", "3.223 billion"}, {"2023-07", "214 million"},     {"2023-08", "235 million"},
    {"2023-10", "238 million"},     {"2023-11", "259 million"},     {"2023-12", "303 million"},
    {"2024-01", "265 million"},     {"2024-02", "257 million"},     {"2024-03", "306 million"},
    {"2024-04", "310 million"},     {"2024-05", "332 million"},     {"2024-06", "298 million"},
    {"FY2024-25", "3.810 billion"}, {"2024-07", "286 million"},     {"2024-08", "298 million"},
    {"2024-09", "292 million"},     {"2024-10", "330 million"},     {"2024-11", "310 million"},
    {"2024-12", "348 million"},     {"2025-01", "313 million"},     {"2025-02", "305 million"},
    {"2025-03", "342 million"},     {"2025-04", "317 million"},     {"2025-06", "338 million"},
    {"FY2021-22", "2.619 billion"}, {"2021-07", "195.990 million"}, {"2021-09", "215 million"},
    {"2021-11", "221 million"},     {"2021-12", "251 million"},     {"2022-01", "185 million"},
    {"2022-02", "201 million"},     {"2022-03", "259 million"},     {"2022-04", "249 million"},
    {"2025-07", "354 million"},     {"2025-08", "337 million"},     {"2025-09", "366 million"},
};

static int figures_typed(struct print *out)
{
    int count = 0;

    for (size_t i = 0; i < sizeof broad / sizeof broad[0]; i++)
        out[count++] = print_typed((struct typed){.id = broad[i].period,
                                                  .period = broad[i].period,
                                                  .number = broad[i].number,
                                                  .preferred = true});
    /* June 2022 is only there as an error, November 2024 also as it was first printed. */
    out[count++] = print_typed((struct typed){.id = "ary",
                                              .period = "2022-06",
                                              .number = "287 million",
                                              .preferred = true,
                                              .deprecated = true});
    out[count++] =
        print_typed((struct typed){.id = "first", .period = "2024-11", .number = "324 million"});
    return count;
}

/* "value low high | formula | missing" */
static const char *told(const struct derivation *it)
{
    static char out[3 * DERIVE_TEXT_ROOM];
    char value[EXACT_TEXT_ROOM];

    (void)exact_text(it->result.value, ROUND_NEAREST, value);
    (void)snprintf(out, sizeof out, "%s %s | %s | %s", it->follows ? value : "none",
                   it->follows ? range_shown(it->result.range) : "", it->formula, it->missing);
    return out;
}

static const char *month(const char *label, const char *year)
{
    struct print figures[MOST];
    struct derive_terms terms;
    struct derivation it;

    ck_assert(derive_terms_make(typed_period(year), 1, typed_period(label), july, figures,
                                figures_typed(figures), &terms));
    it = derive_rest(&terms.whole, terms.parts, terms.count);
    return told(&it);
}

START_TEST(a_month_is_its_year_less_eleven)
{
    ck_assert_str_eq(month("2023-09", "FY2023-24"),
                     "206000000 200000000 212000000 | FY2023-24 - Jul 2023 - Aug 2023 - Oct 2023"
                     " - Nov 2023 - Dec 2023 - Jan 2024 - Feb 2024 - Mar 2024 - Apr 2024 - May 2024"
                     " - Jun 2024 | ");
    ck_assert_str_eq(month("2025-05", "FY2024-25"),
                     "331000000 325000000 337000000 | FY2024-25 - Jul 2024 - Aug 2024 - Sep 2024"
                     " - Oct 2024 - Nov 2024 - Dec 2024 - Jan 2025 - Feb 2025 - Mar 2025 - Apr 2025"
                     " - Jun 2025 | ");
}
END_TEST

START_TEST(june_2022_does_not_follow)
{
    ck_assert_str_eq(month("2022-06", "FY2021-22"),
                     "none  | FY2021-22 - Jul 2021 - Aug 2021 - Sep 2021 - Oct 2021 - Nov 2021"
                     " - Dec 2021 - Jan 2022 - Feb 2022 - Mar 2022 - Apr 2022 - May 2022"
                     " | Aug 2021, Oct 2021, May 2022");
    ck_assert_str_eq(month("2025-07", "2025-Q3"),
                     "none  | Jul-Sep FY2025-26 - Aug 2025 - Sep 2025 | Jul-Sep FY2025-26");
}
END_TEST

START_TEST(a_whole_is_the_sum_of_its_parts)
{
    struct print figures[MOST];
    struct derive_terms terms;
    struct derivation it;
    int count = figures_typed(figures);
    struct period none = {{0}, {0}};

    ck_assert(derive_terms_make(typed_period("2025-Q3"), 1, none, july, figures, count, &terms));
    it = derive_whole(terms.parts, terms.count);
    ck_assert_str_eq(told(&it),
                     "1057000000 1055500000 1058500000 | Jul 2025 + Aug 2025 + Sep 2025 | ");
    ck_assert(derive_terms_make(typed_period("2025-Q4"), 1, none, july, figures, count, &terms));
    it = derive_whole(terms.parts, terms.count);
    ck_assert_str_eq(told(&it),
                     "none  | Oct 2025 + Nov 2025 + Dec 2025 | Oct 2025, Nov 2025, Dec 2025");
    ck_assert(!derive_terms_make(typed_period("2025-Q3"), 2, none, july, figures, count, &terms));
    ck_assert(!derive_terms_make(typed_period("2025-Q3"), 1, typed_period("2025-10"), july, figures,
                                 count, &terms));
    ck_assert(!derive_terms_make(typed_period("FY2020-21 to FY2021-22"), 1, none, july, figures,
                                 count, &terms));
    it = derive_whole(terms.parts, 0);
    ck_assert(!it.follows);
}
END_TEST

START_TEST(a_part_is_the_whole_less_the_others)
{
    struct print whole = print_typed((struct typed){.id = "w", .number = "1439.970 million"}),
                 computer = print_typed((struct typed){.id = "c", .number = "1108.690 million"}),
                 telecom = print_typed((struct typed){.id = "t", .number = "328.730 million"});
    struct derive_term total = {slice_of("pk-ict"), &whole},
                       parts[] = {{slice_of("pk-computer"), &computer},
                                  {slice_of("pk-telecom"), &telecom}};
    struct derivation it = derive_rest(&total, parts, 2);

    ck_assert_str_eq(told(&it), "2550000 2548500 2551500 | pk-ict - pk-computer - pk-telecom | ");
    it = derive_rest(&total, parts, 0);
    ck_assert_str_eq(told(&it), "1439970000 1439969500 1439970500 | pk-ict | ");
}
END_TEST

START_TEST(a_long_formula_says_that_it_goes_on)
{
    struct derive_term terms[DERIVE_MOST + 1];
    char name[121];
    struct derivation it;

    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    for (int i = 0; i <= DERIVE_MOST; i++)
        terms[i] = (struct derive_term){slice_of(name), NULL};
    it = derive_whole(terms, DERIVE_MOST);
    ck_assert(strlen(it.formula) < DERIVE_TEXT_ROOM);
    ck_assert(slice_ends(slice_of(it.formula), "xxx..."));
    ck_assert(slice_ends(slice_of(it.missing), "xxx..."));
}
END_TEST

/* Whatever the months really were, the one that was not printed lies in its interval. */
START_TEST(the_true_month_lies_inside)
{
    struct random random = {2069};

    for (int i = 0; i < 3000; i++) {
        struct print prints[DERIVE_MOST + 1];
        struct derive_term terms[DERIVE_MOST + 1];
        int count = random_between(&random, 1, DERIVE_MOST), hidden = random_below(&random, count);
        int64_t sum = 0, truth[DERIVE_MOST];
        struct derivation it;
        struct range point;

        for (int k = 0; k < count; k++) {
            truth[k] = random_between(&random, 1, 999999);
            sum += truth[k];
            prints[k] = print_typed((struct typed){.id = "m", .number = "1"});
            prints[k].number.digits = (truth[k] + 500) / 1000;
            terms[k] = (struct derive_term){slice_of("m"), &prints[k]};
        }
        prints[count] = print_typed((struct typed){.id = "y", .number = "1"});
        prints[count].number.digits = (sum + 500) / 1000;
        terms[count] = (struct derive_term){slice_of("y"), &prints[count]};
        terms[hidden] = terms[count - 1];
        it = derive_rest(&terms[count], terms, count - 1);
        point = range_point(exact_of((struct decimal){truth[hidden], -3}));
        EXPECT(it.follows && range_contains(&it.result.range, &point), "%d: %s", i, told(&it));
        if (!hidden || hidden == count - 1)
            continue;
        terms[0].print = NULL;
        EXPECT(!derive_rest(&terms[count], terms, count - 1).follows, "%d", i);
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        a_month_is_its_year_less_eleven,     june_2022_does_not_follow,
        a_whole_is_the_sum_of_its_parts,     a_part_is_the_whole_less_the_others,
        a_long_formula_says_that_it_goes_on, the_true_month_lies_inside,
    };

    return SUITE_RUN("stats-derive", tests);
}
