/* What is refused before anybody asks what it means: what smuggles, confuses or is too large. */
#include "http/percent.h"
#include "http/question.h"

static const char *const method_names[] = {"GET", "HEAD", "OPTIONS"};
const struct words methods = WORDS(method_names);

static bool refuse(struct error *err, const char *why)
{
    return error_set(err, ERROR_REQUEST, "%s", why);
}

static bool is_token(struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i], lower = (char)(c | 0x20);

        if (!(lower >= 'a' && lower <= 'z') && !(c >= '0' && c <= '9') &&
            (!c || !strchr("!#$%&'*+-.^_`|~", c)))
            return false;
    }
    return text.size > 0;
}

/* A tab may stand inside of a header's value, other control bytes not. */
static bool is_value(struct slice text)
{
    struct slice part;

    while (slice_cut(&text, '\t', &part))
        if (has_control_byte(part))
            return false;
    return true;
}

static bool check_method(const struct request *request, struct error *err)
{
    if (words_find(&methods, request->method) >= 0)
        return true;
    error_set(err, ERROR_METHOD, "This service is read-only: it answers GET, HEAD and OPTIONS.");
    err->allowed = &methods;
    return false;
}

static bool check_version(const struct request *request, struct error *err)
{
    if (slice_is(request->version, "HTTP/1.1") || slice_is(request->version, "HTTP/1.0"))
        return true;
    return refuse(err, "The version of HTTP is neither 1.0 nor 1.1.");
}

static bool check_headers(const struct request *request, struct error *err)
{
    for (int i = 0; i < request->header_count; i++) {
        if (!is_token(request->headers[i].name))
            return refuse(err, "The name of a header is not a token, or a line is folded or holds "
                               "a zero byte.");
        if (!is_value(request->headers[i].value))
            return refuse(err, "A control byte stands in the value of a header.");
    }
    return true;
}

/* No request to this service has a body; two readers who disagree where one ends would disagree
 * where the next request begins. */
static bool check_body(const struct request *request, struct error *err)
{
    int64_t length;
    int count = request_header_count(request, "Content-Length");

    if (request_header_count(request, "Transfer-Encoding"))
        return refuse(err, "Transfer-Encoding: requests to this service have no body.");
    if (count > 1)
        return refuse(err, "Content-Length stands more than once.");
    if (count && !slice_integer(request_header(request, "Content-Length"), 0, &length))
        return refuse(err, "Content-Length is not 0: requests to this service have no body.");
    return true;
}

static bool is_host(struct slice host)
{
    for (size_t i = 0; i < host.size; i++) {
        char c = host.data[i], lower = (char)(c | 0x20);

        if (!(lower >= 'a' && lower <= 'z') && !(c >= '0' && c <= '9') &&
            (!c || !strchr("-._~:[]%", c)))
            return false;
    }
    return true;
}

static bool check_host(const struct request *request, struct error *err)
{
    int count = request_header_count(request, "Host");

    if (count > 1)
        return refuse(err, "Host stands more than once.");
    if (!count && slice_is(request->version, "HTTP/1.1"))
        return refuse(err, "HTTP/1.1 asks for a Host header.");
    if (count && !is_host(request_header(request, "Host")))
        return refuse(err, "The Host header is not a host.");
    return true;
}

static bool check_target(const struct request *request, struct error *err)
{
    struct slice target = request->target;

    if (!target.size)
        return refuse(err, "The request target is empty.");
    if (has_control_byte(target) || memchr(target.data, ' ', target.size))
        return refuse(err, "A blank or a control byte stands in the request target.");
    if (memchr(target.data, '#', target.size))
        return refuse(err, "A fragment (#) stands in the request target.");
    return true;
}

static bool check_sizes(const struct request *request, struct error *err)
{
    size_t size = 0;

    if (request->target.size > QUESTION_TARGET_MAX)
        return error_set(err, ERROR_TARGET_LONG, "The request target is longer than %d bytes.",
                         QUESTION_TARGET_MAX);
    for (int i = 0; i < request->header_count; i++)
        size += request->headers[i].name.size + request->headers[i].value.size;
    if (size > QUESTION_HEADERS_MAX)
        return error_set(err, ERROR_HEADERS_LARGE, "The headers are larger than %d bytes.",
                         QUESTION_HEADERS_MAX);
    return true;
}

bool gate_check(const struct request *request, struct error *err)
{
    return check_method(request, err) && check_version(request, err) &&
           check_headers(request, err) && check_body(request, err) && check_host(request, err) &&
           check_target(request, err) && check_sizes(request, err);
}
