#include "stats/period_spell.h"

#include <stdio.h>

#include "stats/period_year.h"

enum { DAY_ROOM = 24, SPAN_ROOM = 2 * DAY_ROOM + 8 };

static const struct month_day new_year = {1, 1};

static const char *month_of(struct date d)
{
    return month_names.items[d.month - 1];
}

static void spell_day(struct date day, char out[DAY_ROOM])
{
    (void)snprintf(out, DAY_ROOM, "%d %s %04d", day.day, month_of(day), day.year);
}

/* Both ends, by months where they are whole. */
static void spell_span(struct period it, char out[SPAN_ROOM])
{
    char start[DAY_ROOM], end[DAY_ROOM];
    int months = period_months(it);

    if (!months) {
        spell_day(it.start, start);
        spell_day(it.end, end);
        bool is_day = date_compare(it.start, it.end) == 0;
        (void)snprintf(out, SPAN_ROOM, "%s%s%s", start, is_day ? "" : " to ", is_day ? "" : end);
    } else if (months == 1) {
        (void)snprintf(out, SPAN_ROOM, "%s %04d", month_of(it.start), it.start.year);
    } else if (it.start.year == it.end.year) {
        (void)snprintf(out, SPAN_ROOM, "%s to %s %04d", month_of(it.start), month_of(it.end),
                       it.end.year);
    } else {
        (void)snprintf(out, SPAN_ROOM, "%s %04d to %s %04d", month_of(it.start), it.start.year,
                       month_of(it.end), it.end.year);
    }
}

static int spell_fiscal_years(struct period it, int count, const char *span, char *out)
{
    int first = it.start.year, last = first + count - 1;

    if (count == 1)
        return snprintf(out, PERIOD_SPELL_ROOM, "fiscal year %04d-%02d (%s)", first,
                        (first + 1) % 100, span);
    return snprintf(out, PERIOD_SPELL_ROOM, "fiscal years %04d-%02d to %04d-%02d (%s)", first,
                    (first + 1) % 100, last, (last + 1) % 100, span);
}

/* Some months from the fiscal year's first day on. */
static bool begins_fiscal_year(struct period it, struct month_day fiscal_start)
{
    int months = period_months(it);

    return months > 1 && months < 12 && !month_day_is_new_year(fiscal_start) &&
           it.start.month == fiscal_start.month && it.start.day == fiscal_start.day;
}

static int spell_closed(struct period it, struct month_day fiscal_start, char *out)
{
    int fiscal = years_of(it, fiscal_start), calendar = years_of(it, new_year);
    char span[SPAN_ROOM];

    spell_span(it, span);
    if (calendar == 1)
        return snprintf(out, PERIOD_SPELL_ROOM, "calendar year %04d", it.start.year);
    if (calendar)
        return snprintf(out, PERIOD_SPELL_ROOM, "calendar years %04d to %04d", it.start.year,
                        it.end.year);
    if (fiscal)
        return spell_fiscal_years(it, fiscal, span, out);
    if (begins_fiscal_year(it, fiscal_start))
        return snprintf(out, PERIOD_SPELL_ROOM, "%s (fiscal year %04d-%02d)", span, it.start.year,
                        (it.start.year + 1) % 100);
    return snprintf(out, PERIOD_SPELL_ROOM, "%s", span);
}

size_t period_spell(struct period it, struct month_day fiscal_start, char out[PERIOD_SPELL_ROOM])
{
    char end[DAY_ROOM];
    int size = 0;

    out[0] = '\0';
    if (!date_given(it.end))
        return 0;
    if (date_given(it.start)) {
        size = spell_closed(it, fiscal_start, out);
    } else {
        spell_day(it.end, end);
        size = snprintf(out, PERIOD_SPELL_ROOM, "by %s", end);
    }
    return size > 0 ? (size_t)size : 0;
}
