#include "stats/growth.h"

/* Current / base against 1 + rate / 100, multiplied out: two products of two numbers each, which
 * fit a machine's whole numbers where none has more than SIGNIFICANT digits. What has more, and
 * what is not above zero, is left to the exact arithmetic. */

enum { SIGNIFICANT = 18, MOST_SHIFT = 15 };
static const uint64_t least = 100000000000000000; /* with SIGNIFICANT digits: 10^17 */

/* digits * 10^exponent, least <= digits < 10 * least */
struct factor {
    uint64_t digits;
    int exponent;
};

static bool factor_of(struct decimal number, struct factor *out)
{
    if (number.digits <= 0 || number.digits >= (decimal_digits)least * 10)
        return false;
    *out = (struct factor){(uint64_t)number.digits, number.exponent};
    for (; out->digits < least; out->exponent--)
        out->digits *= 10;
    return true;
}

/* a * b < c * d. Products have 35 or 36 digits: a hundredfold is always the greater one. */
static bool is_less(struct factor a, struct factor b, struct factor c, struct factor d)
{
    decimal_digits left = (decimal_digits)a.digits * b.digits,
                   right = (decimal_digits)c.digits * d.digits;
    int apart = a.exponent + b.exponent - c.exponent - d.exponent;

    if (apart <= -2 || apart >= 2)
        return apart < 0;
    return (apart > 0 ? left * 10 : left) < (apart < 0 ? right * 10 : right);
}

/* What a rate makes of a hundred. */
static bool hundred_grown(struct decimal rate, struct factor *out)
{
    decimal_digits power = 1;

    if (rate.exponent < -MOST_SHIFT || rate.exponent > MOST_SHIFT)
        return false;
    for (int i = rate.exponent < 0 ? -rate.exponent : rate.exponent; i; i--)
        power *= 10;
    return factor_of(rate.exponent < 0 ? (struct decimal){rate.digits + 100 * power, rate.exponent}
                                       : (struct decimal){rate.digits * power + 100, 0},
                     out);
}

/* All of one side times a hundred is below all of the other times what the rate makes of it. */
static bool falls_short(struct interval rate, struct interval current, struct interval base)
{
    struct factor over, under, grown, hundred = {least, 2 - (SIGNIFICANT - 1)};

    return rate.has_low && current.has_high && base.has_low && hundred_grown(rate.low, &grown) &&
           factor_of(current.high, &over) && factor_of(base.low, &under) &&
           is_less(over, hundred, grown, under);
}

static bool goes_beyond(struct interval rate, struct interval current, struct interval base)
{
    struct factor over, under, grown, hundred = {least, 2 - (SIGNIFICANT - 1)};

    return rate.has_high && current.has_low && base.has_high && hundred_grown(rate.high, &grown) &&
           factor_of(current.low, &over) && factor_of(base.high, &under) &&
           is_less(grown, under, over, hundred);
}

bool growth_ruled_out(const struct print *printed, const struct print *current,
                      const struct print *base)
{
    struct interval rate = print_interval(printed), over = print_interval(current),
                    under = print_interval(base);

    return falls_short(rate, over, under) || goes_beyond(rate, over, under);
}
