/* Sums that printed numbers promise: months against their printed year, parts against their whole.
 */
#ifndef SUMS_H
#define SUMS_H

#include "stats/print.h"

/* Order of `sum_verdicts`: adds-up, rounding, differs, incomplete. */
enum sum_verdict {
    SUM_ADDS_UP,    /* the intervals of the sum and of the whole meet */
    SUM_ROUNDING,   /* they meet once every number is read as cut off */
    SUM_DIFFERS,    /* a conflict that nothing explains */
    SUM_INCOMPLETE, /* a part, or the whole, has no figure */
};
extern const struct words sum_verdicts;

/* The prints that one part can be taken from: those of one month, or of one part's series. */
struct sum_part {
    const struct print *prints;
    int count;
};

struct sum {
    enum sum_verdict verdict;
    bool one_source;             /* the whole and every part are from one source */
    int whole;                   /* position in wholes, or -1 */
    struct range total;          /* of the parts; adds-up, rounding and differs only */
    struct exact total_value;    /* of the parts as printed */
    struct exact spread;         /* total_value less the whole as printed, without its sign */
    struct exact spread_percent; /* of the whole; no number where that is not above zero */
};

/* Whole and parts are taken from one source where it prints all of them (of several such sources
 * the one whose whole is preferred, then the best print of the whole); else the preferred figures.
 * chosen[i] is the position in parts[i].prints, or -1. */
struct sum sum_check(const struct print *wholes, int whole_count, const struct sum_part *parts,
                     int part_count, int *chosen);

#endif
