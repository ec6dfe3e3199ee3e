/* Periods: inclusive days, their type, label and ISO form, and how people write them.
 *
 * A period has both ends, only an end (a deadline), or none (undated). Which span is a fiscal year
 * depends on the series: its first day is a month and a day (07-01 for Pakistan, 01-01 where the
 * fiscal year is the calendar year). Labels never read two ways; those that do are refused on the
 * way in. */
#ifndef PERIOD_H
#define PERIOD_H

#include "base/date.h"
#include "base/error.h"
#include "base/words.h"

struct period {
    struct date start, end;
};

/* First day of the fiscal year. */
struct month_day {
    int8_t month, day;
};
bool month_day_parse(struct slice text, struct month_day *out); /* "07-01"; 02-29 is refused */

/* Order of `period_types`: fiscal-year, calendar-year, half, quarter, month, year-to-date, span,
 * day, deadline, undated. */
enum period_type {
    PERIOD_FISCAL_YEAR,   /* a whole fiscal year that is not the calendar year */
    PERIOD_CALENDAR_YEAR, /* January to December */
    PERIOD_HALF,          /* first or second half of the fiscal or of the calendar year */
    PERIOD_QUARTER,       /* a quarter of the fiscal or of the calendar year */
    PERIOD_MONTH,
    PERIOD_YEAR_TO_DATE, /* whole months from the fiscal year's first day, none of the above */
    PERIOD_SPAN,         /* any other with both ends */
    PERIOD_DAY,
    PERIOD_DEADLINE, /* an end without a start */
    PERIOD_UNDATED,
};
extern const struct words period_types;
enum period_type period_type(struct period period, struct month_day fiscal_start);

/* The label derived from the dates:
 *   FY2020-21            fiscal year 2020-07-01 to 2021-06-30 (start 07-01)
 *   2020                 calendar year, for every series
 *   Nov 2010             month (never 2010-11, which reads as a fiscal year too)
 *   Jul-Nov FY2020-21    whole months inside of one fiscal year that is not the calendar year and
 *                        begin with it (year to date, first quarter, first half)
 *   2020-Q3, 2020-H2     other quarters and halves of the calendar year
 *   Jan-Nov 2020         other whole months inside of one calendar year
 *   Nov 2020-Feb 2021    other whole months
 *   FY2020-21 to FY2022-23   whole fiscal years (2020 to 2022: calendar years)
 *   2021-01-26           a day
 *   2021-06-23/2023-06-23    anything else
 *   by 2023-12-31        a deadline
 *   undated
 * Returns its length. */
enum { PERIOD_LABEL_ROOM = 48 };
size_t period_label(struct period period, struct month_day fiscal_start,
                    char out[PERIOD_LABEL_ROOM]);

/* ISO 8601 interval: "2020-07-01/2021-06-30", "../2023-12-31" for a deadline, "" for undated.
 * Returns its length. */
enum { PERIOD_ISO_ROOM = 24 };
size_t period_iso(struct period period, char out[PERIOD_ISO_ROOM]);

/* Reads any label that period_label writes, and
 *   FY2020-21, 2020-21   the series' fiscal year     2021        the calendar year
 *   2020-Q3, 2020-H1     calendar quarter and half   2021-03     the month
 *   Jul-Nov FY2020-21    months of the fiscal year   Jul-Dec 2020, Nov 2020, Nov 2020-Feb 2021
 *   2020-07-01/2021-06-30   2021-01-26   by 2023-12-31   ../2023-12-31   undated
 * Month names in English, three letters or whole, any case; an en dash is a hyphen.
 * Months of a fiscal year may cross the calendar year (Jul-Apr FY2019-20); they need a fiscal year
 * that begins with a month. Sets *fiscal where the dates depend on fiscal_start. Fails with
 * ERROR_ARGUMENT: for a form that reads two ways (FY21, FY2021, Jul-Nov FY21, 2010-11, 2020-2021)
 * the hint names both readings, else the detail lists the accepted forms. A fiscal form for a
 * fiscal year that is the calendar year (01-01) is no such period: false with the detail saying so
 * and *fiscal set. *period is set on success only. */
bool period_parse(struct slice text, struct month_day fiscal_start, struct period *period,
                  bool *fiscal, struct error *err);

/* Both ends given and of whole months: how many; else 0. */
int period_months(struct period period);

bool period_equal(struct period a, struct period b);

#endif
