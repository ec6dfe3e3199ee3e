#include "stats/period_step.h"

static bool is_closed(struct period it)
{
    return date_given(it.start) && date_given(it.end) && date_compare(it.start, it.end) <= 0;
}

/* The period of n months from a day on. */
static bool months_from(struct date start, int months, struct period *out)
{
    struct date after = date_add_months(start, months);

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
        return months_from(date_add_months(it.start, -months), months, before);
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
        return months_from(date_add_months(it.start, 12 * years), months, later);
    *later =
        (struct period){date_add_months(it.start, 12 * years), date_add_months(it.end, 12 * years)};
    return date_given(later->start) && date_given(later->end);
}

bool period_part(struct period it, int months, int index, struct period *part)
{
    return is_closed(it) && months_from(date_add_months(it.start, months * index), months, part);
}

bool period_contains(struct period outer, struct period inner)
{
    return is_closed(outer) && is_closed(inner) && date_compare(outer.start, inner.start) <= 0 &&
           date_compare(inner.end, outer.end) <= 0;
}
