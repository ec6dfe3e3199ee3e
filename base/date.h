/* Days of the proleptic Gregorian calendar, years 0001 to 9999. */
#ifndef DATE_H
#define DATE_H

#include "base/slice.h"

struct date {
    int16_t year; /* 0: no date */
    int8_t month; /* 1 to 12 */
    int8_t day;   /* 1 to 31 */
};

enum { DATE_ROOM = 11 }; /* "2021-07-20" and a zero byte */

static inline bool date_given(struct date d)
{
    return d.year != 0;
}

/* "2021-07-20" and nothing else; false where it is no such day. */
bool date_parse(struct slice text, struct date *date);

/* Writes "2021-07-20" or, for no date, "". */
void date_print(struct date d, char out[DATE_ROOM]);

/* -1, 0, 1; no date counts as later than any. */
int date_compare(struct date a, struct date b);

int date_days_in_month(int year, int month);
bool date_is_month_end(struct date d);

/* Days since 0001-01-01, and back. */
int32_t date_number(struct date d);
struct date date_of_number(int32_t number);

/* The same day some months later or earlier; a month end stays a month end, and a day that the
 * month does not have becomes its last. No date stays none; outside of the years 1 to 9999: no
 * date. */
struct date date_add_months(struct date d, int months);
struct date date_add_days(struct date d, int32_t days);

#endif
