/* Sums that printed numbers promise: months against their printed year, parts against their whole.
 */
#ifndef SUMS_H
#define SUMS_H

#include "stats/cover.h"
#include "stats/print.h"

/* Order of `sum_verdicts`: adds-up, rounding, revision, differs, incomplete. */
enum sum_verdict {
    SUM_ADDS_UP,  /* the intervals of the sum and of the whole meet */
    SUM_ROUNDING, /* they meet once every number is read as cut off */
    SUM_REVISION, /* they meet once one number is taken from its print before or after a revision */
    SUM_DIFFERS,  /* a conflict that nothing explains */
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
    struct range total;          /* of the parts, unless incomplete */
    struct exact total_value;    /* of the parts as printed */
    struct exact spread;         /* total_value less the whole as printed, without its sign */
    struct exact spread_percent; /* of the whole; no number where that is not above zero */
    const struct print *revised; /* SUM_REVISION: the print with which it adds up, else NULL */
};

/* Whole and parts are taken from one source where it prints all of them (of several such sources
 * the one whose whole is preferred, then the best print of the whole); else the preferred figures.
 * chosen[i] is the position in parts[i].prints, or -1. */
struct sum sum_check(const struct print *wholes, int whole_count, const struct sum_part *parts,
                     int part_count, int *chosen);

/* The parts of a period among its series' prints, those of one period standing together: the most
 * gap-free shorter periods that fill it, of one source where one prints the whole and such parts.
 * *wholes gets the prints of the period itself. Both lend from `prints`; pieces and parts have room
 * for as many as there are prints. Returns how many parts, 0 where a gap is left or the period has
 * no print that counts. */
int sum_parts_of(struct period period, const struct print *prints, int count,
                 struct cover_piece *pieces, struct sum_part *parts, struct sum_part *wholes);

#endif
