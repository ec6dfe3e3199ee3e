#include "desks.h"

#include <cjson/cJSON.h>

#include "base/utf8.h"
#include "fuzz.h"

struct desk *desk_number(int number)
{
    static struct config config[KEEPING + 1];
    static struct service service[KEEPING + 1];
    static struct desk *desks[KEEPING + 1];
    struct error err = {0};

    if (desks[number])
        return desks[number];
    const char *path =
        getenv(number == 1 ? "EXPORTSTATS_TEST_REVISIONS" : "EXPORTSTATS_TEST_DATABASE");
    EXPECT(path, "no test database");
    EXPECT(config_load(&config[number], (char *[]){NULL}, 0, NULL, NULL, 0, &(int){0}, &err), "%s",
           err.detail);
    EXPECT(slice_copy(slice_of(path), config[number].database, CONFIG_TEXT_ROOM), "%s", path);
    config[number].query_timeout = 0; /* no answer here depends on how busy the machine is */
    service[number].config = &config[number];
    service[number].cache_bytes = number == KEEPING ? 1024 * 1024 : 0;
    desks[number] = desk_open(&service[number], DESK_FRONT, &err);
    EXPECT(desks[number], "%s", err.detail);
    return desks[number];
}

static bool is_json_type(struct slice type)
{
    return slice_is(type, "application/json") || slice_is(type, "application/problem+json") ||
           slice_starts(type, "application/vnd.oai.openapi+json");
}

static void check_status(int status)
{
    static const int known[] = {200, 204, 302, 304, 400, 404, 405,
                                406, 410, 412, 414, 431, 503, 505};

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (status == known[i])
            return;
    EXPECT(false, "status %d", status);
}

static void check_head(const struct visit *visit)
{
    struct slice rest = buffer_all(&visit->head), line;

    while (slice_cut(&rest, '\n', &line) && rest.data)
        for (size_t i = 0; i < line.size; i++)
            EXPECT((unsigned char)line.data[i] >= 0x20 && line.data[i] != 0x7F, "%.*s",
                   SLICE_ARGS(line));
}

static void check_json(const struct visit *visit, struct slice type)
{
    const char *end = NULL;
    cJSON *tree = cJSON_ParseWithLengthOpts(visit->body.data, visit->body.size, &end, false);

    EXPECT(tree, "no JSON: %.*s", SLICE_ARGS(buffer_all(&visit->body)));
    while (end < visit->body.data + visit->body.size && *end == '\n')
        end++;
    EXPECT(end == visit->body.data + visit->body.size, "more than JSON");
    if (slice_is(type, "application/problem+json")) {
        const cJSON *status = cJSON_GetObjectItemCaseSensitive(tree, "status");

        EXPECT(cJSON_IsNumber(status) && status->valueint == visit->status,
               "a problem of another status than %d", visit->status);
    }
    cJSON_Delete(tree);
}

static bool is_coded(const struct visit *visit)
{
    return visit_header(visit, "Content-Encoding").data != NULL;
}

void check_answer(const struct visit *visit)
{
    struct slice type = visit_header(visit, "Content-Type");

    EXPECT(visit->internal.kind == ERROR_NONE, "%s", visit->internal.detail);
    EXPECT(!visit->cut && !visit->head.failed && !visit->body.failed, "cut");
    check_status(visit->status);
    check_head(visit);
    EXPECT(visit->body.size == 0 || type.data, "a body without a type");
    if (visit->body.size == 0 || visit->whole_file || is_coded(visit))
        return;
    EXPECT(utf8_fault(buffer_all(&visit->body)) == visit->body.size, "no UTF-8");
    if (is_json_type(type))
        check_json(visit, type);
}

static bool is_get(const struct request *request)
{
    return slice_is(request->method, "GET");
}

/* The same with one more header; false where there is no room for it. */
static bool ask_again(struct desk *desk, const struct request *request, const char *name,
                      struct slice value, struct visit *again)
{
    struct request_header headers[VISIT_HEADERS + 1];
    struct request asked = *request;

    memcpy(headers, request->headers, (size_t)request->header_count * sizeof *headers);
    headers[asked.header_count++] = (struct request_header){slice_of(name), value};
    asked.headers = headers;
    visit_make(desk, &asked, again);
    return again->status != 431;
}

static void check_unchanged(struct desk *desk, const struct request *request,
                            const struct visit *first, struct visit *again)
{
    struct slice etag = visit_header(first, "ETag");

    if (!etag.data || request_header_count(request, "If-None-Match") ||
        !ask_again(desk, request, "If-None-Match", etag, again))
        return;
    EXPECT(again->status == 304, "%d instead of 304", again->status);
    EXPECT(again->body.size == 0, "304 with a body");
    EXPECT(slice_equal(visit_header(again, "ETag"), etag), "another tag");
}

static void check_expected(struct desk *desk, const struct request *request,
                           const struct visit *first, struct visit *again)
{
    struct slice etag = visit_header(first, "ETag");

    if (!etag.data || request_header_count(request, "If-Match"))
        return;
    if (ask_again(desk, request, "If-Match", etag, again))
        EXPECT(again->status == 200, "%d instead of 200", again->status);
    if (!ask_again(desk, request, "If-Match", slice_of("\"another\""), again))
        return;
    EXPECT(again->status == 412, "%d instead of 412", again->status);
    check_answer(again);
}

static void check_head_only(struct desk *desk, const struct request *request,
                            const struct visit *first, struct visit *again)
{
    struct request asked = *request;

    asked.method = slice_of("HEAD");
    visit_make(desk, &asked, again);
    EXPECT(again->status == first->status, "HEAD: %d, GET: %d", again->status, first->status);
    EXPECT(again->body.size == 0, "HEAD with a body");
    EXPECT(first->status >= 400 || slice_equal(buffer_all(&first->head), buffer_all(&again->head)),
           "HEAD\n%.*sGET\n%.*s", SLICE_ARGS(buffer_all(&again->head)),
           SLICE_ARGS(buffer_all(&first->head)));
}

/* links.self asks the same; links.next has an answer. */
static void check_links(struct desk *desk, const struct visit *first, struct visit *again)
{
    cJSON *tree = cJSON_ParseWithLength(first->body.data, first->body.size);
    const cJSON *links = cJSON_GetObjectItemCaseSensitive(tree, "links");
    const char *self = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(links, "self"));
    const char *next = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(links, "next"));

    if (self) {
        visit_get(desk, slice_of(self), NULL, slice_of(""), again);
        EXPECT(again->status == 414 ||
                   slice_equal(buffer_all(&first->body), buffer_all(&again->body)),
               "%s answers\n%.*sinstead of\n%.*s", self, SLICE_ARGS(buffer_all(&again->body)),
               SLICE_ARGS(buffer_all(&first->body)));
    }
    if (next) {
        visit_get(desk, slice_of(next), NULL, slice_of(""), again);
        EXPECT(again->status == 200 || again->status == 414, "%s answers %d", next, again->status);
        check_answer(again);
    }
    cJSON_Delete(tree);
}

void ask_and_check(struct desk *desk, const struct request *request)
{
    CLEAN(visit) struct visit first;
    CLEAN(visit) struct visit again;

    visit_init(&first);
    visit_init(&again);
    visit_make(desk, request, &first);
    check_answer(&first);
    visit_make(desk, request, &again);
    EXPECT(visit_equal(&first, &again), "another answer to the same question");
    if (!is_get(request))
        return;
    check_head_only(desk, request, &first, &again);
    if (first.status != 200)
        return;
    check_unchanged(desk, request, &first, &again);
    check_expected(desk, request, &first, &again);
    if (slice_is(visit_header(&first, "Content-Type"), "application/json") && !is_coded(&first))
        check_links(desk, &first, &again);
}
