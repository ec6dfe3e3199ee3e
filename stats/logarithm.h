/* Natural logarithms between guaranteed bounds, in whole-number arithmetic. */
#ifndef LOGARITHM_H
#define LOGARITHM_H

#include "stats/range.h"

/* ln lies in the result, whose ends are less than 10^-12 apart; ln 1 is 0 itself. it is above zero
 * and a number. */
struct range logarithm_of(struct exact it);

/* From the lower end's to the upper end's. False: it holds zero or reaches below it. */
bool logarithm_of_range(const struct range *it, struct range *out);

#endif
