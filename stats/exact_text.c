#include "stats/exact.h"

_Static_assert(EXACT_BITS + 4 * EXACT_TERMINATE <= NATURAL_BITS, "a scaled numerator fits");

/* The digits of it * 10^places, rounded. */
static struct natural digits_of(const struct exact *it, int places, enum rounding rounding)
{
    struct natural power = natural_ten(places), scaled = {0}, rest, twice = {0}, digits,
                   one = natural_of(1);

    (void)natural_multiply(&it->top, &power, &scaled);
    natural_divide(&scaled, &it->bottom, &digits, &rest);
    (void)natural_add(&rest, &rest, &twice);
    bool away = rounding == ROUND_NEAREST ? natural_compare(&twice, &it->bottom) >= 0
                                          : rest.size && (rounding == ROUND_DOWN) == it->negative;
    if (away)
        (void)natural_add(&digits, &one, &digits);
    return digits;
}

static int places_of(const struct exact *it)
{
    struct natural power = natural_ten(EXACT_TERMINATE), quotient, rest, one = natural_of(1);

    if (natural_compare(&it->bottom, &one) == 0)
        return 0;
    natural_divide(&power, &it->bottom, &quotient, &rest);
    return rest.size ? EXACT_PLACES : EXACT_TERMINATE;
}

/* Digits with a point before the last `places` of them, without closing zeros. */
static void print(const char *digits, int count, int places, bool negative, char *out)
{
    int whole = count - places;

    if (negative && count)
        *out++ = '-';
    if (whole <= 0)
        *out++ = '0';
    for (int i = 0; i < whole; i++)
        *out++ = digits[i];
    *out++ = '.';
    for (int i = whole; i < count; i++)
        *out++ = i < 0 ? '0' : digits[i];
    while (out[-1] == '0')
        out--;
    out[out[-1] == '.' ? -1 : 0] = '\0';
}

bool exact_text(struct exact it, enum rounding rounding, char out[EXACT_TEXT_ROOM])
{
    char digits[EXACT_TEXT_ROOM - 4]; /* a sign, a zero and a point come before or between */
    struct natural number;
    int places, count;

    out[0] = '\0';
    if (!exact_given(&it))
        return false;
    places = places_of(&it);
    number = digits_of(&it, places, rounding);
    count = natural_text(&number, digits, sizeof digits);
    if (count < 0)
        return false;
    print(digits, count, places, it.negative, out);
    return true;
}
