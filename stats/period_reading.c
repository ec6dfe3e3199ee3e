#include "stats/period_reading.h"

#include <stdio.h>

#include "stats/period_year.h"

enum { CENTURY = 100, LAST_YEAR = 9999, FORM_ROOM = 96 };

static enum outcome refuse(struct reading *it, const char *detail)
{
    (void)error_set(it->err, ERROR_ARGUMENT, "%s", detail);
    return REFUSED;
}

static enum outcome refuse_outside(struct reading *it)
{
    return refuse(it, "A period lies within the years 0001 to 9999");
}

enum outcome reading_backwards(struct reading *it)
{
    return refuse(it, "A period ends on or after the day on which it begins; this one runs "
                      "backwards");
}

enum outcome reading_two_ways(struct reading *it, struct slice text, const char *one,
                              const char *other)
{
    (void)error_set(it->err, ERROR_ARGUMENT, "%.*s can be read in two ways", SLICE_ARGS(text));
    (void)error_hint(it->err, "%.*s is either %s or %s: write one of these", SLICE_ARGS(text), one,
                     other);
    return REFUSED;
}

enum outcome reading_short_fiscal(struct reading *it, struct slice text, struct slice before,
                                  int year)
{
    char ends[FORM_ROOM], begins[FORM_ROOM];

    (void)snprintf(ends, sizeof ends, "%.*sFY%04d-%02d", SLICE_ARGS(before), year - 1,
                   year % CENTURY);
    (void)snprintf(begins, sizeof begins, "%.*sFY%04d-%02d", SLICE_ARGS(before), year,
                   (year + 1) % CENTURY);
    return reading_two_ways(it, text, ends, begins);
}

/* Fiscal forms are for fiscal years that are not the calendar year: a second name for 2020 would
 * be read as another period. */
static bool use_fiscal_start(struct reading *it, int year)
{
    it->fiscal = true;
    if (!month_day_is_new_year(it->fiscal_start))
        return true;
    (void)error_set(it->err, ERROR_ARGUMENT,
                    "The fiscal year is the calendar year here; write the calendar year or its "
                    "months");
    return error_hint(it->err, "%04d", year);
}

enum outcome reading_fiscal_years(struct reading *it, int first, int last)
{
    if (!use_fiscal_start(it, first))
        return REFUSED;
    return years_period(first, last, it->fiscal_start, &it->period) ? READ : refuse_outside(it);
}

enum outcome reading_months(struct reading *it, int first_year, int first, int last_year, int last)
{
    if (last_year * 12 + last < first_year * 12 + first)
        return reading_backwards(it);
    if (last_year > LAST_YEAR)
        return refuse_outside(it);
    int days = date_days_in_month(last_year, last);
    it->period.start = (struct date){(int16_t)first_year, (int8_t)first, 1};
    it->period.end = (struct date){(int16_t)last_year, (int8_t)last, (int8_t)days};
    return READ;
}

enum outcome reading_fiscal_months(struct reading *it, int year, int first, int last)
{
    int begins = (unsigned char)it->fiscal_start.month;

    if (!use_fiscal_start(it, year))
        return REFUSED;
    if (it->fiscal_start.day != 1)
        return refuse(it, "The fiscal year begins within a month here; write dates such as "
                          "2020-07-01/2021-06-30");
    return reading_months(it, year + (first < begins), first, year + (last < begins), last);
}
