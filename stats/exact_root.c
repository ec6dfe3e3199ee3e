#include <assert.h>

#include "stats/exact.h"

/* Looks for whole numbers r with r^root * left <= right: all in whole numbers, so that a root that
 * comes out even is found even. */
struct search {
    struct natural left, right;
    int root;
};

/* The order of (number/part)^root * left against right. What is too large is the greater. */
static int order_of(const struct search *it, const struct natural *number, int part)
{
    struct natural power, product, parts = natural_of(part), right;

    if (!natural_power(number, it->root, &power) ||
        !natural_multiply(&power, &it->left, &product) ||
        !natural_power(&parts, it->root, &parts) || !natural_multiply(&it->right, &parts, &right))
        return 1;
    return natural_compare(&product, &right);
}

static struct natural middle_of(const struct natural *low, const struct natural *high)
{
    struct natural sum = {0}, two = natural_of(2), half, rest;

    (void)natural_add(low, high, &sum);
    natural_divide(&sum, &two, &half, &rest);
    return half;
}

/* The greatest r. Its bits are those of right less those of left, a root-th part of them. */
static struct natural search_floor(const struct search *it)
{
    int bits = (natural_bits(&it->right) - natural_bits(&it->left) + 1) / it->root + 1;
    struct natural low = {0}, high = natural_of(1), rest;

    if (it->root == 1) {
        natural_divide(&it->right, &it->left, &low, &rest);
        return low;
    }
    (void)natural_shift_left(&high, bits > 0 ? bits : 0, &high);
    for (;;) {
        struct natural middle = middle_of(&low, &high);

        if (natural_compare(&middle, &low) == 0)
            return low;
        if (order_of(it, &middle, 1) <= 0)
            low = middle;
        else
            high = middle;
    }
}

static bool is_rounded_up(const struct search *it, const struct natural *found,
                          enum rounding rounding)
{
    struct natural twice = {0}, one = natural_of(1);

    if (rounding != ROUND_NEAREST)
        return rounding == ROUND_UP && order_of(it, found, 1) < 0;
    (void)natural_add(found, found, &twice);
    (void)natural_add(&twice, &one, &twice);
    return order_of(it, &twice, 2) <= 0;
}

struct exact exact_power(struct exact base, int times, int root, int places, enum rounding rounding)
{
    struct search search = {.root = root};
    struct natural places_power = natural_ten(places), found, one = natural_of(1);
    struct exact whole = {.bottom = one};

    assert(times > 0 && times <= EXACT_MOST_ROOT && root > 0 && root <= EXACT_MOST_ROOT);
    if (!exact_given(&base) || base.negative || !natural_power(&base.bottom, times, &search.left) ||
        !natural_power(&base.top, times, &search.right) ||
        !natural_power(&places_power, root, &places_power) ||
        !natural_multiply(&search.right, &places_power, &search.right))
        return (struct exact){0};
    found = search_floor(&search);
    if (is_rounded_up(&search, &found, rounding))
        (void)natural_add(&found, &one, &found);
    whole.top = found;
    return exact_divide(whole, exact_of((struct decimal){1, places}));
}

struct exact exact_rounded(struct exact it, int places, enum rounding rounding)
{
    static const enum rounding mirrored[] = {
        [ROUND_NEAREST] = ROUND_NEAREST, [ROUND_DOWN] = ROUND_UP, [ROUND_UP] = ROUND_DOWN};

    if (!it.negative)
        return exact_power(it, 1, 1, places, rounding);
    return exact_negate(exact_power(exact_negate(it), 1, 1, places, mirrored[rounding]));
}
