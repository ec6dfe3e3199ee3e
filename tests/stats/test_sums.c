#include "stats/sums.h"
#include "tests/stats/prints.h"

enum { MOST = 12 };

struct slot {
    struct print prints[4];
    int count;
};

/* "adds-up one-source 1439970000 | 0 0%" */
static const char *checked(const struct print *wholes, int whole_count, const struct slot *slots,
                           int count)
{
    static char out[512];
    struct sum_part parts[MOST];
    int chosen[MOST];
    char total[EXACT_TEXT_ROOM], spread[EXACT_TEXT_ROOM], percent[EXACT_TEXT_ROOM];
    struct sum it;

    for (int i = 0; i < count; i++)
        parts[i] = (struct sum_part){slots[i].prints, slots[i].count};
    it = sum_check(wholes, whole_count, parts, count, chosen);
    (void)exact_text(it.total_value, ROUND_NEAREST, total);
    (void)exact_text(it.spread, ROUND_NEAREST, spread);
    (void)exact_text(it.spread_percent, ROUND_NEAREST, percent);
    (void)snprintf(out, sizeof out, "%s%s %s | %s %s%%", sum_verdicts.items[it.verdict],
                   it.one_source ? " one-source" : "", total, spread, percent);
    return out;
}

static struct slot slot_of(const struct typed *typed, int count)
{
    struct slot out = {0};

    out.count = prints_typed(out.prints, typed, count);
    return out;
}

START_TEST(the_three_services_add_up)
{
    struct print wholes[MOST];
    int n = prints_typed(
        wholes,
        PRINTS({.id = "up", .source = "up", .number = "1438.827 million"},
               {.id = "dawn", .source = "dawn", .number = "1.44 billion"},
               {.id = "tie", .source = "tie", .number = "1439.970 million", .preferred = true}));
    struct slot parts[] = {
        slot_of(PRINTS(
            {.id = "c.tie", .source = "tie", .number = "1108.690 million", .preferred = true},
            {.id = "c.up", .source = "up", .number = "1106.027 million"})),
        slot_of(PRINTS(
            {.id = "t.tie", .source = "tie", .number = "328.730 million", .preferred = true})),
        slot_of(
            PRINTS({.id = "i.tie", .source = "tie", .number = "2.550 million", .preferred = true},
                   {.id = "i.up", .source = "up", .number = "2.550 million"})),
    };

    ck_assert_str_eq(checked(wholes, n, parts, 3), "adds-up one-source 1439970000 | 0 0%");
    /* Another print of the whole is preferred: still that of the source that prints the parts. */
    wholes[2].preferred = false;
    wholes[1].preferred = true;
    ck_assert_str_eq(checked(wholes, n, parts, 3), "adds-up one-source 1439970000 | 0 0%");
    parts[1].prints[0].source = slice_of("elsewhere");
    ck_assert_str_eq(checked(wholes, n, parts, 3), "adds-up 1439970000 | 30000 0.0021%");
    parts[1].count = 0;
    ck_assert_str_eq(checked(wholes, n, parts, 3), "incomplete  |  %");
    ck_assert_str_eq(checked(wholes, 0, parts, 3), "incomplete  |  %");
    /* A source that prints all parts prints the whole twice: the closer one is taken. */
    parts[1] = slot_of(
        PRINTS({.id = "t.tie", .source = "tie", .number = "328.730 million", .preferred = true}));
    wholes[0] = print_typed((struct typed){.id = "a", .source = "tie", .number = "1.43 billion"});
    ck_assert_str_eq(checked(wholes, 3, parts, 3), "adds-up one-source 1439970000 | 0 0%");
}
END_TEST

static const char *ten_months(const char *november)
{
    static const char *const months[] = {"286", "298", "292", "330", NULL,
                                         "348", "313", "305", "342", "317"};
    struct slot slots[MOST];
    struct print whole =
        print_typed((struct typed){.id = "whole", .number = "3.142 billion", .preferred = true});

    for (int i = 0; i < 10; i++) {
        char number[24];

        (void)snprintf(number, sizeof number, "%s million", months[i] ? months[i] : november);
        slots[i] =
            slot_of(PRINTS({.id = "month", .number = number, .source = "m", .preferred = true}));
    }
    return checked(&whole, 1, slots, 10);
}

/* July 2024 to April 2025: only with the revised November. */
START_TEST(months_against_their_printed_sum)
{
    ck_assert_str_eq(ten_months("310"), "adds-up 3141000000 | 1000000 0.0318%");
    ck_assert_str_eq(ten_months("324"), "differs 3155000000 | 13000000 0.4137%");
    ck_assert_str_eq(ten_months("304"), "rounding 3135000000 | 7000000 0.2228%");
}
END_TEST

/* July to November 2024 was printed with the first print of November. */
START_TEST(an_earlier_print_makes_it_add_up)
{
    struct print whole = print_typed(
        (struct typed){.id = "whole", .source = "w", .number = "1.530 billion", .preferred = true});
    struct slot slots[] = {
        slot_of(PRINTS({.id = "rest", .number = "1206 million", .preferred = true})),
        slot_of(PRINTS(
            {.id = "first", .number = "324 million"},
            {.id = "then", .number = "310 million", .replaces = "first", .preferred = true})),
    };
    struct sum_part parts[] = {{slots[0].prints, 1}, {slots[1].prints, 2}};
    int chosen[2];
    struct sum it;

    ck_assert_str_eq(checked(&whole, 1, slots, 2), "revision 1516000000 | 14000000 0.915%");
    it = sum_check(&whole, 1, parts, 2, chosen);
    ck_assert_ptr_eq(it.revised, &slots[1].prints[0]);
    ck_assert_int_eq(chosen[1], 1);
    /* A wrong one explains nothing, nor does another that is tied by nothing. */
    slots[1].prints[0].rank = RANK_DEPRECATED;
    ck_assert_str_eq(checked(&whole, 1, slots, 2), "differs 1516000000 | 14000000 0.915%");
    slots[1].prints[0].rank = RANK_NORMAL;
    slots[1].prints[1].replaces = (struct slice){NULL, 0};
    ck_assert_str_eq(checked(&whole, 1, slots, 2), "differs 1516000000 | 14000000 0.915%");
    slots[1].prints[0].origin = slots[1].prints[1].origin = slice_of("bank");
    slots[1].prints[0].known_on = slice_of("2024-12-17");
    slots[1].prints[1].known_on = slice_of("2025-01-17");
    ck_assert_str_eq(checked(&whole, 1, slots, 2), "revision 1516000000 | 14000000 0.915%");
}
END_TEST

START_TEST(an_earlier_print_of_the_whole_makes_it_add_up)
{
    struct print wholes[] = {
        print_typed((struct typed){
            .id = "then", .number = "1.60 billion", .replaces = "first", .preferred = true}),
        print_typed((struct typed){.id = "first", .number = "1.530 billion"}),
    };
    struct slot slots[] = {
        slot_of(PRINTS({.id = "a", .number = "1206 million", .preferred = true})),
        slot_of(PRINTS({.id = "b", .number = "324 million", .preferred = true})),
    };
    struct sum_part parts[] = {{slots[0].prints, 1}, {slots[1].prints, 1}};
    int chosen[2];

    ck_assert_ptr_eq(sum_check(wholes, 2, parts, 2, chosen).revised, &wholes[1]);
    ck_assert_ptr_null(sum_check(wholes, 1, parts, 2, chosen).revised);
}
END_TEST

/* The sources and periods that were taken as parts. */
static const char *parted(const struct typed *typed, int count)
{
    static char out[512];
    struct print prints[2 * MOST];
    struct cover_piece pieces[2 * MOST];
    struct sum_part parts[2 * MOST], wholes;
    int chosen[2 * MOST], size = 0;
    int n = sum_parts_of(typed_period("2020"), prints, prints_typed(prints, typed, count), pieces,
                         parts, &wholes);
    struct sum it = sum_check(wholes.prints, wholes.count, parts, n, chosen);

    size = snprintf(out, sizeof out, "%d of %s:", n,
                    it.whole < 0 ? "none" : wholes.prints[it.whole].id.data);
    for (int i = 0; i < n; i++)
        size += snprintf(out + size, sizeof out - (size_t)size, " %s",
                         parts[i].prints[chosen[i]].id.data);
    return out;
}

START_TEST(parts_are_the_most_that_fill_it)
{
    struct typed typed[] = {
        {.id = "h1", .period = "2020-H1", .number = "2 million", .preferred = true},
        {.id = "q3", .period = "2020-Q3", .number = "1 million", .preferred = true},
        {.id = "q4", .period = "2020-Q4", .number = "1 million", .preferred = true},
        {.id = "y.paper", .period = "2020", .number = "4 million", .source = "paper"},
        {.id = "y", .period = "2020", .number = "4 million", .preferred = true},
        {.id = "h2", .period = "2020-H2", .number = "2 million", .source = "paper"},
        {.id = "h2.table", .period = "2020-H2", .number = "2 million", .preferred = true},
    };

    ck_assert_str_eq(parted(typed, 7), "3 of y: h1 q3 q4");
    /* The paper prints the whole and both halves: its own are held against each other. */
    typed[0].source = "paper";
    ck_assert_str_eq(parted(typed, 7), "2 of y.paper: h1 h2");
    /* Expected, or wrong: no part. */
    typed[0].status = STATUS_PROJECTED;
    ck_assert_str_eq(parted(typed, 7), "0 of y:");
    typed[0].status = STATUS_ACTUAL;
    typed[3].deprecated = true;
    ck_assert_str_eq(parted(typed, 7), "3 of y: h1 q3 q4");
    /* What the rule does not choose stands for nothing but its own source. */
    typed[4].preferred = false;
    ck_assert_str_eq(parted(typed, 7), "0 of y:");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        the_three_services_add_up,        months_against_their_printed_sum,
        an_earlier_print_makes_it_add_up, an_earlier_print_of_the_whole_makes_it_add_up,
        parts_are_the_most_that_fill_it,
    };

    return SUITE_RUN("stats-sums", tests);
}
