/* From a period to its neighbours of the same length: the period before, a year earlier, its parts.
 *
 * A period that begins and ends at the same day of the month (1 July to 30 June, 6 April to 5
 * April) is as many months long and steps by months; any other steps by its days. */
#ifndef PERIOD_STEP_H
#define PERIOD_STEP_H

#include "stats/period.h"

/* Whole months, also those that begin in mid-month; 0 where it is none, or has an open side. */
int period_length(struct period period);

/* The adjacent period before, of the same length, and the one that begins `years` later (earlier
 * when negative). False: an open side, or outside of the years 1 to 9999. */
bool period_before(struct period period, struct period *before);
bool period_years_later(struct period period, int years, struct period *later);

/* The part of `months` months that begins `index` parts after the period's start. */
bool period_part(struct period period, int months, int index, struct period *part);

/* inner lies in outer; both have both ends. */
bool period_contains(struct period outer, struct period inner);

#endif
