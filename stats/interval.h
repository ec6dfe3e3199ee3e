/* What printed digits can mean: a closed interval, open ended on one side for "more than".
 *
 * The rules are those of the package format (docs/data-package.md, "Bounds"). */
#ifndef INTERVAL_H
#define INTERVAL_H

#include "base/words.h"
#include "stats/decimal.h"

struct interval {
    struct decimal low, high;
    bool has_low, has_high; /* false: open on that side, and the bound means nothing */
};

/* Order of `comparators`: =, ~, >, >=, <, <=. */
enum comparator { EQUAL, ABOUT, MORE, AT_LEAST, LESS, AT_MOST };
extern const struct words comparators;

/* Order of `scales`: "", thousand, lakh, million, crore, billion, trillion. */
extern const struct words scales;
int scale_power(struct slice scale); /* 0, 3, 5, 6, 7, 9, 12; -1: no such scale */

/* How the digits of a claim are to be read. */
enum precision {
    PRECISION_PRINTED, /* half a unit of the last printed digit around it */
    PRECISION_EXACT,   /* a target; an unscaled count, rank or number of years with `=` */
};
enum precision precision_of(struct slice unit, struct slice scale, enum comparator comparator);

/* The interval of a number in the unit of its series: `=` is half a unit of the last printed digit
 * to either side, `~` one unit, `>` and `>=` [value, open], `<` and `<=` [open, value]. With
 * PRECISION_EXACT it is the value itself whatever the comparator: a target's comparator says on
 * which side it is met. */
struct interval interval_of(struct decimal number, int power, enum comparator comparator,
                            enum precision precision);

/* The other reading of `=`: digits that were cut off, [value, value + one unit) away from zero. The
 * open end is given as if closed; who uses it says so. */
struct interval interval_truncated(struct decimal number, int power);

/* They share at least one point. */
bool interval_meets(struct interval a, struct interval b);
/* Every point of inner lies in outer. */
bool interval_contains(struct interval outer, struct interval inner);
/* Strictly: an unbounded interval is wider than any bounded one, and no wider than another. */
bool interval_wider(struct interval a, struct interval b);

/* Order-preserving text of the width (decimal_key), "~" for an unbounded interval. */
size_t interval_width_key(struct interval it, char out[DECIMAL_KEY_ROOM]);

/* Whether it is an amount of money. */
bool unit_is_currency(struct slice unit);
/* Whether the numbers of several periods have a sum: money and counts, but no shares or ranks. */
bool unit_adds_up(struct slice unit);

/* The printed digits with unit and scale, as a reader expects them: "US$2.123 billion",
 * "about 10", "over US$10 billion", "at least PKR 5 crore", "under", "at most", "52%", "10 years",
 * "1 year", "rank 5", "2746". Currencies by their ISO 4217 code, USD as "US$"; a minus stands
 * before the currency. Unit and scale may be empty. Returns its length; it always fits. */
enum { DISPLAY_ROOM = 64 };
size_t display_text(struct slice number, struct slice scale, struct slice unit,
                    enum comparator comparator, char out[DISPLAY_ROOM]);

#endif
