#include "stats/derive_period.h"
#include "tests/stats/prints.h"
#include "tests/stats/random.h"

enum { MOST = 64, ROOM = 2 * DERIVE_TEXT_ROOM };

/* "206 [200 212] FY2023-24 - Jul 2023 - …", or why it does not follow. */
static const char *derived(const char *period, const struct typed *typed, int count)
{
    static char out[ROOM];
    struct print figures[MOST];
    struct arena arena;
    struct derived_period it;

    arena_init(&arena, 1 << 20);
    ck_assert(derive_period(typed_period(period), (struct month_day){7, 1}, figures,
                            prints_typed(figures, typed, count), &arena, &it));
    if (it.derivation.follows) {
        char value[EXACT_TEXT_ROOM];

        (void)exact_text(it.derivation.result.value, ROUND_NEAREST, value);
        (void)snprintf(out, sizeof out, "%s [%s] %s", value,
                       range_shown(it.derivation.result.range), it.derivation.formula);
    } else {
        (void)snprintf(out, sizeof out, "%s: %s", derive_gaps.items[it.gap], it.derivation.missing);
    }
    arena_clear(&arena);
    return out;
}

#define FIGURES(...) PRINTS(__VA_ARGS__)
#define F(label, digits)                                                                           \
    {                                                                                              \
        .id = label, .period = label, .number = digits, .preferred = true                          \
    }

START_TEST(a_month_is_its_year_less_the_others)
{
    static const struct typed months[] = {
        F("FY2023-24", "3223"), F("Jul 2023", "214"), F("Aug 2023", "235"),
        F("Oct 2023", "238"),   F("Nov 2023", "259"), F("Dec 2023", "303"),
        F("Jan 2024", "265"),   F("Feb 2024", "257"), F("Jul-Mar FY2023-24", "2283"),
        F("Mar 2024", "306"),   F("Apr 2024", "310"), F("May 2024", "332"),
        F("Jun 2024", "298"),
    };

    /* From the year, though July to March would do; in as few steps as there are. */
    ck_assert_str_eq(derived("Sep 2023", months, 13),
                     "206 [200 212] FY2023-24 - Jul 2023 - Aug 2023 - Oct 2023 - Nov 2023 - Dec "
                     "2023 - Jan 2024 - Feb 2024 - Mar 2024 - Apr 2024 - May 2024 - Jun 2024");
    ck_assert_str_eq(derived("Sep 2023", months + 1, 12),
                     "206 [201.5 210.5] Jul-Mar FY2023-24 - Jul 2023 - Aug 2023 - Oct 2023 - Nov "
                     "2023 - Dec 2023 - Jan 2024 - Feb 2024 - Mar 2024");
    ck_assert_str_eq(derived("Sep 2023", months + 1, 5), "no-whole: ");
}
END_TEST

START_TEST(years_to_date_differ_by_a_month)
{
    ck_assert_str_eq(
        derived("May 2025", FIGURES(F("FY2024-25", "3810"), F("Jul-Apr FY2024-25", "3142"),
                                    F("Apr 2025", "317"), F("Jun 2025", "338"))),
        "330 [328.5 331.5] FY2024-25 - Jul-Apr FY2024-25 - Jun 2025");
    ck_assert_str_eq(
        derived("Dec 2020", FIGURES(F("Jul-Nov FY2020-21", "763"), F("Jul-Dec FY2020-21", "958"))),
        "195 [194 196] Jul-Dec FY2020-21 - Jul-Nov FY2020-21");
    ck_assert_str_eq(
        derived("Oct 2020-Nov 2020", FIGURES(F("Jul-Nov FY2020-21", "763"), F("2020-Q3", "444"))),
        "319 [318 320] Jul-Nov FY2020-21 - Jul-Sep FY2020-21");
}
END_TEST

START_TEST(a_sum_goes_before_a_difference)
{
    ck_assert_str_eq(
        derived("2020-Q4", FIGURES(F("2020-10", "1"), F("2020-11", "2"), F("2020-12", "3"),
                                   F("Jul-Dec FY2020-21", "10"), F("2020-Q3", "4"))),
        "6 [4.5 7.5] Oct 2020 + Nov 2020 + Dec 2020");
}
END_TEST

START_TEST(what_is_missing_is_named)
{
    ck_assert_str_eq(
        derived("Jun 2022", FIGURES(F("FY2021-22", "2619"), F("Jul-Dec FY2021-22", "1302"),
                                    F("Jan 2022", "185"), F("Feb 2022", "201"),
                                    F("Mar 2022", "259"), F("Apr 2022", "249"))),
        "parts-missing: May 2022");
    ck_assert_str_eq(derived("Jun 2022", FIGURES(F("FY2021-22", "2619"), F("Oct 2021", "1"),
                                                 F("Dec 2021", "2"))),
                     "parts-missing: Jul-Sep FY2021-22, Nov 2021, Jan-May 2022");
    ck_assert_str_eq(derived("FY2021-22", FIGURES(F("Jul-Dec FY2021-22", "1302"))),
                     "parts-missing: 2022-H1");
    ck_assert_str_eq(derived("Jun 2022", FIGURES(F("FY2020-21", "2"))), "no-whole: ");
}
END_TEST

/* Every other month of forty years: more names than there is room for. */
START_TEST(what_is_missing_is_cut_off)
{
    static struct print figures[4 * MOST];
    char label[PERIOD_LABEL_ROOM];
    struct arena arena;
    struct derived_period it;
    int count = 0;

    for (int month = 0; month < 8 * MOST; month += 2) {
        (void)snprintf(label, sizeof label, "%d-%02d", 1950 + month / 12, 1 + month % 12);
        figures[count++] = print_typed(
            (struct typed){.id = "month", .period = label, .number = "1", .preferred = true});
    }
    arena_init(&arena, 1 << 20);
    ck_assert(derive_period(typed_period("Jan 1950-Dec 1995"), (struct month_day){7, 1}, figures,
                            count, &arena, &it));
    ck_assert(!it.derivation.follows);
    ck_assert(slice_starts(slice_of(it.derivation.missing), "Feb 1950, Apr 1950, "));
    ck_assert_msg(slice_ends(slice_of(it.derivation.missing), ", ..."), "%s",
                  it.derivation.missing);
    arena_clear(&arena);
}
END_TEST

/* As much room as there is: no answer, or the same one. */
START_TEST(without_memory_there_is_no_answer)
{
    struct typed typed[] = {F("2020-10", "1"), F("2020-11", "2"), F("2020-12", "3"),
                            F("Jul-Dec FY2020-21", "10"), F("2020-Q3", "4")};
    struct print figures[MOST];
    struct derived_period it;
    int count = prints_typed(figures, typed, 5), refused = 0;
    bool done = false;

    for (size_t room = 0; !done; room += 16) {
        struct arena arena;

        arena_init(&arena, room);
        done = derive_period(typed_period("2020-Q4"), (struct month_day){7, 1}, figures, count,
                             &arena, &it);
        refused += !done;
        if (done)
            ck_assert_str_eq(it.derivation.formula, "Oct 2020 + Nov 2020 + Dec 2020");
        arena_clear(&arena);
    }
    ck_assert_int_gt(refused, 4);
}
END_TEST

/* The first print of November stands in July to November, the revised one among the months. */
START_TEST(what_comes_to_two_numbers_does_not_follow)
{
    ck_assert_str_eq(derived("Jul-Dec FY2024-25",
                             FIGURES(F("Jul-Nov FY2024-25", "1530"), F("Jul-Oct FY2024-25", "1206"),
                                     F("Nov 2024", "310"), F("Dec 2024", "348"))),
                     "disputed: ");
    ck_assert_str_eq(derived("Jul-Dec FY2024-25",
                             FIGURES(F("Jul-Nov FY2024-25", "1530"), F("Jul-Oct FY2024-25", "1206"),
                                     F("Nov 2024", "324"), F("Dec 2024", "348"))),
                     "1878 [1877 1879] Jul-Nov FY2024-25 + Dec 2024");
    ck_assert_str_eq(
        derived("Dec 2024", FIGURES(F("Jul-Dec FY2024-25", "1864"), F("Jul-Nov FY2024-25", "1530"),
                                    F("Jul-Oct FY2024-25", "1206"), F("Nov 2024", "310"))),
        "disputed: ");
}
END_TEST

/* Whatever is printed of twelve months, what follows is what was left out. */
START_TEST(what_follows_is_true)
{
    static const char *const labels[] = {"Jul 2020", "Aug 2020", "Sep 2020", "Oct 2020",
                                         "Nov 2020", "Dec 2020", "Jan 2021", "Feb 2021",
                                         "Mar 2021", "Apr 2021", "May 2021", "Jun 2021"};
    struct random random = {229};
    int followed = 0;

    for (int round = 0; round < 1000; round++) {
        struct print figures[MOST];
        struct arena arena;
        struct derived_period it;
        int month[12], sum[13] = {0}, count = 0, asked = random_below(&random, 12);

        for (int i = 0; i < 12; i++)
            sum[i + 1] = sum[i] + (month[i] = random_between(&random, 1, 9999));
        for (int i = 0; i < 30; i++) {
            int from = random_below(&random, 12), to = random_between(&random, from, 11);
            char number[24];
            bool known = from == asked && to == asked;

            (void)snprintf(number, sizeof number, "%d million", sum[to + 1] - sum[from]);
            struct print print = print_typed(
                (struct typed){.id = labels[from], .number = number, .preferred = true});
            print.period.start = typed_period(labels[from]).start;
            print.period.end = typed_period(labels[to]).end;
            for (int k = 0; k < count; k++)
                known |= period_equal(figures[k].period, print.period);
            if (!known)
                figures[count++] = print;
        }
        arena_init(&arena, 1 << 20);
        ck_assert(derive_period(typed_period(labels[asked]), (struct month_day){7, 1}, figures,
                                count, &arena, &it));
        struct exact value = exact_of_digits((decimal_digits)month[asked] * 1000000);
        EXPECT(!it.derivation.follows || !exact_compare(&it.derivation.result.value, &value),
               "%d: %s", round, it.derivation.formula);
        EXPECT(it.derivation.follows || it.gap == DERIVE_NO_WHOLE || it.derivation.missing[0], "%d",
               round);
        followed += it.derivation.follows;
        arena_clear(&arena);
    }
    ck_assert_int_gt(followed, 300);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        a_month_is_its_year_less_the_others,
        years_to_date_differ_by_a_month,
        a_sum_goes_before_a_difference,
        what_is_missing_is_named,
        what_is_missing_is_cut_off,
        without_memory_there_is_no_answer,
        what_comes_to_two_numbers_does_not_follow,
        what_follows_is_true,
    };

    return SUITE_RUN("stats-derive_period", tests);
}
