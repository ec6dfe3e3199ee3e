#include "stats/growth.h"

static const char *const verdict_words[] = {"consistent", "inconsistent", "no-figures"};
const struct words growth_verdicts = WORDS(verdict_words);

static const struct growth no_figures = {.verdict = GROWTH_NO_FIGURES};

bool growth_of(const struct range *current, const struct range *base, struct range *percent)
{
    struct range one = range_point(exact_of_digits(1)), ratio;

    if (!range_divide(current, base, &ratio))
        return false;
    ratio = range_subtract(&ratio, &one);
    *percent = range_multiply(&ratio, exact_of_digits(100));
    return true;
}

bool growth_between(struct interval current, struct interval base, struct range *percent)
{
    struct range over = range_of(current), under = range_of(base);

    return growth_of(&over, &under, percent);
}

/* How the digits of all three numbers are read. */
typedef struct range (*reading)(const struct print *print);

static bool judge_read(reading read, const struct print *printed, const struct print *current,
                       const struct print *base, struct growth *out)
{
    struct range rate = read(printed), over = read(current), under = read(base);

    if (!growth_of(&over, &under, &out->range) || !range_meets(&rate, &out->range))
        return false;
    out->verdict = GROWTH_CONSISTENT;
    out->decisive = range_contains(&rate, &out->range);
    return true;
}

struct growth growth_judge(const struct print *printed, const struct print *current,
                           const struct print *base)
{
    struct growth rounded = {.verdict = GROWTH_INCONSISTENT}, cut;
    struct range value, over, under;

    if (!current || !base)
        return no_figures;
    over = range_point(print_value(current));
    under = range_point(print_value(base));
    if (!growth_of(&over, &under, &value))
        return no_figures;
    rounded.value = value.low;
    cut = rounded;
    cut.truncation = true;
    if (judge_read(print_range, printed, current, base, &rounded))
        return rounded;
    if (!rounded.range.has_low && !rounded.range.has_high)
        return no_figures; /* base's interval reaches zero, though its value does not */
    return judge_read(print_truncated, printed, current, base, &cut) ? cut : rounded;
}

struct growth_pair growth_pair_choose(struct slice source, const struct print *currents,
                                      int current_count, const struct print *bases, int base_count)
{
    struct growth_pair own = {print_from(source, currents, current_count),
                              print_from(source, bases, base_count)};

    if (own.current < 0)
        own.current = print_preferred(currents, current_count);
    if (own.base < 0)
        own.base = print_preferred(bases, base_count);
    return own;
}
