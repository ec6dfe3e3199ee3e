/* Exact decimal numbers as they were printed, and the order and text that stores keep of them.
 *
 * No binary floating point anywhere. A printed number has at most 18 digits; a bound of its
 * interval has at most 20. */
#ifndef DECIMAL_H
#define DECIMAL_H

#include "base/slice.h"

__extension__ typedef __int128 decimal_digits; /* C17 has no name for it */

/* digits * 10^exponent, |digits| < 10^21, -40 <= exponent <= 40. */
struct decimal {
    decimal_digits digits;
    int exponent;
};

enum {
    DECIMAL_PRINTED_DIGITS = 18, /* most digits of a printed number, before and after the point */
    DECIMAL_TEXT_ROOM = 72,      /* decimal_text's longest result and its zero byte */
    DECIMAL_KEY_ROOM = 32,       /* decimal_key's longest result and its zero byte */
};

/* "-?[0-9]+(\.[0-9]+)?", at most 18 digits in all; "1.440" keeps its last zero (exponent -3).
 * False where it is anything else. */
bool decimal_parse(struct slice text, struct decimal *number);

/* The plain decimal without exponent, without trailing zeros after the point, "0" for zero (never
 * "-0"): 1.440 * 10^9 is "1440000000", 2.50 is "2.5". Returns its length. */
size_t decimal_text(struct decimal number, char out[DECIMAL_TEXT_ROOM]);

/* Order-preserving text: strcmp of two keys orders as the numbers do, exactly; equal numbers
 * (1.5 and 1.50) have equal keys. Printable ASCII below '~'. Returns its length. */
size_t decimal_key(struct decimal number, char out[DECIMAL_KEY_ROOM]);

/* -1, 0, 1; exact for any two. */
int decimal_compare(struct decimal a, struct decimal b);
bool decimal_equal(struct decimal a, struct decimal b);
bool decimal_is_zero(struct decimal number);

/* Multiplied by a power of ten. */
struct decimal decimal_scaled(struct decimal number, int power);

/* high - low, exact; both must come from one printed number, so that their exponents are equal. */
struct decimal decimal_width(struct decimal low, struct decimal high);

#endif
