#include "stats/exact.h"

/* The digits of it * 10^places, rounded; false where they do not fit. */
static bool digits_of(const struct exact *it, int places, enum rounding rounding,
                      struct natural *digits)
{
    struct natural power = natural_ten(places), scaled, rest, twice, one = natural_of(1);

    if (!natural_multiply(&it->top, &power, &scaled))
        return false;
    natural_divide(&scaled, &it->bottom, digits, &rest);
    if (!natural_add(&rest, &rest, &twice))
        return false;
    bool away = rounding == ROUND_NEAREST ? natural_compare(&twice, &it->bottom) >= 0
                                          : rest.size && (rounding == ROUND_DOWN) == it->negative;
    return !away || natural_add(digits, &one, digits);
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
    count = digits_of(&it, places, rounding, &number) ? natural_text(&number, digits, sizeof digits)
                                                      : -1;
    if (count < 0)
        return false;
    print(digits, count, places, it.negative, out);
    return true;
}
