#include "stats/period_year.h"

enum { MONTHS = 12, LAST_YEAR = 9999 };

static const char *const names[] = {"January",   "February", "March",    "April",
                                    "May",       "June",     "July",     "August",
                                    "September", "October",  "November", "December"};
const struct words month_names = WORDS(names);

/* The number of a day that may lie in the year 10000, as the day after 9999-12-31 does. */
static int32_t number_of(int year, struct month_day day)
{
    return date_number((struct date){(int16_t)year, day.month, day.day});
}

bool years_period(int first, int last, struct month_day start, struct period *period)
{
    if (first < 1 || last > LAST_YEAR)
        return false;
    struct date end = date_of_number(number_of(last + 1, start) - 1);
    if (!date_given(end))
        return false;
    *period = (struct period){{(int16_t)first, start.month, start.day}, end};
    return true;
}

static bool is_closed(struct period it)
{
    return date_given(it.start) && date_given(it.end);
}

int years_of(struct period period, struct month_day start)
{
    if (!is_closed(period) || period.start.month != start.month || period.start.day != start.day)
        return 0;
    for (int next = period.end.year; next <= period.end.year + 1; next++)
        if (next > period.start.year && number_of(next, start) == date_number(period.end) + 1)
            return next - period.start.year;
    return 0;
}

bool period_is_part(struct period period, struct month_day start, int months)
{
    if (!is_closed(period) || period.start.day != start.day ||
        (period.start.month - start.month + MONTHS) % months != 0)
        return false;
    int next = period.start.month - 1 + months, year = period.start.year + next / MONTHS;
    int month = next % MONTHS + 1;
    struct month_day after = {(int8_t)month, start.day};
    return start.day <= date_days_in_month(year, month) &&
           number_of(year, after) == date_number(period.end) + 1;
}
