/* Every rule of the format broken once: all faults are told, each in its place, and nothing is
 * changed. */
#include <unistd.h>

#include "tests/import/world.h"

/* A sound package first, then one change after the other; each makes exactly these lines. */
static const struct {
    const char *file, *from, *to; /* from "": added at the end */
    const char *expected;
} cases[] = {
    {"series.csv", "", "a,A,Twice.,PK,USD,,,,\n",
     "series.csv:6: id: \"a\" is given twice, expected an id of its own (the other stands on line "
     "2)\n"},
    {"sources.csv", "", "paper,,P,,,https://example.org,,,,report,,\n",
     "sources.csv:5: id: \"paper\" is given twice, expected an id of its own (the other stands on "
     "line 2)\n"},
    {"figures.csv", "c.2021.undated,c,", "a.2021.paper,c,",
     "figures.csv:5: id: \"a.2021.paper\" is given twice, expected an id of its own (the other "
     "stands in figures.csv, line 2)\n"},
    {"targets.csv", "a.target.table", "a.2021.paper",
     "targets.csv:2: id: \"a.2021.paper\" is given twice, expected an id of its own (the other "
     "stands in figures.csv, line 2)\n"},
    {"figures.csv", "a.2022.paper,a,", "a.2022.paper,z,",
     "figures.csv:4: series: \"z\" does not exist, expected an id of series.csv\n"},
    {"remarks.csv", "remark.paper,,2021", "remark.paper,z,2021",
     "remarks.csv:3: series: \"z\" does not exist, expected an id of series.csv\n"},
    {"figures.csv", "=,paper,p. 3", "=,papers,p. 3",
     "figures.csv:4: source: \"papers\" does not exist, expected an id of sources.csv\n"},
    {"series.csv", "USD,b,", "USD,z b,",
     "series.csv:2: broader: \"z\" does not exist, expected an id of series.csv\n"},
    {"series.csv", "USD,,,07-01,\nc", "USD,,z,07-01,\nc",
     "series.csv:3: part_of: \"z\" does not exist, expected an id of series.csv\n"},
    {"series.csv", "USD,,,07-01,\nc", "USD,,b,07-01,\nc",
     "series.csv:3: part_of: names the row itself, expected another series\n"},
    {"series.csv", "USD,,,07-01,\nc", "USD,a,,07-01,\nc",
     "series.csv:2: broader: leads back to \"a\" by way of \"b\", expected no circle\n"
     "series.csv:3: broader: leads back to \"b\" by way of \"a\", expected no circle\n"},
    /* g lies between two circles, k before one: neither leads back to itself. */
    {"series.csv", "",
     "e,E,E.,PK,USD,,f,,\nf,F,F.,PK,USD,,a e g,,\ng,G,G.,PK,USD,e,h,,\nh,H,H.,PK,USD,,i,,\n"
     "i,I,I.,PK,USD,,j,,\nj,J,J.,PK,USD,,a h i,,\nk,K,K.,PK,USD,,e,,\n",
     "series.csv:6: part_of: leads back to \"e\" by way of \"f\", expected no circle\n"
     "series.csv:7: part_of: leads back to \"f\" by way of \"e\", expected no circle\n"
     "series.csv:9: part_of: leads back to \"h\" by way of \"i\", expected no circle\n"
     "series.csv:10: part_of: leads back to \"i\" by way of \"j\", expected no circle\n"
     "series.csv:11: part_of: leads back to \"j\" by way of \"h\", expected no circle\n"},
    {"figures.csv", "2.6.,,normal", "2.6.,a.2023,normal",
     "figures.csv:4: replaces: \"a.2023\" does not exist, expected the id of another claim\n"},
    {"figures.csv", "2.6.,,normal", "2.6.,a.2022.paper,normal",
     "figures.csv:4: replaces: names the row itself, expected another claim\n"},
    {"figures.csv", "2.6.,,normal", "2.6.,a.target.table,normal",
     "figures.csv:4: replaces: \"a.target.table\" stands in targets.csv, expected a claim of the "
     "same file\n"},
    {"series.csv", "PK,USD,b,", "PK,,b,",
     "series.csv:2: unit: is empty, expected a unit, because \"a\" has numbers\n"},
    {"figures.csv", "12.5,,=", "12.5,million,=",
     "figures.csv:5: scale: is \"million\", expected none for a series whose unit is percent\n"},
    {"figures.csv", "a,2020-07-01,2021-06-30,,2.12", "a,2020-07-01,,,2.12",
     "figures.csv:2: period_end: is empty, expected the end of the period that starts\n"},
    {"figures.csv", "a,2020-07-01,2021-06-30,,2.12", "a,2021-07-01,2021-06-30,,2.12",
     "figures.csv:2: period_end: lies before period_start, expected the same or a later day\n"},
    {"figures.csv", "2.6.,,normal,", "2.6.,,deprecated,",
     "figures.csv:4: rank_reason: is empty, expected the reason for a rank other than normal\n"},
    {"figures.csv", "2.6.,,normal,,", "2.6.,,normal,why,",
     "figures.csv:4: rank_reason: is given, expected none for the rank normal\n"},
    {"growth_rates.csv", "2020-07-01,2021-06-30", ",",
     "growth_rates.csv:2: period_start: is empty, expected the period that the growth rate is "
     "of\n"},
    {"growth_rates.csv", "47.4,,=", "47.4,million,=",
     "growth_rates.csv:2: scale: is given, expected none: a growth rate is a percentage\n"},
    {"growth_rates.csv", "2019-07-01,2020-06-30", "2019-07-01,",
     "growth_rates.csv:2: base_end: is empty, expected both ends of the base or none\n"},
    {"growth_rates.csv", "2019-07-01,2020-06-30", "2019-07-01,2019-12-31",
     "growth_rates.csv:2: base_end: makes the base another length than the period, expected as "
     "many months\n"},
    {"figures.csv", "a,2020-07-01,2021-06-30,,2.12", "a,2020-07-01,2021-06-30,2021,2.12",
     "figures.csv:2: period_label: says \"2021\", the dates say FY2020-21, expected none or words "
     "that are no period\n"},
    {"figures.csv", "a,2020-07-01,2021-06-30,,2.12", "a,2020-07-01,2021-06-30,FY2021-22,2.12",
     "figures.csv:2: period_label: says \"FY2021-22\", the dates say FY2020-21, expected none or "
     "words that are no period\n"},
    {"figures.csv", "c,2020-07-01,2021-06-30,,12.5", "c,2020-01-01,2020-12-31,FY2020-21,12.5",
     "figures.csv:5: period_label: says \"FY2020-21\", the dates say 2020, expected none or words "
     "that are no period\n"},
    {"targets.csv", "a,,2023-12-31,,", "a,,2023-12-31,by 2022-12-31,",
     "targets.csv:2: period_label: says \"by 2022-12-31\", the dates say by 2023-12-31, expected "
     "none or words that are no period\n"},
    {"remarks.csv", "d,,,some day", "d,,,2021",
     "remarks.csv:2: period_label: says \"2021\", the dates say undated, expected none or words "
     "that are no period\n"},
    {"figures.csv", "a,2020-07-01,2021-06-30,,2.12", "a,2020-07-01,2021-06-31,2021,2.12",
     "figures.csv:2: period_end: \"2021-06-31\" does not fit, expected a day such as 2021-07-20\n"},
    {"figures.csv", ",status\n", ",statos\n",
     "figures.csv:1: statos: is no column of figures.csv, expected another name (did you mean "
     "\"status\"?)\n"
     "figures.csv:1: status: is missing in the header, expected a column of this name\n"},
    /* Without ids, whom others refer to is not asked. */
    {"series.csv", "id,name", "ID,name",
     "series.csv:1: ID: is no column of series.csv, expected another name (did you mean \"id\"?)\n"
     "series.csv:1: id: is missing in the header, expected a column of this name\n"},
    {"figures.csv", ",note,",
     ",note,\"b\n\xE2\x80\xA8"
     "c\",",
     "figures.csv:1: b<U+000A><U+2028>c: is no column of figures.csv, expected one of its "
     "columns\n"
     "figures.csv:3: row: has 19 cells, expected 20 as in the header\n"
     "figures.csv:4: row: has 19 cells, expected 20 as in the header\n"
     "figures.csv:5: row: has 19 cells, expected 20 as in the header\n"
     "figures.csv:6: row: has 19 cells, expected 20 as in the header\n"},
    {"figures.csv", ",stated_on,origin,", ",origin,origin,",
     "figures.csv:1: origin: is given twice, expected once as a column of figures.csv\n"},
    {"figures.csv", "2.6,billion", "2.6,bilion",
     "figures.csv:4: scale: \"bilion\" is unknown, expected one of thousand, lakh, million, crore, "
     "billion, trillion (did you mean \"billion\"?)\n"},
    {"figures.csv", "2.6,billion", "2.6 billion,",
     "figures.csv:4: number: \"2.6 billion\" does not fit, expected at most 18 digits with a "
     "point, such as -1.440\n"},
    {"figures.csv", "2.6,billion", ",billion",
     "figures.csv:4: number: is empty, expected a value\n"},
    {"figures.csv", "2021-07-01,2022-06-30", "2021-07-01,2022-06-31",
     "figures.csv:4: period_end: \"2022-06-31\" does not fit, expected a day such as "
     "2021-07-20\n"},
    {"figures.csv", "p. 3", "p. \xFF",
     "figures.csv:4: locator: is no valid UTF-8 (byte 0xff), expected UTF-8\n"},
    {"figures.csv", "p. 3", "p.\t3",
     "figures.csv:4: locator: holds the control character 0x09, expected text\n"},
    {"figures.csv", "p. 3", "\"p.\n3\"",
     "figures.csv:4: locator: \"p.<U+000A>3\" holds a line break (U+000A), expected "
     "one line of text without blanks at its ends\n"},
    {"figures.csv", "p. 3", "p. \"3\"",
     "figures.csv:4: locator: holds a quote in a cell without quotes, expected \"…\"\"…\"\n"},
    {"figures.csv", "p. 3", "\"p. 3",
     "figures.csv:4: locator: opens a quote that is never closed, expected its end on the same "
     "line\n"},
    /* What else names the row is not to blame. */
    {"series.csv", "\na,A,", "\n\"a,A,",
     "series.csv:2: id: opens a quote that is never closed, expected its end on the same line\n"},
    {"figures.csv", "p. 3,", "p. 3, or 4,",
     "figures.csv:4: row: has 20 cells, expected 19 as in the header\n"},
    {"sources.csv", "https://example.org/paper", "example.org/paper",
     "sources.csv:2: url: \"example.org/paper\" does not fit, expected an absolute http or https "
     "URL without blanks\n"},
    {"sources.csv", "article", "artcle",
     "sources.csv:2: type: \"artcle\" is unknown, expected one of article, press-release, dataset, "
     "report, forum (did you mean \"article\"?)\n"},
    {"series.csv", "WLD", "World",
     "series.csv:4: geography: \"World\" does not fit, expected an ISO 3166-1 alpha-2 code such as "
     "PK, or WLD\n"},
    {"datapackage.json", "\"name\": \"small\"", "\"name\": \"Small\"",
     "datapackage.json:1: name: does not fit, expected lower-case letters, digits, dots, hyphens "
     "and underscores\n"},
    {"remarks.csv", "", "\n",
     "remarks.csv:4: row: is blank, expected a row or the end of the file\n"},
};
enum { CASES = sizeof cases / sizeof cases[0] };

static void break_it(const struct world *world, int i)
{
    if (cases[i].from[0])
        world_change(world, cases[i].file, cases[i].from, cases[i].to);
    else
        world_add(world, cases[i].file, cases[i].to);
}

static int lines_of(const char *text)
{
    int lines = 0;

    for (; *text; text++)
        lines += *text == '\n';
    return lines;
}

START_TEST(each_fault_is_told_in_its_place)
{
    for (int i = 0; i < CASES; i++) {
        struct world world;

        world_open(&world);
        ck_assert_int_eq(world_run(&world, IMPORT_CHECK), 0);
        break_it(&world, i);
        int faults = world_run(&world, IMPORT_WRITE);
        ck_assert_msg(faults > 0, "case %d: %d %s", i, faults, world.err.detail);
        ck_assert_msg(strcmp(world.told.data, cases[i].expected) == 0, "case %d: %s%s", i,
                      world.told.data, cases[i].expected);
        ck_assert(!world.was_written);
        world_close(&world);
    }
}
END_TEST

/* Faults that do not meet in one cell, all in one package. */
START_TEST(a_package_with_many_faults_gets_them_all_and_changes_nothing)
{
    struct world world;
    struct buffer before, after;

    world_open(&world);
    ck_assert_int_eq(world_run(&world, IMPORT_WRITE), 0);
    world_read(world.database, &before);
    /* 31 rows after a sound header, each with a fault of its own. */
    static const char *const rows[] = {
        "A,a,,,,1,,=,paper,x,,,,x,,normal,,,actual",
        "f02,Z,,,,1,,=,paper,x,,,,x,,normal,,,actual",
        "f03,z,,,,1,,=,paper,x,,,,x,,normal,,,actual",
        "f04,a,2021-02-30,2021-03-01,,1,,=,paper,x,,,,x,,normal,,,actual",
        "f05,a,2021-02-01,31.3.2021,,1,,=,paper,x,,,,x,,normal,,,actual",
        "f06,a,2021-02-01,,,1,,=,paper,x,,,,x,,normal,,,actual",
        "f07,a,2021-02-01,2021-01-01,,1,,=,paper,x,,,,x,,normal,,,actual",
        "f08,a,,, label,1,,=,paper,x,,,,x,,normal,,,actual",
        "f09,a,,,,1e6,,=,paper,x,,,,x,,normal,,,actual",
        "f10,a,,,,,,=,paper,x,,,,x,,normal,,,actual",
        "f11,a,,,,1234567890123456789,,=,paper,x,,,,x,,normal,,,actual",
        "f12,a,,,,1,Million,=,paper,x,,,,x,,normal,,,actual",
        "f13,a,,,,1,,≈,paper,x,,,,x,,normal,,,actual",
        "f14,a,,,,1,,,paper,x,,,,x,,normal,,,actual",
        "f15,a,,,,1,,=,journal,x,,,,x,,normal,,,actual",
        "f16,a,,,,1,,=,,x,,,,x,,normal,,,actual",
        "f17,a,,,,1,,=,paper,,,,,x,,normal,,,actual",
        "f18,a,,,,1,,=,paper,x,,2021-13-01,,x,,normal,,,actual",
        "f19,a,,,,1,,=,paper,x,,,The Bureau,x,,normal,,,actual",
        "f20,a,,,,1,,=,paper,x,,,,,,normal,,,actual",
        "f21,a,,,,1,,=,paper,x,,,,x,f99,normal,,,actual",
        "f22,a,,,,1,,=,paper,x,,,,x,f22,normal,,,actual",
        "f23,a,,,,1,,=,paper,x,,,,x,a.target.table,normal,,,actual",
        "f24,a,,,,1,,=,paper,x,,,,x,f05 f05,normal,,,actual",
        "f25,a,,,,1,,=,paper,x,,,,x,,wrong,,,actual",
        "f26,a,,,,1,,=,paper,x,,,,x,,deprecated,,,actual",
        "f27,a,,,,1,,=,paper,x,,,,x,,normal,because,,actual",
        "f28,a,,,,1,,=,paper,x,,,,x,,normal,,,Actual",
        "f29,c,,,,1,crore,=,paper,x,,,,x,,normal,,,actual",
        "f30,a,,,,1,,=,paper,x,,,,x,,normal,,,actual,more",
        "f02,a,,,,1,,=,paper,x,,,,x,,normal,,,actual",
        "d.remark.paper,a,,,,1,,=,paper,x,,,,x,,normal,,,actual",
        "f31,a,,,,1,,=,paper,x\x01,,,,x,,normal,,,actual",
        "f32,a,,,,1,,=,paper,x\xC0,,,,x,,normal,,,actual",
        "f33,a,,,,1,,=,paper,\"x\"y,,,,x,,normal,,,actual",
    };
    enum { ROWS = sizeof rows / sizeof rows[0] };
    for (int i = 0; i < ROWS; i++) {
        world_add(&world, "figures.csv", rows[i]);
        world_add(&world, "figures.csv", "\n");
    }
    int faults = world_run(&world, IMPORT_WRITE);
    ck_assert_msg(faults == ROWS + 1 && lines_of(world.told.data) == faults, "%d\n%s", faults,
                  world.told.data);
    /* In the order of their lines, one each. */
    const char *at = world.told.data;
    for (int i = 0; i < ROWS; i++) {
        char begin[32];

        (void)snprintf(begin, sizeof begin, "figures.csv:%d: ", i + 6);
        ck_assert_msg(strncmp(at, begin, strlen(begin)) == 0, "%s: %s", begin, at);
        at = strchr(at, '\n') + 1;
    }
    /* An id that was a remark's and now names a figure too is at fault in both files. */
    ck_assert_int_eq(strncmp(at, "remarks.csv:2: id: ", 19), 0);
    world_read(world.database, &after);
    ck_assert(slice_equal(buffer_all(&before), buffer_all(&after)));
    buffer_clear(&before);
    buffer_clear(&after);
    world_close(&world);
}
END_TEST

/* The row's own dates, also in another writing and in a series without a fiscal year; and words. */
START_TEST(labels_that_say_what_the_dates_say_are_taken)
{
    static const char *const labels[] = {
        "FY2020-21", "2020-21", "Jul 2020-Jun 2021", "2020-07-01/2021-06-30",
        "last year", "FY21",    "2024-29 (the plan)"};

    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++)
        for (int series = 0; series < 2; series++) {
            char row[128];
            struct world world;

            world_open(&world);
            (void)snprintf(row, sizeof row, "%s,2020-07-01,2021-06-30,%s,", series ? "c" : "a",
                           labels[i]);
            world_change(&world, "figures.csv",
                         series ? "c,2020-07-01,2021-06-30,," : "a,2020-07-01,2021-06-30,,", row);
            int faults = world_run(&world, IMPORT_CHECK);
            ck_assert_msg(faults == 0, "%s", world.told.data);
            world_close(&world);
        }
}
END_TEST

START_TEST(a_cell_larger_than_a_row_may_be_is_told_by_its_column)
{
    struct world world;
    struct buffer cell;

    buffer_init(&cell, (size_t)128 * 1024);
    buffer_text(&cell, "It came to 2.6.");
    buffer_repeat(&cell, 'x', (size_t)70 * 1024);
    buffer_char(&cell, '\0');
    world_open(&world);
    world_change(&world, "figures.csv", "It came to 2.6.", cell.data);
    ck_assert_int_eq(world_run(&world, IMPORT_CHECK), 1);
    ck_assert_str_eq(world.told.data, "figures.csv:4: statement: makes its row longer than 65536 "
                                      "bytes, expected fewer (is a quote left open?)\n");
    world_close(&world);
    buffer_clear(&cell);
}
END_TEST

START_TEST(a_file_that_is_not_there_is_a_fault)
{
    struct world world;

    world_open(&world);
    world_write(&world, "sources.csv", NULL);
    ck_assert_int_eq(world_run(&world, IMPORT_WRITE), 1);
    ck_assert_str_eq(world.told.data, "sources.csv:1: file: cannot be read, expected a file: No "
                                      "such file or directory\n");
    world_write(&world, "sources.csv", "");
    ck_assert_int_eq(world_run(&world, IMPORT_WRITE), 1);
    ck_assert_str_eq(world.told.data, "sources.csv:1: header: is empty, expected a header line\n");
    world_close(&world);
}
END_TEST

/* The memory of this process is a file whose first byte nobody can read. */
START_TEST(a_file_that_fails_is_an_error_with_its_name)
{
    struct world world;
    char path[WORLD_ROOM + 16];

    world_open(&world);
    world_write(&world, "sources.csv", NULL);
    (void)snprintf(path, sizeof path, "%s/sources.csv", world.package);
    ck_assert_int_eq(symlink("/proc/self/mem", path), 0);
    ck_assert_int_eq(world_run(&world, IMPORT_WRITE), -1);
    ck_assert_int_eq(world.err.kind, ERROR_INPUT);
    ck_assert_str_eq(world.err.detail, "sources.csv cannot be read: Input/output error");
    world_close(&world);
}
END_TEST

START_TEST(a_folder_that_is_not_there_is_an_error)
{
    struct world world;

    world_open(&world);
    (void)snprintf(world.package, sizeof world.package, "/nowhere/at/all");
    ck_assert_int_eq(world_run(&world, IMPORT_WRITE), -1);
    ck_assert_int_eq(world.err.kind, ERROR_INPUT);
    world_close(&world);
}
END_TEST

/* Thousands of faults: the first are told, all are counted. */
START_TEST(a_flood_of_faults_is_counted)
{
    enum { ROWS = 30000 };
    struct world world;
    struct buffer rows;

    world_open(&world);
    buffer_init(&rows, (size_t)ROWS * 80);
    for (int i = 0; i < ROWS; i++)
        buffer_format(&rows, "x%d,z,,,,1,,=,nobody,x,,,,x,,normal,,,actual\n", i);
    buffer_char(&rows, '\0');
    world_add(&world, "figures.csv", rows.data);
    ck_assert_int_eq(world_run(&world, IMPORT_CHECK), 2 * ROWS);
    ck_assert_int_eq(lines_of(world.told.data), 5000);
    ck_assert_int_eq(strncmp(world.told.data, "figures.csv:6: series: \"z\"", 26), 0);
    buffer_clear(&rows);
    world_close(&world);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        each_fault_is_told_in_its_place,
        a_package_with_many_faults_gets_them_all_and_changes_nothing,
        labels_that_say_what_the_dates_say_are_taken,
        a_cell_larger_than_a_row_may_be_is_told_by_its_column,
        a_file_that_is_not_there_is_a_fault,
        a_file_that_fails_is_an_error_with_its_name,
        a_folder_that_is_not_there_is_an_error,
        a_flood_of_faults_is_counted,
    };

    return SUITE_RUN("faults", tests);
}
