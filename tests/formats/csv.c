/* CSV cells: byte for byte, and against a reader of RFC 4180 written here. */
#include "tests/formats/claim.h"

static const struct {
    const char *text;
    bool defuse;
    const char *wanted;
} cells[] = {
    {NULL, true, ""},
    {"", true, ""},
    {"plain text", true, "plain text"},
    {"a,b", true, "\"a,b\""},
    {"say \"x\"", true, "\"say \"\"x\"\"\""},
    {"\"", true, "\"\"\"\""},
    {"two\nlines", true, "\"two\nlines\""},
    {"two\r\nlines", true, "\"two\r\nlines\""},
    {"=1+1", true, "'=1+1"},
    {"+1", true, "'+1"},
    {"-1", true, "'-1"},
    {"@cmd", true, "'@cmd"},
    {"\tx", true, "'\tx"},
    {"\rx", true, "\"'\rx\""},
    {"＝1+1", true, "'＝1+1"},
    {"＋1", true, "'＋1"},
    {"－1", true, "'－1"},
    {"＠x", true, "'＠x"},
    {"ＡＢ", true, "ＡＢ"},
    {"=a,b", true, "\"'=a,b\""},
    {"=\"x\"", true, "\"'=\"\"x\"\"\""},
    {"a=b", true, "a=b"},
    {" =x", true, " =x"},
    {"'=x", true, "'=x"},
    {"=1+1", false, "=1+1"},
    {"-1.50", false, "-1.50"},
    {"-1,5", false, "\"-1,5\""},
};

START_TEST(cell_is_exact)
{
    CLEAN(buffer) struct buffer out;

    buffer_init(&out, 100);
    csv_cell(&out, slice_of(cells[_i].text), cells[_i].defuse);
    expect_text(&out, cells[_i].wanted);
}
END_TEST

START_TEST(cell_bears_a_zero_byte)
{
    CLEAN(buffer) struct buffer out;

    buffer_init(&out, 100);
    csv_cell(&out, (struct slice){"\0,", 2}, true);
    expect_bytes(&out, "\"\0,\"", 4);
}
END_TEST

/* Only text that came from outside is defused: neither numbers nor our own vocabulary. */
START_TEST(only_foreign_text_is_defused)
{
    CLEAN(buffer) struct buffer out;
    struct claim claim = {.id = slice_of("=id"),
                          .label = slice_of("-label"),
                          .day = slice_of("@"),
                          .value = slice_of("-5"),
                          .comparator = slice_of("="),
                          .replaces = slice_of("+a b"),
                          .title = slice_of("=SUM(A1,B1)"),
                          .url = slice_of("=u"),
                          .alternatives = INT64_MIN};

    buffer_init(&out, 1000);
    write_rows(&out,
               (struct shape){FORMAT_CSV, false, false,
                              "id,period,value,comparator,replaces,citation,alternatives"},
               &claim, 1);
    expect_text(&out, "id,period_label,period_start,value,comparator,replaces,citation_title,"
                      "citation_url,alternatives\r\n"
                      "'=id,'-label,'@,-5,=,'+a b,\"'=SUM(A1,B1)\",'=u,-9223372036854775808\r\n");
}
END_TEST

START_TEST(a_word_outside_of_its_vocabulary_is_defused)
{
    CLEAN(buffer) struct buffer out;
    struct claim claim = {.comparator = slice_of("=HYPERLINK(1)")};

    buffer_init(&out, 1000);
    write_rows(&out, (struct shape){FORMAT_CSV, false, false, "comparator"}, &claim, 1);
    expect_text(&out, "comparator\r\n'=HYPERLINK(1)\r\n");
}
END_TEST

/* RFC 4180: one cell at the front into text; false where the bytes are not a cell. Afterwards *rest
 * begins with the comma, the CRLF or nothing. */
static bool read_cell(struct slice *rest, struct buffer *text)
{
    bool quoted = slice_starts(*rest, "\"");

    *rest = slice_skip(*rest, quoted);
    while (rest->size) {
        char c = rest->data[0];

        if (quoted && c == '"' && !slice_starts(*rest, "\"\"")) {
            *rest = slice_skip(*rest, 1);
            return !rest->size || slice_starts(*rest, ",") || slice_starts(*rest, "\r\n");
        }
        if (!quoted && (c == ',' || slice_starts(*rest, "\r\n")))
            return true;
        if (!quoted && strchr("\"\r\n", c))
            return false;
        buffer_char(text, c);
        *rest = slice_skip(*rest, quoted && c == '"' ? 2 : 1);
    }
    return !quoted;
}

/* Text in which what matters to CSV is frequent. */
static void chance_text(uint32_t *state, struct buffer *text)
{
    buffer_reset(text);
    for (uint32_t size = chance(state, 12); size > 0; size--) {
        if (chance(state, 2))
            buffer_char(text, "\",\r\n=+-@\t' ;"[chance(state, 12)]);
        else
            chance_character(state, text);
    }
}

START_TEST(any_row_survives_a_reader)
{
    uint32_t state = 4180u + (uint32_t)_i;
    CLEAN(buffer) struct buffer out, read;
    struct buffer texts[4];

    for (int i = 0; i < 4; i++)
        buffer_init(&texts[i], 200);
    buffer_init(&out, 4000);
    buffer_init(&read, 400);
    for (int round = 0; round < 500; round++) {
        buffer_reset(&out);
        for (int i = 0; i < 4; i++) {
            chance_text(&state, &texts[i]);
            buffer_text(&out, i ? "," : "");
            csv_cell(&out, buffer_all(&texts[i]), i % 2);
        }
        struct slice rest = buffer_all(&out);
        for (int i = 0; i < 4; i++) {
            struct slice text = buffer_all(&texts[i]);

            buffer_reset(&read);
            ck_assert(read_cell(&rest, &read));
            struct slice got = buffer_all(&read);
            if (i % 2 && text.size && strchr("=+-@\t\r", text.data[0])) {
                ck_assert_int_eq(got.data[0], '\'');
                got = slice_skip(got, 1);
            }
            ck_assert(slice_equal(got, text));
            ck_assert(i == 3 ? !rest.size : slice_starts(rest, ","));
            rest = slice_skip(rest, 1);
        }
    }
    for (int i = 0; i < 4; i++)
        buffer_clear(&texts[i]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("formats/csv");
    TCase *all = tcase_create("all");

    suite_add_tcase(suite, all);
    tcase_add_loop_test(all, cell_is_exact, 0, sizeof cells / sizeof cells[0]);
    tcase_add_test(all, cell_bears_a_zero_byte);
    tcase_add_test(all, only_foreign_text_is_defused);
    tcase_add_test(all, a_word_outside_of_its_vocabulary_is_defused);
    tcase_add_loop_test(all, any_row_survives_a_reader, 0, 10);
    return suite_finish(suite);
}
