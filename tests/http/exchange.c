/* The door, with a fake desk behind it: what every response carries, whoever made it. */
#include "http/exchange.h"

#include "tests/http/expect.h"

#define HOST "\nHost: a.example"
#define GET(target) RAW("GET " target " HTTP/1.1" HOST)

enum { BODY_CEILING = 100 };

/* What the fake desk saw and does. */
struct desk {
    int asked, problems, closed;
    bool problem_overflows;
};

static ssize_t read_stream(void *state, char *out, size_t room)
{
    (void)state;
    memset(out, 's', room);
    return (ssize_t)room;
}

static void close_stream(void *state)
{
    ((struct desk *)state)->closed++;
}

/* The first segment says what happens: a refusal of that kind, or something of the list below. */
static const struct {
    const char *segment;
    enum error_kind kind;
} refusals[] = {
    {"argument", ERROR_ARGUMENT},
    {"missing", ERROR_NOT_FOUND},
    {"format", ERROR_FORMAT},
    {"gone", ERROR_GONE},
    {"precondition", ERROR_PRECONDITION},
    {"version", ERROR_VERSION},
    {"deadline", ERROR_DEADLINE},
    {"unavailable", ERROR_UNAVAILABLE},
    {"internal", ERROR_INTERNAL},
    {"input", ERROR_INPUT},
};

static bool refuse_as_asked(struct slice segment, struct error *err)
{
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++)
        if (slice_is(segment, refusals[i].segment))
            return error_set(err, refusals[i].kind, "detail of %s", refusals[i].segment);
    return slice_is(segment, "silent") ? false : true;
}

static bool fake_answer(void *desk, const struct question *question, struct response *response,
                        struct error *err)
{
    struct slice segment = question->segment_count ? question->segments[0] : slice_of("");

    ((struct desk *)desk)->asked++;
    response_header(response, "ETag", "\"e\"");
    buffer_text(&response->body, "hello");
    if (!refuse_as_asked(segment, err))
        return false;
    if (slice_is(segment, "stream"))
        response->stream = (struct stream){desk, read_stream, close_stream};
    if (slice_is(segment, "measured")) {
        response->stream = (struct stream){desk, read_stream, close_stream};
        response->length = 1000;
    }
    if (slice_is(segment, "full"))
        buffer_repeat(&response->body, 'x', BODY_CEILING);
    if (slice_is(segment, "control"))
        response_header(response, "X", "a\nb");
    for (int i = 0; slice_is(segment, "headers") && i < RESPONSE_HEADERS_MAX - 2; i++)
        response_header(response, "X", "a");
    return true;
}

static void fake_problem(void *desk, const struct request *request, const struct error *err,
                         struct response *response)
{
    (void)request;
    ((struct desk *)desk)->problems++;
    response->status = status_of(err->kind);
    buffer_format(&response->body, "problem: %s",
                  err->kind == ERROR_INTERNAL ? "hidden" : err->detail);
    if (((struct desk *)desk)->problem_overflows)
        buffer_repeat(&response->body, 'x', BODY_CEILING);
}

/* Gives the first segment's answer at once; `full` leaves no room for one more header. */
static bool fake_recall(void *desk, const struct request *request, struct response *response)
{
    static char large[8 * 1024 - 1];
    bool full = slice_starts(request->target, "/stats/full");

    (void)desk;
    if (!full && !slice_starts(request->target, "/stats/kept"))
        return false;
    memset(large, 'a', sizeof large);
    for (int i = 0; i < (full ? 2 : 1); i++)
        response_header_add(response, "X", (struct slice){large, sizeof large});
    buffer_text(&response->body, "recalled");
    return true;
}

/* One request through the door. */
struct visit {
    struct desk desk;
    struct wire wire;
    struct response response;
    struct error internal;
};

static void visit_clear(struct visit *visit)
{
    response_clear(&visit->response);
}
DEFINE_CLEAN(visit)

static void visit_door(struct visit *visit, struct slice text, bool recalls)
{
    const struct door door = {.base_path = "/stats",
                              .desk = &visit->desk,
                              .recall = recalls ? fake_recall : NULL,
                              .answer = fake_answer,
                              .problem = fake_problem};

    wire_read(&visit->wire, text);
    response_init(&visit->response, BODY_CEILING);
    memset(&visit->internal, 'x', sizeof visit->internal);
    exchange(&door, &visit->wire.request, &visit->response, &visit->internal);
    ck_assert(!response_failed(&visit->response));
}

static void visit_make(struct visit *visit, struct slice text)
{
    visit_door(visit, text, false);
}

static struct slice header(const struct visit *visit, const char *name)
{
    return response_header_find(&visit->response, name);
}

static const struct {
    struct slice text;
    int status;
    bool close;
    const char *body, *cache, *retry, *allow, *internal;
} cases[] = {
    {GET("/stats/ok"), 200, false, "hello", NULL, NULL, NULL, ""},
    {GET("/stats"), 200, false, "hello", NULL, NULL, NULL, ""},
    {GET("/stats/argument"), 400, false, "problem: detail of argument", "no-store", NULL, NULL, ""},
    {GET("/stats/missing"), 404, false, "problem: detail of missing", "public, max-age=60", NULL,
     NULL, ""},
    {GET("/stats/gone"), 410, false, "problem: detail of gone", "public, max-age=60", NULL, NULL,
     ""},
    {GET("/stats/precondition"), 412, false, "problem: detail of precondition", "no-store", NULL,
     NULL, ""},
    {GET("/stats/format"), 406, false, "problem: detail of format", "no-store", NULL, NULL, ""},
    {GET("/stats/version"), 505, false, "problem: detail of version", "no-store", NULL, NULL, ""},
    {GET("/stats/deadline"), 503, false, "problem: detail of deadline", "no-store", "5", NULL, ""},
    {GET("/stats/unavailable"), 503, false, "problem: detail of unavailable", "no-store", "5", NULL,
     ""},
    {GET("/stats/internal"), 500, false, "problem: hidden", "no-store", NULL, NULL,
     "detail of internal"},
    {GET("/stats/silent"), 500, false, "problem: hidden", "no-store", NULL, NULL,
     "a refusal without a reason"},
    {GET("/stats/full"), 500, false, "problem: hidden", "no-store", NULL, NULL,
     "an answer did not fit its buffers"},
    {GET("/stats/control"), 500, false, "problem: hidden", "no-store", NULL, NULL,
     "an answer did not fit its buffers"},
    {GET("/stats/headers"), 500, false, "problem: hidden", "no-store", NULL, NULL,
     "an answer did not fit its buffers"},
    /* Refused before the desk is asked. */
    {GET("/elsewhere"), 404, false, "problem: There is no such path.", "public, max-age=60", NULL,
     NULL, ""},
    {GET("/stats/ok?a=1&"), 400, false, "problem: empty parameter name", "no-store", NULL, NULL,
     ""},
    {RAW("GET /stats/ok HTTP/1.1"), 400, true, "problem: HTTP/1.1 asks for a Host header.",
     "no-store", NULL, NULL, ""},
    {RAW("POST /stats/ok HTTP/1.1" HOST), 405, false,
     "problem: This service is read-only: it answers GET, HEAD and OPTIONS.", "no-store", NULL,
     "GET, HEAD, OPTIONS", ""},
    {RAW("POST /stats/ok HTTP/1.1" HOST "\nContent-Length: 5"), 405, true,
     "problem: This service is read-only: it answers GET, HEAD and OPTIONS.", "no-store", NULL,
     "GET, HEAD, OPTIONS", ""},
};

static void expect_common_headers(const struct visit *visit)
{
    expect_slice(header(visit, "Access-Control-Allow-Origin"), "*");
    expect_slice(header(visit, "Access-Control-Expose-Headers"),
                 "ETag, Link, X-Total-Count, X-Request-Id");
    expect_slice(header(visit, "X-Content-Type-Options"), "nosniff");
}

START_TEST(response_is_complete)
{
    CLEAN(visit) struct visit visit = {.desk = {.asked = 0}};

    visit_make(&visit, cases[_i].text);
    ck_assert_int_eq(visit.response.status, cases[_i].status);
    ck_assert(visit.response.close == cases[_i].close);
    ck_assert(!visit.response.head);
    expect_slice(buffer_all(&visit.response.body), cases[_i].body);
    expect_slice(header(&visit, "Cache-Control"), cases[_i].cache);
    expect_slice(header(&visit, "Retry-After"), cases[_i].retry);
    expect_slice(header(&visit, "Allow"), cases[_i].allow);
    expect_slice(header(&visit, "ETag"), cases[_i].status == 200 ? "\"e\"" : NULL);
    expect_slice(header(&visit, "X-Request-Id"), NULL);
    ck_assert_str_eq(visit.internal.detail, cases[_i].internal);
    ck_assert_int_eq(visit.internal.kind, cases[_i].internal[0] ? ERROR_INTERNAL : ERROR_NONE);
    ck_assert_int_eq(visit.desk.problems, cases[_i].status != 200);
    expect_common_headers(&visit);
}
END_TEST

START_TEST(input_errors_are_kept_for_the_log)
{
    CLEAN(visit) struct visit visit = {.desk = {.asked = 0}};

    visit_make(&visit, (struct slice)GET("/stats/input"));
    ck_assert_int_eq(visit.internal.kind, ERROR_INPUT);
    ck_assert_str_eq(visit.internal.detail, "detail of input");
}
END_TEST

START_TEST(sizes_end_the_connection)
{
    static const char large[] = "GET /stats HTTP/1.1" HOST "\nX: ";
    static const char *const ends[] = {" HTTP/1.0", ""};
    char text[6000] = "GET /";
    CLEAN(visit) struct visit visit = {.desk = {.asked = 0}};

    if (_i)
        memcpy(text, large, sizeof large);
    size_t used = strlen(text);
    memset(text + used, 'a', 5000);
    memcpy(text + used + 5000, ends[_i], strlen(ends[_i]));
    visit_make(&visit, slice_of(text));
    ck_assert_int_eq(visit.response.status, _i ? 431 : 414);
    ck_assert(visit.response.close);
    ck_assert_int_eq(visit.desk.asked, 0);
    expect_common_headers(&visit);
}
END_TEST

START_TEST(last_resort_is_a_bare_status)
{
    CLEAN(visit) struct visit visit = {.desk = {.problem_overflows = true}};

    visit_make(&visit, _i ? (struct slice)GET("/stats/%zz") : (struct slice)GET("/stats/full"));
    ck_assert_int_eq(visit.response.status, 500);
    ck_assert_uint_eq(visit.response.body.size, 0);
    ck_assert_int_eq(visit.response.header_count, 0);
    ck_assert_int_eq(visit.desk.problems, 1);
    ck_assert(visit.response.close == (_i == 1));
}
END_TEST

START_TEST(head_is_get_without_a_body)
{
    static const char *const targets[] = {"/stats/ok", "/stats/missing", "/elsewhere"};
    CLEAN(visit) struct visit get = {.desk = {.asked = 0}}, head = {.desk = {.asked = 0}};
    char text[100];

    (void)snprintf(text, sizeof text, "GET %s HTTP/1.1" HOST, targets[_i]);
    visit_make(&get, slice_of(text));
    char again[100];
    (void)snprintf(again, sizeof again, "HEAD %s HTTP/1.1" HOST, targets[_i]);
    visit_make(&head, slice_of(again));
    ck_assert(head.response.head && !head.response.length_unknown);
    ck_assert_int_eq(head.response.status, get.response.status);
    ck_assert_uint_eq(head.response.body.size, get.response.body.size);
    ck_assert_int_eq(head.response.header_count, get.response.header_count);
    for (int i = 0; i < get.response.header_count; i++) {
        ck_assert_str_eq(head.response.headers[i].name, get.response.headers[i].name);
        ck_assert(slice_equal(response_header_value(&head.response, i),
                              response_header_value(&get.response, i)));
    }
}
END_TEST

START_TEST(stream_is_closed_once)
{
    static const struct {
        struct slice text;
        int status;
        bool streams, unknown;
    } streams[] = {
        {GET("/stats/stream"), 200, true, false},
        {RAW("HEAD /stats/stream HTTP/1.1" HOST), 200, false, true},
        {RAW("GET /stats/stream HTTP/1.0"), 505, false, false},
        {RAW("HEAD /stats/stream HTTP/1.0"), 505, false, false},
        {GET("/stats/measured"), 200, true, false},
        {RAW("GET /stats/measured HTTP/1.0"), 200, true, false},
        {RAW("HEAD /stats/measured HTTP/1.1" HOST), 200, false, false},
    };
    struct visit visit = {.desk = {.asked = 0}};

    visit_make(&visit, streams[_i].text);
    ck_assert_int_eq(visit.response.status, streams[_i].status);
    ck_assert((visit.response.stream.read != NULL) == streams[_i].streams);
    ck_assert(visit.response.length_unknown == streams[_i].unknown);
    ck_assert_int_eq(visit.desk.closed, !streams[_i].streams);
    visit_clear(&visit);
    ck_assert_int_eq(visit.desk.closed, 1);
}
END_TEST

START_TEST(options_are_answered_without_the_desk)
{
    static const struct {
        struct slice text;
        bool preflight;
    } asked[] = {
        {RAW("OPTIONS * HTTP/1.1" HOST), false},
        {RAW("OPTIONS /stats/v1 HTTP/1.1" HOST), false},
        {RAW("OPTIONS /stats/v1 HTTP/1.1" HOST "\nOrigin: https://b.example"), false},
        {RAW("OPTIONS /stats/v1 HTTP/1.1" HOST "\nAccess-Control-Request-Method: GET"), false},
        {RAW("OPTIONS /stats/v1 HTTP/1.1" HOST "\nOrigin: null\n"
             "Access-Control-Request-Method: GET\nAccess-Control-Request-Headers: x-evil"),
         true},
        {RAW("OPTIONS /stats/v1 HTTP/1.1" HOST "\nOrigin: https://b.example\n"
             "Access-Control-Request-Method: DELETE"),
         true},
    };
    CLEAN(visit) struct visit visit = {.desk = {.asked = 0}};
    bool preflight = asked[_i].preflight;

    visit_make(&visit, asked[_i].text);
    ck_assert_int_eq(visit.response.status, 204);
    ck_assert_int_eq(visit.desk.asked, 0);
    ck_assert_uint_eq(visit.response.body.size, 0);
    expect_slice(header(&visit, "Allow"), "GET, HEAD, OPTIONS");
    expect_slice(header(&visit, "Access-Control-Allow-Methods"),
                 preflight ? "GET, HEAD, OPTIONS" : NULL);
    expect_slice(header(&visit, "Access-Control-Allow-Headers"),
                 preflight ? "Accept, Accept-Datetime, If-Match, If-Unmodified-Since, "
                             "If-None-Match, If-Modified-Since, X-Request-Id, traceparent, "
                             "Range"
                           : NULL);
    expect_slice(header(&visit, "Access-Control-Max-Age"), preflight ? "86400" : NULL);
    expect_common_headers(&visit);
}
END_TEST

START_TEST(options_outside_are_refused)
{
    CLEAN(visit) struct visit visit = {.desk = {.asked = 0}};

    visit_make(&visit, (struct slice)RAW("OPTIONS /elsewhere HTTP/1.1" HOST));
    ck_assert_int_eq(visit.response.status, 404);
}
END_TEST

#define A64 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

START_TEST(request_id_is_echoed_when_well_formed)
{
    static const struct {
        const char *id;
        bool echoed;
    } ids[] = {
        {"a", true},          {"0af7651916cd43dd-8448eb211c80319c", true},
        {"A.z_9~+/=-", true}, {A64 A64, true},
        {A64 A64 "a", false}, {"", false},
        {"a b", false},       {"a,b", false},
        {"<script>", false},  {"a\tb", false},
        {"\"a\"", false},     {"é", false},
        {"a:b", false},       {"a\nX-Request-Id: b", false},
    };
    CLEAN(visit) struct visit visit = {.desk = {.asked = 0}};
    char text[400];

    (void)snprintf(text, sizeof text, "GET /stats/%s HTTP/1.1" HOST "\nX-Request-Id: %s",
                   _i % 2 ? "ok" : "missing", ids[_i].id);
    visit_make(&visit, slice_of(text));
    ck_assert_int_eq(visit.response.status, _i % 2 ? 200 : 404);
    expect_slice(header(&visit, "X-Request-Id"), ids[_i].echoed ? ids[_i].id : NULL);
}
END_TEST

/* What has no room for the client's own id is no answer yet; it is made anew. */
START_TEST(what_is_recalled_has_the_id_too)
{
    static const struct {
        struct slice text;
        const char *body;
    } asked[] = {
        {GET("/stats/kept"), "recalled"},
        {GET("/stats/full"), "recalled"},
        {RAW("GET /stats/kept HTTP/1.1" HOST "\nX-Request-Id: 12345"), "recalled"},
        {RAW("GET /stats/full HTTP/1.1" HOST "\nX-Request-Id: 12345"), "problem: hidden"},
    };
    CLEAN(visit) struct visit visit = {.desk = {.asked = 0}};

    visit_door(&visit, asked[_i].text, true);
    expect_slice(buffer_all(&visit.response.body), asked[_i].body);
    expect_slice(header(&visit, "X-Request-Id"), _i < 2 ? NULL : "12345");
}
END_TEST

/* A header whose value found no room is not there: its bytes would be somebody else's. */
START_TEST(headers_without_room_are_left_out)
{
    static char large[6000];
    CLEAN(response) struct response response;

    memset(large, 'a', sizeof large);
    response_init(&response, BODY_CEILING);
    for (int i = 0; i < 4; i++)
        response_header_add(&response, i < 2 ? "First" : "Last",
                            (struct slice){large, sizeof large});
    ck_assert(response_failed(&response));
    ck_assert_int_eq(response.header_count, 2);
    expect_slice(response_header_find(&response, "Last"), NULL);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http/exchange");
    TCase *all = tcase_create("all");

    suite_add_tcase(suite, all);
    tcase_add_loop_test(all, response_is_complete, 0, sizeof cases / sizeof cases[0]);
    tcase_add_test(all, input_errors_are_kept_for_the_log);
    tcase_add_loop_test(all, sizes_end_the_connection, 0, 2);
    tcase_add_loop_test(all, last_resort_is_a_bare_status, 0, 2);
    tcase_add_loop_test(all, head_is_get_without_a_body, 0, 3);
    tcase_add_loop_test(all, stream_is_closed_once, 0, 7);
    tcase_add_loop_test(all, options_are_answered_without_the_desk, 0, 6);
    tcase_add_test(all, options_outside_are_refused);
    tcase_add_loop_test(all, request_id_is_echoed_when_well_formed, 0, 14);
    tcase_add_loop_test(all, what_is_recalled_has_the_id_too, 0, 4);
    tcase_add_test(all, headers_without_room_are_left_out);
    return suite_finish(suite);
}
