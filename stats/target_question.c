#include "stats/target_question.h"

#include "stats/agreement.h"

const struct target_progress target_not_judged = {.verdict = TARGET_NO_FIGURE, .figure = -1};

bool target_is_at_most(const struct print *aim)
{
    return aim->comparator == LESS || aim->comparator == AT_MOST;
}

enum target_verdict target_verdict_of(const struct target_question *it, const struct range *reached)
{
    int low = reached->has_low ? exact_compare(&reached->low, &it->value) : -1;
    int high = reached->has_high ? exact_compare(&reached->high, &it->value) : 1;

    if (target_is_at_most(it->aim))
        return high <= 0 ? TARGET_MET : low > 0 ? TARGET_MISSED : TARGET_UNDECIDED;
    return low >= 0 ? TARGET_MET : high < 0 ? TARGET_MISSED : TARGET_UNDECIDED;
}

static bool is_replaced(const struct target_question *it, const struct print *print)
{
    for (int i = 0; i < it->count; i++)
        if (print_counts(&it->figures[i]) && print_replaces_other(&it->figures[i], print))
            return true;
    return false;
}

/* Of the prints of the figure's series and period, one that the band may reach to. */
static bool is_in_band(const struct target_question *it, const struct print *figure,
                       const struct print *other)
{
    return print_counts(other) && slice_equal(other->series, figure->series) &&
           period_equal(other->period, figure->period) && !is_replaced(it, other);
}

/* A print of fewer digits that holds another's interval says nothing of its own. */
static bool is_vague(const struct target_question *it, const struct print *figure,
                     const struct print *other)
{
    struct interval wide = print_interval(other);

    for (int i = 0; i < it->count; i++) {
        struct interval narrow = print_interval(&it->figures[i]);

        if (is_in_band(it, figure, &it->figures[i]) && interval_wider(wide, narrow) &&
            interval_contains(wide, narrow))
            return true;
    }
    return false;
}

struct range target_band(const struct target_question *it, int index)
{
    const struct print *figure = &it->figures[index];
    struct range band = print_range(figure);

    if (agreement_of(it->figures, it->count, index).agreement != AGREEMENT_CONFLICT)
        return band;
    for (int i = 0; i < it->count; i++) {
        const struct print *other = &it->figures[i];
        struct range range = print_range(other);

        if (is_in_band(it, figure, other) && !is_vague(it, figure, other))
            band = range_hull(&band, &range);
    }
    return band;
}

void target_measure(const struct target_question *it, const struct range *band,
                    struct target_progress *out)
{
    struct range aim = range_point(it->value), ratio;

    out->gap = range_subtract(&aim, &out->reached);
    if (range_divide(band, &aim, &ratio))
        out->share = range_multiply(&ratio, exact_of_digits(100));
}
