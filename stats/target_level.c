#include "stats/growth.h"
#include "stats/period_step.h"
#include "stats/period_year.h"
#include "stats/target_question.h"

/* The preferred figure of exactly one period, or -1. */
static int figure_of(const struct target_question *it, struct period period)
{
    for (int i = 0; i < it->count; i++)
        if (it->figures[i].preferred && print_counts(&it->figures[i]) &&
            period_equal(it->figures[i].period, period))
            return i;
    return -1;
}

/* The latest fiscal year with a preferred figure that ends on or before a day, or -1. */
static int latest_year(const struct target_question *it, struct date end)
{
    int latest = -1;

    for (int i = 0; i < it->count; i++) {
        const struct print *one = &it->figures[i];

        if (one->preferred && print_counts(one) && years_of(one->period, it->fiscal_start) == 1 &&
            date_compare(one->period.end, end) <= 0 &&
            (latest < 0 || date_compare(one->period.end, it->figures[latest].period.end) > 0))
            latest = i;
    }
    return latest;
}

/* Percent a year on 4 decimals: the root is taken to 6. */
static struct exact yearly(struct exact ratio, int years, enum rounding rounding)
{
    struct exact root = exact_power(ratio, 1, years, 6, rounding);

    return exact_multiply(exact_subtract(root, exact_of_digits(1)), exact_of_digits(100));
}

static void measure_needed(const struct target_question *it, int years, struct target_progress *out)
{
    struct range aim = range_point(it->value), ratio;

    if (years < 1 || years > EXACT_MOST_ROOT || exact_sign(&it->value) <= 0 ||
        !range_divide(&aim, &out->reached, &ratio) || !out->reached.has_high)
        return;
    out->years = years;
    out->needed_growth = range_point(yearly(ratio.low, years, ROUND_DOWN));
    out->needed_growth.high = yearly(ratio.high, years, ROUND_UP);
}

static void measure_achieved(const struct target_question *it, struct target_progress *out)
{
    struct period before;
    int base = period_years_later(it->figures[out->figure].period, -1, &before)
                   ? figure_of(it, before)
                   : -1;
    struct range under;

    if (base < 0)
        return;
    under = print_range(&it->figures[base]);
    (void)growth_of(&out->reached, &under, &out->achieved_growth);
}

struct target_progress target_judge_level(const struct target_question *it)
{
    struct target_progress out = target_not_judged;
    struct period year;
    struct range band;

    if (!target_year(it->aim->period, it->fiscal_start, &year))
        return out;
    out.figure = it->over ? figure_of(it, year) : latest_year(it, year.end);
    if (!it->over)
        out.verdict = TARGET_PENDING;
    if (out.figure < 0)
        return out;
    out.reached = print_range(&it->figures[out.figure]);
    if (it->over)
        out.verdict = target_verdict_of(it, &out.reached);
    else
        measure_needed(it, year.end.year - it->figures[out.figure].period.end.year, &out);
    band = target_band(it, out.figure);
    target_measure(it, &band, &out);
    measure_achieved(it, &out);
    return out;
}
