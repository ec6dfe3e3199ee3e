/* A period that a series has no figure for, from the figures around it or inside of it. */
#ifndef DERIVE_PERIOD_H
#define DERIVE_PERIOD_H

#include "base/arena.h"
#include "stats/derive.h"

/* Order of `derive_gaps`: parts-missing, no-whole, no-sum, disputed. */
enum derive_gap {
    DERIVE_PARTS_MISSING, /* some of the rest has no figure: `missing` names it */
    DERIVE_NO_WHOLE,      /* nothing is printed around it, nor inside of it */
    DERIVE_NO_SUM,        /* the series is not one whose periods add up */
    DERIVE_DISPUTED,      /* in smaller steps it comes to something else */
};
extern const struct words derive_gaps;

struct derived_period {
    struct derivation derivation;
    enum derive_gap gap; /* where it does not follow */
    int whole;           /* its position among the figures, or -1: the period is a sum of parts */
    int *parts, count;   /* positions; what is added, or taken from the whole, in order */
};

/* The figures are one a period, all of them count. The period is, whichever follows first: the sum
 * of the fewest gap-free figures inside of it; the fiscal or calendar year that holds it, or else
 * the shortest printed period that does, less the fewest gap-free figures of the rest (a month is
 * also the year to date less that of the month before). Where none follows the missing parts are
 * those of the first that has a whole. What comes to something else by the most figures instead of
 * the fewest does not follow: the printed ones do not add up, and nobody can say which is wrong.
 * Everything lives in the arena; false where that ends. */
bool derive_period(struct period period, struct month_day fiscal_start, const struct print *figures,
                   int count, struct arena *arena, struct derived_period *out);

#endif
