/* How a database is opened: nothing in it runs code, a damaged cell is seen, nobody can write. */
#include <check.h>

#include "db/store_internal.h"
#include "tests/base/suite.h"
#include "tests/db/opened.h"

START_TEST(as_untrusted_as_can_be)
{
    static const struct {
        const char *sql;
        int64_t expected;
    } settings[] = {{"PRAGMA mmap_size", 0},
                    {"PRAGMA temp_store", 2},
                    {"PRAGMA trusted_schema", 0},
                    {"PRAGMA cell_size_check", 1},
                    {"PRAGMA query_only", 1}};
    struct error err = {0};

    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        sqlite3_stmt *statement = store_fixed(store, settings[i].sql, &err);

        EXPECT(statement && store_step(store, statement, &err), "%s: %s", settings[i].sql,
               err.detail);
        EXPECT(sqlite3_column_int64(statement, 0) == settings[i].expected, "%s", settings[i].sql);
        sqlite3_reset(statement);
    }
    ck_assert_int_eq(sqlite3_db_readonly(store->db, "main"), 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("settings");

    tcase_add_test(opened_case(suite), as_untrusted_as_can_be);
    return suite_finish(suite);
}
