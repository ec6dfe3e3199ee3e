/* The tables of the package, the staging tables and the store name the same columns. */
#include "db/staging_internal.h"
#include "package/tables.h"
#include "tests/base/suite.h"

START_TEST(tables_are_whole)
{
    for (int i = 0; i < TABLES; i++) {
        const struct table *table = &tables[i];

        ck_assert_int_le(table->count, TABLE_COLUMNS);
        ck_assert_str_eq(table->columns[0]->name, "id");
        ck_assert_ptr_eq(table_of_file(slice_of(table->file)), table);
        ck_assert_str_eq(package_file_name(table->number), table->file);
        for (int k = 0; k < table->count; k++) {
            const struct column *column = table->columns[k];

            ck_assert_int_eq(table_column(table, slice_of(column->name)), k);
            ck_assert(column->kind != CELL_WORD || column->words);
            ck_assert(column->longest > 0 && column->meaning[0]);
        }
    }
    ck_assert_ptr_null(table_of_file(slice_of("datapackage.json")));
    ck_assert_str_eq(package_file_name(FILE_DESCRIPTOR), "datapackage.json");
    ck_assert_int_eq(table_column(&tables[0], slice_of("number")), -1);
}
END_TEST

START_TEST(every_column_can_be_staged)
{
    struct error err = {0};
    struct staging *staging = staging_open(NULL, NULL, &err);

    ck_assert_msg(staging, "%s", err.detail);
    for (int i = 0; i < TABLES; i++) {
        const char *columns[TABLE_COLUMNS];

        for (int k = 0; k < tables[i].count; k++)
            columns[k] = tables[i].columns[k]->name;
        ck_assert_msg(staging_begin(staging, tables[i].number, columns, tables[i].count, &err),
                      "%s: %s", tables[i].file, err.detail);
    }
    staging_close(staging);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {tables_are_whole, every_column_can_be_staged};

    return SUITE_RUN("tables", tests);
}
