/* A period in whole words, for a sentence that is read without its data around it. */
#ifndef PERIOD_SPELL_H
#define PERIOD_SPELL_H

#include "stats/period.h"

/*   fiscal year 2020-21 (July 2020 to June 2021)
 *   fiscal years 2020-21 to 2022-23 (July 2020 to June 2023)
 *   calendar year 2020, calendar years 2020 to 2022
 *   July to November 2024 (fiscal year 2024-25)   months from the fiscal year's beginning
 *   November 2020 to February 2021, June 2022
 *   6 April 2020 to 5 May 2020, 26 January 2021
 *   by 31 December 2023                           a deadline
 *   "" for undated
 * Returns its length. */
enum { PERIOD_SPELL_ROOM = 112 };
size_t period_spell(struct period period, struct month_day fiscal_start,
                    char out[PERIOD_SPELL_ROOM]);

#endif
