#include "stats/target.h"
#include "tests/stats/prints.h"

enum { MOST = 24, ROOM = 1024 };

static const struct month_day july = {7, 1};

static const struct typed broad[] = {
    {.id = "fy19", .period = "FY2018-19", .number = "1191.864 million", .preferred = true},
    {.id = "fy20", .period = "FY2019-20", .number = "1439.970 million", .preferred = true},
    {.id = "fy21",
     .period = "FY2020-21",
     .number = "2.107 billion",
     .origin = "sbp",
     .known_on = "2023-02-28",
     .preferred = true},
    {.id = "fy21.ary",
     .period = "FY2020-21",
     .number = "2.108 billion",
     .origin = "sbp",
     .known_on = "2022-07-28",
     .replaces = "fy21.po"},
    {.id = "fy21.po",
     .period = "FY2020-21",
     .number = "2.130 billion",
     .origin = "sbp",
     .known_on = "2021-07-20"},
    {.id = "fy21.tie",
     .period = "FY2020-21",
     .number = "2123.035 million",
     .origin = "pbs",
     .known_on = "2021-08-29"},
    {.id = "fy21.dawn",
     .period = "FY2020-21",
     .number = "2.12 billion",
     .origin = "sbp",
     .known_on = "2021-07-27"},
    {.id = "fy22", .period = "FY2021-22", .number = "2.619 billion", .preferred = true},
    {.id = "fy23", .period = "FY2022-23", .number = "2.596 billion", .preferred = true},
    {.id = "fy24", .period = "FY2023-24", .number = "3.223 billion", .preferred = true},
    {.id = "fy24.bad", .period = "FY2023-24", .number = "9 billion", .deprecated = true},
    {.id = "fy25", .period = "FY2024-25", .number = "3.810 billion", .preferred = true},
    {.id = "fy25.low", .period = "FY2024-25", .number = "3.7 billion", .status = STATUS_PROJECTED},
    {.id = "fy26.hope",
     .period = "FY2025-26",
     .number = "4.5 billion",
     .status = STATUS_PROJECTED,
     .preferred = true},
    {.id = "half", .period = "Jul-Dec FY2025-26", .number = "2.236 billion", .preferred = true},
    {.id = "jan", .period = "2026-01", .number = "374 million", .preferred = true},
};

/* A range as "low to high", "-" where there is none. */
static const char *range_told(struct range it, char *out, size_t room)
{
    struct range_text text = range_text(&it);

    (void)snprintf(out, room, "%.40s%s%.40s", text.low, it.has_low || it.has_high ? " to " : "-",
                   text.high);
    return out;
}

static const char *told(const struct target_progress *it)
{
    static char out[ROOM];
    char reached[96], share[96], gap[96], needed[96], achieved[96];

    (void)snprintf(
        out, sizeof out, "%s %s%s share %s gap %s needed %s in %d achieved %s",
        target_verdicts.items[it->verdict], range_told(it->reached, reached, sizeof reached),
        it->complete ? " complete" : "", range_told(it->share, share, sizeof share),
        range_told(it->gap, gap, sizeof gap), range_told(it->needed_growth, needed, sizeof needed),
        it->years, range_told(it->achieved_growth, achieved, sizeof achieved));
    return out;
}

struct case_of {
    const char *period, *number, *day;
    enum target_reading reading;
    const char *verdict, *level, *sum;
};

static struct target target_of(const struct case_of *it)
{
    return (struct target){
        .aim = print_typed(
            (struct typed){.id = "aim", .period = it->period, .number = it->number, .exact = true}),
        .reading = it->reading};
}

static struct target_judgement judge(const struct case_of *it, const struct typed *typed, int count)
{
    struct print figures[MOST];
    struct cover_piece pieces[MOST];
    struct target target = target_of(it);

    return target_judge(&target, july, typed_date(it->day), figures,
                        prints_typed(figures, typed, count), pieces);
}

enum { ALL = sizeof broad / sizeof broad[0] };

static const struct case_of cases[] = {
    {"FY2020-21", "2 billion", "2026-02-18", TARGET_LEVEL, "met",
     "met 2106500000 to 2107500000 share 105.325 to 106.151775 gap -107500000 to -106500000"
     " needed - in 0 achieved 46.2877 to 46.3573",
     NULL},
    {"FY2024-25", "4.2 billion", "2026-02-18", TARGET_LEVEL, "missed",
     "missed 3809500000 to 3810500000 share 90.7023 to 90.7262 gap 389500000 to 390500000"
     " needed - in 0 achieved 18.1789 to 18.2468",
     NULL},
    {"FY2024-25", "3.8 billion", "2026-02-18", TARGET_LEVEL, "met",
     "met 3809500000 to 3810500000 share 100.25 to 100.2764 gap -10500000 to -9500000"
     " needed - in 0 achieved 18.1789 to 18.2468",
     NULL},
    {"FY2018-19", "1 billion", "2026-02-18", TARGET_LEVEL, "met",
     "met 1191863500 to 1191864500 share 119.18635 to 119.18645 gap -191864500 to -191863500"
     " needed - in 0 achieved -",
     NULL}, /* no figure of the year before */
    {"FY2024-25", "3.8100 billion", "2026-02-18", TARGET_LEVEL, "undecided",
     "undecided 3809500000 to 3810500000 share 99.9868 to 100.0132 gap -500000 to 500000"
     " needed - in 0 achieved 18.1789 to 18.2468",
     NULL},
    {"FY2025-26", "5.2 billion", "2026-02-18", TARGET_LEVEL, "pending",
     "pending 3809500000 to 3810500000 share 73.2596 to 73.2789 gap 1389500000 to 1390500000"
     " needed 36.465 to 36.5009 in 1 achieved 18.1789 to 18.2468",
     NULL},
    {"FY2025-26", "5.2 billion", "2026-06-30", TARGET_LEVEL, "pending",
     "pending 3809500000 to 3810500000 share 73.2596 to 73.2789 gap 1389500000 to 1390500000"
     " needed 36.465 to 36.5009 in 1 achieved 18.1789 to 18.2468",
     NULL},
    {"FY2025-26", "5.2 billion", "2026-07-01", TARGET_LEVEL, "no-figure",
     "no-figure - share - gap - needed - in 0 achieved -", NULL},
    {"FY2028-29", "10 billion", "2026-02-18", TARGET_LEVEL, "pending",
     "pending 3809500000 to 3810500000 share 38.095 to 38.105 gap 6189500000 to 6190500000"
     " needed 27.2783 to 27.2867 in 4 achieved 18.1789 to 18.2468",
     NULL},
    {"by 2023-12-31", "5 billion", "2026-02-18", TARGET_LEVEL, "missed",
     "missed 2595500000 to 2596500000 share 51.91 to 51.93 gap 2403500000 to 2404500000"
     " needed - in 0 achieved -0.9163 to -0.8401",
     NULL},
    {"by 2023-12-31", "5 billion", "2023-09-01", TARGET_LEVEL, "pending",
     "pending 2595500000 to 2596500000 share 51.91 to 51.93 gap 2403500000 to 2404500000"
     " needed - in 0 achieved -0.9163 to -0.8401",
     NULL},
    {"2020-07-01/2023-06-30", "5 billion", "2026-02-18", TARGET_UNCLEAR, "unclear",
     "missed 2595500000 to 2596500000 share 51.91 to 51.93 gap 2403500000 to 2404500000"
     " needed - in 0 achieved -0.9163 to -0.8401",
     "met 7320500000 to 7323500000 complete share 146.41 to 146.78071 gap -2323500000 to "
     "-2320500000"
     " needed - in 0 achieved -"},
    {"2020-07-01/2023-06-30", "7.322 billion", "2026-02-18", TARGET_CUMULATIVE, "undecided", NULL,
     "undecided 7320500000 to 7323500000 complete share 99.9795 to 100.2327 gap -1500000 to 1500000"
     " needed - in 0 achieved -"},
    {"2020-07-01/2023-06-30", "8 billion", "2026-02-18", TARGET_CUMULATIVE, "missed", NULL,
     "missed 7320500000 to 7323500000 complete share 91.50625 to 91.73794375 gap 676500000 to "
     "679500000"
     " needed - in 0 achieved -"},
    {"by 2023-12-31", "5 billion", "2026-02-18", TARGET_UNCLEAR, "missed",
     "missed 2595500000 to 2596500000 share 51.91 to 51.93 gap 2403500000 to 2404500000"
     " needed - in 0 achieved -0.9163 to -0.8401",
     "no-figure - share - gap - needed - in 0 achieved -"},
    {"FY2025-26", "2.6 billion", "2026-02-18", TARGET_CUMULATIVE, "met", NULL,
     "met 2609000000 to 2611000000 share 100.3461 to 100.4231 gap -11000000 to -9000000"
     " needed - in 0 achieved -"},
    {"FY2025-26", "5.2 billion", "2026-02-18", TARGET_CUMULATIVE, "pending", NULL,
     "pending 2609000000 to 2611000000 share 50.173 to 50.2116 gap 2589000000 to 2591000000"
     " needed - in 0 achieved -"},
    {"FY2025-26", "5.2 billion", "2026-07-01", TARGET_CUMULATIVE, "no-figure", NULL,
     "no-figure 2609000000 to 2611000000 share 50.173 to 50.2116 gap 2589000000 to 2591000000"
     " needed - in 0 achieved -"},
    {"FY2025-26", "<= 2.6 billion", "2026-02-18", TARGET_CUMULATIVE, "missed", NULL,
     "missed 2609000000 to 2611000000 share 100.3461 to 100.4231 gap -11000000 to -9000000"
     " needed - in 0 achieved -"},
    {"FY2025-26", "<= 5.2 billion", "2026-02-18", TARGET_CUMULATIVE, "pending", NULL,
     "pending 2609000000 to 2611000000 share 50.173 to 50.2116 gap 2589000000 to 2591000000"
     " needed - in 0 achieved -"},
    {"FY2024-25", "<= 4.2 billion", "2026-02-18", TARGET_LEVEL, "met",
     "met 3809500000 to 3810500000 share 90.7023 to 90.7262 gap 389500000 to 390500000"
     " needed - in 0 achieved 18.1789 to 18.2468",
     NULL},
    {"FY2024-25", "< 3.8 billion", "2026-02-18", TARGET_LEVEL, "missed",
     "missed 3809500000 to 3810500000 share 100.25 to 100.2764 gap -10500000 to -9500000"
     " needed - in 0 achieved 18.1789 to 18.2468",
     NULL},
    {NULL, "30 billion", "2026-02-18", TARGET_UNCLEAR, "no-figure",
     "no-figure - share - gap - needed - in 0 achieved -",
     "no-figure - share - gap - needed - in 0 achieved -"},
    {"Jul-Sep FY2025-26", "1 billion", "2026-02-18", TARGET_LEVEL, "no-figure",
     "no-figure - share - gap - needed - in 0 achieved -", NULL},
};

START_TEST(judges_targets)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct target_judgement it = judge(&cases[i], broad, ALL);

        ck_assert_str_eq(target_verdicts.items[it.verdict], cases[i].verdict);
        if (cases[i].level)
            ck_assert_str_eq(told(&it.level), cases[i].level);
        if (cases[i].sum)
            ck_assert_str_eq(told(&it.sum), cases[i].sum);
    }
}
END_TEST

/* 5.2 for FY2025-26 on every day until its end: 36.46 to 36.51 percent in two decimals. */
START_TEST(a_pending_target_needs_the_same_growth_every_day)
{
    struct case_of it = {.period = "FY2025-26", .number = "5.2 billion"};
    char day[DATE_ROOM];

    for (struct date at = {2025, 8, 20}; date_compare(at, (struct date){2026, 6, 30}) <= 0;
         at = date_add_days(at, 1)) {
        date_print(at, day);
        it.day = day;
        struct target_judgement judged = judge(&it, broad, ALL);

        ck_assert_int_eq(judged.verdict, TARGET_PENDING);
        ck_assert_str_eq(range_shown(judged.level.needed_growth), "36.465 36.5009");
    }
}
END_TEST

/* The sum is over before a piece of it is known: what is known still counts. */
START_TEST(a_gap_stops_a_sum)
{
    static const struct typed months[] = {
        {.id = "jul", .period = "2025-07", .number = "354 million", .preferred = true},
        {.id = "sep", .period = "2025-09", .number = "366 million", .preferred = true},
        {.id = "aug.first", .period = "2025-08", .number = "337 million"},
    };
    struct case_of it = {
        "Jul-Sep FY2025-26", "0.35 billion", "2025-08-15", TARGET_CUMULATIVE, 0, 0, 0};

    ck_assert_str_eq(target_verdicts.items[judge(&it, months, 3).verdict], "met");
    it.number = "0.7 billion";
    ck_assert_str_eq(target_verdicts.items[judge(&it, months, 3).verdict], "pending");
    it.day = "2025-12-01";
    ck_assert_str_eq(target_verdicts.items[judge(&it, months, 3).verdict], "no-figure");
    ck_assert_str_eq(target_verdicts.items[judge(&it, months, 0).verdict], "no-figure");
}
END_TEST

START_TEST(finds_the_year_that_judges)
{
    static const struct {
        const char *period, *year;
    } years[] = {
        {"FY2020-21", "2020-07-01/2021-06-30"},
        {"by 2023-06-30", "2022-07-01/2023-06-30"},
        {"by 2023-06-29", "2021-07-01/2022-06-30"},
        {"by 2023-12-31", "2022-07-01/2023-06-30"},
        {"2020-08-11/2023-08-10", "2022-07-01/2023-06-30"},
        {"2026", "2025-07-01/2026-06-30"},
    };
    char iso[PERIOD_ISO_ROOM];
    struct period year;

    for (size_t i = 0; i < sizeof years / sizeof years[0]; i++) {
        ck_assert(target_year(typed_period(years[i].period), july, &year));
        (void)period_iso(year, iso);
        ck_assert_str_eq(iso, years[i].year);
    }
    ck_assert(target_year(typed_period("2023"), (struct month_day){1, 1}, &year));
    (void)period_iso(year, iso);
    ck_assert_str_eq(iso, "2023-01-01/2023-12-31");
    ck_assert(!target_year(typed_period("2025-08"), july, &year));
    ck_assert(!target_year((struct period){{0}, {0}}, july, &year));
    ck_assert(!target_year(typed_period("0001"), july, &year));
}
END_TEST

static const char *changed(int index, const struct typed *typed, int count)
{
    static char out[64];
    struct target targets[MOST];
    struct print prints[MOST];
    int by;
    enum target_change change;

    (void)prints_typed(prints, typed, count);
    for (int i = 0; i < count; i++) {
        prints[i].precision = PRECISION_EXACT;
        targets[i] = (struct target){.aim = prints[i], .reading = TARGET_LEVEL};
    }
    change = target_change(targets, count, index, &by);
    (void)snprintf(out, sizeof out, "%s %s", target_changes.items[change],
                   by < 0 ? "-" : targets[by].aim.id.data);
    return out;
}

START_TEST(an_aim_changes_only_by_who_set_it)
{
    static const struct typed aims[] = {
        {.id = "dec",
         .period = "FY2021-22",
         .number = "3.5 billion",
         .origin = "Minister",
         .known_on = "2021-12-15"},
        {.id = "feb",
         .period = "FY2021-22",
         .number = "3.2 billion",
         .origin = "Minister",
         .known_on = "2022-02-01"},
        {.id = "mar",
         .period = "FY2021-22",
         .number = "3.200 billion",
         .origin = "Minister",
         .known_on = "2022-03-01"},
        {.id = "pm",
         .period = "FY2021-22",
         .number = "9 billion",
         .origin = "Prime Minister",
         .known_on = "2022-04-01"},
        {.id = "undated",
         .period = "FY2021-22",
         .number = "1 billion",
         .origin = "Minister",
         .replaces = "dec"},
        {.id = "next",
         .period = "FY2022-23",
         .number = "5 billion",
         .origin = "Minister",
         .known_on = "2022-05-01",
         .replaces = "pm"},
        {.id = "nobody", .period = "FY2022-23", .number = "3 billion", .known_on = "2022-05-01"},
        {.id = "nobody.too",
         .period = "FY2022-23",
         .number = "5 billion",
         .known_on = "2023-05-01"},
        {.id = "slip",
         .period = "FY2021-22",
         .number = "8 billion",
         .origin = "Minister",
         .known_on = "2023-01-01",
         .deprecated = true},
        {.id = "same",
         .period = "FY2022-23",
         .number = "5.0 billion",
         .known_on = "2024-05-01",
         .replaces = "next"},
    };

    ck_assert_str_eq(changed(0, aims, 10), "lowered mar");
    ck_assert_str_eq(changed(0, aims, 2), "lowered feb");
    ck_assert_str_eq(changed(1, aims, 10), "stands -");
    ck_assert_str_eq(changed(2, aims, 10), "stands -");
    ck_assert_str_eq(changed(3, aims, 10), "lowered next");
    ck_assert_str_eq(changed(4, aims, 10), "stands -");
    ck_assert_str_eq(changed(5, aims, 10), "replaced same");
    ck_assert_str_eq(changed(6, aims, 10), "stands -");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        judges_targets,
        a_pending_target_needs_the_same_growth_every_day,
        a_gap_stops_a_sum,
        finds_the_year_that_judges,
        an_aim_changes_only_by_who_set_it,
    };

    return SUITE_RUN("stats-target", tests);
}
