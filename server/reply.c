#include "server/reply.h"

#include <microhttpd.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/socket.h>

enum { BLOCK = 64 * 1024, COPIED = 64 * 1024, VALUE_ROOM = 8 * 1024 };

/* A stream on its way. */
struct pour {
    struct stream stream;
    int64_t *sent;
    int fd; /* of a chunked one, else -1 */
    bool corked;
};

/* A chunk is as small as libmicrohttpd's memory for a connection, and the kernel would send each by
 * itself: it is told to gather what fits one segment, for a fifth of a second at most. What is no
 * TCP gathers by itself. */
static void pour_cork(struct pour *pour, bool corked)
{
    int value = corked;

    if (pour->fd >= 0 && pour->corked != corked)
        (void)setsockopt(pour->fd, IPPROTO_TCP, TCP_CORK, &value, sizeof value);
    pour->corked = corked;
}

/* As much as libmicrohttpd's small memory holds, written where it is sent from. Never returns 0: in
 * libmicrohttpd's external mode that would burn a core. */
static ssize_t pour_read(void *state, uint64_t position, char *out, size_t room)
{
    struct pour *pour = state;
    ssize_t size = pour->stream.read(pour->stream.state, out, room);

    /* Behind the first chunk, with which libmicrohttpd sets the socket's options for the last time;
     * at the end they are again what it believes. */
    pour_cork(pour, position > 0 && size > 0);
    if (size == 0)
        return MHD_CONTENT_READER_END_OF_STREAM;
    if (size < 0 || (size_t)size > room)
        return MHD_CONTENT_READER_END_WITH_ERROR;
    *pour->sent += size;
    return size;
}

static void pour_close(void *state)
{
    struct pour *pour = state;

    if (pour->stream.close)
        pour->stream.close(pour->stream.state);
    free(pour);
}

/* libmicrohttpd's own block serves only bodies without chunks, as those of known length are. */
enum { UNUSED_BLOCK = 1024 };

static struct MHD_Response *of_stream(struct response *response, int fd, int64_t *sent)
{
    struct pour *pour = malloc(sizeof *pour);

    if (!pour)
        return NULL;
    *pour = (struct pour){response->stream, sent, response->length ? -1 : fd, false};
    uint64_t length = response->length ? (uint64_t)response->length : MHD_SIZE_UNKNOWN;
    struct MHD_Response *reply = MHD_create_response_from_callback(
        length, response->length ? BLOCK : UNUSED_BLOCK, pour_read, pour, pour_close);
    if (reply)
        response->stream = (struct stream){0};
    else
        free(pour);
    return reply;
}

static struct MHD_Response *of_nothing(void)
{
    return MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
}

/* A copy, for the worker writes its next answer into the same memory; what is large is handed over.
 */
static struct MHD_Response *of_body(struct response *response, int64_t *sent)
{
    struct buffer *body = &response->body;
    bool copied = body->size <= COPIED;

    if (body->size == 0)
        return of_nothing();
    struct MHD_Response *reply =
        copied ? MHD_create_response_from_buffer(body->size, body->data, MHD_RESPMEM_MUST_COPY)
               : MHD_create_response_from_buffer_with_free_callback(body->size, body->data, free);
    if (!reply)
        return NULL;
    *sent = response->head ? 0 : (int64_t)body->size;
    if (!copied)
        buffer_init(body, body->ceiling);
    return reply;
}

static ssize_t read_nothing(void *state, uint64_t position, char *out, size_t room)
{
    (void)state, (void)position, (void)out, (void)room;
    return MHD_CONTENT_READER_END_OF_STREAM;
}

/* HEAD of a body whose length is not known. libmicrohttpd would send the last chunk of a chunked
 * body even then (0.9.75), and a client would read it as the next answer; so the connection ends.
 */
static struct MHD_Response *of_unknown(void)
{
    struct MHD_Response *reply =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, UNUSED_BLOCK, read_nothing, NULL, NULL);

    if (reply)
        (void)MHD_set_response_options(reply, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END);
    return reply;
}

/* HEAD of a stream whose length is known. */
static struct MHD_Response *of_length(int64_t length)
{
    return MHD_create_response_from_callback((uint64_t)length, UNUSED_BLOCK, read_nothing, NULL,
                                             NULL);
}

static bool header_add(struct MHD_Response *reply, const char *name, struct slice text)
{
    char value[VALUE_ROOM];

    return slice_copy(text, value, sizeof value) &&
           MHD_add_response_header(reply, name, value) == MHD_YES;
}

static void release_rendition(void *rendition)
{
    rendition_release(rendition);
}

/* The rendition's body as it lies there, with its headers; it is held for as long as libmicrohttpd
 * needs it. */
static struct MHD_Response *of_rendition(struct rendition *rendition)
{
    struct MHD_Response *reply = MHD_create_response_from_buffer_with_free_callback_cls(
        rendition->body.size, (void *)rendition->body.data, release_rendition, rendition);

    if (!reply)
        return NULL;
    (void)rendition_hold(rendition);
    for (int i = 0; i < rendition->header_count; i++)
        if (!header_add(reply, rendition->headers[i].name, rendition->headers[i].value)) {
            MHD_destroy_response(reply);
            return NULL;
        }
    return reply;
}

static void close_shape(void *shape)
{
    MHD_destroy_response(shape);
}

/* One for all who get the same; NULL where memory ended. */
static struct MHD_Response *shape_of(struct rendition *rendition)
{
    if (!rendition->shape && rendition->kept) {
        rendition->shape = of_rendition(rendition);
        rendition->shape_close = close_shape;
    }
    return rendition->shape;
}

static struct MHD_Response *reply_of(struct response *response, int fd, int64_t *sent)
{
    *sent = 0;
    if (response->rendition) {
        *sent = response->head ? 0 : (int64_t)response->rendition->body.size;
        return of_rendition(response->rendition);
    }
    if (response->head && response->length_unknown)
        return of_unknown();
    if (response->head && response->length)
        return of_length(response->length);
    if (response->stream.read && !response->head)
        return of_stream(response, fd, sent);
    return of_body(response, sent);
}

static bool headers_add(struct MHD_Response *reply, const struct response *response, bool close)
{
    for (int i = 0; i < response->header_count; i++)
        if (!header_add(reply, response->headers[i].name, response_header_value(response, i)))
            return false;
    return !close || MHD_add_response_header(reply, MHD_HTTP_HEADER_CONNECTION, "close") == MHD_YES;
}

/* Nothing is made for this client alone. */
static bool queue_shape(struct MHD_Connection *mhd, const struct response *response, int64_t *sent)
{
    struct MHD_Response *shape = shape_of(response->rendition);

    *sent = response->head ? 0 : (int64_t)response->rendition->body.size;
    return shape && MHD_queue_response(mhd, (unsigned)response->status, shape) == MHD_YES;
}

bool reply_queue(struct MHD_Connection *mhd, int fd, struct response *response, bool close,
                 int64_t *sent)
{
    if (response->rendition && response->rendition->kept && response->header_count == 0 && !close)
        return queue_shape(mhd, response, sent);
    struct MHD_Response *reply = reply_of(response, fd, sent);
    if (!reply)
        return false;
    bool queued = headers_add(reply, response, close) &&
                  MHD_queue_response(mhd, (unsigned)response->status, reply) == MHD_YES;
    MHD_destroy_response(reply);
    return queued;
}
