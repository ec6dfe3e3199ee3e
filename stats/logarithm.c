#include "stats/logarithm.h"

#include <assert.h>

/* Fixed point: whole numbers that count 2^-64. */
enum { BITS = 64, SLACK = 64 };

/* atanh y = y + y^3/3 + y^5/5 + ... for 0 <= y <= 1/3, from below and less than SLACK off:
 * - y was cut off, by less than 1, and the slope of atanh is at most 9/8;
 * - a power is cut off, by less than 1, and takes over a ninth of what the one before was off, and
 *   less than 1/3 from the square: it is less than 3/2 off, and 3/2 * (1/3 + 1/5 + ... + 1/43) < 3;
 * - each of at most 21 quotients is cut off by less than 1;
 * - what follows the last power that is not 0 adds up to less than 1.
 * That is less than 27. */
static decimal_digits atanh_below(decimal_digits y)
{
    decimal_digits square = y * y >> BITS, sum = 0;

    for (int odd = 1; y; odd += 2) {
        sum += y / odd;
        y = y * square >> BITS;
    }
    return sum;
}

/* (m - 1) / (m + 1), whose atanh is half of ln m. */
static struct exact half_argument(struct exact m)
{
    struct exact one = exact_of_digits(1);

    return exact_divide(exact_subtract(m, one), exact_add(m, one));
}

/* m * 2^power is it, 1/2 < m < 2: the bits of numerator and denominator tell the power. */
static struct exact mantissa_of(const struct exact *it, int *power)
{
    *power = natural_bits(&it->top) - natural_bits(&it->bottom);
    if (*power >= 0)
        return exact_halved(*it, *power);
    return exact_divide(*it, exact_halved(exact_of_digits(1), -*power));
}

static struct exact fixed(decimal_digits number)
{
    return exact_halved(exact_of_digits(number), BITS);
}

/* ln it = power * ln 2 + ln m, and ln 2 = 2 atanh 1/3. */
struct range logarithm_of(struct exact it)
{
    const decimal_digits third = (decimal_digits)UINT64_MAX / 3;
    int power;
    struct exact y = half_argument(mantissa_of(&it, &power)), size = y;
    decimal_digits low, high, two_low = 2 * power * atanh_below(third),
                              two_high = 2 * power * (atanh_below(third) + SLACK), part;

    assert(exact_sign(&it) > 0);
    size.negative = false;
    part = 2 * atanh_below(exact_floor(&size, BITS));
    if (!power && !part && !exact_sign(&y))
        return range_point(exact_of_digits(0));
    low = (power < 0 ? two_high : two_low) + (y.negative ? -part - 2 * SLACK : part);
    high = (power < 0 ? two_low : two_high) + (y.negative ? -part : part + 2 * SLACK);
    return (struct range){
        .low = fixed(low), .high = fixed(high), .has_low = true, .has_high = true};
}

bool logarithm_of_range(const struct range *it, struct range *out)
{
    struct range ends = *it, end;

    if (!it->has_low || exact_sign(&it->low) <= 0)
        return false;
    end = logarithm_of(it->low);
    ends.low = end.low;
    if (it->has_high) {
        end = logarithm_of(it->high);
        ends.high = end.high;
    }
    *out = ends;
    return true;
}
