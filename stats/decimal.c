#include "stats/decimal.h"

#include <assert.h>

enum {
    MOST_EXPONENT = 40,
    KEY_MIDDLE = 500, /* added to the place of the first digit: never negative, always 3 digits */
    KEY_DIGITS = 4,   /* where the digits begin in a key, after its sign and the place */
};

/* 10^21: more digits than a number has. */
#define DECIMAL_BEYOND ((decimal_digits)1000000000000 * 1000000000)

static int sign_of(decimal_digits digits)
{
    return (digits > 0) - (digits < 0);
}

/* Nearly all fits into a word of the processor, which is spared its long division. */
static int digit_of(decimal_digits magnitude)
{
    return magnitude <= INT64_MAX ? (int)((uint64_t)magnitude % 10) : (int)(magnitude % 10);
}

static decimal_digits without_last(decimal_digits magnitude)
{
    return magnitude <= INT64_MAX ? (decimal_digits)((uint64_t)magnitude / 10) : magnitude / 10;
}

static int digit_count(decimal_digits digits)
{
    decimal_digits magnitude = digits < 0 ? -digits : digits;
    int count = 0;

    for (; magnitude; magnitude = without_last(magnitude))
        count++;
    return count;
}

static decimal_digits magnitude_of(struct decimal number)
{
    decimal_digits magnitude = number.digits < 0 ? -number.digits : number.digits;

    assert(magnitude < DECIMAL_BEYOND);
    assert(number.exponent >= -MOST_EXPONENT && number.exponent <= MOST_EXPONENT);
    return magnitude;
}

bool decimal_parse(struct slice text, struct decimal *number)
{
    bool negative = slice_starts(text, "-");
    struct slice rest = slice_skip(text, negative), whole = {0};
    decimal_digits sum = 0;

    if (!slice_cut(&rest, '.', &whole) || !whole.size || (rest.data && !rest.size) ||
        whole.size > DECIMAL_PRINTED_DIGITS || rest.size > DECIMAL_PRINTED_DIGITS - whole.size)
        return false;
    struct slice runs[] = {whole, rest};
    for (int run = 0; run < 2; run++)
        for (size_t i = 0; runs[run].data && i < runs[run].size; i++) {
            char c = runs[run].data[i];

            if (c < '0' || c > '9')
                return false;
            sum = sum * 10 + (c - '0');
        }
    *number = (struct decimal){negative ? -sum : sum, -(int)rest.size};
    return true;
}

/* The same as `magnitude % 10` and `magnitude /= 10`; nearly all fit in a word, whose division
 * costs a tenth. */
static int take_digit(decimal_digits *magnitude)
{
    if (*magnitude <= UINT64_MAX) {
        uint64_t word = (uint64_t)*magnitude;

        *magnitude = word / 10;
        return (int)(word % 10);
    }
    int digit = digit_of(*magnitude);
    *magnitude /= 10;
    return digit;
}

/* In front of `at`, two digits at a time; returns where they begin. */
static char *write_word(uint64_t word, char *at)
{
    for (; word >= 100; word /= 100) {
        unsigned pair = (unsigned)(word % 100);

        *--at = (char)('0' + pair % 10);
        *--at = (char)('0' + pair / 10);
    }
    if (word >= 10)
        *--at = (char)('0' + word % 10);
    *--at = (char)('0' + (word >= 10 ? word / 10 : word));
    return at;
}

size_t decimal_text(struct decimal number, char out[DECIMAL_TEXT_ROOM])
{
    char text[DECIMAL_TEXT_ROOM], *end = text + sizeof text, *at = end;
    decimal_digits magnitude = magnitude_of(number);
    int place = magnitude ? number.exponent : 0;

    for (; place < 0; place++) {
        decimal_digits rest = magnitude;

        if (take_digit(&rest) != 0)
            break;
        magnitude = rest;
    }
    for (int zeros = 0; zeros < place; zeros++)
        *--at = '0';
    bool whole = place >= 0 && magnitude <= UINT64_MAX;
    if (whole)
        at = write_word((uint64_t)magnitude, at);
    for (bool fraction = place < 0; !whole && (magnitude || place <= 0); place++) {
        if (place == 0 && fraction)
            *--at = '.';
        *--at = (char)('0' + take_digit(&magnitude));
    }
    if (number.digits < 0)
        *--at = '-';
    memcpy(out, at, (size_t)(end - at));
    out[end - at] = '\0';
    return (size_t)(end - at);
}

/* "-", "0" or "1" for the sign, the place of the first digit, the digits without closing zeros.
 * A longer row of digits is the greater number and sorts later by itself. Below zero all is turned
 * over: the place and each digit are taken from 9, and a ':', which sorts after every digit, puts
 * the longer row first. */
size_t decimal_key(struct decimal number, char out[DECIMAL_KEY_ROOM])
{
    decimal_digits magnitude = magnitude_of(number);
    bool negative = number.digits < 0;
    int place = digit_count(magnitude) + number.exponent + KEY_MIDDLE;
    size_t size = KEY_DIGITS;

    if (!magnitude) {
        memcpy(out, "0", 2);
        return 1;
    }
    while (digit_of(magnitude) == 0)
        magnitude = without_last(magnitude);
    out[0] = negative ? '-' : '1';
    for (int i = 3; i > 0; i--, place /= 10)
        out[i] = (char)(negative ? '9' - place % 10 : '0' + place % 10);
    size += (size_t)digit_count(magnitude);
    for (size_t i = size; i > KEY_DIGITS; i--, magnitude = without_last(magnitude))
        out[i - 1] = (char)(negative ? '9' - digit_of(magnitude) : '0' + digit_of(magnitude));
    if (negative)
        out[size++] = ':';
    out[size] = '\0';
    return size;
}

static int digits_order(decimal_digits a, decimal_digits b)
{
    return (a > b) - (a < b);
}

int decimal_compare(struct decimal a, struct decimal b)
{
    int sign = sign_of(a.digits);

    if (a.exponent == b.exponent || sign != sign_of(b.digits) || !sign)
        return digits_order(a.digits, b.digits);
    int place_a = digit_count(a.digits) + a.exponent, place_b = digit_count(b.digits) + b.exponent;
    if (place_a != place_b)
        return place_a > place_b ? sign : -sign;
    /* The first digits stand at the same place: written to the same last place, neither has more
     * digits than the longer one has now, so nothing overflows. */
    for (; a.exponent > b.exponent; a.exponent--)
        a.digits *= 10;
    for (; b.exponent > a.exponent; b.exponent--)
        b.digits *= 10;
    return digits_order(a.digits, b.digits);
}

bool decimal_equal(struct decimal a, struct decimal b)
{
    return decimal_compare(a, b) == 0;
}

bool decimal_is_zero(struct decimal number)
{
    return number.digits == 0;
}

struct decimal decimal_scaled(struct decimal number, int power)
{
    return (struct decimal){number.digits, number.exponent + power};
}

struct decimal decimal_width(struct decimal low, struct decimal high)
{
    assert(low.exponent == high.exponent);
    return (struct decimal){high.digits - low.digits, high.exponent};
}
