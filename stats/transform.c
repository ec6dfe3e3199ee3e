#include "stats/transform.h"

#include "stats/growth.h"
#include "stats/logarithm.h"
#include "stats/period_step.h"

static const char *const transform_words[] = {"lin", "chg", "ch1", "pch", "pc1",
                                              "pca", "cch", "cca", "log"};
const struct words transforms = WORDS(transform_words);

enum { MONTHS = 12 };

enum transform_base transform_base(enum transform transform)
{
    static const enum transform_base bases[] = {
        [TRANSFORM_LIN] = BASE_NONE,         [TRANSFORM_CHG] = BASE_BEFORE,
        [TRANSFORM_CH1] = BASE_YEAR_EARLIER, [TRANSFORM_PCH] = BASE_BEFORE,
        [TRANSFORM_PC1] = BASE_YEAR_EARLIER, [TRANSFORM_PCA] = BASE_BEFORE,
        [TRANSFORM_CCH] = BASE_BEFORE,       [TRANSFORM_CCA] = BASE_BEFORE,
        [TRANSFORM_LOG] = BASE_NONE,
    };

    return bases[transform];
}

bool transform_base_period(enum transform transform, struct period period, struct period *base)
{
    switch (transform_base(transform)) {
    case BASE_BEFORE:
        return period_before(period, base);
    case BASE_YEAR_EARLIER:
        return period_years_later(period, -1, base);
    default:
        return false;
    }
}

bool transform_is_percent(enum transform transform)
{
    return transform >= TRANSFORM_PCH && transform <= TRANSFORM_CCA;
}

/* On the grid: bounds outward, and the value between bounds so near to each other that only their
 * middle's rounding can be meant. */
static struct quantity on_grid(const struct range *value, const struct range *range)
{
    struct quantity out = {exact_rounded(value->low, EXACT_PLACES, ROUND_NEAREST), *range};

    out.range.low = exact_rounded(range->low, EXACT_PLACES, ROUND_DOWN);
    out.range.high = exact_rounded(range->high, EXACT_PLACES, ROUND_UP);
    return out;
}

static bool ratio_of(const struct quantity *figure, const struct quantity *base,
                     struct quantity *ratio)
{
    ratio->value = exact_divide(figure->value, base->value);
    return range_divide(&figure->range, &base->range, &ratio->range);
}

/* (ratio - 1) * 100 */
static struct quantity percent_of(const struct quantity *ratio)
{
    struct quantity one = {exact_of_digits(1), range_point(exact_of_digits(1))},
                    over = quantity_subtract(ratio, &one);

    return quantity_multiply(&over, exact_of_digits(100));
}

static struct exact power_of(struct exact base, int times, int root, enum rounding rounding)
{
    struct exact product = exact_of_digits(1);

    for (int i = 0; root == 1 && i < times; i++)
        product = exact_multiply(product, base);
    if (root == 1 && exact_given(&product))
        return product;
    return exact_power(base, times, root, EXACT_PLACES + 2, rounding);
}

static int common_divisor(int a, int b)
{
    return b ? common_divisor(b, a % b) : a;
}

/* ((x/b)^(12/months) - 1) * 100 */
static enum transform_fault compound(const struct quantity *ratio, int months, struct quantity *out)
{
    int common = common_divisor(MONTHS, months), times = MONTHS / common;
    struct quantity power = *ratio;

    if (!months || months / common > EXACT_MOST_ROOT)
        return TRANSFORM_NO_MONTHS;
    if (!ratio->range.has_low || exact_sign(&ratio->range.low) < 0)
        return TRANSFORM_NOT_POSITIVE;
    power.value = power_of(ratio->value, times, months / common, ROUND_NEAREST);
    power.range.low = power_of(ratio->range.low, times, months / common, ROUND_DOWN);
    if (ratio->range.has_high)
        power.range.high = power_of(ratio->range.high, times, months / common, ROUND_UP);
    *out = percent_of(&power);
    return TRANSFORM_DONE;
}

/* (ln x - ln b) * 100, as one logarithm of the quotient, times 12/months */
static enum transform_fault continuous(const struct quantity *ratio, struct exact factor,
                                       struct quantity *out)
{
    struct range range, value;

    if (!logarithm_of_range(&ratio->range, &range))
        return TRANSFORM_NOT_POSITIVE;
    value = logarithm_of(ratio->value);
    value = range_multiply(&value, factor);
    range = range_multiply(&range, factor);
    *out = on_grid(&value, &range);
    return TRANSFORM_DONE;
}

static enum transform_fault from_ratio(enum transform transform, int months,
                                       const struct quantity *ratio, struct quantity *out)
{
    struct exact hundred = exact_of_digits(100);

    switch (transform) {
    case TRANSFORM_PCA:
        return compound(ratio, months, out);
    case TRANSFORM_CCH:
        return continuous(ratio, hundred, out);
    case TRANSFORM_CCA:
        if (!months)
            return TRANSFORM_NO_MONTHS;
        return continuous(
            ratio,
            exact_divide(exact_multiply(hundred, exact_of_digits(MONTHS)), exact_of_digits(months)),
            out);
    default:
        *out = percent_of(ratio);
        return TRANSFORM_DONE;
    }
}

enum transform_fault transform_make(enum transform transform, struct period period,
                                    const struct quantity *figure, const struct quantity *base,
                                    struct quantity *out)
{
    struct quantity ratio;

    if (transform_base(transform) != BASE_NONE && !base)
        return TRANSFORM_NO_BASE;
    switch (transform) {
    case TRANSFORM_LIN:
        *out = *figure;
        return TRANSFORM_DONE;
    case TRANSFORM_CHG:
    case TRANSFORM_CH1:
        *out = quantity_subtract(figure, base);
        return TRANSFORM_DONE;
    case TRANSFORM_LOG:
        return continuous(figure, exact_of_digits(1), out);
    default:
        return ratio_of(figure, base, &ratio)
                   ? from_ratio(transform, period_length(period), &ratio, out)
                   : TRANSFORM_NOT_POSITIVE;
    }
}
