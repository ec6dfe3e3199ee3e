/* What the gate and the taking apart refuse: one malformed or ambiguous request a line. */
#include "base/utf8.h"
#include "http/question.h"
#include "tests/http/expect.h"

#define HOST "\nHost: a.example"
#define GET(target) RAW("GET " target " HTTP/1.1" HOST)
#define WITH(headers) RAW("GET /v1 HTTP/1.1" HOST headers)

static const struct {
    struct slice text;
    int status;
} refused[] = {
    /* The method comes first, whatever else is wrong. */
    {RAW("POST /v1 HTTP/1.1" HOST), 405},
    {RAW("PUT /v1 HTTP/1.1" HOST), 405},
    {RAW("DELETE /v1 HTTP/1.1" HOST), 405},
    {RAW("PATCH /v1 HTTP/1.1" HOST), 405},
    {RAW("TRACE /v1 HTTP/1.1" HOST), 405},
    {RAW("CONNECT a.example:443 HTTP/1.1" HOST), 405},
    {RAW("get /v1 HTTP/1.1" HOST), 405},
    {RAW("GETT /v1 HTTP/1.1" HOST), 405},
    {RAW(" /v1 HTTP/1.1" HOST), 405},
    {RAW("GE\0T /v1 HTTP/1.1" HOST), 405},
    {RAW("POST /v1/%zz/../ HTTP/9.9\nTransfer-Encoding: chunked\nContent-Length: 5"), 405},
    /* Where does this request end? */
    {WITH("\nTransfer-Encoding: chunked"), 400},
    {WITH("\ntransfer-encoding: identity"), 400},
    {WITH("\nTransfer-Encoding:"), 400},
    {WITH("\nTransfer-Encoding: chunked\nContent-Length: 0"), 400},
    {RAW("GET /v1 HTTP/1.0\nTransfer-Encoding: chunked"), 400},
    {WITH("\nContent-Length: 5"), 400},
    {WITH("\nContent-Length: 0\nContent-Length: 0"), 400},
    {WITH("\nContent-Length: 0\ncontent-length: 5"), 400},
    {WITH("\nContent-Length: 0, 0"), 400},
    {WITH("\nContent-Length: +0"), 400},
    {WITH("\nContent-Length: -0"), 400},
    {WITH("\nContent-Length: 0x0"), 400},
    {WITH("\nContent-Length:"), 400},
    {WITH("\nContent-Length: 18446744073709551616"), 400},
    {RAW("HEAD /v1 HTTP/1.1" HOST "\nContent-Length: 1"), 400},
    {RAW("OPTIONS * HTTP/1.1" HOST "\nContent-Length: 1"), 400},
    /* For whom is it? */
    {RAW("GET /v1 HTTP/1.1"), 400},
    {RAW("GET /v1 HTTP/1.1\nHost: a\nHost: a"), 400},
    {RAW("GET /v1 HTTP/1.1\nHost: a\nhOST: b"), 400},
    {RAW("GET /v1 HTTP/1.0\nHost: a\nHost: b"), 400},
    {RAW("GET /v1 HTTP/1.1\nHost: a b"), 400},
    {RAW("GET /v1 HTTP/1.1\nHost: a, b"), 400},
    {RAW("GET /v1 HTTP/1.1\nHost: a/b"), 400},
    {RAW("GET /v1 HTTP/1.1\nHost: u@a"), 400},
    {RAW("GET /v1 HTTP/1.1\nHost: a\0b"), 400},
    /* Headers. */
    {WITH("\nAccept : text/csv"), 400},
    {WITH("\n X: folded"), 400},
    {WITH("\n: nameless"), 400},
    {WITH("\nX(Y): z"), 400},
    {WITH("\nX\0Y: z"), 400},
    {WITH("\nXé: z"), 400},
    {WITH("\nX: a\rb"), 400},
    {WITH("\nX: a\0b"), 400},
    {WITH("\nX: a\x7F"), 400},
    {WITH("\nX: a\x1B[31m"), 400},
    /* Versions. */
    {RAW("GET /v1 HTTP/2.0" HOST), 400},
    {RAW("GET /v1 HTTP/1.2" HOST), 400},
    {RAW("GET /v1 http/1.1" HOST), 400},
    {RAW("GET /v1 HTTP/1.10" HOST), 400},
    {RAW("GET /v1 ICY" HOST), 400},
    /* Targets. */
    {GET(""), 400},
    {GET("v1"), 400},
    {GET("*"), 400},
    {RAW("HEAD * HTTP/1.1" HOST), 400},
    {GET("a.example:443"), 400},
    {GET("ftp://a.example/v1"), 400},
    {GET("http:/v1"), 400},
    {GET("http:///v1"), 400},
    {GET("http://"), 400},
    {GET("http://?q"), 400},
    {GET("http://user@a.example/v1"), 400},
    {GET("javascript://a.example/v1"), 400},
    {GET("/v1#top"), 400},
    {GET("/v1?a=b#c"), 400},
    {GET("/v1/a b"), 400},
    {GET("/v1?a=b c"), 400},
    {GET("/v1/\tx"), 400},
    {GET("/v1/\0x"), 400},
    {GET("/v1\r"), 400},
    {GET("/v1?a=\x7F"), 400},
    {GET("/v1/%"), 400},
    {GET("/v1/%2"), 400},
    {GET("/v1/%2g"), 400},
    {GET("/v1/%%41"), 400},
    {GET("/v1?a=%"), 400},
    {GET("/v1?a=%4"), 400},
    {GET("/v1?%zz=1"), 400},
    {GET("/v1/%00"), 400},
    {GET("/v1/%0d%0aSet-Cookie:x"), 400},
    {GET("/v1?a=%0D%0A"), 400},
    {GET("/v1?a%00b=c"), 400},
    {GET("/v1?a=%1f"), 400},
    {GET("/v1?a=%7F"), 400},
    {GET("/v1?a=%09"), 400},
    {GET("/v1/%ff"), 400},
    {GET("/v1/%c0%af"), 400},
    {GET("/v1?q=%ed%a0%80"), 400},
    {GET("/v1?q=%c3"), 400},
    {GET("/v1?q=\xC3("), 400},
    {GET("/v1/figures%2Fx"), 400},
    {GET("/v1/figures%2fx"), 400},
    {GET("/v1/figures%5Cx"), 400},
    {GET("/v1\\figures"), 400},
    {GET("/v1/../etc/passwd"), 400},
    {GET("/.."), 400},
    {GET("/v1/."), 400},
    {GET("/v1/./figures"), 400},
    {GET("/v1/%2e%2e/figures"), 400},
    {GET("/v1/.%2E/figures"), 400},
    {GET("/v1/%2e"), 400},
    {GET("http://a.example/v1/%2e%2e"), 400},
    /* Arguments. */
    {GET("/v1?a=1&&b=2"), 400},
    {GET("/v1?a=1&"), 400},
    {GET("/v1?&a=1"), 400},
    {GET("/v1?&"), 400},
    {GET("/v1?=1"), 400},
    {GET("/v1?="), 400},
    /* Paths that are none of ours. */
    {GET("/v1/"), 404},
    {GET("//"), 404},
    {GET("//v1"), 404},
    {GET("/v1//figures"), 404},
    {GET("/v1/figures/"), 404},
    {GET("/1/2/3/4/5/6/7/8/9"), 404},
    {GET("http://a.example//v1"), 404},
    /* What is malformed goes before what is not found. */
    {GET("//v1?a=%"), 400},
};

START_TEST(refused_with_a_reason)
{
    struct wire wire;
    struct error err = {.kind = ERROR_NONE};
    CLEAN(question) struct question question;

    wire_read(&wire, refused[_i].text);
    ck_assert_msg(!question_read(&question, &wire.request, "", &err), "let in: %s",
                  refused[_i].text.data);
    ck_assert_msg(status_of(err.kind) == refused[_i].status, "%d for %s (%s)", status_of(err.kind),
                  refused[_i].text.data, err.detail);
    ck_assert_uint_gt(strlen(err.detail), 0);
    ck_assert_uint_eq(utf8_fault(slice_of(err.detail)), strlen(err.detail));
}
END_TEST

/* Of a long run of letters: a target or a header of just that many bytes. */
static void fill(char *text, size_t size, const char *front)
{
    memset(text, 'a', size);
    memcpy(text, front, strlen(front));
}

START_TEST(sizes_end_where_they_should)
{
    static const struct {
        size_t target, header;
        enum error_kind kind;
    } sizes[] = {
        {QUESTION_TARGET_MAX, 0, ERROR_NONE},
        {QUESTION_TARGET_MAX + 1, 0, ERROR_TARGET_LONG},
        {10, QUESTION_HEADERS_MAX - 6, ERROR_NONE},
        {10, QUESTION_HEADERS_MAX - 5, ERROR_HEADERS_LARGE},
        {QUESTION_TARGET_MAX + 1, QUESTION_HEADERS_MAX, ERROR_TARGET_LONG},
    };
    char target[QUESTION_TARGET_MAX + 1], value[QUESTION_HEADERS_MAX];
    /* "Host", "h" and "x" are six bytes. */
    struct request_header headers[] = {{RAW("Host"), RAW("h")},
                                       {RAW("x"), {value, sizes[_i].header}}};
    struct request request = {.method = RAW("GET"),
                              .target = {target, sizes[_i].target},
                              .version = RAW("HTTP/1.1"),
                              .headers = headers,
                              .header_count = 2};
    struct error err = {.kind = ERROR_NONE};
    CLEAN(question) struct question question;

    fill(target, sizeof target, "/");
    fill(value, sizeof value, "");
    ck_assert(question_read(&question, &request, "", &err) == (sizes[_i].kind == ERROR_NONE));
    ck_assert_int_eq(status_of(err.kind), status_of(sizes[_i].kind));
    ck_assert_int_eq(err.kind, sizes[_i].kind);
}
END_TEST

START_TEST(what_smuggles_goes_before_size)
{
    char target[QUESTION_TARGET_MAX + 1];
    struct request request = {
        .method = RAW("GET"), .target = {target, sizeof target}, .version = RAW("HTTP/1.1")};
    struct error err = {.kind = ERROR_NONE};

    fill(target, sizeof target, "/");
    ck_assert(!gate_check(&request, &err));
    ck_assert_int_eq(err.kind, ERROR_REQUEST);
}
END_TEST

/* What lies behind the target is not looked at, though it would complete the last byte. */
START_TEST(target_ends_where_it_ends)
{
    struct request request = {
        .method = RAW("GET"), .target = {"/%41", 3}, .version = RAW("HTTP/1.0")};
    struct error err;
    CLEAN(question) struct question question;

    ck_assert(!question_read(&question, &request, "", &err));
    ck_assert_int_eq(err.kind, ERROR_REQUEST);
}
END_TEST

START_TEST(method_names_what_is_allowed)
{
    struct wire wire;
    struct error err;

    wire_read(&wire, (struct slice)RAW("POST / HTTP/1.1" HOST));
    ck_assert(!gate_check(&wire.request, &err));
    ck_assert_int_eq(err.kind, ERROR_METHOD);
    ck_assert_ptr_nonnull(err.allowed);
    ck_assert_int_eq(words_find(err.allowed, slice_of("HEAD")), METHOD_HEAD);
    ck_assert_int_eq(err.allowed->count, 3);
}
END_TEST

START_TEST(place_of_a_fault_is_named)
{
    static const struct {
        struct slice text;
        const char *detail;
    } places[] = {
        {GET("/v1/%4"), "At byte 4 of the request target, % is not followed by two hexadecimal "
                        "digits."},
        {GET("http://h/%41%"), "At byte 12 of the request target, % is not followed by two "
                               "hexadecimal digits."},
        {GET("/?a=1&b=2%G0"), "At byte 9 of the request target, % is not followed by two "
                              "hexadecimal digits."},
        {GET("/v1?a=%00"), "What begins at byte 6 of the request target holds a control byte."},
        {GET("/v1/%ff"), "What begins at byte 4 of the request target is not UTF-8."},
        {GET("/?a=1&&b"), "empty parameter name"},
    };
    struct wire wire;
    struct error err;
    CLEAN(question) struct question question;

    wire_read(&wire, places[_i].text);
    ck_assert(!question_read(&question, &wire.request, "", &err));
    ck_assert_str_eq(err.detail, places[_i].detail);
}
END_TEST

START_TEST(arguments_are_counted)
{
    char text[400] = "GET /?a";
    struct wire wire;
    struct error err;
    CLEAN(question) struct question question;

    size_t used = strlen(text);
    for (int i = 1; i < QUESTION_ARGUMENTS_MAX + _i; i++) {
        memcpy(text + used, "&a", 2);
        used += 2;
    }
    memcpy(text + used, " HTTP/1.0", 10);
    wire_read(&wire, slice_of(text));
    ck_assert(question_read(&question, &wire.request, "", &err) == (_i == 0));
    ck_assert_int_eq(question.argument_count, QUESTION_ARGUMENTS_MAX);
    if (_i)
        ck_assert_int_eq(err.kind, ERROR_ARGUMENT);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http/gate");
    TCase *all = tcase_create("all");

    suite_add_tcase(suite, all);
    tcase_add_loop_test(all, refused_with_a_reason, 0, sizeof refused / sizeof refused[0]);
    tcase_add_loop_test(all, sizes_end_where_they_should, 0, 5);
    tcase_add_test(all, what_smuggles_goes_before_size);
    tcase_add_test(all, target_ends_where_it_ends);
    tcase_add_test(all, method_names_what_is_allowed);
    tcase_add_loop_test(all, place_of_a_fault_is_named, 0, 6);
    tcase_add_loop_test(all, arguments_are_counted, 0, 2);
    return suite_finish(suite);
}
