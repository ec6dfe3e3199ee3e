#include "http/rendition.h"

#include <stdlib.h>

enum {
    /* What libmicrohttpd takes for a response and for each header of it. */
    SHAPE_BYTES = 512,
    SHAPE_HEADER_BYTES = 160,
    COPIED_MOST = 64 * 1024, /* larger bodies are taken as they are */
};

/* What describes a body, and so does not belong to an answer without one (RFC 9110, 15.4.5). */
static bool is_of_body(const char *name)
{
    static const char *const names[] = {"Content-Type", "Content-Encoding", "Content-Disposition",
                                        "X-Total-Count"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

struct headers {
    struct rendition_header items[RENDITION_HEADERS_MAX];
    int count;
    bool without_body;
};

static void add(struct headers *headers, struct rendition_header header)
{
    if (headers->count < RENDITION_HEADERS_MAX &&
        !(headers->without_body && is_of_body(header.name)))
        headers->items[headers->count++] = header;
}

/* The memory for a rendition and its text, the values copied in. */
static struct rendition *assemble(const struct headers *headers)
{
    size_t text = 0, table = (size_t)headers->count * sizeof(struct rendition_header);

    for (int i = 0; i < headers->count; i++)
        text += headers->items[i].value.size;
    struct rendition *rendition = calloc(1, sizeof *rendition + table + text);
    if (!rendition)
        return NULL;
    char *at = (char *)rendition + sizeof *rendition + table;
    for (int i = 0; i < headers->count; i++) {
        struct slice value = headers->items[i].value;

        memcpy(at, value.data, value.size);
        rendition->headers[i] = (struct rendition_header){headers->items[i].name, {at, value.size}};
        at += value.size;
    }
    rendition->header_count = headers->count;
    rendition->taken = sizeof *rendition + table + 2 * text + SHAPE_BYTES +
                       (size_t)headers->count * SHAPE_HEADER_BYTES;
    rendition->holds = 1;
    rendition->kept = true;
    return rendition;
}

/* A piece of memory that fits, so that what grew is there to be written into again; and so that
 * what is kept lies close together. */
static bool copy_body(struct rendition *rendition, struct buffer *body)
{
    char *fitting = body->size <= COPIED_MOST ? malloc(body->size) : NULL;

    if (!fitting)
        return false;
    memcpy(fitting, body->data, body->size);
    rendition->body = (struct slice){fitting, body->size};
    rendition->taken += body->size;
    buffer_reset(body);
    return true;
}

static void take_body(struct rendition *rendition, struct buffer *body)
{
    if (!body->size || copy_body(rendition, body))
        return;
    char *fitting = realloc(body->data, body->size);
    rendition->body = (struct slice){fitting ? fitting : body->data, body->size};
    rendition->taken += fitting ? body->size : body->room;
    buffer_init(body, body->ceiling);
}

static bool is_among(const struct rendition_header *headers, int count, const char *name)
{
    for (int i = 0; i < count; i++)
        if (strcmp(headers[i].name, name) == 0)
            return true;
    return false;
}

struct rendition *rendition_make(const struct rendition *like,
                                 const struct rendition_header *headers, int count,
                                 const struct rendition_header *more, int more_count,
                                 struct buffer *body)
{
    struct headers chosen = {.without_body = like->status == 304};

    for (int i = 0; i < count; i++)
        if (!is_among(more, more_count, headers[i].name))
            add(&chosen, headers[i]);
    for (int i = 0; i < more_count; i++)
        add(&chosen, more[i]);
    struct rendition *rendition = assemble(&chosen);
    if (!rendition)
        return NULL;
    rendition->status = like->status;
    rendition->route = like->route;
    rendition->revision = like->revision;
    if (body)
        take_body(rendition, body);
    return rendition;
}

struct rendition *rendition_hold(struct rendition *rendition)
{
    rendition->holds++;
    return rendition;
}

void rendition_release(struct rendition *rendition)
{
    if (!rendition || --rendition->holds > 0)
        return;
    free((char *)rendition->body.data);
    free(rendition);
}

void rendition_retire(struct rendition *rendition)
{
    if (!rendition)
        return;
    rendition->kept = false;
    if (rendition->shape)
        rendition->shape_close(rendition->shape);
    rendition->shape = NULL;
    rendition_release(rendition);
}
