#include "stats/period.h"
#include "tests/base/suite.h"
#include "tests/stats/random.h"

static struct date day(const char *text)
{
    struct date d = {0};

    if (text[0])
        EXPECT(date_parse(slice_of(text), &d), "%s", text);
    return d;
}

static struct month_day start_of(const char *text)
{
    struct month_day it = {0};

    EXPECT(month_day_parse(slice_of(text), &it), "%s", text);
    return it;
}

static const struct {
    const char *start, *end, *fiscal_start, *type, *label, *iso;
} periods[] = {
    {"2020-07-01", "2021-06-30", "07-01", "fiscal-year", "FY2020-21", "2020-07-01/2021-06-30"},
    {"1999-07-01", "2000-06-30", "07-01", "fiscal-year", "FY1999-00", "1999-07-01/2000-06-30"},
    {"2099-07-01", "2100-06-30", "07-01", "fiscal-year", "FY2099-00", "2099-07-01/2100-06-30"},
    {"2010-07-01", "2011-06-30", "07-01", "fiscal-year", "FY2010-11", "2010-07-01/2011-06-30"},
    {"2020-04-01", "2021-03-31", "04-01", "fiscal-year", "FY2020-21", NULL},
    {"2020-10-01", "2021-09-30", "10-01", "fiscal-year", "FY2020-21", NULL},
    {"2020-04-06", "2021-04-05", "04-06", "fiscal-year", "FY2020-21", NULL},
    {"2019-02-28", "2020-02-27", "02-28", "fiscal-year", "FY2019-20", NULL},
    {"2020-08-31", "2021-08-30", "08-31", "fiscal-year", "FY2020-21", NULL},
    {"2019-03-01", "2020-02-29", "03-01", "fiscal-year", "FY2019-20", NULL},
    {"2020-07-01", "2021-06-30", "01-01", "span", "Jul 2020-Jun 2021", NULL},
    {"2020-07-01", "2021-06-30", "04-01", "span", "Jul 2020-Jun 2021", NULL},
    {"2020-01-01", "2020-12-31", "07-01", "calendar-year", "2020", "2020-01-01/2020-12-31"},
    {"2020-01-01", "2020-12-31", "01-01", "calendar-year", "2020", NULL},
    {"0001-01-01", "0001-12-31", "01-01", "calendar-year", "0001", NULL},
    {"9999-01-01", "9999-12-31", "04-06", "calendar-year", "9999", NULL},
    {"2010-11-01", "2010-11-30", "07-01", "month", "Nov 2010", "2010-11-01/2010-11-30"},
    {"2020-07-01", "2020-07-31", "07-01", "month", "Jul 2020", NULL},
    {"2020-02-01", "2020-02-29", "01-01", "month", "Feb 2020", NULL},
    {"2021-02-01", "2021-02-28", "01-01", "month", "Feb 2021", NULL},
    {"2020-02-01", "2020-02-28", "01-01", "span", "2020-02-01/2020-02-28", NULL},
    {"9999-12-01", "9999-12-31", "01-01", "month", "Dec 9999", NULL},
    {"2020-07-01", "2020-11-30", "07-01", "year-to-date", "Jul-Nov FY2020-21", NULL},
    {"2019-07-01", "2020-04-30", "07-01", "year-to-date", "Jul-Apr FY2019-20", NULL},
    {"2020-07-01", "2020-08-31", "07-01", "year-to-date", "Jul-Aug FY2020-21", NULL},
    {"2020-07-01", "2021-05-31", "07-01", "year-to-date", "Jul-May FY2020-21", NULL},
    {"2020-07-01", "2020-09-30", "07-01", "quarter", "Jul-Sep FY2020-21", NULL},
    {"2020-07-01", "2020-12-31", "07-01", "half", "Jul-Dec FY2020-21", NULL},
    {"2021-01-01", "2021-06-30", "07-01", "half", "2021-H1", NULL},
    {"2020-10-01", "2020-12-31", "07-01", "quarter", "2020-Q4", NULL},
    {"9999-07-01", "9999-11-30", "07-01", "year-to-date", "Jul-Nov FY9999-00", NULL},
    {"2020-07-01", "2020-09-30", "01-01", "quarter", "2020-Q3", NULL},
    {"2020-07-01", "2020-12-31", "01-01", "half", "2020-H2", NULL},
    {"2020-07-01", "2020-12-31", "04-06", "half", "2020-H2", NULL},
    {"2020-10-01", "2021-03-31", "04-01", "half", "Oct 2020-Mar 2021", NULL},
    {"2020-05-01", "2020-07-31", "02-01", "quarter", "May-Jul 2020", NULL},
    {"2020-05-01", "2020-07-31", "01-01", "span", "May-Jul 2020", NULL},
    {"2020-01-01", "2020-11-30", "01-01", "year-to-date", "Jan-Nov 2020", NULL},
    {"2020-01-01", "2020-11-30", "07-01", "span", "Jan-Nov 2020", NULL},
    {"2020-11-01", "2021-02-28", "07-01", "span", "Nov 2020-Feb 2021", NULL},
    {"2020-11-01", "2021-02-27", "07-01", "span", "2020-11-01/2021-02-27", NULL},
    {"2020-04-06", "2020-10-05", "04-06", "half", "2020-04-06/2020-10-05", NULL},
    {"2021-01-06", "2021-04-05", "04-06", "quarter", "2021-01-06/2021-04-05", NULL},
    {"2020-05-06", "2020-08-05", "04-06", "span", "2020-05-06/2020-08-05", NULL},
    {"2020-04-01", "2021-03-31", "04-06", "span", "Apr 2020-Mar 2021", NULL},
    {"2020-07-01", "2023-06-30", "07-01", "span", "FY2020-21 to FY2022-23", NULL},
    {"2020-04-06", "2022-04-05", "04-06", "span", "FY2020-21 to FY2021-22", NULL},
    {"2020-01-01", "2022-12-31", "07-01", "span", "2020 to 2022", NULL},
    {"0001-01-01", "9999-12-31", "07-01", "span", "0001 to 9999", NULL},
    {"2020-04-01", "2020-08-31", "04-06", "span", "Apr-Aug 2020", NULL},
    {"2020-11-30", "2021-03-01", "08-30", "span", "2020-11-30/2021-03-01", NULL},
    {"2022-01-01", "2020-12-31", "07-01", "span", "2022-01-01/2020-12-31", NULL},
    {"2021-01-26", "2021-01-26", "07-01", "day", "2021-01-26", "2021-01-26/2021-01-26"},
    {"2021-06-23", "2023-06-23", "07-01", "span", "2021-06-23/2023-06-23", NULL},
    {"2020-12-31", "2021-01-01", "07-01", "span", "2020-12-31/2021-01-01", NULL},
    {"", "2023-12-31", "07-01", "deadline", "by 2023-12-31", "../2023-12-31"},
    {"", "", "07-01", "undated", "undated", ""},
};

START_TEST(names_periods)
{
    char label[PERIOD_LABEL_ROOM], iso[PERIOD_ISO_ROOM];

    for (size_t i = 0; i < sizeof periods / sizeof periods[0]; i++) {
        struct period it = {day(periods[i].start), day(periods[i].end)};
        struct month_day fiscal = start_of(periods[i].fiscal_start);

        ck_assert_uint_eq(period_label(it, fiscal, label), strlen(label));
        ck_assert_str_eq(label, periods[i].label);
        ck_assert_msg(
            slice_is(slice_of(periods[i].type), period_types.items[period_type(it, fiscal)]),
            "%s %s: %s", label, periods[i].fiscal_start,
            period_types.items[period_type(it, fiscal)]);
        ck_assert_uint_eq(period_iso(it, iso), strlen(iso));
        if (periods[i].iso)
            ck_assert_str_eq(iso, periods[i].iso);
    }
}
END_TEST

START_TEST(counts_whole_months)
{
    static const struct {
        const char *start, *end;
        int months;
    } cases[] = {
        {"2020-07-01", "2021-06-30", 12},
        {"2020-02-01", "2020-02-29", 1},
        {"2020-02-01", "2020-02-28", 0},
        {"2020-07-02", "2021-06-30", 0},
        {"2020-11-01", "2021-02-28", 4},
        {"0001-01-01", "9999-12-31", 119988},
        {"", "2023-12-31", 0},
        {"", "", 0},
        {"2020-07-01", "", 0},
        {"2021-07-01", "2021-06-30", 0},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        ck_assert_int_eq(period_months((struct period){day(cases[i].start), day(cases[i].end)}),
                         cases[i].months);
}
END_TEST

START_TEST(reads_first_days_of_fiscal_years)
{
    static const char *const refused[] = {"",       "02-29", "13-01", "00-01", "01-00",
                                          "04-31",  "7-01",  "07-1",  "0701",  "07/01",
                                          "07-01 ", "x7-01", "07--1", "12-32"};
    struct month_day it = {9, 9};

    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        ck_assert_msg(!month_day_parse(slice_of(refused[i]), &it), "%s", refused[i]);
    ck_assert(!month_day_parse((struct slice){0}, &it));
    ck_assert(it.month == 9 && it.day == 9);
    ck_assert(month_day_parse(slice_of("02-28"), &it) && it.month == 2 && it.day == 28);
    ck_assert(month_day_parse(slice_of("12-31"), &it) && it.month == 12 && it.day == 31);
}
END_TEST

static const struct {
    const char *text, *fiscal_start, *start, *end;
    bool fiscal;
} written[] = {
    {"FY2020-21", "07-01", "2020-07-01", "2021-06-30", true},
    {"fy2020-21", "07-01", "2020-07-01", "2021-06-30", true},
    {"2020-21", "07-01", "2020-07-01", "2021-06-30", true},
    {"2020-21", "04-06", "2020-04-06", "2021-04-05", true},
    {"2020\xE2\x80\x93"
     "21",
     "07-01", "2020-07-01", "2021-06-30", true},
    {"1999-00", "07-01", "1999-07-01", "2000-06-30", true},
    {"FY1999-00", "07-01", "1999-07-01", "2000-06-30", true},
    {"2012-13", "07-01", "2012-07-01", "2013-06-30", true},
    {"FY2010-11", "07-01", "2010-07-01", "2011-06-30", true},
    {"FY0001-02", "07-01", "0001-07-01", "0002-06-30", true},
    {"FY9998-99", "07-01", "9998-07-01", "9999-06-30", true},
    {"2021", "07-01", "2021-01-01", "2021-12-31", false},
    {"0001", "07-01", "0001-01-01", "0001-12-31", false},
    {"9999", "07-01", "9999-01-01", "9999-12-31", false},
    {"2020-Q1", "07-01", "2020-01-01", "2020-03-31", false},
    {"2020-q3", "07-01", "2020-07-01", "2020-09-30", false},
    {"2020-H1", "07-01", "2020-01-01", "2020-06-30", false},
    {"2020-H2", "07-01", "2020-07-01", "2020-12-31", false},
    {"2021-03", "07-01", "2021-03-01", "2021-03-31", false},
    {"2011-11", "07-01", "2011-11-01", "2011-11-30", false},
    {"2010-12", "07-01", "2010-12-01", "2010-12-31", false},
    {"2012-12", "07-01", "2012-12-01", "2012-12-31", false},
    {"2020-02", "07-01", "2020-02-01", "2020-02-29", false},
    {"Nov 2010", "07-01", "2010-11-01", "2010-11-30", false},
    {"november 2010", "07-01", "2010-11-01", "2010-11-30", false},
    {"MAY 2021", "07-01", "2021-05-01", "2021-05-31", false},
    {"Jul-Dec 2020", "07-01", "2020-07-01", "2020-12-31", false},
    {"July-December 2020", "07-01", "2020-07-01", "2020-12-31", false},
    {"Jul \xE2\x80\x93 Dec 2020", "07-01", "2020-07-01", "2020-12-31", false},
    {"Jul - Dec 2020", "07-01", "2020-07-01", "2020-12-31", false},
    {"Nov 2020-Feb 2021", "07-01", "2020-11-01", "2021-02-28", false},
    {"September 2020 \xE2\x80\x93 September 2021", "07-01", "2020-09-01", "2021-09-30", false},
    {"Jul-Nov FY2020-21", "07-01", "2020-07-01", "2020-11-30", true},
    {"Jul-Apr FY2019-20", "07-01", "2019-07-01", "2020-04-30", true},
    {"Jan-Mar FY2020-21", "07-01", "2021-01-01", "2021-03-31", true},
    {"Apr-Jul FY2019-20", "04-01", "2019-04-01", "2019-07-31", true},
    {"Nov FY2020-21", "07-01", "2020-11-01", "2020-11-30", true},
    {"Feb FY2019-20", "07-01", "2020-02-01", "2020-02-29", true},
    {"Jul-Dec FY9999-00", "07-01", "9999-07-01", "9999-12-31", true},
    {"FY2020-21 to FY2022-23", "07-01", "2020-07-01", "2023-06-30", true},
    {"FY2020-21 to FY2020-21", "07-01", "2020-07-01", "2021-06-30", true},
    {"2020 to 2022", "07-01", "2020-01-01", "2022-12-31", false},
    {"2020-07-01/2021-06-30", "01-01", "2020-07-01", "2021-06-30", false},
    {"2021-01-26", "07-01", "2021-01-26", "2021-01-26", false},
    {"by 2023-12-31", "07-01", "", "2023-12-31", false},
    {"../2023-12-31", "07-01", "", "2023-12-31", false},
    {"undated", "07-01", "", "", false},
};

START_TEST(reads_what_people_write)
{
    for (size_t i = 0; i < sizeof written / sizeof written[0]; i++) {
        struct period it, expected = {day(written[i].start), day(written[i].end)};
        struct error err = {0};
        bool fiscal = !written[i].fiscal;

        ck_assert_msg(period_parse(slice_of(written[i].text), start_of(written[i].fiscal_start),
                                   &it, &fiscal, &err),
                      "%s: %s", written[i].text, err.detail);
        ck_assert_msg(period_equal(it, expected), "%s", written[i].text);
        ck_assert_msg(fiscal == written[i].fiscal, "%s", written[i].text);
    }
}
END_TEST

static void expect_refused(struct slice text, struct month_day fiscal_start, bool fiscal,
                           struct error *err)
{
    struct period it = {{1, 2, 3}, {4, 5, 6}}, before = it;
    bool depends = !fiscal;

    *err = (struct error){0};
    EXPECT(!period_parse(text, fiscal_start, &it, &depends, err), "%.*s", (int)text.size,
           text.data);
    EXPECT(err->kind == ERROR_ARGUMENT && err->detail[0], "%.*s", (int)text.size, text.data);
    EXPECT(period_equal(it, before), "%.*s", (int)text.size, text.data);
    EXPECT(depends == fiscal, "%.*s", (int)text.size, text.data);
}

static const struct {
    const char *text, *one, *other;
} two_ways[] = {
    {"FY21", "FY2020-21", "FY2021-22"},
    {"fy21", "FY2020-21", "FY2021-22"},
    {"FY2021", "FY2020-21", "FY2021-22"},
    {"FY00", "FY1999-00", "FY2000-01"},
    {"FY99", "FY1998-99", "FY1999-00"},
    {"FY70", "FY1969-70", "FY1970-71"},
    {"FY69", "FY2068-69", "FY2069-70"},
    {"FY0002", "FY0001-02", "FY0002-03"},
    {"Jul-Nov FY21", "Jul-Nov FY2020-21", "Jul-Nov FY2021-22"},
    {"Nov FY2021", "Nov FY2020-21", "Nov FY2021-22"},
    {"2010-11", "Nov 2010", "FY2010-11"},
    {"2000-01", "Jan 2000", "FY2000-01"},
    {"2011-12", "Dec 2011", "FY2011-12"},
    {"1905-06", "Jun 1905", "FY1905-06"},
    {"2010\xE2\x80\x93"
     "11",
     "Nov 2010", "FY2010-11"},
    {"2020-2021", "FY2020-21", "2020 to 2021"},
};

START_TEST(refuses_what_reads_two_ways)
{
    for (size_t i = 0; i < sizeof two_ways / sizeof two_ways[0]; i++) {
        const char *const readings[] = {two_ways[i].one, two_ways[i].other};
        char expected[128];
        struct period it[2];
        struct error err;
        bool fiscal;

        expect_refused(slice_of(two_ways[i].text), start_of("07-01"), false, &err);
        (void)snprintf(expected, sizeof expected, "is either %s or %s: write one of these",
                       two_ways[i].one, two_ways[i].other);
        ck_assert_msg(strstr(err.hint, expected) != NULL, "%s: %s", two_ways[i].text, err.hint);
        for (int k = 0; k < 2; k++)
            ck_assert_msg(
                period_parse(slice_of(readings[k]), start_of("07-01"), &it[k], &fiscal, &err), "%s",
                readings[k]);
        ck_assert(!period_equal(it[0], it[1]));
    }
    struct error err;
    expect_refused(slice_of("2010-11"), start_of("01-01"), false, &err);
    ck_assert_str_eq(err.hint, "2010-11 is either Nov 2010 or FY2010-11: write one of these");
}
END_TEST

/* All of YYYY-NN: a month, a fiscal year, refused as both, or neither. */
START_TEST(no_year_and_number_is_guessed)
{
    struct month_day fiscal_start = start_of("07-01");

    for (int year = 0; year <= 9999; year++)
        for (int number = 0; number <= 99; number++) {
            char text[24];
            struct period it;
            struct error err;
            bool fiscal, is_month = number >= 1 && number <= 12 && year;
            bool is_fiscal = year && (year + 1) % 100 == number;

            (void)snprintf(text, sizeof text, "%04d-%02d", year, number);
            bool read = period_parse(slice_of(text), fiscal_start, &it, &fiscal, &err);
            EXPECT(read == (is_month != is_fiscal && !(is_fiscal && year == 9999)), "%s", text);
            if (read) {
                EXPECT(it.start.year == year && fiscal == is_fiscal, "%s", text);
                EXPECT(it.start.month == (is_fiscal ? 7 : number), "%s", text);
                EXPECT(period_months(it) == (is_fiscal ? 12 : 1), "%s", text);
            } else {
                EXPECT((err.hint[0] != '\0') == (is_month && is_fiscal), "%s", text);
            }
        }
}
END_TEST

static const char *const garbage[] = {
    "",
    " ",
    "2020-22",
    "2020-13",
    "2021-00",
    "2021-02-30",
    "2021-13-01",
    "2021-02-29/2021-03-01",
    "2020-07-01/",
    "/2020-07-01",
    "2020-07-01/..",
    "2020-07-01/2020-08-01/2020-09-01",
    "2020-Q0",
    "2020-Q5",
    "2020-Q10",
    "2020-H3",
    "2020-H",
    "2020-X1",
    "0000",
    "0000-01",
    "0000-Q1",
    "FY0000",
    "FY0000-01",
    "FY2020-22",
    "FY2020-2021",
    "FY",
    "FY2",
    "FY210",
    "FY20210",
    "FY21 to FY23",
    "FY21-22",
    "20",
    "202",
    "20201",
    "-2020",
    "+2020",
    "2020 to",
    "2020 to 2021 to 2022",
    "2020 to FY2021-22",
    "FY2020-21 to 2022",
    "2020-21 to 2022-23",
    "2020-2022",
    "Nov",
    "Nov2020",
    "Nov  2020",
    "Nov 20",
    "Nove 2020",
    "Novembers 2020",
    "Sept 2020",
    "Nov 2020 ",
    " Nov 2020",
    "Nov-2020",
    "Nov-Foo 2020",
    "Jul-Nov 2020-Feb 2021",
    "Nov 2020-Feb",
    "Nov 2020-Feb 2021-Mar 2021",
    "Nov 2020-2021",
    "Jul-Nov FY2020-22",
    "Jul-Nov FY2020-21 to FY2021-22",
    "by",
    "by ",
    "by 2023",
    "by 2023-02-29",
    "../",
    "..",
    "undated ",
    "undatedly",
    "2020-07-01/2021-06-3\xC3\xA9",
    "\xD9\xA2\xD9\xA0\xD9\xA2\xD9\xA1",
    "\xE2\x80",
    "2020\xE2\x80",
    ("2020\xE2\x80\x94"
     "21"),
    "\xFF\xFE",
    "2020\n",
    "20\t20",
    "\x7F",
};

START_TEST(refuses_garbage_and_lists_the_forms)
{
    struct month_day fiscal_start = start_of("07-01");
    struct error err;

    for (size_t i = 0; i < sizeof garbage / sizeof garbage[0]; i++) {
        expect_refused(slice_of(garbage[i]), fiscal_start, false, &err);
        ck_assert_msg(strstr(err.detail, "accepted are FY2020-21, 2020-21, 2021") &&
                          strstr(err.detail, "and undated"),
                      "%s: %s", garbage[i], err.detail);
        ck_assert_str_eq(err.hint, "");
    }
    expect_refused((struct slice){0}, fiscal_start, false, &err);
    expect_refused((struct slice){"2020\0", 5}, fiscal_start, false, &err);
}
END_TEST

START_TEST(every_form_that_is_listed_is_accepted)
{
    struct month_day fiscal_start = start_of("07-01");
    struct period it;
    struct error err;
    bool fiscal;
    int count = 0;

    expect_refused(slice_of("?"), fiscal_start, false, &err);
    char *list = strstr(err.detail, "are ") + strlen("are "), *last = strstr(list, " and ");
    ck_assert_ptr_nonnull(last);
    memcpy(last, ",    ", 5);
    struct slice rest = slice_of(list), form;
    for (; slice_cut(&rest, ',', &form); count++) {
        struct error other;

        form = slice_trim(form);
        ck_assert_msg(period_parse(form, fiscal_start, &it, &fiscal, &other), "%.*s",
                      SLICE_ARGS(form));
    }
    ck_assert_int_eq(count, 16);
}
END_TEST

static const struct {
    const char *text, *fiscal_start, *detail;
    bool fiscal;
} faults[] = {
    {"2021-12-31/2021-01-01", "07-01", "backwards", false},
    {"2022 to 2020", "07-01", "backwards", false},
    {"FY2022-23 to FY2020-21", "07-01", "backwards", false},
    {"Nov-Feb 2020", "07-01", "backwards", false},
    {"Feb 2021-Nov 2020", "07-01", "backwards", false},
    {"Apr-Jul FY2019-20", "07-01", "backwards", true},
    {"Jul-Apr FY2019-20", "10-01", "backwards", true},
    {"FY9999-00", "07-01", "0001 to 9999", true},
    {"9999-00", "04-06", "0001 to 9999", true},
    {"Jul-Mar FY9999-00", "07-01", "0001 to 9999", true},
    {"May-Nov FY2020-21", "04-06", "within a month", true},
    {"FY2020-21", "01-01", "calendar year", true},
    {"2020-21", "01-01", "calendar year", true},
    {"FY2020-21 to FY2022-23", "01-01", "calendar year", true},
    {"Jan-Nov FY2020-21", "01-01", "calendar year", true},
};

START_TEST(says_what_is_wrong)
{
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        struct error err;

        expect_refused(slice_of(faults[i].text), start_of(faults[i].fiscal_start), faults[i].fiscal,
                       &err);
        ck_assert_msg(strstr(err.detail, faults[i].detail) != NULL, "%s: %s", faults[i].text,
                      err.detail);
    }
    struct error err;
    expect_refused(slice_of("FY2020-21"), start_of("01-01"), true, &err);
    ck_assert_str_eq(err.hint, "2020");
}
END_TEST

START_TEST(bears_any_length)
{
    static const char *const seeds[] = {"9", "Nov 2020-", "FY2020-21 to ", "\xE2\x80\x93", " - "};
    struct month_day fiscal_start = start_of("07-01");
    struct error err;

    for (size_t seed = 0; seed < sizeof seeds / sizeof seeds[0]; seed++)
        for (size_t size = 30; size <= 10240; size += size < 200 ? 1 : 1675) {
            char *flood = malloc(size); /* so that a sanitizer sees its end */

            for (size_t i = 0; i < size; i++)
                flood[i] = seeds[seed][i % strlen(seeds[seed])];
            expect_refused((struct slice){flood, size}, fiscal_start, false, &err);
            free(flood);
        }
}
END_TEST

static const char *const starts[] = {"01-01", "07-01", "04-01", "10-01", "04-06", "02-01",
                                     "12-01", "02-28", "12-31", "01-02", "03-01", "08-31"};
enum { STARTS = sizeof starts / sizeof starts[0] };

static void expect_round_trip(struct period it, struct month_day fiscal_start)
{
    char label[PERIOD_LABEL_ROOM], iso[PERIOD_ISO_ROOM];
    struct period back;
    struct error err = {0};
    bool fiscal;
    size_t size = period_label(it, fiscal_start, label);

    (void)period_iso(it, iso);
    EXPECT(size == strlen(label) && size > 0, "%s", label);
    EXPECT(period_parse((struct slice){label, size}, fiscal_start, &back, &fiscal, &err),
           "%s as %s, fiscal year from %02d-%02d: %s", iso, label, fiscal_start.month,
           fiscal_start.day, err.detail);
    EXPECT(period_equal(it, back), "%s as %s, fiscal year from %02d-%02d", iso, label,
           fiscal_start.month, fiscal_start.day);
    EXPECT(fiscal == (strstr(label, "FY") != NULL), "%s", label);
    if (it.end.year && !fiscal) {
        EXPECT(period_parse(slice_of(iso), fiscal_start, &back, &fiscal, &err), "%s", iso);
        EXPECT(period_equal(it, back), "%s", iso);
    }
}

/* Written periods with a few bytes changed: refused, or read as a period in order. */
START_TEST(bears_slips)
{
    static const char bytes[] = "0123456789-/ .FYQHfybtoJulNvc\xE2\x80\x93\xFF";
    enum { COUNT = sizeof written / sizeof written[0] };
    struct random random = {356310324};
    int read = 0;

    for (int i = 0; i < 200000; i++) {
        const char *seed = written[random_below(&random, COUNT)].text;
        size_t size = strlen(seed) - (size_t)random_below(&random, 2);
        struct period it = {0};
        struct error err = {0};
        char *text = malloc(size);
        bool fiscal;

        memcpy(text, seed, size);
        for (int slips = random_below(&random, 3); slips; slips--)
            text[random_below(&random, (int)size)] = bytes[random_below(&random, sizeof bytes)];
        if (period_parse((struct slice){text, size}, start_of("07-01"), &it, &fiscal, &err)) {
            EXPECT(date_compare(it.start, it.end) <= 0 || !it.start.year, "%s", seed);
            expect_round_trip(it, start_of("07-01"));
            read++;
        } else {
            EXPECT(err.kind == ERROR_ARGUMENT && err.detail[0], "%s", seed);
        }
        free(text);
    }
    EXPECT(read > 1000 && read < 199000, "%d", read);
}
END_TEST

/* A first or last day such as periods have: of a month, of a fiscal year, or any. */
static struct date edge(struct random *random, int year, struct month_day fiscal_start, bool end)
{
    struct date first = {(int16_t)year, 1, 1};
    int kind = random_below(random, 4);

    first.month = kind < 2 ? fiscal_start.month : (int8_t)random_between(random, 1, 12);
    first.day = kind < 2 ? fiscal_start.day : 1;
    if (kind == 3)
        first.day = (int8_t)random_between(random, 1, 28);
    return end ? date_add_days(first, -1) : first;
}

static int year_near_an_edge(struct random *random)
{
    static const int edges[] = {1, 2, 99, 100, 1999, 2000, 2010, 2020, 2099, 9997, 9998, 9999};

    return random_below(random, 2) ? edges[random_below(random, sizeof edges / sizeof edges[0])]
                                   : random_between(random, 1, 9999);
}

START_TEST(a_label_reads_back)
{
    struct random random = {202021};

    for (int i = 0; i < 200000; i++) {
        struct month_day fiscal_start = start_of(starts[random_below(&random, STARTS)]);
        int year = year_near_an_edge(&random), later = year + random_below(&random, 3);
        struct date start = edge(&random, year, fiscal_start, false);
        struct date end = edge(&random, later > 9999 ? 9999 : later, fiscal_start, true);

        if (date_given(end) && date_compare(start, end) <= 0)
            expect_round_trip((struct period){start, end}, fiscal_start);
    }
}
END_TEST

START_TEST(every_kind_of_period_reads_back)
{
    static const int lengths[] = {1, 2, 3, 5, 6, 9, 11, 12, 13, 18, 24, 36};

    for (int s = 0; s < STARTS; s++)
        for (int year = 1; year <= 9999; year += year < 3 || year >= 9996 ? 1 : 119)
            for (int month = 1; month <= 12; month++)
                for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
                    struct month_day fiscal_start = start_of(starts[s]);
                    struct date start = {(int16_t)year, (int8_t)month,
                                         fiscal_start.day > 28 ? 1 : fiscal_start.day};
                    struct date next = date_add_months(start, lengths[i]);

                    if (date_given(next))
                        expect_round_trip((struct period){start, date_add_days(next, -1)},
                                          fiscal_start);
                    expect_round_trip((struct period){{0}, start}, fiscal_start);
                    expect_round_trip((struct period){start, start}, fiscal_start);
                }
    expect_round_trip((struct period){{0}, {0}}, start_of("07-01"));
    expect_round_trip((struct period){day("9999-07-01"), day("9999-12-31")}, start_of("07-01"));
    expect_round_trip((struct period){day("0001-01-01"), day("9999-12-31")}, start_of("04-06"));
}
END_TEST

static int label_order(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* Two different periods of a series never share a label. */
START_TEST(labels_differ_within_a_series)
{
    static char labels[10000][PERIOD_LABEL_ROOM];

    for (int s = 0; s < STARTS; s++) {
        int count = 0;

        for (int first = 0; first < 36; first++)
            for (int length = 1; length <= 36 && count < 10000; length++) {
                struct date start = date_add_months(day("2009-01-01"), first);
                struct date end = date_add_days(date_add_months(start, length), -1);

                (void)period_label((struct period){start, end}, start_of(starts[s]),
                                   labels[count++]);
            }
        qsort(labels, (size_t)count, sizeof labels[0], label_order);
        for (int i = 1; i < count; i++)
            EXPECT(strcmp(labels[i - 1], labels[i]) != 0, "%s", labels[i]);
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        names_periods,
        counts_whole_months,
        reads_first_days_of_fiscal_years,
        reads_what_people_write,
        refuses_what_reads_two_ways,
        no_year_and_number_is_guessed,
        refuses_garbage_and_lists_the_forms,
        every_form_that_is_listed_is_accepted,
        says_what_is_wrong,
        bears_any_length,
        bears_slips,
        a_label_reads_back,
        every_kind_of_period_reads_back,
        labels_differ_within_a_series,
    };

    return SUITE_RUN("stats-period", tests);
}
