#include "stats/period_spell.h"
#include "tests/base/suite.h"

static const struct month_day july = {7, 1}, january = {1, 1}, april = {4, 6};

static const struct {
    const char *start, *end;
    const struct month_day *fiscal;
    const char *text;
} periods[] = {
    {"2020-07-01", "2021-06-30", &july, "fiscal year 2020-21 (July 2020 to June 2021)"},
    {"1999-07-01", "2000-06-30", &july, "fiscal year 1999-00 (July 1999 to June 2000)"},
    {"2020-07-01", "2023-06-30", &july, "fiscal years 2020-21 to 2022-23 (July 2020 to June 2023)"},
    {"2020-04-06", "2021-04-05", &april, "fiscal year 2020-21 (6 April 2020 to 5 April 2021)"},
    {"2020-07-01", "2021-06-30", &january, "July 2020 to June 2021"},
    {"2020-01-01", "2020-12-31", &july, "calendar year 2020"},
    {"2020-01-01", "2020-12-31", &january, "calendar year 2020"},
    {"2020-01-01", "2022-12-31", &january, "calendar years 2020 to 2022"},
    {"2024-07-01", "2024-11-30", &july, "July to November 2024 (fiscal year 2024-25)"},
    {"2019-07-01", "2020-04-30", &july, "July 2019 to April 2020 (fiscal year 2019-20)"},
    {"2020-07-01", "2020-09-30", &january, "July to September 2020"},
    {"2020-11-01", "2021-02-28", &july, "November 2020 to February 2021"},
    {"2022-07-01", "2022-07-31", &july, "July 2022"},
    {"2022-02-01", "2022-02-28", &july, "February 2022"},
    {"2021-01-26", "2021-01-26", &july, "26 January 2021"},
    {"2021-06-23", "2023-06-23", &july, "23 June 2021 to 23 June 2023"},
    {"", "2023-12-31", &july, "by 31 December 2023"},
    {"", "", &july, ""},
};

START_TEST(spells_each_kind)
{
    for (size_t i = 0; i < sizeof periods / sizeof periods[0]; i++) {
        struct period period = {{0}, {0}};
        char out[PERIOD_SPELL_ROOM];

        (void)date_parse(slice_of(periods[i].start), &period.start);
        (void)date_parse(slice_of(periods[i].end), &period.end);
        size_t size = period_spell(period, *periods[i].fiscal, out);
        ck_assert_str_eq(out, periods[i].text);
        ck_assert_uint_eq(size, strlen(out));
    }
}
END_TEST

/* The longest names there are. */
START_TEST(always_fits)
{
    char out[PERIOD_SPELL_ROOM];

    for (int start = 0; start < 24; start++)
        for (int months = 1; months < 48; months++)
            for (int day = 1; day <= 28; day += 9) {
                struct date from = {(int16_t)(8888 + start / 12), (int8_t)(start % 12 + 1),
                                    (int8_t)day};
                struct period period = {from, date_add_days(date_add_months(from, months), -1)};
                struct month_day fiscal = {from.month, from.day};

                EXPECT(period_spell(period, fiscal, out) < PERIOD_SPELL_ROOM, "%s", out);
                EXPECT(period_spell(period, july, out) < PERIOD_SPELL_ROOM, "%s", out);
            }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {spells_each_kind, always_fits};

    return SUITE_RUN("period_spell", tests);
}
