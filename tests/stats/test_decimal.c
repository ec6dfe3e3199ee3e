#include "stats/decimal.h"
#include "tests/base/suite.h"
#include "tests/stats/random.h"

static struct decimal parsed(const char *text)
{
    struct decimal number = {0};

    ck_assert_msg(decimal_parse(slice_of(text), &number), "%s", text);
    return number;
}

static const struct {
    const char *text;
    int64_t digits;
    int exponent;
} printed[] = {
    {"0", 0, 0},
    {"1", 1, 0},
    {"-1", -1, 0},
    {"1.440", 1440, -3},
    {"2.123", 2123, -3},
    {"007", 7, 0},
    {"-0.50", -50, -2},
    {"-0", 0, 0},
    {"123456789012345678", 123456789012345678, 0},
    {"-999999999999999999", -999999999999999999, 0},
    {"0.12345678901234567", 12345678901234567, -17},
    {"12345678901234567.8", 123456789012345678, -1},
};

START_TEST(parses_what_is_printed)
{
    for (size_t i = 0; i < sizeof printed / sizeof printed[0]; i++) {
        struct decimal number = parsed(printed[i].text);

        ck_assert_msg(number.digits == printed[i].digits, "%s", printed[i].text);
        ck_assert_int_eq(number.exponent, printed[i].exponent);
    }
}
END_TEST

START_TEST(refuses_what_is_no_number)
{
    static const char *const refused[] = {
        "",    "-",    ".",   "1.",   ".5",    "-.5",    "+1",   "1e3",
        "1,5", "1 ",   " 1",  "--1",  "1.2.3", "0x1",    "1..2", "1234567890123456789",
        "١",   "1.-2", "1-2", "1.5 ", "nan",   "1.5\n3", "-1.",  "0.123456789012345678",
    };
    struct decimal number = {42, 7};

    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        ck_assert_msg(!decimal_parse(slice_of(refused[i]), &number), "%s", refused[i]);
    ck_assert(!decimal_parse((struct slice){0}, &number));
    ck_assert(!decimal_parse((struct slice){"1\0002", 3}, &number));
    ck_assert(number.digits == 42 && number.exponent == 7);
}
END_TEST

START_TEST(reads_no_further_than_its_slice)
{
    struct decimal number;

    ck_assert(decimal_parse((struct slice){"12.345", 4}, &number));
    ck_assert(number.digits == 123 && number.exponent == -1);
    ck_assert(!decimal_parse((struct slice){"12.345", 3}, &number));
}
END_TEST

static const struct {
    const char *number;
    int power;
    const char *text;
} texts[] = {
    {"1.440", 9, "1440000000"},
    {"1.440", 0, "1.44"},
    {"2.50", 0, "2.5"},
    {"0", 0, "0"},
    {"0.00", 0, "0"},
    {"-0.00", 0, "0"},
    {"0", 12, "0"},
    {"100", 0, "100"},
    {"1.00", 0, "1"},
    {"100.0", -2, "1"},
    {"5", 7, "50000000"},
    {"-5", -3, "-0.005"},
    {"-0.50", 0, "-0.5"},
    {"10.01", 0, "10.01"},
    {"007", 0, "7"},
    {"123456789012345678", 12, "123456789012345678000000000000"},
    {"999999999999999999", 40, "9999999999999999990000000000000000000000000000000000000000"},
    {"999999999999999999", -40, "0.0000000000000000000000999999999999999999"},
    {"-12345678901234567.8", -1, "-1234567890123456.78"},
};

START_TEST(prints_the_plain_decimal)
{
    char out[DECIMAL_TEXT_ROOM];

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        size_t size = decimal_text(decimal_scaled(parsed(texts[i].number), texts[i].power), out);

        ck_assert_str_eq(out, texts[i].text);
        ck_assert_uint_eq(size, strlen(out));
    }
}
END_TEST

START_TEST(prints_the_widest_numbers)
{
    decimal_digits most = 1;
    char out[DECIMAL_TEXT_ROOM], key[DECIMAL_KEY_ROOM];

    for (int i = 0; i < 21; i++)
        most *= 10;
    ck_assert_uint_eq(decimal_text((struct decimal){1 - most, 40}, out), 62);
    ck_assert_uint_eq(decimal_text((struct decimal){1 - most, -40}, out), 43);
    ck_assert_str_eq(out, "-0.0000000000000000000999999999999999999999");
    ck_assert_uint_eq(decimal_key((struct decimal){1 - most, 40}, key), 26);
    ck_assert_str_eq(key, "-438000000000000000000000:");
}
END_TEST

/* In order; numbers of one line are equal. */
static const char *const ladder[][3] = {
    {"-999999999999999999", NULL, NULL},
    {"-1000", "-1000.0", NULL},
    {"-999.9", NULL, NULL},
    {"-10.01", NULL, NULL},
    {"-10", "-10.00", "-0010"},
    {"-9.99", NULL, NULL},
    {"-1.53", "-1.530", NULL},
    {"-1.5", "-1.50", "-01.500"},
    {"-1.49", NULL, NULL},
    {"-1", "-1.0", NULL},
    {"-0.11", NULL, NULL},
    {"-0.1", "-0.10", NULL},
    {"-0.01", NULL, NULL},
    {"-0.00000000000000001", NULL, NULL},
    {"0", "-0", "0.000"},
    {"0.00000000000000001", NULL, NULL},
    {"0.009", NULL, NULL},
    {"0.01", "0.0100", NULL},
    {"0.1", NULL, NULL},
    {"0.9", NULL, NULL},
    {"1", "1.0", "001"},
    {"1.05", NULL, NULL},
    {"1.5", "1.50", NULL},
    {"1.53", NULL, NULL},
    {"2", NULL, NULL},
    {"9.99", NULL, NULL},
    {"10", "10.0", NULL},
    {"11", NULL, NULL},
    {"100", NULL, NULL},
    {"123456789012345678", NULL, NULL},
    {"999999999999999999", NULL, NULL},
};
enum { RUNGS = sizeof ladder / sizeof ladder[0] };

static int sign(int order)
{
    return (order > 0) - (order < 0);
}

static void expect_order(struct decimal a, struct decimal b, int expected)
{
    char key_a[DECIMAL_KEY_ROOM], key_b[DECIMAL_KEY_ROOM], text_a[DECIMAL_TEXT_ROOM],
        text_b[DECIMAL_TEXT_ROOM];

    (void)decimal_text(a, text_a);
    (void)decimal_text(b, text_b);
    EXPECT(decimal_key(a, key_a) == strlen(key_a), "%s", text_a);
    (void)decimal_key(b, key_b);
    EXPECT(decimal_compare(a, b) == expected, "%s %s", text_a, text_b);
    EXPECT(sign(strcmp(key_a, key_b)) == expected, "%s %s", key_a, key_b);
    EXPECT(decimal_equal(a, b) == (expected == 0), "%s %s", text_a, text_b);
    EXPECT((strcmp(text_a, text_b) == 0) == (expected == 0), "%s %s", text_a, text_b);
    for (const char *c = key_a; *c; c++)
        EXPECT(*c > ' ' && *c < '~', "%s", key_a);
}

START_TEST(orders_a_ladder)
{
    for (int i = 0; i < RUNGS * 3; i++)
        for (int j = 0; j < RUNGS * 3; j++) {
            const char *a = ladder[i / 3][i % 3], *b = ladder[j / 3][j % 3];

            if (a && b)
                expect_order(parsed(a), parsed(b), sign(i / 3 - j / 3));
        }
}
END_TEST

/* A number of 1 to `most` digits. */
static decimal_digits digits_of(struct random *random, int most)
{
    decimal_digits digits = 0;

    for (int left = random_between(random, 1, most); left; left--)
        digits = digits * 10 + random_below(random, random_below(random, 3) ? 10 : 1);
    return random_below(random, 2) ? -digits : digits;
}

/* Neighbours and equal numbers are made, so that their order is known. */
START_TEST(orders_neighbours_at_every_exponent)
{
    struct random random = {20210720};

    for (int i = 0; i < 20000; i++) {
        decimal_digits digits = digits_of(&random, 20);
        int exponent = random_between(&random, -39, 39), zeros = random_below(&random, 3);
        struct decimal a = {digits, exponent}, above = {digits + 1, exponent}, same = a;

        for (; zeros && same.exponent > -40 && same.digits < 1000 && same.digits > -1000; zeros--)
            same = (struct decimal){same.digits * 10, same.exponent - 1};
        expect_order(a, same, 0);
        expect_order(a, above, -1);
        expect_order(above, same, 1);
        if (digits)
            expect_order(a, decimal_scaled(a, 1), digits < 0 ? 1 : -1);
    }
}
END_TEST

/* Small enough that both fit a common exponent: the order by whole numbers is the reference. */
START_TEST(orders_as_whole_numbers_do)
{
    struct random random = {310324};

    for (int i = 0; i < 50000; i++) {
        struct decimal n[2];
        decimal_digits whole[2];

        for (int k = 0; k < 2; k++) {
            n[k].digits = digits_of(&random, random_between(&random, 1, 18));
            n[k].exponent = random_between(&random, -9, 9);
            whole[k] = n[k].digits;
            for (int e = -9; e < n[k].exponent; e++)
                whole[k] *= 10;
        }
        expect_order(n[0], n[1], (whole[0] > whole[1]) - (whole[0] < whole[1]));
    }
}
END_TEST

START_TEST(text_parses_back)
{
    struct random random = {684958};
    char out[DECIMAL_TEXT_ROOM];

    for (int i = 0; i < 50000; i++) {
        int exponent = -random_below(&random, 18);
        struct decimal number = {digits_of(&random, 17), exponent}, back;

        if (decimal_text(number, out) <= 18) {
            EXPECT(decimal_parse(slice_of(out), &back), "%s", out);
            EXPECT(decimal_equal(number, back), "%s", out);
        }
    }
}
END_TEST

START_TEST(width_is_exact)
{
    struct decimal low = {-5, -1};
    char out[DECIMAL_TEXT_ROOM];

    (void)decimal_text(decimal_width(low, (struct decimal){15, -1}), out);
    ck_assert_str_eq(out, "2");
    ck_assert(decimal_is_zero(decimal_width(low, low)));
    ck_assert(!decimal_is_zero(low));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        parses_what_is_printed,
        refuses_what_is_no_number,
        reads_no_further_than_its_slice,
        prints_the_plain_decimal,
        prints_the_widest_numbers,
        orders_a_ladder,
        orders_neighbours_at_every_exponent,
        orders_as_whole_numbers_do,
        text_parses_back,
        width_is_exact,
    };

    return SUITE_RUN("stats-decimal", tests);
}
