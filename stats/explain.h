/* What an inconsistent growth rate may really be: the same printed rate held against other pairs.
 *
 * The steps, in order: other prints of both periods; both periods one year earlier or later at the
 * same length; the same periods in a series of the family (`broader`, `part_of`); the adjacent
 * period before as base. Of each step at most one pair is given, the narrowest, then the one with
 * the lower ids. A pair that fits only when all three numbers were cut off explains nothing: among
 * so many pairs one of few digits nearly always would. */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include "stats/growth.h"

/* Order of `explain_steps`: other-print, other-year, family, adjacent-base. */
enum explain_step {
    EXPLAIN_OTHER_PRINT,
    EXPLAIN_OTHER_YEAR,
    EXPLAIN_FAMILY,
    EXPLAIN_ADJACENT_BASE,
    EXPLAIN_STEPS
};
extern const struct words explain_steps;

/* Prints of one series that can stand on either side: every current is tried over every base. What
 * does not count (print_counts) is passed over. A step may have several pools (a year earlier, a
 * year later; each series of the family). */
struct explain_pool {
    enum explain_step step;
    const struct print *currents, *bases;
    int current_count, base_count;
};

/* The periods to fetch prints for, in the order of the steps; `family` says that the prints come
 * from each series of the family instead of the rate's own. */
struct explain_wish {
    enum explain_step step;
    bool family;
    struct period current, base;
};
enum { EXPLAIN_WISHES = 5 };
/* Returns how many; a period outside of the years 1 to 9999 and a pair that is the judged one again
 * are left out. */
int explain_wishes(struct period current, struct period base,
                   struct explain_wish wishes[EXPLAIN_WISHES]);

struct explanation {
    enum explain_step step;
    const struct print *current, *base; /* of a pool */
    struct growth growth;               /* consistent */
};

/* Returns how many steps explain the printed rate, in the order of the steps. current and base are
 * the pair that was judged, or NULL: that pair explains nothing. */
int explain_growth(const struct print *printed, const struct print *current,
                   const struct print *base, const struct explain_pool *pools, int count,
                   struct explanation out[EXPLAIN_STEPS]);

#endif
