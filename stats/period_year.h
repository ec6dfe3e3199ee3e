/* Whole years from a given first day, behind stats/period.h: shared by type, label and parser. */
#ifndef PERIOD_YEAR_H
#define PERIOD_YEAR_H

#include "stats/period.h"

/* January to December as a series of three letters and of whole names. */
enum { MONTH_SHORT = 3 };
extern const struct words month_names;

static inline bool month_day_is_new_year(struct month_day it)
{
    return it.month == 1 && it.day == 1;
}

/* The years that begin on `start` in first, first + 1, … last. False where they leave the years
 * 0001 to 9999. */
bool years_period(int first, int last, struct month_day start, struct period *period);

/* How many whole years, each beginning on `start`, the period is; 0 where it is something else. */
int years_of(struct period period, struct month_day start);

/* The period is `months` months long and begins where a year from `start`, cut into parts of that
 * length, has a part beginning. months divides 12. */
bool period_is_part(struct period period, struct month_day start, int months);

#endif
