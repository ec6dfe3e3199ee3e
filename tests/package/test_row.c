#include "package/row.h"
#include "tests/base/suite.h"

/* The cells that rules look at, in the order of row_place: start, end, scale, rank, rank_reason,
 * base_start, base_end. */
static const struct {
    const char *file;
    const char *cells[ROW_PLACES];
    const char *faults; /* their columns */
} cases[] = {
    {"figures.csv", {"2020-07-01", "2021-06-30", "million", "normal"}, ""},
    {"figures.csv", {"", "2021-06-30", "", "normal"}, ""},
    {"figures.csv", {"", "", "", "normal"}, ""},
    {"figures.csv", {"2021-06-30", "2021-06-30", "", "normal"}, ""},
    {"figures.csv", {"2020-07-01", "", "", "normal"}, "period_end "},
    {"figures.csv", {"2021-07-01", "2021-06-30", "", "normal"}, "period_end "},
    {"figures.csv", {"", "", "", "deprecated", "a reason"}, ""},
    {"figures.csv", {"", "", "", "deprecated"}, "rank_reason "},
    {"figures.csv", {"", "", "", "preferred"}, "rank_reason "},
    {"figures.csv", {"", "", "", "normal", "a reason"}, "rank_reason "},
    {"remarks.csv", {"2021-07-01", "", "", "preferred"}, "period_end rank_reason "},
    {"growth_rates.csv", {"2020-07-01", "2021-06-30", "", "normal"}, ""},
    {"growth_rates.csv", {"", "", "", "normal"}, "period_start "},
    {"growth_rates.csv", {"", "2021-06-30", "", "normal"}, "period_start "},
    {"growth_rates.csv", {"2020-07-01", "2021-06-30", "million", "normal"}, "scale "},
    {"growth_rates.csv",
     {"2020-07-01", "2021-06-30", "", "normal", "", "2019-07-01", "2020-06-30"},
     ""},
    {"growth_rates.csv", {"2020-07-01", "2021-06-30", "", "normal", "", "2019-07-01"}, "base_end "},
    {"growth_rates.csv",
     {"2020-07-01", "2021-06-30", "", "normal", "", "", "2020-06-30"},
     "base_start "},
    {"growth_rates.csv",
     {"2020-07-01", "2021-06-30", "", "normal", "", "2020-06-30", "2019-07-01"},
     "base_end "},
    /* Month ends are month ends. */
    {"growth_rates.csv",
     {"2020-02-01", "2020-02-29", "", "normal", "", "2019-02-01", "2019-02-28"},
     ""},
    {"growth_rates.csv",
     {"2021-02-01", "2021-02-28", "", "normal", "", "2020-02-01", "2020-02-29"},
     ""},
    {"growth_rates.csv",
     {"2020-03-01", "2020-03-31", "", "normal", "", "2020-02-01", "2020-02-29"},
     ""},
    {"growth_rates.csv",
     {"2020-08-11", "2021-08-10", "", "normal", "", "2019-08-11", "2020-08-10"},
     ""},
    /* Three months each, though one of them begins with the end of a month. */
    {"growth_rates.csv",
     {"2021-05-28", "2021-08-27", "", "normal", "", "2021-02-28", "2021-05-27"},
     ""},
    /* What an empty base stands for, the same days a year earlier, may be written. */
    {"growth_rates.csv",
     {"2020-02-10", "2020-02-28", "", "normal", "", "2019-02-10", "2019-02-28"},
     ""},
    {"growth_rates.csv",
     {"2021-02-10", "2021-02-28", "", "normal", "", "2020-02-10", "2020-02-29"},
     ""},
    {"growth_rates.csv",
     {"2020-02-10", "2020-02-28", "", "normal", "", "2019-02-10", "2019-02-27"},
     "base_end "},
    {"growth_rates.csv",
     {"2020-07-01", "2021-06-30", "", "normal", "", "2019-07-01", "2019-12-31"},
     "base_end "},
    {"growth_rates.csv",
     {"2020-03-01", "2020-03-31", "", "normal", "", "2020-02-01", "2020-02-28"},
     "base_end "},
};

static const char *const names[ROW_PLACES] = {"period_start", "period_end", "scale",   "rank",
                                              "rank_reason",  "base_start", "base_end"};

static void fill(struct row *row, const char *file, const char *const *cells)
{
    row_init(row, table_of_file(slice_of(file)));
    for (int i = 0; i < ROW_PLACES; i++) {
        int place = table_column(row->table, slice_of(names[i]));

        if (place >= 0 && cells[i])
            row->cells[place] = slice_of(cells[i]);
    }
}

static void find_faults(const struct row *row, char *out, size_t room)
{
    char message[CELL_MESSAGE_ROOM];
    const char *column;
    size_t size = 0;

    out[0] = '\0';
    for (int rule = 0; row_fault(row, &rule, &column, message);)
        size += (size_t)snprintf(out + size, room - size, "%s ", column);
}

START_TEST(cells_of_a_row_fit_each_other)
{
    struct row row;
    char found[200];

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fill(&row, cases[i].file, cases[i].cells);
        find_faults(&row, found, sizeof found);
        ck_assert_msg(strcmp(found, cases[i].faults) == 0, "case %d: %s", (int)i, found);
    }
}
END_TEST

START_TEST(a_refused_cell_is_not_blamed_again)
{
    static const char *const cells[ROW_PLACES] = {"2020-07-01", "", "", "normal"};
    struct row row;
    char found[200];

    fill(&row, "figures.csv", cells);
    row.faulty = UINT32_C(1) << table_column(row.table, slice_of("period_end"));
    find_faults(&row, found, sizeof found);
    ck_assert_str_eq(found, "");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {cells_of_a_row_fit_each_other,
                                  a_refused_cell_is_not_blamed_again};

    return SUITE_RUN("row", tests);
}
