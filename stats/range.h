/* Intervals of exact rationals: what printed digits can mean, carried through a formula.
 *
 * Every operation gives the range of all results, so that what holds for any reading of the digits
 * lies in it. Bounds that are shown are rounded outward. */
#ifndef RANGE_H
#define RANGE_H

#include "stats/exact.h"
#include "stats/interval.h"

struct range {
    struct exact low, high;
    bool has_low, has_high;   /* false: open on that side without end */
    bool open_low, open_high; /* the end itself does not belong (digits that were cut off) */
};

struct range range_of(struct interval interval);
struct range range_point(struct exact value);
/* interval_truncated with its open end marked; a printed zero may have been cut from either side.
 */
struct range range_truncated(struct decimal number, int power);

struct range range_add(const struct range *a, const struct range *b);
struct range range_subtract(const struct range *a, const struct range *b);
struct range range_multiply(const struct range *a, struct exact factor);
/* False, and *out is left alone: b holds zero, or lies below it. */
bool range_divide(const struct range *a, const struct range *b, struct range *out);

/* They share at least one point. */
bool range_meets(const struct range *a, const struct range *b);
bool range_contains(const struct range *outer, const struct range *inner);
/* Strictly; an unbounded one is wider than any bounded one, and no wider than another. */
bool range_wider(const struct range *a, const struct range *b);
/* From the lower low to the higher high. */
struct range range_hull(const struct range *a, const struct range *b);

/* Bounds as texts, rounded outward; "" on a side that is open or too long to be written. */
struct range_text {
    char low[EXACT_TEXT_ROOM], high[EXACT_TEXT_ROOM];
};
struct range_text range_text(const struct range *it);

#endif
