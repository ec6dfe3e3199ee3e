#include "stats/natural.h"

#include <assert.h>
#include <gmp.h>

enum { LIMB_BITS = 64, DOUBLE = 2 * NATURAL_LIMBS };

_Static_assert(sizeof(mp_limb_t) == sizeof(uint64_t) && GMP_NAIL_BITS == 0, "a limb has 64 bits");

/* Of `size` limbs, some of the highest may be 0. */
static bool keep(const mp_limb_t *limbs, mp_size_t size, struct natural *out)
{
    while (size > 0 && !limbs[size - 1])
        size--;
    if (size > NATURAL_LIMBS)
        return false;
    for (mp_size_t i = 0; i < size; i++)
        out->limbs[i] = limbs[i];
    out->size = (int)size;
    return true;
}

struct natural natural_of(decimal_digits number)
{
    struct natural out = {0};

    assert(number >= 0);
    for (; number; number >>= LIMB_BITS)
        out.limbs[out.size++] = (uint64_t)number;
    return out;
}

struct natural natural_ten(int power)
{
    struct natural ten = natural_of(10), out;
    bool fits = natural_power(&ten, power, &out);

    assert(fits);
    (void)fits;
    return out;
}

bool natural_add(const struct natural *a, const struct natural *b, struct natural *out)
{
    mp_limb_t sum[NATURAL_LIMBS + 1] = {0};
    const struct natural *more = a->size < b->size ? b : a, *less = more == a ? b : a;

    if (!more->size)
        return keep(sum, 0, out);
    sum[more->size] = less->size ? mpn_add(sum, more->limbs, more->size, less->limbs, less->size)
                                 : mpn_add_1(sum, more->limbs, more->size, 0);
    return keep(sum, more->size + 1, out);
}

struct natural natural_subtract(const struct natural *a, const struct natural *b)
{
    struct natural out = *a;

    assert(natural_compare(a, b) >= 0);
    if (b->size)
        (void)mpn_sub(out.limbs, a->limbs, a->size, b->limbs, b->size);
    (void)keep(out.limbs, a->size, &out);
    return out;
}

bool natural_multiply(const struct natural *a, const struct natural *b, struct natural *out)
{
    mp_limb_t product[DOUBLE] = {0};
    const struct natural *more = a->size < b->size ? b : a, *less = more == a ? b : a;

    if (!less->size)
        return keep(product, 0, out);
    (void)mpn_mul(product, more->limbs, more->size, less->limbs, less->size);
    return keep(product, more->size + less->size, out);
}

bool natural_power(const struct natural *base, int power, struct natural *out)
{
    struct natural square = *base, product = natural_of(1);

    for (; power > 0; power >>= 1) {
        if ((power & 1) && !natural_multiply(&product, &square, &product))
            return false;
        if (power > 1 && !natural_multiply(&square, &square, &square))
            return false;
    }
    *out = product;
    return true;
}

bool natural_shift_left(const struct natural *a, int bits, struct natural *out)
{
    mp_limb_t shifted[DOUBLE + 1] = {0};
    int limbs = bits / LIMB_BITS, rest = bits % LIMB_BITS;

    if (limbs > NATURAL_LIMBS)
        return a->size == 0 && keep(shifted, 0, out);
    for (int i = 0; i < a->size; i++)
        shifted[limbs + i] = a->limbs[i];
    if (rest && a->size)
        shifted[limbs + a->size] =
            mpn_lshift(shifted + limbs, shifted + limbs, a->size, (unsigned)rest);
    return keep(shifted, limbs + a->size + 1, out);
}

static struct natural shift_right(const struct natural *a, int bits)
{
    struct natural out = {0};
    int limbs = bits / LIMB_BITS, rest = bits % LIMB_BITS;

    for (int i = limbs; i < a->size; i++)
        out.limbs[i - limbs] = a->limbs[i];
    if (rest && a->size > limbs)
        (void)mpn_rshift(out.limbs, out.limbs, a->size - limbs, (unsigned)rest);
    (void)keep(out.limbs, a->size > limbs ? a->size - limbs : 0, &out);
    return out;
}

void natural_divide(const struct natural *a, const struct natural *b, struct natural *quotient,
                    struct natural *remainder)
{
    assert(b->size > 0);
    if (a->size < b->size) {
        *quotient = (struct natural){0};
        *remainder = *a;
        return;
    }
    mpn_tdiv_qr(quotient->limbs, remainder->limbs, 0, a->limbs, a->size, b->limbs, b->size);
    (void)keep(quotient->limbs, a->size - b->size + 1, quotient);
    (void)keep(remainder->limbs, b->size, remainder);
}

/* mpn_gcd wants an odd number and the greater one first: twos are taken out and given back. */
struct natural natural_common_divisor(const struct natural *a, const struct natural *b)
{
    int a_twos = (int)mpn_scan1(a->limbs, 0), b_twos = (int)mpn_scan1(b->limbs, 0);
    struct natural x = shift_right(a, a_twos), y = shift_right(b, b_twos), out = {0};
    struct natural *more = natural_compare(&x, &y) < 0 ? &y : &x, *less = more == &x ? &y : &x;

    out.size = (int)mpn_gcd(out.limbs, more->limbs, more->size, less->limbs, less->size);
    (void)natural_shift_left(&out, a_twos < b_twos ? a_twos : b_twos, &out);
    return out;
}

int natural_compare(const struct natural *a, const struct natural *b)
{
    if (a->size != b->size)
        return a->size < b->size ? -1 : 1;
    int order = a->size ? mpn_cmp(a->limbs, b->limbs, a->size) : 0;
    return (order > 0) - (order < 0);
}

int natural_bits(const struct natural *a)
{
    return a->size ? (int)mpn_sizeinbase(a->limbs, a->size, 2) : 0;
}

decimal_digits natural_digits(const struct natural *a)
{
    decimal_digits number = 0;

    if (natural_bits(a) > 126)
        return -1;
    for (int i = a->size; i > 0; i--)
        number = number << LIMB_BITS | (decimal_digits)a->limbs[i - 1];
    return number;
}

int natural_text(const struct natural *a, char *out, size_t room)
{
    mp_limb_t used_up[NATURAL_LIMBS + 1];
    unsigned char digits[NATURAL_BITS / 3];
    int count = 0, first = 0;

    if (a->size) {
        mpn_copyi(used_up, a->limbs, a->size);
        count = (int)mpn_get_str(digits, 10, used_up, a->size);
    }
    while (first < count && !digits[first])
        first++; /* unreachable: GMP may write zeros in front, and does not so far */
    if ((size_t)(count - first) >= room)
        return -1;
    for (int i = first; i < count; i++)
        out[i - first] = (char)('0' + digits[i]);
    out[count - first] = '\0';
    return count - first;
}
