/* On which days a claim of a group is the chosen one. */
#ifndef CHOICE_DAYS_H
#define CHOICE_DAYS_H

#include "stats/choice.h"

/* Tells the days on which the chosen claim changes: claim `index` is chosen from `day` on (by 1),
 * or no longer (by -1). The sum up to a day D is 1 for the claim that is chosen on D and 0 for all
 * others. `first` asks for the rule `first` instead of `latest`. False without memory. */
bool choice_days(const struct choice_claim *claims, const struct choice *choices, int count,
                 bool first, void (*tell)(void *context, int index, const char *day, int by),
                 void *context);

#endif
