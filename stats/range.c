#include "stats/range.h"

struct range range_of(struct interval it)
{
    struct range out = {.has_low = it.has_low, .has_high = it.has_high};

    if (it.has_low)
        out.low = exact_of(it.low);
    if (it.has_high)
        out.high = exact_of(it.high);
    return out;
}

struct range range_point(struct exact value)
{
    return (struct range){.low = value, .high = value, .has_low = true, .has_high = true};
}

struct range range_truncated(struct decimal number, int power)
{
    struct range out = range_of(interval_truncated(number, power));

    if (!number.digits)
        out.low = exact_negate(out.high);
    out.open_low = number.digits <= 0;
    out.open_high = number.digits >= 0;
    return out;
}

struct range range_add(const struct range *a, const struct range *b)
{
    struct range out = {
        .has_low = a->has_low && b->has_low,
        .has_high = a->has_high && b->has_high,
        .open_low = a->open_low || b->open_low,
        .open_high = a->open_high || b->open_high,
    };

    if (out.has_low)
        out.low = exact_add(a->low, b->low);
    if (out.has_high)
        out.high = exact_add(a->high, b->high);
    return out;
}

static struct range negated(const struct range *it)
{
    return (struct range){exact_negate(it->high), exact_negate(it->low), it->has_high, it->has_low,
                          it->open_high,          it->open_low};
}

struct range range_subtract(const struct range *a, const struct range *b)
{
    struct range opposite = negated(b);

    return range_add(a, &opposite);
}

struct range range_multiply(const struct range *a, struct exact factor)
{
    struct range out = exact_sign(&factor) < 0 ? negated(a) : *a;
    struct exact size = exact_sign(&factor) < 0 ? exact_negate(factor) : factor;

    out.low = exact_multiply(out.low, size);
    out.high = exact_multiply(out.high, size);
    return out;
}

/* One end of a quotient by what is above zero. A lower end above zero, or an upper one below it,
 * comes from b's high; where b has none, it is zero itself, which is never reached. */
static struct exact quotient(struct exact end, const struct range *b, bool by_high, bool *open)
{
    if (!exact_sign(&end))
        return end;
    if (by_high && !b->has_high) {
        *open = true;
        return exact_of_digits(0);
    }
    *open = *open || (by_high ? b->open_high : b->open_low);
    return exact_divide(end, by_high ? b->high : b->low);
}

bool range_divide(const struct range *a, const struct range *b, struct range *out)
{
    struct range it = *a;

    if (!b->has_low || exact_sign(&b->low) <= 0)
        return false;
    if (a->has_low)
        it.low = quotient(a->low, b, exact_sign(&a->low) > 0, &it.open_low);
    if (a->has_high)
        it.high = quotient(a->high, b, exact_sign(&a->high) < 0, &it.open_high);
    *out = it;
    return true;
}

/* All of a below all of b: ends that are equal share a point only where both belong. */
static bool lies_below(const struct range *a, const struct range *b)
{
    if (!a->has_high || !b->has_low)
        return false;
    int order = exact_compare(&a->high, &b->low);
    return order < 0 || (order == 0 && (a->open_high || b->open_low));
}

bool range_meets(const struct range *a, const struct range *b)
{
    return !lies_below(a, b) && !lies_below(b, a);
}

bool range_contains(const struct range *outer, const struct range *inner)
{
    if ((outer->has_low && !inner->has_low) || (outer->has_high && !inner->has_high))
        return false;
    int low = outer->has_low ? exact_compare(&outer->low, &inner->low) : -1;
    int high = outer->has_high ? exact_compare(&inner->high, &outer->high) : -1;
    return (low < 0 || (low == 0 && (!outer->open_low || inner->open_low))) &&
           (high < 0 || (high == 0 && (!outer->open_high || inner->open_high)));
}

bool range_wider(const struct range *a, const struct range *b)
{
    bool a_bounded = a->has_low && a->has_high, b_bounded = b->has_low && b->has_high;

    if (!a_bounded || !b_bounded)
        return !a_bounded && b_bounded;
    struct exact a_width = exact_subtract(a->high, a->low);
    struct exact b_width = exact_subtract(b->high, b->low);
    return exact_compare(&a_width, &b_width) > 0;
}

struct range range_hull(const struct range *a, const struct range *b)
{
    struct range out = *a;
    int low = a->has_low && b->has_low ? exact_compare(&a->low, &b->low) : 0;
    int high = a->has_high && b->has_high ? exact_compare(&a->high, &b->high) : 0;

    if (low > 0)
        out.low = b->low;
    if (high < 0)
        out.high = b->high;
    out.open_low = low > 0 ? b->open_low : a->open_low && (low < 0 || b->open_low);
    out.open_high = high < 0 ? b->open_high : a->open_high && (high > 0 || b->open_high);
    out.has_low = a->has_low && b->has_low;
    out.has_high = a->has_high && b->has_high;
    return out;
}

struct range_text range_text(const struct range *it)
{
    struct range_text out = {0};

    if (it->has_low)
        (void)exact_text(it->low, ROUND_DOWN, out.low);
    if (it->has_high)
        (void)exact_text(it->high, ROUND_UP, out.high);
    return out;
}
