/* What is worked out of a row after it was read. */
#include "db/records.h"
#include "tests/base/suite.h"

/* A growth rate that names no base is of the same period a year earlier. */
START_TEST(a_base_is_a_year_earlier)
{
    static const struct {
        const char *start, *end, *base;
    } rates[] = {
        {"2020-07-01", "2021-06-30", "2019-07-01/2020-06-30"},
        {"2021-02-01", "2021-02-28", "2020-02-01/2020-02-29"},
        {"2020-02-01", "2020-02-29", "2019-02-01/2019-02-28"},
        {"2021-02-28", "2022-02-27", "2020-02-28/2021-02-27"},
        {"2021-01-10", "2021-02-28", "2020-01-10/2020-02-29"},
        {"2021-05-17", "2021-05-17", "2020-05-17/2020-05-17"},
        {"0001-01-01", "0001-12-31", NULL},
    };

    for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++) {
        struct claim claim = {.kind = slice_of("growth-rate"), .id = slice_of("a")};

        claim.period.start = slice_of(rates[i].start);
        claim.period.end = slice_of(rates[i].end);
        claim_complete(&claim);
        ck_assert_msg(slice_equal(claim.base_period.iso, slice_of(rates[i].base)), "%s: %.*s",
                      rates[i].start, SLICE_ARGS(claim.base_period.iso));
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {a_base_is_a_year_earlier};

    return SUITE_RUN("records", tests);
}
