#include "base/date.h"

enum { LAST_YEAR = 9999, DAYS_IN_400_YEARS = 146097 };

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int date_days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool date_is_month_end(struct date d)
{
    return d.day == date_days_in_month(d.year, d.month);
}

/* Rows hold several dates each: their digits are read without a look at what else could stand. */
static inline bool read_digits(const char *text, int count, int *number)
{
    *number = 0;
    for (int i = 0; i < count; i++) {
        int digit = text[i] - '0';

        if (digit < 0 || digit > 9)
            return false;
        *number = *number * 10 + digit;
    }
    return true;
}

bool date_parse(struct slice text, struct date *date)
{
    int year, month, day;

    if (text.size != 10 || text.data[4] != '-' || text.data[7] != '-')
        return false;
    if (!read_digits(text.data, 4, &year) || !read_digits(text.data + 5, 2, &month) ||
        !read_digits(text.data + 8, 2, &day))
        return false;
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > date_days_in_month(year, month))
        return false;
    *date = (struct date){(int16_t)year, (int8_t)month, (int8_t)day};
    return true;
}

void date_print(struct date d, char out[DATE_ROOM])
{
    if (!date_given(d)) {
        out[0] = '\0';
        return;
    }
    unsigned year = (unsigned)d.year % 10000u, month = (unsigned)d.month % 100u,
             day = (unsigned)d.day % 100u;
    memcpy(out, "0000-00-00", DATE_ROOM);
    for (int i = 3; i >= 0; i--, year /= 10)
        out[i] = (char)('0' + year % 10);
    out[5] = (char)('0' + month / 10);
    out[6] = (char)('0' + month % 10);
    out[8] = (char)('0' + day / 10);
    out[9] = (char)('0' + day % 10);
}

int date_compare(struct date a, struct date b)
{
    if (!date_given(a) || !date_given(b))
        return (int)!date_given(a) - (int)!date_given(b);
    int32_t x = a.year * 10000 + a.month * 100 + a.day;
    int32_t y = b.year * 10000 + b.month * 100 + b.day;
    return (x > y) - (x < y);
}

static int32_t days_before_year(int year)
{
    int before = year - 1;

    return before * 365 + before / 4 - before / 100 + before / 400;
}

int32_t date_number(struct date d)
{
    int32_t number = days_before_year(d.year) + d.day - 1;

    for (int month = 1; month < d.month; month++)
        number += date_days_in_month(d.year, month);
    return number;
}

struct date date_of_number(int32_t number)
{
    if (number < 0 || number >= days_before_year(LAST_YEAR + 1))
        return (struct date){0};
    int year = (int)((int64_t)number * 400 / DAYS_IN_400_YEARS) + 1;
    while (days_before_year(year) > number)
        year--;
    while (days_before_year(year + 1) <= number)
        year++;
    int32_t left = number - days_before_year(year);
    int month = 1;
    for (; left >= date_days_in_month(year, month); month++)
        left -= date_days_in_month(year, month);
    return (struct date){(int16_t)year, (int8_t)month, (int8_t)(left + 1)};
}

struct date date_add_months(struct date d, int months)
{
    int count = d.year * 12 + d.month - 1 + months;
    int year = count / 12, month = count % 12 + 1;

    if (!date_given(d) || count < 12 || year > LAST_YEAR)
        return (struct date){0};
    int last = date_days_in_month(year, month);
    int day = date_is_month_end(d) || d.day > last ? last : d.day;
    return (struct date){(int16_t)year, (int8_t)month, (int8_t)day};
}

struct date date_add_days(struct date d, int32_t days)
{
    int64_t number = (int64_t)date_number(d) + days;

    if (!date_given(d) || number < 0 || number > INT32_MAX)
        return (struct date){0};
    return date_of_number((int32_t)number);
}
