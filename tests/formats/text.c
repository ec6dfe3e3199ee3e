/* Text for terminals: tables that fit, and what is cut, left out or wrapped when they do not. */
#include "formats/display.h"

#include "base/utf8.h"
#include "tests/formats/claim.h"

static const struct {
    const char *text;
    int width;
} widths[] = {
    {"", 0},
    {"abc", 3},
    {"é", 1},
    {"e\xCC\x81", 1}, /* e and a combining accent */
    {"輸出", 4},
    {"پاکستان", 7},
    {"کِتاب", 4}, /* with a vowel sign on the first letter */
    {"a\xE2\x80\x8C"
     "b",
     2}, /* a zero width non-joiner between */
    {"…", 1},
};

START_TEST(width_is_in_columns)
{
    ck_assert_int_eq(display_width(slice_of(widths[_i].text)), widths[_i].width);
}
END_TEST

static const struct {
    const char *text;
    int columns;
    const char *fit;
    int width;
} fits[] = {
    {"abcdef", 3, "abc", 3},
    {"abc", 3, "abc", 3},
    {"輸出額", 5, "輸出", 4},
    {"輸出", 1, "", 0},
    {"abe\xCC\x81"
     "x",
     3, "abe\xCC\x81", 3},
    {"abc", 0, "", 0},
};

START_TEST(fit_keeps_characters_whole)
{
    int width;
    struct slice text = slice_of(fits[_i].text);

    ck_assert_uint_eq(display_fit(text, fits[_i].columns, &width), strlen(fits[_i].fit));
    ck_assert_int_eq(width, fits[_i].width);
}
END_TEST

static const struct {
    const char *text;
    size_t size;
    const char *wanted;
} dirty[] = {
    {"a\tb\nc\0d\x1B[31m\x7F", 13, "a b c d [31m "},
    {"x\xC2\x85y\xC2\x9Bz", 7, "x y z"},
    {"\xE2\x80\xAEgnp\xE2\x80\xA8\xE2\x81\xA6", 12, " gnp  "},
    {"پاک\xC2\xA0", 8, "پاک\xC2\xA0"},
};

START_TEST(controls_become_spaces)
{
    CLEAN(buffer) struct buffer out;

    buffer_init(&out, 100);
    display_clean(&out, (struct slice){dirty[_i].text, dirty[_i].size});
    expect_text(&out, dirty[_i].wanted);
}
END_TEST

static const struct {
    const char *text;
    int columns;
    const char *line;
} lines[] = {
    {"one two three", 20, "one two three"},
    {"one two three", 7, "one two"},
    {"one two three", 8, "one two"},
    {"one two three", 6, "one"},
    {"https://example.org/long next", 6, "https://example.org/long"},
    {"輸出輸出輸出", 5, "輸出"},
    {"輸出", 1, "輸"},
    {"", 5, ""},
};

START_TEST(line_ends_before_a_space)
{
    ck_assert_uint_eq(display_line(slice_of(lines[_i].text), lines[_i].columns),
                      strlen(lines[_i].line));
}
END_TEST

/* Tables: every claim is made of what its fields hold. */
static void table(struct buffer *out, const char *fields, const struct claim *claims, int count)
{
    buffer_init(out, 100000);
    write_rows(out, (struct shape){FORMAT_TEXT, false, false, fields}, claims, count);
}

START_TEST(columns_are_aligned)
{
    CLEAN(buffer) struct buffer out;
    const struct claim claims[] = {
        {.id = slice_of("a"),
         .label = slice_of("輸出 FY1"),
         .value = slice_of("5"),
         .alternatives = -12,
         .derived = 1},
        {.id = slice_of("long-id"), .label = slice_of("x"), .alternatives = 7},
        {.id = slice_of("b\tc"), .label = slice_of(""), .value = slice_of("-1234567.50")},
    };

    table(&out, "id,period.label,value,alternatives,derived", claims, 3);
    expect_text(&out, "id       period.label        value  alternatives  derived\n"
                      "a        輸出 FY1                5           -12  true\n"
                      "long-id  x                       -             7  false\n"
                      "b c                    -1234567.50             0  false\n");
}
END_TEST

START_TEST(no_blanks_at_the_end)
{
    CLEAN(buffer) struct buffer out;
    const struct claim claims[] = {{.id = slice_of("a"), .replaces = slice_of("x y z")},
                                   {.id = slice_of("b"), .replaces = slice_of("")}};

    table(&out, "id,replaces", claims, 2);
    expect_text(&out, "id  replaces\na   x y z\nb\n");
}
END_TEST

START_TEST(no_rows_is_said)
{
    CLEAN(buffer) struct buffer out;

    table(&out, NULL, NULL, 0);
    expect_text(&out, "(no rows)\n");
}
END_TEST

#define TEN "ten chars "
#define FORTY TEN TEN TEN TEN
#define URL_60 "https://example.org/123456789/123456789/123456789/1234567890"
#define ID_24 "an-id-of-twenty-four-chr"

static const struct {
    const char *fields;
    struct claim claim;
    const char *wanted;
} tight[] = {
    /* running text is cut */
    {"id,period.label,value,citation.title",
     {.id = TEXT(ID_24),
      .value = TEXT("123456789012345678"),
      .title = TEXT(FORTY FORTY FORTY),
      .label = TEXT("first second third fourth")},
     "id                        period.label                            value  citation.title\n"
     "an-id-of-twenty-four-chr  first second third fourth  123456789012345678  "
     "ten chars ten chars ten ch…\n"},
    /* columns of running text are cut to the same width */
    {"id,period.label,citation.title",
     {.id = TEXT(ID_24), .label = TEXT(FORTY FORTY), .title = TEXT(FORTY FORTY "more")},
     "id                        period.label                          citation.title\n"
     "an-id-of-twenty-four-chr  ten chars ten chars ten chars ten c…  "
     "ten chars ten chars ten chars ten c…\n"},
    /* text without spaces is cut when it is not ASCII */
    {"id,citation.title,citation.url",
     {.id = TEXT("a"),
      .title = TEXT("情報技術輸出額情報技術輸出額情報技術輸出額"),
      .url = TEXT(URL_60)},
     "id  citation.title                      citation.url\n"
     "a   情報技術輸出額情報技術輸出額情報…   " URL_60 "\n"},
    /* a list is cut after a word */
    {"id,replaces,citation.url",
     {.id = TEXT(ID_24), .replaces = TEXT("abcde fgh ijk"), .url = TEXT(URL_60)},
     "id                        replaces      citation.url\n"
     "an-id-of-twenty-four-chr  abcde fgh…    " URL_60 "\n"},
    /* what does not fit is left out from the right */
    {"id,citation.title,citation.url,links.source,alternatives",
     {.id = TEXT(ID_24), .title = TEXT(FORTY), .url = TEXT(URL_60), .source = TEXT("a")},
     "id                        citation.title\n" ID_24
     "  ten chars ten chars ten chars ten chars\n"
     "left out for width: citation.url, links.source, alternatives; ask with fields=…\n"},
    /* where only one column would stand, each record is written by itself */
    {"id,alternatives",
     {.id = TEXT(URL_60 URL_60)},
     "id            " URL_60 URL_60 "\nalternatives  0\n"},
    /* exactly as wide as the terminal */
    {"id,replaces,citation.url",
     {.id = TEXT(ID_24), .replaces = TEXT("abcd fgh ijk"), .url = TEXT(URL_60)},
     "id                        replaces      citation.url\n"
     "an-id-of-twenty-four-chr  abcd fgh ijk  " URL_60 "\n"},
    /* one column too wide, and running text at its least */
    {"id,replaces,citation.url",
     {.id = TEXT(ID_24 "x"), .replaces = TEXT("abcd fgh ijk lmn"), .url = TEXT(URL_60)},
     "id                         replaces\n"
     "an-id-of-twenty-four-chrx  abcd fgh ijk lmn\n"
     "left out for width: citation.url; ask with fields=…\n"},
};

START_TEST(tight_table_is_exact)
{
    CLEAN(buffer) struct buffer out;

    table(&out, tight[_i].fields, &tight[_i].claim, 1);
    expect_text(&out, tight[_i].wanted);
}
END_TEST

START_TEST(long_note_of_what_is_left_out_is_wrapped)
{
    CLEAN(buffer) struct buffer out;
    const struct claim claim = {.id = TEXT(URL_60 ID_24), .label = TEXT("")};

    table(&out, NULL, &claim, 1);
    expect_text(&out, "id                                        "
                      "                                            period.label\n" URL_60 ID_24 "\n"
                      "left out for width: period.start, value, comparator, check.percent, "
                      "check.bounds.low,\n"
                      "  check.bounds.high, replaces, citation.title, citation.url, links.source, "
                      "alternatives, derived;\n"
                      "  ask with fields=…\n");
}
END_TEST

static void chance_cell(uint32_t *state, struct buffer *text, uint32_t most, bool words)
{
    buffer_reset(text);
    for (uint32_t size = chance(state, most); size > 0; size--) {
        if (!words)
            buffer_char(text, "abcdef0123456789"[chance(state, 16)]);
        else if (chance(state, 4) == 0)
            buffer_char(text, ' ');
        else
            chance_character(state, text);
    }
}

static bool contains(const struct buffer *out, struct slice text)
{
    return !text.size || memmem(buffer_all(out).data, out->size, text.data, text.size);
}

/* Whatever stands in it, a table keeps to the terminal and ids stay whole. */
START_TEST(any_table_fits)
{
    uint32_t state = 100u + (uint32_t)_i;
    CLEAN(buffer) struct buffer id, label, title, url;

    buffer_init(&id, 200);
    buffer_init(&label, 1000);
    buffer_init(&title, 1000);
    buffer_init(&url, 200);
    for (int round = 0; round < 50; round++) {
        CLEAN(buffer) struct buffer out;
        struct slice rest, line;

        chance_cell(&state, &id, 40, false);
        chance_cell(&state, &label, 60, true);
        chance_cell(&state, &title, 200, true);
        chance_cell(&state, &url, 80, false);
        const struct claim claim = {.id = buffer_all(&id),
                                    .label = buffer_all(&label),
                                    .value = slice_of("-12.5"),
                                    .title = buffer_all(&title),
                                    .url = buffer_all(&url)};
        table(&out, "id,period.label,value,citation", &claim, 1);
        rest = buffer_all(&out);
        while (slice_cut(&rest, '\n', &line))
            ck_assert_msg(display_width(line) <= TEXT_WIDTH, "%.*s", SLICE_ARGS(buffer_all(&out)));
        ck_assert(contains(&out, claim.id));
        ck_assert(contains(&out, claim.value));
        ck_assert(contains(&out, slice_of("left out")) || contains(&out, claim.url));
        ck_assert_uint_eq(utf8_fault(buffer_all(&out)), out.size);
    }
}
END_TEST

START_TEST(one_record_is_lines)
{
    CLEAN(buffer) struct buffer out;
    const struct claim claim = {.id = TEXT("a"),
                                .value = TEXT("-5.0"),
                                .label = TEXT(" " FORTY FORTY "twelve chars and one more line"),
                                .title = TEXT("پاکستان\tکی"),
                                .url = TEXT(URL_60 URL_60),
                                .source = TEXT("b"),
                                .derived = 1};

    buffer_init(&out, 10000);
    write_rows(&out,
               (struct shape){FORMAT_TEXT, true, true,
                              "id,period,value,replaces,citation,links.source,derived"},
               &claim, 1);
    expect_text(&out,
                "id              a\n"
                "period.label    ten chars ten chars ten chars ten chars ten chars ten chars ten "
                "chars ten chars\n"
                "                twelve chars and one more line\n"
                "period.start    -\n"
                "value           -5.0\n"
                "replaces        -\n"
                "citation.title  پاکستان کی\n"
                "citation.url    " URL_60 URL_60 "\n"
                "links.source    /stats/v1/sources/b\n"
                "derived         true\n");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("formats/text");
    TCase *all = tcase_create("all");

    suite_add_tcase(suite, all);
    tcase_add_loop_test(all, width_is_in_columns, 0, sizeof widths / sizeof widths[0]);
    tcase_add_loop_test(all, fit_keeps_characters_whole, 0, sizeof fits / sizeof fits[0]);
    tcase_add_loop_test(all, controls_become_spaces, 0, sizeof dirty / sizeof dirty[0]);
    tcase_add_loop_test(all, line_ends_before_a_space, 0, sizeof lines / sizeof lines[0]);
    tcase_add_test(all, columns_are_aligned);
    tcase_add_test(all, no_blanks_at_the_end);
    tcase_add_test(all, no_rows_is_said);
    tcase_add_loop_test(all, tight_table_is_exact, 0, sizeof tight / sizeof tight[0]);
    tcase_add_test(all, long_note_of_what_is_left_out_is_wrapped);
    tcase_add_loop_test(all, any_table_fits, 1, 11);
    tcase_add_test(all, one_record_is_lines);
    return suite_finish(suite);
}
