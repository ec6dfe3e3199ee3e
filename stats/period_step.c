#include "stats/period_step.h"

static bool is_closed(struct period it)
{
    return date_given(it.start) && date_given(it.end) && date_compare(it.start, it.end) <= 0;
}

/* The same day of the month some months later: what begins on the 28th of February begins on the
 * 28th in every month, though that is a month end. */
static struct date same_day(struct date day, int months)
{
    struct date moved = date_add_months((struct date){day.year, day.month, 1}, months);

    if (!date_given(moved))
        return moved;
    int last = date_days_in_month(moved.year, moved.month);
    moved.day = (int8_t)(day.day > last ? last : day.day);
    return moved;
}

/* From so many months behind a day up to so many. */
static bool months_between(struct date day, int from, int to, struct period *out)
{
    struct date start = same_day(day, from), after = same_day(day, to);

    if (!date_given(start) || !date_given(after))
        return false;
    *out = (struct period){start, date_add_days(after, -1)};
    return true;
}

int period_length(struct period it)
{
    struct date after = is_closed(it) ? date_add_days(it.end, 1) : (struct date){0};
    int months = (after.year - it.start.year) * 12 + after.month - it.start.month;

    return date_given(after) && after.day == it.start.day ? months : 0;
}

bool period_before(struct period it, struct period *before)
{
    int months = period_length(it);

    if (!is_closed(it))
        return false;
    if (months)
        return months_between(it.start, -months, 0, before);
    int32_t days = date_number(it.end) - date_number(it.start) + 1;
    *before = (struct period){date_add_days(it.start, -days), date_add_days(it.start, -1)};
    return date_given(before->start);
}

bool period_years_later(struct period it, int years, struct period *later)
{
    int months = period_length(it);

    if (!is_closed(it))
        return false;
    if (months)
        return months_between(it.start, 12 * years, 12 * years + months, later);
    *later =
        (struct period){date_add_months(it.start, 12 * years), date_add_months(it.end, 12 * years)};
    return date_given(later->start) && date_given(later->end);
}

bool period_part(struct period it, int months, int index, struct period *part)
{
    return is_closed(it) && months_between(it.start, months * index, months * (index + 1), part);
}

bool period_contains(struct period outer, struct period inner)
{
    return is_closed(outer) && is_closed(inner) && date_compare(outer.start, inner.start) <= 0 &&
           date_compare(inner.end, outer.end) <= 0;
}
