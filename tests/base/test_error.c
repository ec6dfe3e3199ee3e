#include "base/error.h"
#include "base/utf8.h"
#include "tests/base/suite.h"

START_TEST(sets_and_forgets)
{
    struct error err = {.hint = "old", .parameter = "old"};

    ck_assert(!error_set(&err, ERROR_ARGUMENT, "no %s called %d", "series", 7));
    ck_assert_int_eq(err.kind, ERROR_ARGUMENT);
    ck_assert_str_eq(err.detail, "no series called 7");
    ck_assert_str_eq(err.hint, "");
    ck_assert_str_eq(err.parameter, "");
    ck_assert(!error_hint(&err, "did you mean %s?", "pk-ict"));
    ck_assert(!error_parameter(&err, "series"));
    ck_assert_str_eq(err.hint, "did you mean pk-ict?");
    ck_assert_str_eq(err.parameter, "series");
    ck_assert_str_eq(err.detail, "no series called 7");
}
END_TEST

/* Euro signs, three bytes each, behind 0, 1 and 2 letters: one of them meets the end inside. */
static const char *euros(char *out, size_t room, int letters)
{
    size_t size = (size_t)letters;

    memset(out, 'x', size);
    for (; size + 4 <= room; size += 3)
        memcpy(out + size, "\xE2\x82\xAC", 3);
    out[size] = '\0';
    return out;
}

static void expect_cut(const char *cut, size_t room, const char *whole)
{
    size_t size = strlen(cut);

    ck_assert_uint_lt(size, room);
    ck_assert_uint_ge(size + 3, room);
    ck_assert_mem_eq(cut, whole, size);
    ck_assert_uint_eq(utf8_fault(slice_of(cut)), size);
}

START_TEST(cuts_at_a_characters_border)
{
    for (int letters = 0; letters < 3; letters++) {
        char whole[2000];
        struct error err = {0};

        (void)euros(whole, sizeof whole, letters);
        (void)error_set(&err, ERROR_INPUT, "%s", whole);
        (void)error_hint(&err, "%s", whole);
        (void)error_parameter(&err, whole);
        expect_cut(err.detail, ERROR_DETAIL_ROOM, whole);
        expect_cut(err.hint, ERROR_HINT_ROOM, whole);
        expect_cut(err.parameter, ERROR_PARAMETER_ROOM, whole);
    }
}
END_TEST

START_TEST(keeps_what_just_fits)
{
    char whole[ERROR_DETAIL_ROOM + 1];
    struct error err;

    memset(whole, 'x', sizeof whole);
    whole[ERROR_DETAIL_ROOM - 1] = '\0';
    (void)error_set(&err, ERROR_INPUT, "%s", whole);
    ck_assert_str_eq(err.detail, whole);
    whole[ERROR_PARAMETER_ROOM - 1] = '\0';
    (void)error_parameter(&err, whole);
    ck_assert_str_eq(err.parameter, whole);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        sets_and_forgets,
        cuts_at_a_characters_border,
        keeps_what_just_fits,
    };

    return SUITE_RUN("base-error", tests);
}
