/* Exact rational numbers: all that is worked out from printed numbers is worked out in these.
 *
 * A value in fixed storage: nothing is allocated, nothing has to be cleared (see stats/natural.h
 * for why). Numerator and denominator have at most EXACT_BITS bits each. Printed numbers have at
 * most 18 digits and 12 places of scale, bounds 30 places; a quotient of two sums of a million of
 * them has less than 400 bits. What does become too large, and a quotient by zero, is "no number":
 * it makes every result no number, and exact_given() tells. Nothing is ever cut off in silence. */
#ifndef EXACT_H
#define EXACT_H

#include "stats/decimal.h"
#include "stats/natural.h"

enum {
    EXACT_BITS = 1536,
    EXACT_PLACES = 4,     /* decimals of a number that does not terminate */
    EXACT_TERMINATE = 40, /* decimals within which a number must end to be written whole */
    EXACT_TEXT_ROOM = 136,
};

struct exact {
    struct natural top, bottom; /* no common divisor; bottom 0: no number */
    bool negative;              /* never with top 0 */
};

struct exact exact_of(struct decimal number);
struct exact exact_of_digits(decimal_digits number);
static inline bool exact_given(const struct exact *it)
{
    return it->bottom.size > 0;
}

struct exact exact_add(struct exact a, struct exact b);
struct exact exact_subtract(struct exact a, struct exact b);
struct exact exact_multiply(struct exact a, struct exact b);
struct exact exact_divide(struct exact a, struct exact b);
struct exact exact_negate(struct exact a);

/* -1, 0, 1. Both must be numbers. */
int exact_compare(const struct exact *a, const struct exact *b);
int exact_sign(const struct exact *a);

enum rounding {
    ROUND_NEAREST, /* half away from zero */
    ROUND_DOWN,    /* towards minus infinity: a lower bound */
    ROUND_UP,      /* towards plus infinity: an upper bound */
};

/* The plain decimal as decimal_text writes it: the number itself where it ends within
 * EXACT_TERMINATE decimals, else rounded to EXACT_PLACES. False, and out is "": no number, or
 * longer than EXACT_TEXT_ROOM. */
bool exact_text(struct exact it, enum rounding rounding, char out[EXACT_TEXT_ROOM]);

/* base^(times/root), rounded to `places` decimals; the exact result where it has no more. base is
 * not negative, times and root are from 1 to EXACT_MOST_ROOT; no number where that gets too large.
 */
enum { EXACT_MOST_ROOT = 60 };
struct exact exact_power(struct exact base, int times, int root, int places,
                         enum rounding rounding);

/* Rounded to `places` decimals. */
struct exact exact_rounded(struct exact it, int places, enum rounding rounding);

/* The greatest whole number that is not above it * 2^bits; it is not negative and the result is
 * below 2^126, else -1. */
decimal_digits exact_floor(const struct exact *it, int bits);
/* it / 2^bits */
struct exact exact_halved(struct exact it, int bits);

#endif
