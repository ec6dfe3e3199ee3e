#include "stats/aggregate.h"

#include "stats/period_step.h"
#include "stats/period_year.h"

static const char *const frequency_words[] = {"a", "q", "m"};
const struct words frequencies = WORDS(frequency_words);

static const char *const aggregation_words[] = {"sum", "avg", "eop"};
const struct words aggregations = WORDS(aggregation_words);

enum { YEAR = 12 };

static bool year_of(struct month_day start, struct date day, struct period *period)
{
    for (int first = day.year; first >= day.year - 1; first--)
        if (years_period(first, first, start, period) && date_compare(period->start, day) <= 0)
            return true;
    return false;
}

bool aggregate_period(enum frequency frequency, struct month_day fiscal_start, struct date day,
                      struct period *period)
{
    struct period month = {{day.year, day.month, 1}, {0}};
    int months = frequency == FREQUENCY_QUARTER ? 3 : 1;

    if (frequency == FREQUENCY_YEAR)
        return year_of(fiscal_start, day, period);
    month.start.month = (int8_t)((day.month - 1) / months * months + 1);
    month.end = month.start;
    return period_part(month, months, 0, period);
}

/* The preferred figure of exactly one period, or -1. */
static int figure_of(struct period period, const struct print *figures, int count)
{
    for (int i = 0; i < count; i++)
        if (figures[i].preferred && print_counts(&figures[i]) &&
            period_equal(figures[i].period, period))
            return i;
    return -1;
}

static struct quantity total_of(const struct aggregate *it, const struct print *figures)
{
    struct quantity total = quantity_zero();

    for (int i = 0; i < it->needed; i++) {
        struct quantity one = quantity_of(&figures[it->inputs[i]]);

        total = quantity_add(&total, &one);
    }
    return total;
}

struct aggregate aggregate_make(enum aggregation method, struct period period, int months,
                                const struct print *figures, int count)
{
    struct aggregate it = {.months = months};
    int whole = period_length(period), parts = months > 0 ? whole / months : 0;

    if (!parts || whole % months || parts > AGGREGATE_MOST)
        return it;
    for (int part = method == AGGREGATE_END ? parts - 1 : 0; part < parts; part++) {
        if (!period_part(period, months, part, &it.periods[it.needed]))
            return it; /* unreachable: what has a length in whole months has its parts */
        it.inputs[it.needed] = figure_of(it.periods[it.needed], figures, count);
        it.missing += it.inputs[it.needed++] < 0;
    }
    it.complete = !it.missing;
    if (!it.complete)
        return it;
    it.result = total_of(&it, figures);
    if (method == AGGREGATE_AVERAGE)
        it.result = quantity_multiply(&it.result,
                                      exact_divide(exact_of_digits(1), exact_of_digits(it.needed)));
    return it;
}

int aggregate_length(struct period period)
{
    int months = period_length(period);

    return months > 0 && YEAR % months == 0 && months != 2 && months != 4 ? months : 0;
}

bool aggregate_takes(struct period period, int months, struct period input)
{
    struct period part;

    for (int i = 0; i < period_length(period) / months; i++)
        if (period_part(period, months, i, &part) && period_equal(part, input))
            return true;
    return false;
}

size_t aggregate_missing(const struct aggregate *it, struct month_day fiscal_start,
                         char out[AGGREGATE_TEXT_ROOM])
{
    size_t size = 0;

    out[0] = '\0';
    for (int i = 0; i < it->needed; i++) {
        char label[PERIOD_LABEL_ROOM];

        if (it->inputs[i] >= 0)
            continue;
        (void)period_label(it->periods[i], fiscal_start, label);
        (void)snprintf(out + size, AGGREGATE_TEXT_ROOM - size, "%s%s", size ? ", " : "", label);
        size = strlen(out);
    }
    return size;
}
