#include <stdarg.h>
#include <stdio.h>

#include "stats/period_year.h"

static const struct month_day new_year = {1, 1};

__attribute__((format(printf, 2, 3))) static size_t print(char out[PERIOD_LABEL_ROOM],
                                                          const char *format, ...)
{
    va_list args;

    va_start(args, format);
    int size = vsnprintf(out, PERIOD_LABEL_ROOM, format, args);
    va_end(args);
    return size > 0 ? (size_t)size : 0;
}

/* "%.3s" of it is "Jan". */
static const char *month_of(struct date d)
{
    return month_names.items[d.month - 1];
}

/* The forms in order of preference; each returns the length, or 0 where it does not fit. */

static size_t open_label(struct period it, struct month_day fiscal_start, char *out)
{
    char end[DATE_ROOM];

    (void)fiscal_start;
    if (!date_given(it.end))
        return print(out, "undated");
    date_print(it.end, end);
    return date_given(it.start) ? 0 : print(out, "by %s", end);
}

static size_t calendar_years_label(struct period it, struct month_day fiscal_start, char *out)
{
    int count = years_of(it, new_year);

    (void)fiscal_start;
    if (count > 1)
        return print(out, "%04d to %04d", it.start.year, it.end.year);
    return count ? print(out, "%04d", it.start.year) : 0;
}

static size_t fiscal_years_label(struct period it, struct month_day fiscal_start, char *out)
{
    int count = years_of(it, fiscal_start), first = it.start.year, last = first + count - 1;

    if (count > 1)
        return print(out, "FY%04d-%02d to FY%04d-%02d", first, (first + 1) % 100, last,
                     (last + 1) % 100);
    return count ? print(out, "FY%04d-%02d", first, (first + 1) % 100) : 0;
}

static size_t fiscal_months_label(struct period it, struct month_day fiscal_start, char *out)
{
    int months = period_months(it), year = it.start.year;

    if (months < 2 || months > 11 || month_day_is_new_year(fiscal_start) ||
        it.start.month != fiscal_start.month || it.start.day != fiscal_start.day)
        return 0;
    return print(out, "%.3s-%.3s FY%04d-%02d", month_of(it.start), month_of(it.end), year,
                 (year + 1) % 100);
}

static size_t calendar_part_label(struct period it, struct month_day fiscal_start, char *out)
{
    (void)fiscal_start;
    if (period_is_part(it, new_year, 6))
        return print(out, "%04d-H%d", it.start.year, it.end.month / 6);
    return period_is_part(it, new_year, 3) ? print(out, "%04d-Q%d", it.start.year, it.end.month / 3)
                                           : 0;
}

static size_t months_label(struct period it, struct month_day fiscal_start, char *out)
{
    int months = period_months(it), year = it.start.year;
    const char *first = month_of(it.start), *last = month_of(it.end);

    (void)fiscal_start;
    if (months < 2)
        return 0;
    if (year == it.end.year)
        return print(out, "%.3s-%.3s %04d", first, last, year);
    return print(out, "%.3s %04d-%.3s %04d", first, year, last, it.end.year);
}

static size_t days_label(struct period it, struct month_day fiscal_start, char *out)
{
    char start[DATE_ROOM], end[DATE_ROOM];

    (void)fiscal_start;
    date_print(it.start, start);
    date_print(it.end, end);
    return date_compare(it.start, it.end) ? print(out, "%s/%s", start, end) : print(out, "%s", end);
}

/* "Jan 2024" by hand: most periods are months, and each row of a list has one. */
static size_t month_label(struct date first, char *out)
{
    char day[DATE_ROOM];

    date_print(first, day);
    memcpy(out, month_of(first), 3);
    out[3] = ' ';
    memcpy(out + 4, day, 4);
    out[8] = '\0';
    return 8;
}

size_t period_label(struct period it, struct month_day fiscal_start, char out[PERIOD_LABEL_ROOM])
{
    static size_t (*const forms[])(struct period, struct month_day, char *) = {
        open_label,          calendar_years_label, fiscal_years_label, fiscal_months_label,
        calendar_part_label, months_label,         days_label,
    };
    size_t size = 0;

    if (period_months(it) == 1)
        return month_label(it.start, out);
    for (size_t i = 0; !size && i < sizeof forms / sizeof forms[0]; i++)
        size = forms[i](it, fiscal_start, out);
    return size;
}
