#include "db/spans_pack.h"
#include "tests/base/suite.h"

/* Periods packed by SQLite's aggregate and unpacked again. */

static sqlite3 *db;

/* Rows as SQL has them; what is packed lives until the statement is finalized. */
static sqlite3_stmt *pack(const char *rows, struct slice *packed)
{
    char sql[512];
    sqlite3_stmt *statement;

    (void)snprintf(sql, sizeof sql, "SELECT pack_periods(column1, column2) FROM (%s)", rows);
    ck_assert_int_eq(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_step(statement), SQLITE_ROW);
    const char *bytes = sqlite3_column_blob(statement, 0);
    *packed = (struct slice){bytes, (size_t)sqlite3_column_bytes(statement, 0)};
    return statement;
}

static int unpack(const char *rows, struct span *spans, int most)
{
    struct slice packed;
    sqlite3_stmt *statement = pack(rows, &packed);
    int count = packed.data ? spans_unpack(packed, spans, most) : -1;

    sqlite3_finalize(statement);
    return count;
}

START_TEST(periods_come_back)
{
    static const struct span expected[] = {{20010731, 20010701}, {20010731, 20010731},
                                           {20210630, 20200701}, {20210630, 19000101},
                                           {99991231, 10101},    {NO_DAY, NO_DAY}};
    struct span spans[8];

    ck_assert_int_eq(unpack("VALUES ('2001-07-01', '2001-07-31'), ('2001-07-31', '2001-07-31'), "
                            "('2020-07-01', '2021-06-30'), ('1900-01-01', '2021-06-30'), "
                            "('0001-01-01', '9999-12-31'), ('~', '~')",
                            spans, 8),
                     6);
    for (int i = 0; i < 6; i++) {
        ck_assert_int_eq(spans[i].end, expected[i].end);
        ck_assert_int_eq(spans[i].start, expected[i].start);
    }
}
END_TEST

START_TEST(months_take_little)
{
    struct slice packed;
    sqlite3_stmt *statement = pack("WITH RECURSIVE m (d) AS (SELECT '2001-07-01' UNION ALL SELECT "
                                   "date(d, '+1 month') FROM m LIMIT 100) SELECT d AS column1, "
                                   "date(d, '+1 month', '-1 day') AS column2 FROM m",
                                   &packed);

    ck_assert_uint_lt(packed.size, 220);
    sqlite3_finalize(statement);
}
END_TEST

START_TEST(what_cannot_be_packed_is_null)
{
    static const char *const rows[] = {
        "VALUES ('2001-07-01', '2001-07-31'), ('2001-06-01', '2001-06-30')", /* not in order */
        "VALUES ('2001-08-01', '2001-07-31')",
        "VALUES ('2001-07-01', 'July')",
        "VALUES ('2001-07-01', NULL)",
        "SELECT 1 AS column1, 2 AS column2 WHERE false",
    };
    struct span spans[4];

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        ck_assert_int_eq(unpack(rows[i], spans, 4), -1);
}
END_TEST

#define DAYS                                                                                       \
    "WITH RECURSIVE m (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM m LIMIT %d) "                   \
    "SELECT '2001-07-01' AS column1, '2001-07-31' AS column2 FROM m"

START_TEST(too_many_are_none)
{
    static struct span spans[SPANS_MOST + 1];
    char rows[256];

    (void)snprintf(rows, sizeof rows, DAYS, SPANS_MOST);
    ck_assert_int_eq(unpack(rows, spans, SPANS_MOST), SPANS_MOST);
    ck_assert_int_eq(unpack(rows, spans, 5), 6);
    (void)snprintf(rows, sizeof rows, DAYS, SPANS_MOST + 1);
    ck_assert_int_eq(unpack(rows, spans, SPANS_MOST), -1);
}
END_TEST

START_TEST(other_bytes_are_none)
{
    static const struct slice others[] = {
        {"\x05", 1},                                /* an end without a start */
        {"\x85", 1},                                /* a number without an end */
        {"\x05\x06", 2},                            /* longer than there are days */
        {"\xFF\xFF\xFF\xFF\x7F\x00", 6},            /* more than a day can be */
        {"\xFF\xFF\xFF\xFF\x07\x00\x01\x00", 8},    /* behind the last of all */
        {"\x80\x80\x80\x80\x80\x80\x80\x01\x00", 9} /* too long a number */
    };
    struct span spans[4];

    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        ck_assert_int_eq(spans_unpack(others[i], spans, 4), -1);
    ck_assert_int_eq(spans_unpack((struct slice){"", 0}, spans, 4), 0);
}
END_TEST

static void set_up(void)
{
    ck_assert_int_eq(sqlite3_open(":memory:", &db), SQLITE_OK);
    ck_assert_int_eq(spans_pack_add(db), SQLITE_OK);
}

static void tear_down(void)
{
    sqlite3_close(db);
}

int main(void)
{
    const TTest *const tests[] = {periods_come_back, months_take_little,
                                  what_cannot_be_packed_is_null, too_many_are_none,
                                  other_bytes_are_none};
    Suite *suite = suite_create("spans");
    TCase *tcase = tcase_create("spans");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
        tcase_add_test(tcase, tests[i]);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
