/* What a well-formed request is taken apart into. */
#include "http/question.h"

#include "tests/http/expect.h"

#define HOST "\nHost: a.example"
#define GET(target) RAW("GET " target " HTTP/1.1" HOST)

/* Segments and arguments are written "a|b|c" and "name=value|name=value". */
static const struct {
    struct slice text;
    const char *base, *path, *segments, *arguments;
} taken[] = {
    {GET("/"), "", "/", "", ""},
    {GET("/v1"), "", "/v1", "v1", ""},
    {GET("/v1/figures/an-id.x_y~z"), "", "/v1/figures/an-id.x_y~z", "v1|figures|an-id.x_y~z", ""},
    {GET("/1/2/3/4/5/6/7/8"), "", "/1/2/3/4/5/6/7/8", "1|2|3|4|5|6|7|8", ""},
    {GET("/a%20b+c%2Bd/%c3%a9"), "", "/a%20b+c%2Bd/%c3%a9", "a b+c+d|é", ""},
    {GET("/%C3\xA9"), "", "/%C3\xA9", "é", ""},
    {GET("/..."), "", "/...", "...", ""},
    {GET("/v1?"), "", "/v1", "v1", ""},
    {GET("/v1?a=b"), "", "/v1", "v1", "a=b"},
    {GET("/v1?a=b+c&d=%2B%26%3D%23&e=x=y"), "", "/v1", "v1", "a=b c|d=+&=#|e=x=y"},
    {GET("/v1?a&b=&c"), "", "/v1", "v1", "a=|b=|c="},
    {GET("/v1?a=1&a=2"), "", "/v1", "v1", "a=1|a=2"},
    {GET("/v1?a;b=c?d/e"), "", "/v1", "v1", "a;b=c?d/e"},
    {GET("/?q=%D8%B4%20شہر"), "", "/", "", "q=ش شہر"},
    {GET("/?p=2020-07-01/2021-06-30"), "", "/", "", "p=2020-07-01/2021-06-30"},
    {GET("/?p=../%2e%2e/%2F%5c"), "", "/", "",
     "p=../../"
     "/\\"},
    {GET("http://b.example/v1?a=b"), "", "/v1", "v1", "a=b"},
    {GET("HTTPS://b.example:8443"), "", "/", "", ""},
    {GET("http://b.example?a=b"), "", "/", "", "a=b"},
    {GET("http://b.example/"), "", "/", "", ""},
    {GET("/stats/v1"), "/stats", "/stats/v1", "v1", ""},
    {GET("/stats"), "/stats", "/stats", "", ""},
    {GET("/stats/"), "/stats", "/stats/", "", ""},
    {GET("/stats?a=b"), "/stats", "/stats", "", "a=b"},
    {GET("/st%61ts/v1"), "/stats", "/st%61ts/v1", "v1", ""},
    {GET("/a/b/1/2/3/4/5/6/7/8"), "/a/b", "/a/b/1/2/3/4/5/6/7/8", "1|2|3|4|5|6|7|8", ""},
    {GET("/v1/figures.csv"), "", "/v1/figures.csv", "v1|figures.csv", ""},
};

static void join(struct buffer *out, const struct question *question, bool segments)
{
    buffer_reset(out);
    for (int i = 0; segments && i < question->segment_count; i++)
        buffer_format(out, "%s%.*s", i ? "|" : "", SLICE_ARGS(question->segments[i]));
    for (int i = 0; !segments && i < question->argument_count; i++)
        buffer_format(out, "%s%.*s=%.*s", i ? "|" : "", SLICE_ARGS(question->arguments[i].name),
                      SLICE_ARGS(question->arguments[i].value));
}

START_TEST(taken_apart)
{
    struct wire wire;
    struct error err = {.kind = ERROR_NONE};
    CLEAN(question) struct question question;
    CLEAN(buffer) struct buffer text;

    buffer_init(&text, 1000);
    wire_read(&wire, taken[_i].text);
    ck_assert_msg(question_read(&question, &wire.request, taken[_i].base, &err), "%s: %s",
                  taken[_i].text.data, err.detail);
    expect_slice(question.path, taken[_i].path);
    join(&text, &question, true);
    expect_slice(buffer_all(&text), taken[_i].segments);
    join(&text, &question, false);
    expect_slice(buffer_all(&text), taken[_i].arguments);
    ck_assert_ptr_eq(question.request, &wire.request);
    for (int i = 0; i < question.argument_count; i++)
        ck_assert_ptr_nonnull(question.arguments[i].value.data);
}
END_TEST

static const struct {
    struct slice text;
    const char *base;
} outside[] = {
    {GET("/"), "/stats"},          {GET("/v1"), "/stats"},       {GET("/statsv1"), "/stats"},
    {GET("/stat"), "/stats"},      {GET("/STATS/v1"), "/stats"}, {GET("/stats/v1/"), "/stats"},
    {GET("/stats//v1"), "/stats"}, {GET("/stats//"), "/stats"},  {GET("/a"), "/a/b"},
    {GET("//stats/v1"), "/stats"},
};

START_TEST(outside_of_the_base_path)
{
    struct wire wire;
    struct error err;
    CLEAN(question) struct question question;

    wire_read(&wire, outside[_i].text);
    ck_assert(!question_read(&question, &wire.request, outside[_i].base, &err));
    ck_assert_int_eq(err.kind, ERROR_NOT_FOUND);
}
END_TEST

/* The longest base path there can be, and more segments than anybody keeps. */
START_TEST(many_segments_do_no_harm)
{
    char base[2 * 100 + 1] = "", text[1000];

    for (int count = 1; count <= 100; count++) {
        struct wire wire;
        struct error err;
        CLEAN(question) struct question question;

        memcpy(base + 2 * (count - 1), "/b", 3);
        (void)snprintf(text, sizeof text, "GET %s/ HTTP/1.0", base);
        wire_read(&wire, slice_of(text));
        bool fine = question_read(&question, &wire.request, base, &err);
        ck_assert(fine == (count < 32));
        ck_assert(fine || err.kind == ERROR_NOT_FOUND);
    }
}
END_TEST

static const struct {
    struct slice text;
    enum method method;
    bool http_1_0;
} kinds[] = {
    {RAW("GET / HTTP/1.1" HOST), METHOD_GET, false},
    {RAW("HEAD / HTTP/1.1" HOST), METHOD_HEAD, false},
    {RAW("OPTIONS / HTTP/1.1" HOST), METHOD_OPTIONS, false},
    {RAW("OPTIONS * HTTP/1.1" HOST), METHOD_OPTIONS, false},
    {RAW("GET / HTTP/1.0"), METHOD_GET, true},
    {RAW("GET / HTTP/1.0" HOST), METHOD_GET, true},
    {RAW("GET / HTTP/1.1\nHost:"), METHOD_GET, false},
    {RAW("GET / HTTP/1.1\nHost: [::1]:8080"), METHOD_GET, false},
    {RAW("GET / HTTP/1.1" HOST "\nContent-Length: 0"), METHOD_GET, false},
    {RAW("GET / HTTP/1.1" HOST "\nX: a\tb é"), METHOD_GET, false},
};

START_TEST(method_and_version)
{
    struct wire wire;
    struct error err = {.kind = ERROR_NONE};
    CLEAN(question) struct question question;

    wire_read(&wire, kinds[_i].text);
    ck_assert_msg(question_read(&question, &wire.request, "", &err), "%s", err.detail);
    ck_assert_int_eq(question.method, kinds[_i].method);
    ck_assert(question.http_1_0 == kinds[_i].http_1_0);
    ck_assert_int_eq(question.segment_count, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http/question");
    TCase *all = tcase_create("all");

    suite_add_tcase(suite, all);
    tcase_add_loop_test(all, taken_apart, 0, sizeof taken / sizeof taken[0]);
    tcase_add_loop_test(all, outside_of_the_base_path, 0, sizeof outside / sizeof outside[0]);
    tcase_add_test(all, many_segments_do_no_harm);
    tcase_add_loop_test(all, method_and_version, 0, sizeof kinds / sizeof kinds[0]);
    return suite_finish(suite);
}
