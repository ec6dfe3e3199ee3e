#include <stdio.h>

#include "stats/period_reading.h"
#include "stats/period_year.h"
#include "stats/scan.h"

#define ACCEPTED                                                                                   \
    "accepted are FY2020-21, 2020-21, 2021, 2020-Q3, 2020-H1, 2021-03, Nov 2020, Jul-Dec 2020, "   \
    "Nov 2020-Feb 2021, Jul-Nov FY2020-21, FY2020-21 to FY2022-23, 2020 to 2022, 2021-01-26, "     \
    "2020-07-01/2021-06-30, by 2023-12-31 and undated"

enum { CENTURY = 100, FORM_ROOM = 24 };

static enum outcome read_open(struct slice text, struct reading *it)
{
    it->period = (struct period){0};
    if (scan_word(&text, "undated"))
        return text.size ? OTHER_FORM : READ;
    if (!scan_word(&text, "by ") && !scan_word(&text, "../"))
        return OTHER_FORM;
    return date_parse(text, &it->period.end) ? READ : OTHER_FORM;
}

static enum outcome read_days(struct slice text, struct reading *it)
{
    struct slice start = {0}, end;

    (void)slice_cut(&text, '/', &start);
    end = text.data ? text : start;
    if (!date_parse(start, &it->period.start) || !date_parse(end, &it->period.end))
        return OTHER_FORM;
    return date_compare(it->period.end, it->period.start) < 0 ? reading_backwards(it) : READ;
}

/* "2021", "2020 to 2022", "FY2020-21", "FY2020-21 to FY2022-23", and "FY21" */
static enum outcome read_years(struct slice text, struct reading *it)
{
    struct slice rest = text;
    bool fiscal = scan_word(&rest, "FY");
    bool (*scan)(struct slice *, int *) = fiscal ? scan_fiscal : scan_year;
    int first, last;

    rest = text;
    if (scan_short_fiscal(&rest, &first))
        return reading_short_fiscal(it, text, slice_of(""), first);
    if (!scan(&rest, &first))
        return OTHER_FORM;
    last = first;
    if (rest.size && (!scan_word(&rest, " to ") || !scan(&rest, &last) || rest.size))
        return OTHER_FORM;
    if (last < first)
        return reading_backwards(it);
    if (fiscal)
        return reading_fiscal_years(it, first, last);
    return reading_months(it, first, 1, last, 12);
}

/* "2020-Q3", "2020-H1" */
static enum outcome read_part(struct slice text, struct reading *it)
{
    int year, part, months = 0;

    if (!scan_year(&text, &year))
        return OTHER_FORM;
    if (scan_word(&text, "-Q"))
        months = 3;
    else if (scan_word(&text, "-H"))
        months = 6;
    if (!months || !scan_digits(&text, 1, &part) || text.size || part < 1 || part * months > 12)
        return OTHER_FORM;
    return reading_months(it, year, (part - 1) * months + 1, year, part * months);
}

/* "2020-21", "2021-03", and what could be either: "2010-11" */
static enum outcome read_numbers(struct slice text, struct reading *it)
{
    char one[FORM_ROOM], other[FORM_ROOM];
    struct slice rest = text;
    int year, number;

    if (!scan_year(&rest, &year) || !scan_word(&rest, "-") || !scan_digits(&rest, 2, &number) ||
        rest.size)
        return OTHER_FORM;
    bool month = number >= 1 && number <= 12, fiscal = (year + 1) % CENTURY == number;
    if (!month)
        return fiscal ? reading_fiscal_years(it, year, year) : OTHER_FORM;
    if (!fiscal)
        return reading_months(it, year, number, year, number);
    (void)snprintf(one, sizeof one, "%.3s %04d", month_names.items[number - 1], year);
    (void)snprintf(other, sizeof other, "FY%04d-%02d", year, number);
    return reading_two_ways(it, text, one, other);
}

/* "2020-2021" is refused: two calendar years, or the fiscal year between them? */
static enum outcome read_year_pair(struct slice text, struct reading *it)
{
    char one[FORM_ROOM], other[FORM_ROOM];
    struct slice rest = text;
    int first, last;

    if (!scan_year(&rest, &first) || !scan_word(&rest, "-") || !scan_year(&rest, &last) ||
        rest.size || last != first + 1)
        return OTHER_FORM;
    (void)snprintf(one, sizeof one, "FY%04d-%02d", first, last % CENTURY);
    (void)snprintf(other, sizeof other, "%04d to %04d", first, last);
    return reading_two_ways(it, text, one, other);
}

/* "Nov 2020", "Jul-Dec 2020", "Nov 2020-Feb 2021", "Jul-Nov FY2020-21", and "Jul-Nov FY21" */
static enum outcome read_months(struct slice text, struct reading *it)
{
    struct slice rest = text;
    int first, last, year, last_year;

    if (!scan_month(&rest, &first))
        return OTHER_FORM;
    last = first;
    bool range = scan_word(&rest, "-");
    if ((range && !scan_month(&rest, &last)) || !scan_word(&rest, " "))
        return OTHER_FORM;
    struct slice before = slice_drop(text, rest.size);
    if (scan_short_fiscal(&rest, &year))
        return reading_short_fiscal(it, text, before, year);
    if (scan_fiscal(&rest, &year))
        return rest.size ? OTHER_FORM : reading_fiscal_months(it, year, first, last);
    if (!scan_year(&rest, &year))
        return OTHER_FORM;
    last_year = year;
    if (rest.size && (range || !scan_word(&rest, "-") || !scan_month(&rest, &last) ||
                      !scan_word(&rest, " ") || !scan_year(&rest, &last_year) || rest.size))
        return OTHER_FORM;
    return reading_months(it, year, first, last_year, last);
}

bool period_parse(struct slice text, struct month_day fiscal_start, struct period *period,
                  bool *fiscal, struct error *err)
{
    static enum outcome (*const forms[])(struct slice, struct reading *) = {
        read_open, read_days, read_years, read_part, read_numbers, read_year_pair, read_months,
    };
    struct reading it = {.fiscal_start = fiscal_start, .err = err};
    enum outcome outcome = OTHER_FORM;
    char room[SCAN_ROOM];
    struct slice plain;

    if (scan_plain(text, room, &plain))
        for (size_t i = 0; outcome == OTHER_FORM && i < sizeof forms / sizeof forms[0]; i++)
            outcome = forms[i](plain, &it);
    *fiscal = it.fiscal;
    if (outcome == OTHER_FORM)
        return error_set(err, ERROR_ARGUMENT, "This is no period; " ACCEPTED);
    if (outcome == READ)
        *period = it.period;
    return outcome == READ;
}
