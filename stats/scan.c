#include "stats/scan.h"

#include "stats/period_year.h"

enum { CENTURY = 100, OLDEST_SHORT_YEAR = 70 };

bool scan_plain(struct slice text, char out[SCAN_ROOM], struct slice *plain)
{
    size_t size = 0;

    while (text.size && size < SCAN_ROOM) {
        bool spaced = slice_starts(text, " - ") || slice_starts(text, " \xE2\x80\x93 ");
        struct slice rest = slice_skip(text, spaced);
        bool dash = slice_starts(rest, "\xE2\x80\x93");

        if (!dash && (rest.data[0] < ' ' || rest.data[0] > '~'))
            return false;
        out[size++] = dash ? '-' : rest.data[0];
        text = slice_skip(rest, (dash ? 3u : 1u) + spaced);
    }
    *plain = (struct slice){out, size};
    return size && !text.size;
}

static bool scan_front(struct slice *rest, struct slice front)
{
    struct slice here = {rest->data, front.size};

    if (rest->size < front.size || !slice_equal_ignoring_case(here, front))
        return false;
    *rest = slice_skip(*rest, front.size);
    return true;
}

bool scan_word(struct slice *rest, const char *text)
{
    return scan_front(rest, slice_of(text));
}

static bool is_digit(struct slice text, size_t at)
{
    return at < text.size && text.data[at] >= '0' && text.data[at] <= '9';
}

bool scan_digits(struct slice *rest, size_t size, int *value)
{
    int64_t number;

    if (rest->size < size || is_digit(*rest, size) ||
        !slice_integer((struct slice){rest->data, size}, 9999, &number))
        return false;
    *value = (int)number;
    *rest = slice_skip(*rest, size);
    return true;
}

bool scan_year(struct slice *rest, int *year)
{
    struct slice after = *rest;

    if (!scan_digits(&after, 4, year) || *year < 1)
        return false;
    *rest = after;
    return true;
}

static bool follows(int year, int short_year)
{
    return (year + 1) % CENTURY == short_year;
}

bool scan_fiscal(struct slice *rest, int *year)
{
    struct slice after = *rest;
    int next;

    if (!scan_word(&after, "FY") || !scan_year(&after, year) || !scan_word(&after, "-") ||
        !scan_digits(&after, 2, &next) || !follows(*year, next))
        return false;
    *rest = after;
    return true;
}

bool scan_short_fiscal(struct slice *rest, int *year)
{
    struct slice after = *rest;

    if (!scan_word(&after, "FY"))
        return false;
    if (scan_digits(&after, 2, year))
        *year += *year < OLDEST_SHORT_YEAR ? 2000 : 1900;
    else if (!scan_digits(&after, 4, year))
        return false;
    if (after.size || *year < 2 || *year > 9998)
        return false;
    *rest = after;
    return true;
}

bool scan_month(struct slice *rest, int *month)
{
    for (int i = 0; i < month_names.count; i++) {
        struct slice name = slice_of(month_names.items[i]);

        if (scan_front(rest, name) || scan_front(rest, (struct slice){name.data, MONTH_SHORT})) {
            *month = i + 1;
            return true;
        }
    }
    return false;
}
