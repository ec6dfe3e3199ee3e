#include "http/response.h"

#include <stdarg.h>
#include <stdio.h>

#include "http/percent.h"

enum { VALUES_CEILING = 16 * 1024, VALUE_MOST = 8 * 1024 };

void response_init(struct response *response, size_t body_ceiling)
{
    *response = (struct response){.status = 200};
    buffer_init(&response->values, VALUES_CEILING);
    buffer_init(&response->body, body_ceiling);
}

static void close_stream(struct response *response)
{
    if (response->stream.close)
        response->stream.close(response->stream.state);
    response->stream = (struct stream){0};
}

void response_clear(struct response *response)
{
    close_stream(response);
    rendition_release(response->rendition);
    response->rendition = NULL;
    buffer_clear(&response->values);
    buffer_clear(&response->body);
}

void response_empty(struct response *response)
{
    close_stream(response);
    buffer_reset(&response->body);
}

void response_reset(struct response *response)
{
    size_t ceiling = response->body.ceiling;
    const char *route = response->route;

    response_clear(response);
    response_init(response, ceiling);
    response->route = route;
}

void response_header(struct response *response, const char *name, const char *format, ...)
{
    char value[VALUE_MOST];
    va_list args;

    va_start(args, format);
    int size = vsnprintf(value, sizeof value, format, args);
    va_end(args);
    if (size < 0 || (size_t)size >= sizeof value)
        response->values.failed = true;
    else
        response_header_add(response, name, (struct slice){value, (size_t)size});
}

void response_header_add(struct response *response, const char *name, struct slice text)
{
    if (text.size >= VALUE_MOST || has_control_byte(text) ||
        response->header_count == RESPONSE_HEADERS_MAX) {
        response->values.failed = true;
        return;
    }
    size_t offset = response->values.size;
    buffer_slice(&response->values, text);
    if (response->values.failed)
        return;
    int i = response->header_count++;
    response->headers[i].name = name;
    response->headers[i].offset = offset;
    response->headers[i].length = text.size;
}

struct slice response_header_value(const struct response *response, int index)
{
    return (struct slice){buffer_all(&response->values).data + response->headers[index].offset,
                          response->headers[index].length};
}

struct slice response_header_find(const struct response *response, const char *name)
{
    for (int i = 0; i < response->header_count; i++)
        if (slice_equal_ignoring_case(slice_of(response->headers[i].name), slice_of(name)))
            return response_header_value(response, i);
    for (int i = 0; response->rendition && i < response->rendition->header_count; i++)
        if (slice_equal_ignoring_case(slice_of(response->rendition->headers[i].name),
                                      slice_of(name)))
            return response->rendition->headers[i].value;
    return (struct slice){NULL, 0};
}

struct slice response_body(const struct response *response)
{
    if (!response->rendition)
        return buffer_all(&response->body);
    return response->rendition->body.data ? response->rendition->body : slice_of("");
}

void response_take_rendition(struct response *response, struct rendition *rendition)
{
    struct rendition *last = response->rendition;

    response->rendition = rendition_hold(rendition);
    rendition_release(last);
    response_empty(response);
    response->header_count = 0;
    buffer_reset(&response->values);
    response->status = rendition->status;
    response->route = rendition->route;
    response->revision = rendition->revision;
}

int response_headers(const struct response *response,
                     struct rendition_header headers[RESPONSE_HEADERS_MAX])
{
    for (int i = 0; i < response->header_count; i++)
        headers[i] = (struct rendition_header){response->headers[i].name,
                                               response_header_value(response, i)};
    return response->header_count;
}

bool response_failed(const struct response *response)
{
    return response->values.failed || response->body.failed;
}
