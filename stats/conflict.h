/* Where claims about the same quantity differ, and why.
 *
 * One group is one series family (a series, and those tied to it by `broader`; never `part_of`,
 * parts are added up in stats/sums.h) and one exact period, or the targets of one series, exact
 * period and reading. Claims are clustered by meeting intervals: the preferred figure's cluster
 * first, then by the narrowest that is left, so that a print of few digits joins what it can mean
 * before it opens a cluster of its own. */
#ifndef CONFLICT_H
#define CONFLICT_H

#include "stats/print.h"

/* Order of `conflict_reasons`, gravest first: error, unexplained, period, definition, revision,
 * rounding. */
enum conflict_reason {
    CONFLICT_ERROR,       /* a deprecated claim */
    CONFLICT_UNEXPLAINED, /* none of the others */
    CONFLICT_PERIOD,      /* it fits its series' figure of the year before */
    CONFLICT_DEFINITION,  /* it belongs to another series of the family */
    CONFLICT_REVISION,    /* one replaces the other, or both are of one origin on different days */
    CONFLICT_ROUNDING,    /* they meet once both are read as cut off */
    CONFLICT_NONE,
};
extern const struct words conflict_reasons;

struct conflict_claim {
    int cluster; /* 0 is the preferred figure's; -1: in none */
    enum conflict_reason
        reason; /* against cluster 0; none inside of it and for what is not listed */
    int order;  /* conflict_judge's own, as `common` */
    struct interval common;
};

struct conflict {
    bool found;                  /* more than one cluster, or a deprecated claim */
    enum conflict_reason reason; /* the gravest of its claims */
    int clusters;
    int independent_origins; /* conflict_origins */
    /* Highest less lowest printed value of all listed claims, and in percent of the preferred
     * figure; no number where less than two are listed, and without a preferred figure above zero.
     */
    struct exact spread, spread_percent;
};

/* How many bodies compiled those that count; one without an origin stands for its source. */
int conflict_origins(const struct print *prints, int count);

/* claims[i] is filled for prints[i]. `preferred` is the position of the claim that stands for the
 * group, or -1: then the first by width, latest day and id does. Claims that are not realised and
 * not deprecated are passed over. `before` holds prints of the period one year earlier, of any
 * series of the group; it may be empty. A cluster has one reason, since its claims stand for one
 * number: the first that holds of other series, a claim replaces one of cluster 0 (or is replaced),
 * rounding (its first claim against the preferred one), the year before, one origin on different
 * days. Every two claims are looked at: meant for groups of hundreds. */
struct conflict conflict_judge(const struct print *prints, int count, int preferred,
                               const struct print *before, int before_count,
                               struct conflict_claim *claims);

#endif
