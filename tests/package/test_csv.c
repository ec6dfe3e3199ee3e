#include <unistd.h>

#include "base/buffer.h"
#include "package/csv.h"
#include "tests/base/suite.h"

enum { CEILING = 1024 * 1024 };

/* A file with these bytes, read from its beginning. */
static int file_of(struct slice bytes)
{
    char name[] = "/tmp/csv-XXXXXX";
    int file = mkstemp(name);

    ck_assert_int_ge(file, 0);
    ck_assert_int_eq(unlink(name), 0);
    for (size_t at = 0; at < bytes.size;) {
        ssize_t written = write(file, bytes.data + at, bytes.size - at);
        ck_assert_int_gt(written, 0);
        at += (size_t)written;
    }
    ck_assert_int_eq(lseek(file, 0, SEEK_SET), 0);
    return file;
}

/* Rows as "line[cell|cell]", faults as "line.cell!message", one after the other. */
static void print_row(const struct csv *csv, struct buffer *out)
{
    buffer_format(out, "%lld[", (long long)csv->line);
    for (int i = 0; i < csv->count; i++)
        buffer_format(out, "%s%.*s", i ? "|" : "", SLICE_ARGS(csv->cells[i]));
    buffer_text(out, "]");
}

static void read_all(struct slice bytes, int width, struct buffer *out)
{
    struct csv csv;
    struct csv_fault fault;
    struct error err = {0};
    enum csv_result result = CSV_ROW;
    int file = file_of(bytes);

    ck_assert(csv_init(&csv, file, &err));
    csv.width = width;
    while (result != CSV_END) {
        result = csv_next(&csv, &fault, &err);
        ck_assert_int_ne(result, CSV_FAILED);
        if (result == CSV_ROW)
            print_row(&csv, out);
        if (result == CSV_FAULT)
            buffer_format(out, "%lld.%d!%s;", (long long)fault.line, fault.cell, fault.message);
    }
    csv_clear(&csv);
    ck_assert_int_eq(close(file), 0);
    buffer_char(out, '\0');
    ck_assert(!out->failed);
}

static const struct {
    const char *bytes;
    int width;
    const char *expected;
} cases[] = {
    {"", 0, ""},
    {"a", 0, "1[a]"},
    {"a,b\n", 0, "1[a|b]"},
    {"a,b\r\nc,d\r\n", 0, "1[a|b]2[c|d]"},
    {"a,b\nc,d", 0, "1[a|b]2[c|d]"},
    {",\n", 2, "1[|]"},
    {"a,", 2, "1[a|]"},
    {"\xEF\xBB\xBF"
     "a,b\n",
     0, "1[a|b]"},
    {"\xEF\xBB\xBF", 0, ""},
    {"\xEF\xBB\xBF\"a\"\n", 0, "1[a]"},
    {"\"a,b\",\"c\"\"d\"\n", 2, "1[a,b|c\"d]"},
    {"\"\",\"\"\"\"\n", 2, "1[|\"]"},
    {"\"a\nb\",c\nd,e\n", 2, "1[a\nb|c]3[d|e]"},
    {"\"a\r\nb\",c\r\nd,e", 2, "1[a\r\nb|c]3[d|e]"},
    {" a , b \n", 2, "1[ a | b ]"},
    {"\xC3\xA4,\xF0\x9F\x8C\x8D\n", 2, "1[\xC3\xA4|\xF0\x9F\x8C\x8D]"},
    /* What is refused, where, and that reading goes on below. */
    {"a,b\nc\nd,e\n", 2, "1[a|b]2.-1!has 1 cells, expected 2 as in the header;3[d|e]"},
    {"a,b\nc,d,e\n", 2, "1[a|b]2.-1!has 3 cells, expected 2 as in the header;"},
    {"a,b\n\nc,d\n", 2, "1[a|b]2.-1!is blank, expected a row or the end of the file;3[c|d]"},
    {"a,b\rc,d\ne,f\n", 2,
     "1.1!holds a carriage return without line feed, expected LF or CRLF line ends;2[e|f]"},
    {"a,b\r", 2, "1.1!ends in a carriage return without line feed, expected LF or CRLF;"},
    {"a,b\"c\nd,e\n", 2, "1.1!holds a quote in a cell without quotes, expected \"…\"\"…\";2[d|e]"},
    {"a,\"b\"c\nd,e\n", 2,
     "1.1!goes on after its closing quote, expected a comma or a line end;2[d|e]"},
    {"a,\"b\" \nd,e\n", 2,
     "1.1!goes on after its closing quote, expected a comma or a line end;2[d|e]"},
    {"a,\"b\nc,\"d\ne,f\n", 2,
     "2.1!goes on after its closing quote, expected a comma or a line end (the quote was opened on "
     "line 1);"
     "2.1!opens a quote that is never closed, expected its end on the same line;3[e|f]"},
    {"a,b\nc,\"d\ne,f\n", 2,
     "1[a|b]2.1!opens a quote that is never closed, expected its end on the same line;3[e|f]"},
    {"\"a\rb\",c\nd,e\n", 2,
     "1.0!holds a carriage return without line feed, expected LF or CRLF line ends;2[d|e]"},
    {"a,b\tc\nd,e\n", 2, "1.1!holds the control character 0x09, expected text;2[d|e]"},
    {"a,\"b\x1f\"\nd,e\n", 2, "1.1!holds the control character 0x1f, expected text;2[d|e]"},
    {"a,b\x7f\nd,e\n", 2, "1.1!holds the control character 0x7f, expected text;2[d|e]"},
    {"a,\xFF\nd,e\n", 2, "1.1!is no valid UTF-8 (byte 0xff), expected UTF-8;2[d|e]"},
    {"a,\"b\n\nc\xC3\"\nd,e\n", 2, "3.1!is no valid UTF-8 (byte 0xc3), expected UTF-8;4[d|e]"},
    {"\xED\xA0\x80,b\n", 2, "1.0!is no valid UTF-8 (byte 0xed), expected UTF-8;"},
};

START_TEST(reads_and_refuses)
{
    struct buffer out;

    buffer_init(&out, CEILING);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        buffer_reset(&out);
        read_all(slice_of(cases[i].bytes), cases[i].width, &out);
        ck_assert_str_eq(out.data, cases[i].expected);
    }
    buffer_clear(&out);
}
END_TEST

START_TEST(zero_bytes_are_refused)
{
    static const char utf16[2][11] = {"\xFF\xFE"
                                      "a\0,\0b\0\n\0",
                                      "\xFE\xFF"
                                      "\0a\0,\0b\0\n"};
    struct buffer out;

    buffer_init(&out, CEILING);
    read_all((struct slice){"a,\0b\nc,d\n", 9}, 2, &out);
    ck_assert_str_eq(out.data, "1.1!holds the control character 0x00, expected text;2[c|d]");
    for (int i = 0; i < 2; i++) {
        buffer_reset(&out);
        read_all((struct slice){utf16[i], 10}, 2, &out);
        ck_assert_msg(slice_starts(buffer_all(&out), "1.-1!is UTF-16, expected UTF-8;"), "%s",
                      out.data);
    }
    buffer_clear(&out);
}
END_TEST

/* The longest row that fits, and one byte more, with quotes and without. */
START_TEST(the_ceiling_holds_to_the_byte)
{
    for (int more = 0; more < 2; more++)
        for (int quotes = 0; quotes < 2; quotes++) {
            struct buffer in, out;

            buffer_init(&in, CEILING);
            buffer_init(&out, CEILING);
            buffer_text(&in, quotes ? "\"" : "");
            buffer_repeat(&in, 'x', (size_t)CSV_CEILING - 1 - 2 * (size_t)quotes + (size_t)more);
            buffer_text(&in, quotes ? "\"\na\n" : "\na\n");
            read_all(buffer_all(&in), 1, &out);
            ck_assert_int_eq(strncmp(out.data, "1[xxx", 5) == 0, !more);
            if (more)
                ck_assert_str_eq(out.data,
                                 "1.0!makes its row longer than 65536 bytes, expected fewer (is a "
                                 "quote left open?);2[a]");
            buffer_clear(&in);
            buffer_clear(&out);
        }
}
END_TEST

/* One stray quote in a file of a megabyte: one fault, and no row is lost. */
START_TEST(an_open_quote_swallows_nothing)
{
    struct buffer in, out;

    buffer_init(&in, 2 * CEILING);
    buffer_init(&out, 4 * CEILING);
    buffer_text(&in, "a,\"b\n");
    for (int i = 0; i < 100000; i++)
        buffer_text(&in, "cell,cell\n");
    read_all(buffer_all(&in), 2, &out);
    ck_assert_int_eq(strncmp(out.data, "1.1!makes its row longer", 24), 0);
    ck_assert_ptr_nonnull(strstr(out.data, ";2[cell|cell]3[cell|cell]"));
    ck_assert_ptr_nonnull(strstr(out.data, "100001[cell|cell]"));
    ck_assert_ptr_null(strchr(strchr(out.data, '!') + 1, '!'));
    buffer_clear(&in);
    buffer_clear(&out);
}
END_TEST

/* Wherever a read from the file ends: rows, quotes and line ends of all kinds around the border. */
START_TEST(rows_survive_the_buffers_border)
{
    static const char row[] = "\"a\"\"\r\n\",\xC3\xA4\r\n";
    enum { ROWS = 60000 };
    struct buffer in, out;
    struct csv csv;
    struct csv_fault fault;
    struct error err = {0};

    for (int shift = 0; shift < (int)sizeof row; shift++) {
        int64_t line = 2;

        buffer_init(&in, 2 * CEILING);
        buffer_init(&out, 64);
        buffer_repeat(&in, 'x', (size_t)shift);
        buffer_text(&in, ",\n");
        for (int i = 0; i < ROWS; i++)
            buffer_text(&in, row);
        int file = file_of(buffer_all(&in));
        ck_assert(csv_init(&csv, file, &err));
        csv.width = 2;
        ck_assert_int_eq(csv_next(&csv, &fault, &err), CSV_ROW);
        for (int i = 0; i < ROWS; i++, line += 2) {
            EXPECT(csv_next(&csv, &fault, &err) == CSV_ROW, "row %d, shift %d", i, shift);
            EXPECT(csv.line == line && slice_is(csv.cells[0], "a\"\r\n") &&
                       slice_is(csv.cells[1], "\xC3\xA4"),
                   "row %d, shift %d", i, shift);
        }
        ck_assert_int_eq(csv_next(&csv, &fault, &err), CSV_END);
        csv_clear(&csv);
        (void)close(file);
        buffer_clear(&in);
        buffer_clear(&out);
    }
}
END_TEST

START_TEST(too_many_cells_are_a_fault)
{
    struct buffer in, out;

    buffer_init(&in, CEILING);
    buffer_init(&out, CEILING);
    buffer_repeat(&in, ',', CSV_CELLS);
    buffer_text(&in, "\na\n");
    read_all(buffer_all(&in), 0, &out);
    ck_assert_str_eq(out.data, "1.-1!has more than 64 cells, expected fewer;2[a]");
    buffer_clear(&in);
    buffer_clear(&out);
}
END_TEST

START_TEST(what_cannot_be_read_fails)
{
    struct csv csv;
    struct csv_fault fault;
    struct error err = {0};

    ck_assert(csv_init(&csv, -1, &err));
    ck_assert_int_eq(csv_next(&csv, &fault, &err), CSV_FAILED);
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    csv_clear(&csv);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        reads_and_refuses,
        zero_bytes_are_refused,
        the_ceiling_holds_to_the_byte,
        an_open_quote_swallows_nothing,
        rows_survive_the_buffers_border,
        too_many_cells_are_a_fault,
        what_cannot_be_read_fails,
    };

    return SUITE_RUN("csv", tests);
}
