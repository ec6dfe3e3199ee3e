/* Whole numbers without a sign in fixed storage, behind stats/exact.h: the only gmp.h.
 *
 * GMP ends the process when memory fails, and its memory functions belong to the whole process (TLS
 * libraries use them too). Its lowest layer, mpn, works on memory of the caller and takes none of
 * the heap at these sizes: so the numbers have a ceiling, and nothing here can run out of memory.
 */
#ifndef NATURAL_H
#define NATURAL_H

#include "stats/decimal.h"

enum { NATURAL_LIMBS = 52, NATURAL_BITS = NATURAL_LIMBS * 64 };

struct natural {
    int size; /* limbs in use, the highest of them not 0; 0 is the number zero */
    uint64_t limbs[NATURAL_LIMBS];
};

struct natural natural_of(decimal_digits number); /* not negative */
/* 10^power; power is at most 900. */
struct natural natural_ten(int power);

/* False: more than NATURAL_BITS bits; *out is then left alone. out may be a or b. */
bool natural_add(const struct natural *a, const struct natural *b, struct natural *out);
bool natural_multiply(const struct natural *a, const struct natural *b, struct natural *out);
bool natural_power(const struct natural *base, int power, struct natural *out);
bool natural_shift_left(const struct natural *a, int bits, struct natural *out);

/* a - b; a is not less than b. */
struct natural natural_subtract(const struct natural *a, const struct natural *b);

/* b is not zero. quotient and remainder are neither a nor b. */
void natural_divide(const struct natural *a, const struct natural *b, struct natural *quotient,
                    struct natural *remainder);

/* Neither is zero. */
struct natural natural_common_divisor(const struct natural *a, const struct natural *b);

int natural_compare(const struct natural *a, const struct natural *b); /* -1, 0, 1 */
int natural_bits(const struct natural *a);                             /* 0 for zero */
/* The number where it is below 2^126, else -1. */
decimal_digits natural_digits(const struct natural *a);

/* Decimal digits without leading zeros, "" for zero. Returns their count, or -1 where room is too
 * small for them and a zero byte. */
int natural_text(const struct natural *a, char *out, size_t room);

#endif
