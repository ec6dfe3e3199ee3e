/* Suffix, format parameter and Accept: which representation a client gets. */
#include "http/negotiate.h"

#include "tests/http/expect.h"

enum {
    J = 1u << FORMAT_JSON,
    C = 1u << FORMAT_CSV,
    N = 1u << FORMAT_NDJSON,
    T = 1u << FORMAT_TEXT,
    ALL = J | C | N | T,
    NONE = -1, /* no suffix asked, or nothing acceptable */
};

/* A request with an Accept header a line, or with none. */
static const struct request *accepting(const char *lines)
{
    static struct request_header headers[4];
    static struct request request = {.headers = headers};
    struct slice rest = slice_of(lines);

    request.header_count = 1;
    headers[0] = (struct request_header){{"Host", 4}, {"a", 1}};
    while (slice_cut(&rest, '\n', &headers[request.header_count].value))
        headers[request.header_count++].name = slice_of("accept");
    return &request;
}

static const struct {
    const char *accept; /* NULL: absent */
    unsigned offered;
    int wanted;
} accepts[] = {
    {NULL, ALL, FORMAT_JSON},
    {NULL, C | T, FORMAT_CSV},
    {"", ALL, FORMAT_JSON},
    {"*/*", ALL, FORMAT_JSON},
    {"*/*", N | T, FORMAT_NDJSON},
    {"application/json", ALL, FORMAT_JSON},
    {"APPLICATION/JSON", ALL, FORMAT_JSON},
    {"application/json; charset=utf-8", ALL, FORMAT_JSON},
    {"text/csv", ALL, FORMAT_CSV},
    {"text/csv; header=absent", ALL, FORMAT_CSV},
    {"text/plain", ALL, FORMAT_TEXT},
    {"application/x-ndjson", ALL, FORMAT_NDJSON},
    {"application/ndjson", ALL, FORMAT_NDJSON},
    {"application/jsonl", ALL, FORMAT_NDJSON},
    {"application/vnd.api+json", ALL, NONE},
    {"application/*", ALL, FORMAT_JSON},
    {"application/*", N, FORMAT_NDJSON},
    {"text/*", ALL, FORMAT_CSV},
    {"text/*", J | N, NONE},
    {"text/html", ALL, NONE},
    {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", ALL, FORMAT_JSON},
    /* Quality. */
    {"application/json;q=0.4, text/csv;q=0.5", ALL, FORMAT_CSV},
    {"application/json;q=0.5, text/csv;q=0.5", ALL, FORMAT_JSON},
    {"text/csv;q=0.501,application/json;q=0.5", ALL, FORMAT_CSV},
    {"text/csv;q=0.001", ALL, FORMAT_CSV},
    {"text/csv;Q=0.1, text/plain;q=0.2", ALL, FORMAT_TEXT},
    {"text/csv;q=1.000, application/json;q=0.999", ALL, FORMAT_CSV},
    {"text/csv;q=1., application/json;q=0.9", ALL, FORMAT_CSV},
    {"text/csv;q=0", ALL, NONE},
    {"text/csv;q=0.000", C, NONE},
    {"text/csv;q=0, */*", C, NONE},
    {"*/*, text/csv;q=0", C | T, FORMAT_TEXT},
    {"*/*, application/json;q=0", ALL, FORMAT_CSV},
    {"application/x-ndjson;q=0, */*", N, NONE},
    {"*/*;q=0", ALL, NONE},
    {"*/*;q=0, text/plain", ALL, FORMAT_TEXT},
    /* The closer range decides, wherever it stands. */
    {"*/*;q=1, text/*;q=0.1, application/*;q=0.1", T | J, FORMAT_JSON},
    {"text/*;q=0.3, text/csv;q=0.7, application/json;q=0.5", ALL, FORMAT_CSV},
    {"text/csv;q=0.2, text/*;q=0.9, application/json;q=0.5", ALL, FORMAT_TEXT},
    {"text/csv;q=0.1, text/csv;q=0.9, application/json;q=0.5", ALL, FORMAT_CSV},
    {"text/csv;q=0.9, text/csv;q=0.1, application/json;q=0.5", ALL, FORMAT_CSV},
    /* Blanks, empty elements, parameters with separators in quotes. */
    {" text/csv ;\tq=0.9 , ,, application/json ; q=0.1 ", ALL, FORMAT_CSV},
    {"text/plain;a=\"x,text/csv;q=1\";q=0.1, application/json;q=0.05", ALL, FORMAT_TEXT},
    {"text/plain;a=\"\\\",\";q=0.1, text/csv;q=0.2", ALL, FORMAT_CSV},
    /* What is malformed is passed over. */
    {"json", ALL, FORMAT_JSON},
    {"text/csv;q=2, text/plain;q=0.1", ALL, FORMAT_TEXT},
    {"text/csv;q=1.001, text/plain;q=0.1", ALL, FORMAT_TEXT},
    {"text/csv;q=0.1234, text/plain;q=0.1", ALL, FORMAT_TEXT},
    {"text/csv;q=-1, text/plain;q=0.1", ALL, FORMAT_TEXT},
    {"text/csv;q=, text/plain;q=0.1", ALL, FORMAT_TEXT},
    {"text/csv;q, text/plain;q=0.1", ALL, FORMAT_TEXT},
    {"text/csv;q=.; text/plain, text/plain;q=0.1", ALL, FORMAT_TEXT},
    {"text/csv;q=abc, text/plain;q=0.1", ALL, FORMAT_TEXT},
    {"*/csv, text/plain;q=0.1", ALL, FORMAT_TEXT},
    {"text/, /csv, /, text/csv/x, te xt/csv, text/plain;q=0.1", ALL, FORMAT_TEXT},
    {"text/\"csv\", text/plain;q=0.1", ALL, FORMAT_TEXT},
    {"text/plain;a=\"open, text/csv", ALL, FORMAT_TEXT},
    /* Several lines are one list. */
    {"application/xml\n*/*", ALL, FORMAT_JSON},
    {"text/csv;q=0.5\ntext/plain", ALL, FORMAT_TEXT},
    {"\ntext/csv", ALL, FORMAT_CSV},
    {"json\ntext/html", ALL, NONE},
    {"text/csv;q=0\n*/*", C, NONE},
    {"text/plain;a=\"open\ntext/csv", ALL, FORMAT_CSV},
    /* Java's URLConnection. */
    {"text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", ALL, FORMAT_JSON},
};

START_TEST(accept_decides)
{
    struct format_choice choice = {FORMAT_TEXT, false};
    struct error err = {.kind = ERROR_NONE};
    bool found = format_negotiate(NONE, slice_of(NULL), accepting(accepts[_i].accept),
                                  accepts[_i].offered, &choice, &err);

    ck_assert_msg(found == (accepts[_i].wanted != NONE), "%s", accepts[_i].accept);
    if (found) {
        ck_assert_msg((int)choice.format == accepts[_i].wanted, "%s: %d", accepts[_i].accept,
                      (int)choice.format);
        ck_assert(choice.negotiated);
    } else {
        ck_assert_int_eq(err.kind, ERROR_FORMAT);
        ck_assert_ptr_eq(err.allowed, &formats);
    }
}
END_TEST

static const struct {
    int suffix;
    const char *argument, *accept;
    unsigned offered;
    int wanted;
} said[] = {
    {FORMAT_CSV, NULL, NULL, ALL, FORMAT_CSV},
    {FORMAT_CSV, "json", "text/plain", ALL, FORMAT_CSV},
    {FORMAT_JSON, NULL, "text/html", ALL, FORMAT_JSON},
    {NONE, "csv", "application/json", ALL, FORMAT_CSV},
    {NONE, "json", NULL, ALL, FORMAT_JSON},
    {NONE, "ndjson", NULL, ALL, FORMAT_NDJSON},
    {NONE, "text", NULL, ALL, FORMAT_TEXT},
    {NONE, "txt", NULL, ALL, FORMAT_TEXT},
    {FORMAT_CSV, NULL, NULL, J, NONE},
    {NONE, "csv", "*/*", J, NONE},
    {NONE, "CSV", NULL, ALL, NONE},
    {NONE, "", NULL, ALL, NONE},
    {FORMAT_CSV, "xlsx", NULL, ALL, NONE},
};

START_TEST(url_goes_before_accept)
{
    struct format_choice choice = {FORMAT_TEXT, true};
    struct error err = {.kind = ERROR_NONE};
    bool found = format_negotiate(said[_i].suffix, slice_of(said[_i].argument),
                                  accepting(said[_i].accept), said[_i].offered, &choice, &err);

    ck_assert(found == (said[_i].wanted != NONE));
    if (found) {
        ck_assert_int_eq(choice.format, said[_i].wanted);
        ck_assert(!choice.negotiated);
        ck_assert_int_eq(err.kind, ERROR_NONE);
    } else {
        ck_assert_int_eq(err.kind, ERROR_FORMAT);
    }
}
END_TEST

START_TEST(refusal_helps)
{
    static const struct {
        const char *argument, *hint, *parameter;
    } cases[] = {{"cvs", "did you mean csv", "format"},
                 {"jsn", "did you mean json", "format"},
                 {"xlsx", "", "format"},
                 {"csv", "", ""}};
    struct format_choice choice;
    struct error err;

    ck_assert(!format_negotiate(NONE, slice_of(cases[_i].argument), accepting(NULL), J | T, &choice,
                                &err));
    ck_assert_str_eq(err.hint, cases[_i].hint);
    ck_assert_str_eq(err.parameter, cases[_i].parameter);
    ck_assert_ptr_nonnull(strstr(err.detail, "json, text."));
    ck_assert_ptr_null(strstr(err.detail, "csv"));
    ck_assert_ptr_eq(err.allowed, &formats);
}
END_TEST

static const struct {
    const char *segment, *rest;
    int wanted;
} suffixes[] = {
    {"figures.csv", "figures", FORMAT_CSV},
    {"figures.json", "figures", FORMAT_JSON},
    {"figures.ndjson", "figures", FORMAT_NDJSON},
    {"figures.txt", "figures", FORMAT_TEXT},
    {"pk-ict.fy2021.csv", "pk-ict.fy2021", FORMAT_CSV},
    {"a.csv.json", "a.csv", FORMAT_JSON},
    {"pk-ict.fy2021", "pk-ict.fy2021", NONE},
    {"figures.text", "figures.text", NONE},
    {"figures.CSV", "figures.CSV", NONE},
    {"csv", "csv", NONE},
    {".csv", ".csv", NONE},
    {"figurescsv", "figurescsv", NONE},
    {"", "", NONE},
};

START_TEST(suffix_is_cut_off)
{
    struct slice segment = slice_of(suffixes[_i].segment);
    enum format format = FORMAT_TEXT;

    ck_assert(format_suffix(&segment, &format) == (suffixes[_i].wanted != NONE));
    expect_slice(segment, suffixes[_i].rest);
    if (suffixes[_i].wanted != NONE)
        ck_assert_int_eq(format, suffixes[_i].wanted);
}
END_TEST

START_TEST(media_types)
{
    ck_assert_str_eq(format_media_type(FORMAT_JSON), "application/json");
    ck_assert_str_eq(format_media_type(FORMAT_CSV), "text/csv; charset=utf-8; header=present");
    ck_assert_str_eq(format_media_type(FORMAT_NDJSON), "application/x-ndjson");
    ck_assert_str_eq(format_media_type(FORMAT_TEXT), "text/plain; charset=utf-8");
    ck_assert_int_eq(words_find(&formats, slice_of("json")), FORMAT_JSON);
    ck_assert_int_eq(words_find(&formats, slice_of("csv")), FORMAT_CSV);
    ck_assert_int_eq(words_find(&formats, slice_of("ndjson")), FORMAT_NDJSON);
    ck_assert_int_eq(words_find(&formats, slice_of("text")), FORMAT_TEXT);
}
END_TEST

START_TEST(root_is_negotiated)
{
    static const char *const offered[] = {"text/plain; charset=utf-8", "text/html; charset=utf-8",
                                          "application/json"};
    static const struct {
        const char *accept;
        int wanted;
    } cases[] = {
        {NULL, 0},
        {"*/*", 0},
        {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", 1},
        {"application/json", 2},
        {"application/json, */*;q=0.1", 2},
        {"image/png", -1},
        {"text/*;q=0, */*", 2},
        {"text/*;q=0\n*/*", 2},
    };

    ck_assert_int_eq(negotiate_accept(accepting(cases[_i].accept), offered, 3), cases[_i].wanted);
    ck_assert_int_eq(negotiate_accept(accepting(cases[_i].accept), offered, 0), -1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http/negotiate");
    TCase *all = tcase_create("all");

    suite_add_tcase(suite, all);
    tcase_add_loop_test(all, accept_decides, 0, sizeof accepts / sizeof accepts[0]);
    tcase_add_loop_test(all, url_goes_before_accept, 0, sizeof said / sizeof said[0]);
    tcase_add_loop_test(all, refusal_helps, 0, 4);
    tcase_add_loop_test(all, suffix_is_cut_off, 0, sizeof suffixes / sizeof suffixes[0]);
    tcase_add_test(all, media_types);
    tcase_add_loop_test(all, root_is_negotiated, 0, 8);
    return suite_finish(suite);
}
