/* The service as libcurl sees it: one client among many, over a real socket. */
#include <curl/curl.h>

#include "base/buffer.h"
#include "tests/base/suite.h"
#include "tests/server/child.h"

enum { BODY_CEILING = 16 * 1024 * 1024, HEADERS_CEILING = 64 * 1024, PATIENCE = 60 };

static char *binary, *database;
static struct child service;
static CURL *curl;

struct answer {
    long status;
    struct buffer headers, body;
};

static void answer_clear(struct answer *answer)
{
    buffer_clear(&answer->headers);
    buffer_clear(&answer->body);
}
DEFINE_CLEAN(answer)

static size_t keep(char *data, size_t one, size_t size, void *out)
{
    buffer_add(out, data, one * size);
    return one * size;
}

/* Without its Date, which may have moved on between two answers. */
static size_t keep_header(char *data, size_t one, size_t size, void *out)
{
    if (!slice_starts((struct slice){data, size}, "Date:"))
        buffer_add(out, data, one * size);
    return one * size;
}

/* method NULL: GET; header NULL: none. The handle keeps its connection from one to the next. */
static CURLcode ask(const char *method, const char *path, const char *header, struct answer *answer)
{
    char url[512];
    struct curl_slist *headers = header ? curl_slist_append(NULL, header) : NULL;

    buffer_init(&answer->headers, HEADERS_CEILING);
    buffer_init(&answer->body, BODY_CEILING);
    (void)snprintf(url, sizeof url, "http://127.0.0.1:%d%s", service.port, path);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
    curl_easy_setopt(curl, CURLOPT_NOBODY, method && strcmp(method, "HEAD") == 0 ? 1L : 0L);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer->body);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, keep_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &answer->headers);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)PATIENCE);
    CURLcode code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer->status);
    curl_slist_free_all(headers);
    return code;
}

/* The value of the first header of that name, or "no value". */
static struct slice header_of(const struct answer *answer, const char *name)
{
    struct slice rest = buffer_all(&answer->headers), line, found;

    while (slice_cut(&rest, '\n', &line)) {
        struct slice value = line;

        (void)slice_cut(&value, ':', &found);
        if (value.data && slice_equal_ignoring_case(found, slice_of(name)))
            return slice_trim(slice_ends(value, "\r") ? slice_drop(value, 1) : value);
    }
    return (struct slice){NULL, 0};
}

static void start(void)
{
    service = child_start(binary, database);
}

static void stop(void)
{
    ck_assert_int_eq(child_stop(&service), 0);
}

static void open_handle(void)
{
    curl = curl_easy_init();
    ck_assert_ptr_nonnull(curl);
}

static void close_handle(void)
{
    curl_easy_cleanup(curl);
}

static const struct probe {
    const char *method, *path, *header;
    long status;
    const char *type; /* what Content-Type begins with, or NULL for none */
} probes[] = {
    {NULL, "/livez", NULL, 200, "application/json"},
    {NULL, "/readyz", NULL, 200, "application/json"},
    {NULL, "/v1/figures", NULL, 200, "application/json"},
    {NULL, "/v1/figures?limit=3&pretty=1", NULL, 200, "application/json"},
    {NULL, "/v1/figures.csv", NULL, 200, "text/csv"},
    {NULL, "/v1/figures", "Accept: text/csv", 200, "text/csv"},
    {NULL, "/v1/figures.ndjson", NULL, 200, "application/x-ndjson"},
    {NULL, "/v1/series", NULL, 200, "application/json"},
    {NULL, "/openapi.json", NULL, 200, "application/"},
    {NULL, "/nothing/here", NULL, 404, "application/problem+json"},
    {NULL, "/v1/figures?perod=2021", NULL, 400, "application/problem+json"},
    {NULL, "/v1/figures", "Accept: image/png", 406, "application/problem+json"},
    {"OPTIONS", "/v1/figures", "Origin: https://example.org", 204, NULL},
    {"POST", "/v1/figures", NULL, 405, "application/problem+json"},
    {"DELETE", "/v1/figures", NULL, 405, "application/problem+json"},
    {"BREW", "/v1/figures", NULL, 405, "application/problem+json"},
};

START_TEST(kinds_of_answers)
{
    for (size_t i = 0; i < sizeof probes / sizeof probes[0]; i++) {
        const struct probe *probe = &probes[i];
        CLEAN(answer) struct answer answer;

        EXPECT(ask(probe->method, probe->path, probe->header, &answer) == CURLE_OK, "%s",
               probe->path);
        EXPECT(answer.status == probe->status, "%s: %ld", probe->path, answer.status);
        struct slice type = header_of(&answer, "Content-Type");
        EXPECT(probe->type ? slice_starts(type, probe->type) : !type.data, "%s: %.*s", probe->path,
               SLICE_ARGS(type));
        EXPECT(slice_is(header_of(&answer, "Access-Control-Allow-Origin"), "*"), "%s", probe->path);
        if (probe->status == 405)
            EXPECT(header_of(&answer, "Allow").data, "%s", probe->path);
    }
}
END_TEST

/* HEAD has every header of GET; the length too where GET knows it. */
START_TEST(head_is_get_without_a_body)
{
    static const char *const paths[] = {"/livez", "/v1/figures", "/v1/sources?limit=2", "/nothing"};

    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        CLEAN(answer) struct answer got, headed;

        ck_assert_int_eq(ask(NULL, paths[i], NULL, &got), CURLE_OK);
        ck_assert_int_eq(ask("HEAD", paths[i], NULL, &headed), CURLE_OK);
        ck_assert_uint_eq(headed.body.size, 0);
        EXPECT(slice_equal(buffer_all(&got.headers), buffer_all(&headed.headers)), "%s", paths[i]);
    }
}
END_TEST

START_TEST(head_of_a_stream)
{
    CLEAN(answer) struct answer headed, next;

    ck_assert_int_eq(ask("HEAD", "/v1/figures.csv", NULL, &headed), CURLE_OK);
    ck_assert_int_eq(headed.status, 200);
    ck_assert(!header_of(&headed, "Content-Length").data);
    ck_assert(slice_starts(header_of(&headed, "Content-Type"), "text/csv"));
    ck_assert_int_eq(ask(NULL, "/livez", NULL, &next), CURLE_OK);
    ck_assert_int_eq(next.status, 200);
}
END_TEST

START_TEST(known_answers_are_not_sent_again)
{
    CLEAN(answer) struct answer first, again;
    char condition[256];

    ck_assert_int_eq(ask(NULL, "/v1/figures", NULL, &first), CURLE_OK);
    struct slice etag = header_of(&first, "ETag");
    ck_assert(etag.size > 2 && etag.data[0] == '"');
    (void)snprintf(condition, sizeof condition, "If-None-Match: %.*s", SLICE_ARGS(etag));
    ck_assert_int_eq(ask(NULL, "/v1/figures", condition, &again), CURLE_OK);
    ck_assert_int_eq(again.status, 304);
    ck_assert_uint_eq(again.body.size, 0);
    ck_assert(slice_equal(header_of(&again, "ETag"), etag));
}
END_TEST

/* Also across refusals, 304 and HEAD: an answer out of step would show at the next. */
START_TEST(one_connection_serves_all)
{
    long connects, all = 0;

    for (int i = 0; i < 200; i++) {
        static const char *const paths[] = {"/livez", "/v1/figures", "/nothing", "/v1/figures.csv"};
        CLEAN(answer) struct answer answer;

        ck_assert_int_eq(ask(i % 8 == 5 ? "HEAD" : NULL, paths[i % 4], NULL, &answer), CURLE_OK);
        ck_assert_int_eq(answer.status, i % 4 == 2 ? 404 : 200);
        curl_easy_getinfo(curl, CURLINFO_NUM_CONNECTS, &connects);
        all += connects;
    }
    ck_assert_int_eq(all, 1);
}
END_TEST

START_TEST(stream_is_whole)
{
    CLEAN(answer) struct answer one, two, old;

    ck_assert_int_eq(ask(NULL, "/v1/figures.csv?select=all", NULL, &one), CURLE_OK);
    ck_assert(slice_is(header_of(&one, "Transfer-Encoding"), "chunked"));
    ck_assert(!header_of(&one, "Content-Length").data);
    ck_assert(slice_ends(buffer_all(&one.body), "\r\n"));
    ck_assert_int_eq(ask(NULL, "/v1/figures.csv?select=all", NULL, &two), CURLE_OK);
    ck_assert(slice_equal(buffer_all(&one.body), buffer_all(&two.body)));
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_0);
    ck_assert_int_eq(ask(NULL, "/v1/figures.csv?select=all", NULL, &old), CURLE_OK);
    ck_assert_int_eq(old.status, 505);
}
END_TEST

START_TEST(request_id_is_echoed)
{
    CLEAN(answer) struct answer good, bad;

    ck_assert_int_eq(ask(NULL, "/livez", "X-Request-Id: abc-123", &good), CURLE_OK);
    ck_assert(slice_is(header_of(&good, "X-Request-Id"), "abc-123"));
    ck_assert_int_eq(ask(NULL, "/livez", "X-Request-Id: a b", &bad), CURLE_OK);
    ck_assert(!header_of(&bad, "X-Request-Id").data);
}
END_TEST

int main(int argc, char **argv)
{
    const TTest *const tests[] = {
        kinds_of_answers,          head_is_get_without_a_body,
        head_of_a_stream,          known_answers_are_not_sent_again,
        one_connection_serves_all, stream_is_whole,
        request_id_is_echoed,
    };

    if (argc != 3)
        return EXIT_FAILURE;
    binary = argv[1];
    database = argv[2];
    Suite *suite = suite_create("curl");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, SUITE_SECONDS);
    tcase_add_unchecked_fixture(all, start, stop);
    tcase_add_checked_fixture(all, open_handle, close_handle);
    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
        tcase_add_test(all, tests[i]);
    suite_add_tcase(suite, all);
    return suite_finish(suite);
}
