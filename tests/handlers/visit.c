#include "visit.h"

enum { PIECE = 8192, HEAD_CEILING = 64 * 1024 };

void visit_init(struct visit *visit)
{
    *visit = (struct visit){0};
    buffer_init(&visit->head, HEAD_CEILING);
    buffer_init(&visit->body, VISIT_CEILING);
}

void visit_clear(struct visit *visit)
{
    buffer_clear(&visit->head);
    buffer_clear(&visit->body);
}

static void add_header(struct request_text *out, struct slice name, struct slice value)
{
    if (out->request.header_count < VISIT_HEADERS)
        out->headers[out->request.header_count++] = (struct request_header){name, value};
}

static void read_header(struct request_text *out, struct slice line)
{
    struct slice name = line;

    if (!line.size)
        return;
    (void)slice_cut(&line, ':', &name);
    add_header(out, name, line.data ? slice_trim(line) : slice_of(""));
}

void request_of_text(struct slice text, bool host, struct request_text *out)
{
    struct slice line = slice_of(""), word = slice_of("");

    *out = (struct request_text){.request.version = slice_of("HTTP/1.1")};
    out->request.headers = out->headers;
    (void)slice_cut(&text, '\n', &line);
    (void)slice_cut(&line, ' ', &word);
    out->request.method = word;
    out->request.target = slice_of("");
    if (slice_cut(&line, ' ', &word))
        out->request.target = word;
    if (line.data)
        out->request.version = line;
    while (slice_cut(&text, '\n', &line))
        read_header(out, line);
    if (host && !request_header_count(&out->request, "Host"))
        add_header(out, slice_of("Host"), slice_of("localhost"));
}

static void keep_headers(const struct rendition_header *headers, int count, struct visit *visit)
{
    for (int i = 0; i < count; i++) {
        buffer_text(&visit->head, headers[i].name);
        buffer_text(&visit->head, ": ");
        buffer_slice(&visit->head, headers[i].value);
        buffer_char(&visit->head, '\n');
    }
}

static void keep_head(const struct response *response, struct visit *visit)
{
    struct rendition_header headers[RESPONSE_HEADERS_MAX];

    if (response->rendition)
        keep_headers(response->rendition->headers, response->rendition->header_count, visit);
    keep_headers(headers, response_headers(response, headers), visit);
}

static void keep_body(const struct response *response, struct visit *visit)
{
    const struct stream *stream = &response->stream;
    char piece[PIECE];
    ssize_t size = 0;

    if (!response->head)
        buffer_slice(&visit->body, response_body(response));
    visit->streamed = stream->read;
    visit->whole_file = stream->read && response->length;
    while (stream->read && (size = stream->read(stream->state, piece, sizeof piece)) > 0)
        buffer_add(&visit->body, piece, (size_t)size);
    visit->cut = size < 0;
}

void visit_make(struct desk *desk, const struct request *request, struct visit *visit)
{
    CLEAN(response) struct response response;

    buffer_reset(&visit->head);
    buffer_reset(&visit->body);
    response_init(&response, VISIT_CEILING);
    exchange(desk_door(desk), request, &response, &visit->internal);
    visit->status = response.status;
    visit->route = response.route;
    keep_head(&response, visit);
    keep_body(&response, visit);
}

void visit_get(struct desk *desk, struct slice target, const char *name, struct slice value,
               struct visit *visit)
{
    const struct request_header headers[] = {{slice_of("Host"), slice_of("localhost")},
                                             {slice_of(name), value}};
    const struct request request = {slice_of("GET"), target, slice_of("HTTP/1.1"), headers,
                                    name ? 2 : 1};

    visit_make(desk, &request, visit);
}

struct slice visit_header(const struct visit *visit, const char *name)
{
    struct slice rest = buffer_all(&visit->head), line, found;

    while (slice_cut(&rest, '\n', &line))
        if (slice_cut(&line, ':', &found) && slice_equal_ignoring_case(found, slice_of(name)))
            return slice_trim(line);
    return (struct slice){NULL, 0};
}

bool visit_equal(const struct visit *a, const struct visit *b)
{
    return a->status == b->status && a->cut == b->cut &&
           slice_equal(buffer_all(&a->head), buffer_all(&b->head)) &&
           slice_equal(buffer_all(&a->body), buffer_all(&b->body));
}
