#include "stats/exact.h"

#include <assert.h>

static const struct exact no_number = {0};

/* Products of two numbers that were kept still fit into NATURAL_BITS, and so does their sum. */
_Static_assert(2 * EXACT_BITS + 64 <= NATURAL_BITS, "sums of products fit");

static bool is_one(const struct natural *it)
{
    return it->size == 1 && it->limbs[0] == 1;
}

static struct exact reduced(struct natural top, struct natural bottom, bool negative)
{
    struct natural rest, common;

    if (!bottom.size)
        return no_number;
    if (!top.size)
        return (struct exact){top, natural_of(1), false};
    common = natural_common_divisor(&top, &bottom);
    if (!is_one(&common)) {
        struct natural whole_top = top, whole_bottom = bottom;

        natural_divide(&whole_top, &common, &top, &rest);
        natural_divide(&whole_bottom, &common, &bottom, &rest);
    }
    if (natural_bits(&top) > EXACT_BITS || natural_bits(&bottom) > EXACT_BITS)
        return no_number;
    return (struct exact){top, bottom, negative};
}

struct exact exact_of_digits(decimal_digits number)
{
    return (struct exact){natural_of(number < 0 ? -number : number), natural_of(1), number < 0};
}

struct exact exact_of(struct decimal number)
{
    int places = number.exponent < 0 ? -number.exponent : number.exponent;
    struct exact whole = exact_of_digits(number.digits),
                 power = {natural_ten(places), natural_of(1), false};

    return number.exponent < 0 ? exact_divide(whole, power) : exact_multiply(whole, power);
}

struct exact exact_negate(struct exact a)
{
    a.negative = !a.negative && a.top.size;
    return a;
}

/* a.top * b.bottom, the part of a in a sum, or in a comparison. */
static struct natural crossed(const struct exact *a, const struct exact *b)
{
    struct natural product = {0};
    bool fits = natural_multiply(&a->top, &b->bottom, &product);

    assert(fits);
    (void)fits;
    return product;
}

struct exact exact_add(struct exact a, struct exact b)
{
    struct natural left = crossed(&a, &b), right = crossed(&b, &a), bottom = {0}, top = {0};

    if (!exact_given(&a) || !exact_given(&b))
        return no_number;
    (void)natural_multiply(&a.bottom, &b.bottom, &bottom);
    if (a.negative == b.negative) {
        (void)natural_add(&left, &right, &top);
        return reduced(top, bottom, a.negative);
    }
    if (natural_compare(&left, &right) < 0)
        return reduced(natural_subtract(&right, &left), bottom, b.negative);
    return reduced(natural_subtract(&left, &right), bottom, a.negative);
}

struct exact exact_subtract(struct exact a, struct exact b)
{
    return exact_add(a, exact_negate(b));
}

struct exact exact_multiply(struct exact a, struct exact b)
{
    struct natural top = {0}, bottom = {0};

    (void)natural_multiply(&a.top, &b.top, &top);
    (void)natural_multiply(&a.bottom, &b.bottom, &bottom);
    return reduced(top, bottom, a.negative != b.negative);
}

struct exact exact_divide(struct exact a, struct exact b)
{
    return exact_multiply(a, (struct exact){b.bottom, b.top, b.negative});
}

int exact_sign(const struct exact *a)
{
    return a->top.size ? (a->negative ? -1 : 1) : 0;
}

int exact_compare(const struct exact *a, const struct exact *b)
{
    struct natural left = crossed(a, b), right = crossed(b, a);
    int order = natural_compare(&left, &right);

    assert(exact_given(a) && exact_given(b));
    if (exact_sign(a) != exact_sign(b))
        return exact_sign(a) < exact_sign(b) ? -1 : 1;
    return a->negative ? -order : order;
}

decimal_digits exact_floor(const struct exact *it, int bits)
{
    struct natural shifted, whole, rest;

    if (!exact_given(it) || !natural_shift_left(&it->top, bits, &shifted))
        return -1;
    natural_divide(&shifted, &it->bottom, &whole, &rest);
    return natural_digits(&whole);
}

struct exact exact_halved(struct exact it, int bits)
{
    struct natural one = natural_of(1), power = {0};

    if (!natural_shift_left(&one, bits, &power))
        return no_number;
    return exact_divide(it, (struct exact){power, one, false});
}
