#include "stats/growth_spell.h"

#include <stdio.h>

enum { MOST_PLACES = 2, BOUND_PLACES = 1 };

static struct exact without_sign(struct exact it)
{
    return exact_sign(&it) < 0 ? exact_negate(it) : it;
}

/* One unit of the last of so many decimals, cut in so many pieces. */
static struct exact unit_of(int places, int pieces)
{
    struct exact unit = exact_divide(exact_of_digits(1), exact_of_digits(pieces));

    while (places-- > 0)
        unit = exact_divide(unit, exact_of_digits(10));
    return unit;
}

static bool lies_within(const struct range *percent, struct exact middle, struct exact reach)
{
    struct range near = {.low = exact_subtract(middle, reach),
                         .high = exact_add(middle, reach),
                         .has_low = true,
                         .has_high = true};

    return range_contains(&near, percent);
}

static int spell_one(struct exact rounded, bool about, char out[GROWTH_SPELL_ROOM])
{
    char text[EXACT_TEXT_ROOM];

    if (!exact_sign(&rounded))
        return snprintf(out, GROWTH_SPELL_ROOM, "about the same as");
    if (!exact_text(without_sign(rounded), ROUND_NEAREST, text))
        return 0;
    return snprintf(out, GROWTH_SPELL_ROOM, "%s %s%s percent on",
                    exact_sign(&rounded) < 0 ? "down" : "up", about ? "about " : "", text);
}

static int spell_bounds(const struct range *percent, char out[GROWTH_SPELL_ROOM])
{
    struct exact low = exact_rounded(percent->low, BOUND_PLACES, ROUND_DOWN);
    struct exact high = exact_rounded(percent->high, BOUND_PLACES, ROUND_UP);
    bool falls = exact_sign(&high) <= 0, rises = exact_sign(&low) >= 0;
    char lower[EXACT_TEXT_ROOM], higher[EXACT_TEXT_ROOM];

    if (!exact_text(without_sign(low), ROUND_NEAREST, lower) ||
        !exact_text(without_sign(high), ROUND_NEAREST, higher))
        return 0;
    if (!falls && !rises)
        return snprintf(out, GROWTH_SPELL_ROOM, "between %s percent below and %s percent above",
                        lower, higher);
    return snprintf(out, GROWTH_SPELL_ROOM, "%s %s to %s percent on", falls ? "down" : "up",
                    falls ? higher : lower, falls ? lower : higher);
}

size_t growth_spell(const struct range *percent, struct exact value, char out[GROWTH_SPELL_ROOM])
{
    int size = -1;

    out[0] = '\0';
    if (!percent->has_low || !percent->has_high)
        return 0;
    if (!exact_sign(&percent->low) && !exact_sign(&percent->high))
        return (size_t)snprintf(out, GROWTH_SPELL_ROOM, "the same as");
    for (int places = MOST_PLACES; places >= 0 && size < 0; places--) {
        struct exact rounded = exact_rounded(value, places, ROUND_NEAREST);

        if (lies_within(percent, rounded, unit_of(places, 2)))
            size = spell_one(rounded, false, out);
        else if (lies_within(percent, rounded, unit_of(places, 1)))
            size = spell_one(rounded, true, out);
    }
    if (size < 0)
        size = spell_bounds(percent, out);
    return size > 0 && size < GROWTH_SPELL_ROOM ? (size_t)size : 0;
}
