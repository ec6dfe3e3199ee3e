#include "stats/period.h"

#include "stats/period_year.h"

static const char *const type_words[] = {
    "fiscal-year",  "calendar-year", "half", "quarter",  "month",
    "year-to-date", "span",          "day",  "deadline", "undated",
};
const struct words period_types = WORDS(type_words);

static const struct month_day new_year = {1, 1};

bool month_day_parse(struct slice text, struct month_day *out)
{
    int64_t month, day;

    if (text.size != 5 || text.data[2] != '-' ||
        !slice_integer((struct slice){text.data, 2}, 12, &month) ||
        !slice_integer((struct slice){text.data + 3, 2}, 31, &day))
        return false;
    /* Every year has the day: measured in one that is no leap year. */
    if (month < 1 || day < 1 || day > date_days_in_month(1, (int)month))
        return false;
    *out = (struct month_day){(int8_t)month, (int8_t)day};
    return true;
}

int period_months(struct period it)
{
    if (!date_given(it.start) || !date_given(it.end) || it.start.day != 1 ||
        !date_is_month_end(it.end) || date_compare(it.end, it.start) < 0)
        return 0;
    return (it.end.year - it.start.year) * 12 + it.end.month - it.start.month + 1;
}

static bool is_year_to_date(struct period it, struct month_day fiscal_start)
{
    int months = period_months(it);

    return months > 0 && months < 12 && it.start.month == fiscal_start.month &&
           it.start.day == fiscal_start.day;
}

static enum period_type part_type(struct period it, struct month_day fiscal_start)
{
    /* Parts of the calendar year come before parts of the fiscal year of the same length. */
    static const struct {
        enum period_type type;
        int months;
        bool fiscal;
    } parts[] = {
        {PERIOD_CALENDAR_YEAR, 12, false}, {PERIOD_FISCAL_YEAR, 12, true},
        {PERIOD_HALF, 6, false},           {PERIOD_HALF, 6, true},
        {PERIOD_QUARTER, 3, false},        {PERIOD_QUARTER, 3, true},
    };

    /* The commonest of all, and longer parts it cannot be. */
    if (period_months(it) == 1)
        return PERIOD_MONTH;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (period_is_part(it, parts[i].fiscal ? fiscal_start : new_year, parts[i].months))
            return parts[i].type;
    return is_year_to_date(it, fiscal_start) ? PERIOD_YEAR_TO_DATE : PERIOD_SPAN;
}

enum period_type period_type(struct period it, struct month_day fiscal_start)
{
    if (!date_given(it.end))
        return PERIOD_UNDATED;
    if (!date_given(it.start))
        return PERIOD_DEADLINE;
    return date_compare(it.start, it.end) ? part_type(it, fiscal_start) : PERIOD_DAY;
}

size_t period_iso(struct period it, char out[PERIOD_ISO_ROOM])
{
    size_t size = 2;

    out[0] = '\0';
    if (!date_given(it.end))
        return 0;
    if (date_given(it.start)) {
        date_print(it.start, out);
        size = DATE_ROOM - 1;
    } else {
        memcpy(out, "..", size);
    }
    out[size++] = '/';
    date_print(it.end, out + size);
    return size + DATE_ROOM - 1;
}

bool period_equal(struct period a, struct period b)
{
    return date_compare(a.start, b.start) == 0 && date_compare(a.end, b.end) == 0;
}
