#include "base/utf8.h"
#include "tests/base/suite.h"

/* RFC 3629 by arithmetic, written apart from the table that it checks. */
static size_t encode(uint32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t size = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned lead[] = {0, 0, 0xC0, 0xE0, 0xF0};

    for (size_t i = size; i > 1; i--, c >>= 6)
        out[i - 1] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)(lead[size] | c);
    return size;
}

static bool is_scalar(uint32_t c)
{
    return c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
}

START_TEST(knows_every_character)
{
    for (uint32_t c = 0; c < 0x1FFFFF; c++) {
        char text[4];
        size_t size = encode(c, text), bytes = 0;
        size_t fault = utf8_fault((struct slice){text, size});

        EXPECT(fault == (is_scalar(c) ? size : 0), "U+%04X: %zu", c, fault);
        if (!is_scalar(c))
            continue;
        EXPECT(utf8_first((struct slice){text, size}, &bytes) == c && bytes == size, "U+%04X", c);
        for (size_t cut = 1; cut < size; cut++)
            EXPECT(utf8_fault((struct slice){text, cut}) == 0, "U+%04X after %zu", c, cut);
    }
}
END_TEST

START_TEST(knows_every_pair_of_bytes)
{
    for (unsigned a = 0; a < 256; a++)
        for (unsigned b = 0; b < 256; b++) {
            char text[2] = {(char)a, (char)b};
            size_t expected = a < 0x80 ? (b < 0x80 ? 2 : 1)
                              : a >= 0xC2 && a <= 0xDF && b >= 0x80 && b <= 0xBF ? 2
                                                                                 : 0;

            EXPECT(utf8_fault((struct slice){text, 2}) == expected, "%02X %02X", a, b);
        }
}
END_TEST

static const struct {
    const char *text;
    size_t fault;
} faults[] = {
    {"", 0},
    {"plain", 5},
    {"caf\xC3\xA9", 5},
    {"\x80", 0},
    {"\xBF", 0},
    {"a\x80", 1},
    {"\xC0\x80", 0},         /* overlong U+0000 */
    {"\xC1\xBF", 0},         /* overlong U+007F */
    {"\xE0\x80\x80", 0},     /* overlong */
    {"\xE0\x9F\xBF", 0},     /* overlong U+07FF */
    {"\xE0\xA0\x80", 3},     /* U+0800 */
    {"\xED\x9F\xBF", 3},     /* U+D7FF */
    {"\xED\xA0\x80", 0},     /* U+D800, a surrogate */
    {"\xED\xBF\xBF", 0},     /* U+DFFF */
    {"\xEE\x80\x80", 3},     /* U+E000 */
    {"\xEF\xBF\xBF", 3},     /* U+FFFF */
    {"\xF0\x8F\xBF\xBF", 0}, /* overlong U+FFFF */
    {"\xF0\x90\x80\x80", 4}, /* U+10000 */
    {"\xF4\x8F\xBF\xBF", 4}, /* U+10FFFF */
    {"\xF4\x90\x80\x80", 0}, /* above */
    {"\xF5\x80\x80\x80", 0},
    {"\xF8\x88\x80\x80\x80", 0}, /* five bytes */
    {"\xFE", 0},
    {"\xFF", 0},
    {"ab\xC3", 2},
    {"ab\xC3(", 2},
    {"ab\xE2\x82", 2},
    {"ab\xE2(\xA1", 2},
    {"ab\xE2\x82(", 2},
    {"ab\xF0\x9F\x98", 2},
    {"ab\xF0\x9F\x98(", 2},
    {"ab\xF0\x9F(\x80", 2},
};

START_TEST(finds_the_first_fault)
{
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++)
        ck_assert_msg(utf8_fault(slice_of(faults[i].text)) == faults[i].fault, "case %zu: %zu", i,
                      utf8_fault(slice_of(faults[i].text)));
    ck_assert_uint_eq(utf8_fault((struct slice){NULL, 0}), 0);
    ck_assert_uint_eq(utf8_fault((struct slice){"a\0\xC3\xA9", 4}), 4);
}
END_TEST

START_TEST(cuts_between_characters)
{
    /* a é € 😀 z: characters begin at 0, 1, 3, 6, 10 and the text ends at 11 */
    static const size_t cuts[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11, 11, 11};
    struct slice text = slice_of("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80z");

    for (size_t limit = 0; limit < sizeof cuts / sizeof cuts[0]; limit++)
        ck_assert_uint_eq(utf8_cut(text, limit), cuts[limit]);
    /* A text that was cut before loses its unfinished end, and no more than that. */
    for (size_t size = 0; size <= text.size; size++)
        ck_assert_uint_eq(utf8_cut((struct slice){text.data, size}, size), cuts[size]);
    /* What is no character is cut where the limit says. */
    for (size_t limit = 0; limit < 5; limit++)
        ck_assert_uint_eq(utf8_cut(slice_of("/\x80\x80\x80\x80\x80"), limit), limit);
    ck_assert_uint_eq(utf8_cut(slice_of("/\xC3\xA9\x80\x80\x80"), 3), 3);
    ck_assert_uint_eq(utf8_cut(slice_of("/\xF0\x9F\x98("), 3), 3);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        knows_every_character,
        knows_every_pair_of_bytes,
        finds_the_first_fault,
        cuts_between_characters,
    };

    return SUITE_RUN("base-utf8", tests);
}
