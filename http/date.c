/* The three ways in which HTTP writes a moment (RFC 9110, 5.6.7). */
#include "base/date.h"
#include "http/conditional.h"

enum { DAY_SECONDS = 86400, CENTURY_TURN = 70 };

static const char *const days[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                   "Thursday", "Friday", "Saturday"};
static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct moment {
    int64_t year, month, day, hour, minute, second;
};

/* The last two. */
static void print_digits(char *out, int value)
{
    out[0] = (char)('0' + value / 10 % 10);
    out[1] = (char)('0' + value % 10);
}

void http_date_print(time_t when, char out[HTTP_DATE_ROOM])
{
    struct tm tm = {0};

    (void)gmtime_r(&when, &tm);
    memcpy(out, "Www, 00 Mmm 0000 00:00:00 GMT", HTTP_DATE_ROOM);
    memcpy(out, days[tm.tm_wday], 3);
    print_digits(out + 5, tm.tm_mday);
    memcpy(out + 8, months[tm.tm_mon], 3);
    print_digits(out + 12, (tm.tm_year + 1900) / 100);
    print_digits(out + 14, tm.tm_year + 1900);
    print_digits(out + 17, tm.tm_hour);
    print_digits(out + 20, tm.tm_min);
    print_digits(out + 23, tm.tm_sec);
}

static bool take_text(struct slice *rest, const char *text)
{
    if (!slice_starts(*rest, text))
        return false;
    *rest = slice_skip(*rest, strlen(text));
    return true;
}

static bool take_digits(struct slice *rest, size_t count, int64_t *value)
{
    struct slice digits = {rest->data, count};

    if (rest->size < count || !slice_integer(digits, 9999, value))
        return false;
    *rest = slice_skip(*rest, count);
    return true;
}

static bool take_weekday(struct slice *rest, bool whole)
{
    for (int i = 0; i < 7; i++) {
        char name[4] = {days[i][0], days[i][1], days[i][2], '\0'};

        if (take_text(rest, whole ? days[i] : name))
            return true;
    }
    return false;
}

static bool take_month(struct slice *rest, int64_t *month)
{
    for (int i = 0; i < 12; i++) {
        if (take_text(rest, months[i])) {
            *month = i + 1;
            return true;
        }
    }
    return false;
}

/* Two digits of a year mean 1970 to 2069. */
static bool take_short_year(struct slice *rest, int64_t *year)
{
    if (!take_digits(rest, 2, year))
        return false;
    *year += *year < CENTURY_TURN ? 2000 : 1900;
    return true;
}

/* One letter of a pattern: a A weekday, d day, e day padded with a blank, b month, y Y year, h m s;
 * anything else is itself. */
static bool take_letter(struct slice *rest, char letter, struct moment *moment)
{
    switch (letter) {
    case 'a':
    case 'A':
        return take_weekday(rest, letter == 'A');
    case 'e':
        return take_text(rest, " ") ? take_digits(rest, 1, &moment->day)
                                    : take_digits(rest, 2, &moment->day);
    case 'd':
        return take_digits(rest, 2, &moment->day);
    case 'b':
        return take_month(rest, &moment->month);
    case 'y':
        return take_short_year(rest, &moment->year);
    case 'Y':
        return take_digits(rest, 4, &moment->year);
    case 'h':
        return take_digits(rest, 2, &moment->hour);
    case 'm':
        return take_digits(rest, 2, &moment->minute);
    case 's':
        return take_digits(rest, 2, &moment->second);
    default:
        return take_text(rest, (char[]){letter, '\0'});
    }
}

static bool matches(struct slice text, const char *pattern, struct moment *moment)
{
    for (; *pattern; pattern++)
        if (!take_letter(&text, *pattern, moment))
            return false;
    return text.size == 0;
}

/* A leap second is the first of the next minute. */
static bool count_seconds(const struct moment *m, time_t *when)
{
    static const struct date epoch = {1970, 1, 1};
    struct date date = {(int16_t)m->year, (int8_t)m->month, (int8_t)m->day};

    if (m->year < 1 || m->day < 1 || m->day > date_days_in_month((int)m->year, (int)m->month) ||
        m->hour > 23 || m->minute > 59 || m->second > 60)
        return false;
    *when = (time_t)(date_number(date) - date_number(epoch)) * DAY_SECONDS + m->hour * 3600 +
            m->minute * 60 + m->second;
    return true;
}

bool http_date_parse(struct slice text, time_t *when)
{
    /* IMF-fixdate, then the two of old: RFC 850 and asctime. */
    static const char *const patterns[] = {"a, d b Y h:m:s GMT", "A, d-b-y h:m:s GMT",
                                           "a b e h:m:s Y"};

    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
        struct moment moment = {0};

        if (matches(text, patterns[i], &moment))
            return count_seconds(&moment, when);
    }
    return false;
}
