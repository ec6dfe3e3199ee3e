#include "http/exchange.h"

#include <stdio.h>

#include "http/cors.h"

enum { REQUEST_ID_MAX = 128 };

static bool is_request_id(struct slice id)
{
    for (size_t i = 0; i < id.size; i++) {
        char c = id.data[i], lower = (char)(c | 0x20);

        if (!(lower >= 'a' && lower <= 'z') && !(c >= '0' && c <= '9') &&
            (!c || !strchr("._~+/=-", c)))
            return false;
    }
    return id.size > 0 && id.size <= REQUEST_ID_MAX;
}

static void echo_request_id(const struct request *request, struct response *response)
{
    struct slice id = request_header(request, "X-Request-Id");

    if (request_header_count(request, "X-Request-Id") == 1 && is_request_id(id))
        response_header(response, "X-Request-Id", "%.*s", SLICE_ARGS(id));
}

/* One line for all of it: nginx 1.22 believes only the last of several. */
static void write_vary(struct response *response)
{
    static const char *const names[] = {"Accept", "Accept-Datetime", "Accept-Encoding"};
    char list[64], *end = list;

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (!(response->vary >> i & 1))
            continue;
        if (end > list)
            end = stpcpy(end, ", ");
        end = stpcpy(end, names[i]);
    }
    if (end > list)
        response_header_add(response, "Vary", (struct slice){list, (size_t)(end - list)});
}

/* What every response carries, whoever made it and whoever asked. */
static void dress(struct response *response)
{
    write_vary(response);
    cors_open(response);
    response_header_add(response, "X-Content-Type-Options", slice_of("nosniff"));
}

static void add_if_absent(struct response *response, const char *name, const char *value)
{
    if (!response_header_find(response, name).data)
        response_header(response, name, "%s", value);
}

/* A body that nobody reads would be taken for the next request on this connection. */
static bool announces_body(const struct request *request)
{
    return request_header_count(request, "Transfer-Encoding") ||
           request_header_count(request, "Content-Length");
}

static bool ends_connection(const struct request *request, enum error_kind kind)
{
    return kind == ERROR_REQUEST || kind == ERROR_TARGET_LONG || kind == ERROR_HEADERS_LARGE ||
           (kind == ERROR_METHOD && announces_body(request));
}

static void add_problem_headers(const struct error *err, struct response *response)
{
    bool lasting = response->status == 404 || response->status == 410;

    if (err->kind == ERROR_METHOD)
        add_if_absent(response, "Allow", CORS_METHODS);
    if (response->status == 503)
        add_if_absent(response, "Retry-After", "5");
    add_if_absent(response, "Cache-Control", lasting ? "public, max-age=60" : "no-store");
}

/* Never half an answer: where not even the problem document fits, a bare status goes out. */
static void refuse(const struct door *door, const struct request *request, const struct error *err,
                   struct response *response)
{
    response_reset(response);
    door->problem(door->desk, request, err, response);
    add_problem_headers(err, response);
    dress(response);
    echo_request_id(request, response);
    if (response_failed(response)) {
        response_reset(response);
        response->status = 500;
    }
    response->close |= ends_connection(request, err->kind);
}

/* Whoever speaks HTTP/1.0 cannot tell the end of a stream from a broken one. */
static bool check_stream(const struct question *question, const struct response *response,
                         struct error *err)
{
    if (!question->http_1_0 || !response->stream.read || response->length)
        return true;
    error_set(err, ERROR_VERSION, "This answer is a stream, which HTTP/1.0 cannot carry safely.");
    return error_hint(err, "ask by HTTP/1.1, or in pages with limit=");
}

static bool finish(const struct door *door, const struct question *question,
                   struct response *response, struct error *err)
{
    if (response->rendition)
        return true;
    dress(response);
    if (response_failed(response))
        return error_set(err, ERROR_INTERNAL, "an answer did not fit its buffers");
    return check_stream(question, response, err) &&
           (question->method == METHOD_OPTIONS || !door->finish ||
            door->finish(door->desk, question->request, response, err));
}

static bool answer(const struct door *door, const struct question *question,
                   struct response *response, struct error *err)
{
    if (question->method == METHOD_OPTIONS)
        cors_options(question->request, response);
    else if (!door->answer(door->desk, question, response, err))
        return false;
    if (!finish(door, question, response, err))
        return false;
    echo_request_id(question->request, response);
    return !response_failed(response) ||
           error_set(err, ERROR_INTERNAL, "an answer did not fit its buffers");
}

/* What the client is told nothing of, is told to the caller. */
static void keep_internal(const struct error *err, struct error *internal)
{
    if (err->kind == ERROR_INTERNAL || err->kind == ERROR_INPUT || err->kind == ERROR_USAGE)
        *internal = *err;
}

/* Headers as for GET, but no body; a stream that nobody reads is not begun. */
static void behead(struct response *response)
{
    response->head = true;
    if (!response->stream.read)
        return;
    if (response->stream.close)
        response->stream.close(response->stream.state);
    response->stream = (struct stream){0};
    response->length_unknown = !response->length;
}

/* HEAD and GET have one answer; the rest is its sending. */
static bool is_read(const struct request *request)
{
    return slice_is(request->method, "GET") || slice_is(request->method, "HEAD");
}

static bool recall(const struct door *door, const struct request *request,
                   struct response *response)
{
    if (!door->recall || !is_read(request) || !door->recall(door->desk, request, response))
        return false;
    echo_request_id(request, response);
    bool whole = !response_failed(response);
    if (!whole)
        response_reset(response);
    return whole;
}

static void answer_or_refuse(const struct door *door, const struct request *request,
                             struct response *response, struct error *internal)
{
    CLEAN(question) struct question question;
    struct error err = {.kind = ERROR_NONE};

    if (question_read(&question, request, door->base_path, &err) &&
        answer(door, &question, response, &err))
        return;
    if (err.kind == ERROR_NONE)
        error_set(&err, ERROR_INTERNAL, "a refusal without a reason");
    keep_internal(&err, internal);
    refuse(door, request, &err, response);
}

void exchange_passed(const struct door *door, const struct request *request,
                     struct response *response, struct error *internal)
{
    internal->kind = ERROR_NONE;
    internal->detail[0] = '\0';
    if (!recall(door, request, response))
        answer_or_refuse(door, request, response, internal);
    if (slice_is(request->method, "HEAD"))
        behead(response);
}

void exchange(const struct door *door, const struct request *request, struct response *response,
              struct error *internal)
{
    struct error err;

    *internal = (struct error){.kind = ERROR_NONE};
    if (gate_check(request, &err)) {
        exchange_passed(door, request, response, internal);
    } else {
        refuse(door, request, &err, response);
        response->head = slice_is(request->method, "HEAD");
    }
}
