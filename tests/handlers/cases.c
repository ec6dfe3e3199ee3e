#include "cases.h"

static bool next_line(struct slice *rest, struct slice *line)
{
    return rest->size && slice_cut(rest, '\n', line);
}

/* Lines up to an empty one. */
static int read_lines(struct slice *rest, struct slice *lines, int room)
{
    struct slice line;
    int count = 0;

    while (next_line(rest, &line) && line.size)
        if (count < room)
            lines[count++] = line;
    return count;
}

/* Up to the next title, without the newlines that stand before it. */
static struct slice read_body(struct slice *rest)
{
    static const char mark[] = "\n### ";
    struct slice body = *rest;

    if (slice_starts(*rest, mark + 1))
        return (struct slice){NULL, 0}; /* no body, the next case */
    *rest = (struct slice){NULL, 0};
    if (!body.data)
        return body;
    const char *end = memmem(body.data, body.size, mark, sizeof mark - 1);
    if (end) {
        *rest = slice_skip(body, (size_t)(end - body.data) + 1);
        body.size = (size_t)(end - body.data);
    }
    while (body.size && body.data[body.size - 1] == '\n')
        body.size--;
    return body;
}

bool case_read(struct slice *rest, struct api_case *one)
{
    struct slice lines[CASE_HEADERS + 1];

    *one = (struct api_case){0};
    while (rest->size && !slice_starts(*rest, "### "))
        if (!next_line(rest, &one->title))
            return false;
    if (!next_line(rest, &one->title))
        return false;
    one->title = slice_skip(one->title, 4);
    int count = read_lines(rest, lines, CASE_HEADERS + 1);
    one->request_line = count ? lines[0] : slice_of("");
    one->request_header_count = count ? count - 1 : 0;
    memcpy(one->request_headers, lines + 1, (size_t)one->request_header_count * sizeof *lines);
    if (rest->size && slice_starts(*rest, "### "))
        return true; /* no answer yet */
    count = read_lines(rest, lines, CASE_HEADERS + 1);
    one->status = count ? lines[0] : (struct slice){NULL, 0};
    one->header_count = count ? count - 1 : 0;
    memcpy(one->headers, lines + 1, (size_t)one->header_count * sizeof *lines);
    one->body = read_body(rest);
    return true;
}

static void write_lines(const struct slice *lines, int count, struct buffer *out)
{
    for (int i = 0; i < count; i++) {
        buffer_slice(out, lines[i]);
        buffer_char(out, '\n');
    }
}

void case_write(const struct api_case *one, struct buffer *out)
{
    buffer_format(out, "### %.*s\n%.*s\n", SLICE_ARGS(one->title), SLICE_ARGS(one->request_line));
    write_lines(one->request_headers, one->request_header_count, out);
    buffer_format(out, "\n%.*s\n", SLICE_ARGS(one->status));
    write_lines(one->headers, one->header_count, out);
    buffer_char(out, '\n');
    if (one->body.size) {
        buffer_slice(out, one->body);
        buffer_text(out, "\n\n");
    }
}
