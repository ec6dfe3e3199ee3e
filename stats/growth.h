/* Growth between two figures, and whether a printed rate follows from printed figures. */
#ifndef GROWTH_H
#define GROWTH_H

#include "stats/print.h"

/* Growth from base to current as an interval, in percent: (current / base - 1) * 100.
 * Both figures are intervals of what their digits can mean; the arithmetic is exact. Returns false
 * where base's interval holds zero or reaches below it: growth from nothing, or from a loss, is not
 * a percentage. */
#define GROWTH_FORMULA "(current / base - 1) * 100"
bool growth_of(const struct range *current, const struct range *base, struct range *percent);
bool growth_between(struct interval current, struct interval base, struct range *percent);

/* Order of `growth_verdicts`: consistent, inconsistent, no-figures. */
enum growth_verdict { GROWTH_CONSISTENT, GROWTH_INCONSISTENT, GROWTH_NO_FIGURES };
extern const struct words growth_verdicts;

struct growth {
    enum growth_verdict verdict;
    bool decisive;   /* consistent, and all of the recomputed interval lies in the printed one */
    bool truncation; /* consistent only when all three numbers were cut off, not rounded */
    /* Recomputed, in percent; no-figures: has neither bound and value is no number. With
     * `truncation` the bounds are those of the numbers read as cut off, ends left out where
     * open_low or open_high says so. */
    struct range range;
    struct exact value; /* of the numbers as printed */
};

/* Either side may be NULL: no-figures, as it is where base is not above zero. The intervals that
 * rounding leaves are compared first; when they do not meet, those of all three numbers read as
 * truncated. */
struct growth growth_judge(const struct print *printed, const struct print *current,
                           const struct print *base);

/* True: growth_judge does not find them consistent by rounding, which some products of whole
 * numbers tell at a small part of its cost. False: it has to be asked. For who tries many pairs. */
bool growth_ruled_out(const struct print *printed, const struct print *current,
                      const struct print *base);

/* Which pair a printed rate is held against: the best print of its own source on both sides where
 * it prints both, else the one side that it prints beside the preferred figure of the other, else
 * both preferred figures. All prints are of the rate's series, `currents` of its period and
 * `bases` of its base period; what does not count is passed over. -1: none. */
struct growth_pair {
    int current, base;
};
struct growth_pair growth_pair_choose(struct slice source, const struct print *currents,
                                      int current_count, const struct print *bases, int base_count);

#endif
