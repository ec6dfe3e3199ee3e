#include "base/date.h"
#include "tests/base/suite.h"

static struct date day(const char *text)
{
    struct date d = {0};

    if (text[0])
        EXPECT(date_parse(slice_of(text), &d), "%s", text);
    return d;
}

/* The calendar counted day by day, by the rule of 1582 alone. */
START_TEST(every_day_goes_there_and_back)
{
    static const int8_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    struct date before = {0};
    int32_t number = 0;

    for (int year = 1; year <= 9999; year++)
        for (int month = 1; month <= 12; month++) {
            bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            int length = lengths[month - 1] + (month == 2 && leap);

            EXPECT(date_days_in_month(year, month) == length, "%d-%d", year, month);
            for (int d = 1; d <= length; d++, number++) {
                struct date it = {(int16_t)year, (int8_t)month, (int8_t)d};
                struct date back = date_of_number(number);

                EXPECT(date_number(it) == number, "%d-%d-%d", year, month, d);
                EXPECT(back.year == year && back.month == month && back.day == d, "%d-%d-%d", year,
                       month, d);
                EXPECT(date_is_month_end(it) == (d == length), "%d-%d-%d", year, month, d);
                EXPECT(!number || date_compare(before, it) < 0, "%d-%d-%d", year, month, d);
                before = it;
            }
        }
    ck_assert_int_eq(number, 3652059);
    ck_assert(!date_given(date_of_number(number)) && !date_given(date_of_number(-1)));
}
END_TEST

START_TEST(what_is_printed_parses)
{
    for (int32_t number = 0; number < 3652059; number += 37) {
        char text[DATE_ROOM];
        struct date back;

        date_print(date_of_number(number), text);
        EXPECT(strlen(text) == 10, "%s", text);
        EXPECT(date_parse(slice_of(text), &back) && date_number(back) == number, "%s", text);
    }
    char text[DATE_ROOM] = "x";
    date_print((struct date){0}, text);
    ck_assert_str_eq(text, "");
    date_print(day("0001-01-01"), text);
    ck_assert_str_eq(text, "0001-01-01");
}
END_TEST

START_TEST(refuses_what_is_no_day)
{
    static const char *const refused[] = {
        "",           "2021",       "2021-07",     "2021-7-20",   "21-07-20",    "2021-07-2",
        "2021-13-01", "2021-00-10", "2021-07-00",  "2021-07-32",  "2021-06-31",  "2021-02-29",
        "1900-02-29", "0000-01-01", "2021/07/20",  "2021-07-20 ", " 2021-07-20", "+021-07-20",
        "2021-07-2x", "20210720",   "2021-07-200", "2021--7-20",  "2021-07- 1",  "-021-07-20",
    };
    struct date d = {1, 2, 3};

    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        ck_assert_msg(!date_parse(slice_of(refused[i]), &d), "%s", refused[i]);
    ck_assert(!date_parse((struct slice){0}, &d));
    ck_assert(d.year == 1 && d.month == 2 && d.day == 3);
    ck_assert(date_parse(slice_of("2020-02-29"), &d) && date_parse(slice_of("2000-02-29"), &d));
    ck_assert(date_parse(slice_of("9999-12-31"), &d));
}
END_TEST

START_TEST(no_date_is_later_than_any)
{
    struct date none = {0}, last = day("9999-12-31");

    ck_assert_int_eq(date_compare(none, last), 1);
    ck_assert_int_eq(date_compare(last, none), -1);
    ck_assert_int_eq(date_compare(none, none), 0);
    ck_assert_int_eq(date_compare(last, last), 0);
    ck_assert(!date_given(none) && date_given(last));
}
END_TEST

static const struct {
    const char *from;
    int months;
    const char *to;
} shifts[] = {
    {"2020-07-01", 12, "2021-07-01"},
    {"2021-06-30", 12, "2022-06-30"},
    {"2021-02-28", 12, "2022-02-28"},
    {"2019-02-28", 12, "2020-02-29"},
    {"2020-02-29", 12, "2021-02-28"},
    {"2020-02-28", 12, "2021-02-28"},
    {"2020-02-29", 48, "2024-02-29"},
    {"2021-01-31", 1, "2021-02-28"},
    {"2021-01-30", 1, "2021-02-28"},
    {"2021-04-30", 1, "2021-05-31"},
    {"2021-04-29", 1, "2021-05-29"},
    {"2021-03-31", -1, "2021-02-28"},
    {"2021-01-15", -1, "2020-12-15"},
    {"2020-12-15", 1, "2021-01-15"},
    {"2021-07-20", 0, "2021-07-20"},
    {"0001-01-01", -1, ""},
    {"0001-02-01", -1, "0001-01-01"},
    {"9999-12-31", 1, ""},
    {"9999-11-30", 1, "9999-12-31"},
    {"0001-01-01", -100, ""},
    {"2021-07-20", -60000, ""},
    {"2021-07-20", 200000, ""},
    {"", 24, ""},
    {"", 0, ""},
};

START_TEST(a_month_end_stays_one)
{
    for (size_t i = 0; i < sizeof shifts / sizeof shifts[0]; i++) {
        char text[DATE_ROOM];

        date_print(date_add_months(day(shifts[i].from), shifts[i].months), text);
        ck_assert_msg(strcmp(text, shifts[i].to) == 0, "%s and %d months: %s", shifts[i].from,
                      shifts[i].months, text);
    }
}
END_TEST

START_TEST(adds_days)
{
    char text[DATE_ROOM];

    date_print(date_add_days(day("2020-02-28"), 2), text);
    ck_assert_str_eq(text, "2020-03-01");
    date_print(date_add_days(day("2021-01-01"), -1), text);
    ck_assert_str_eq(text, "2020-12-31");
    ck_assert(!date_given(date_add_days(day("0001-01-01"), -1)));
    ck_assert(!date_given(date_add_days(day("9999-12-31"), 1)));
    ck_assert(!date_given(date_add_days(day("9999-12-31"), INT32_MAX)));
    ck_assert(!date_given(date_add_days(day("0001-01-01"), INT32_MIN)));
    ck_assert(!date_given(date_add_days((struct date){0}, 1000)));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        every_day_goes_there_and_back, what_is_printed_parses, refuses_what_is_no_day,
        no_date_is_later_than_any,     a_month_end_stays_one,  adds_days,
    };

    return SUITE_RUN("base-date", tests);
}
