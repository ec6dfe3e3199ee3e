/* What goes back: status, headers, and a body that is either bytes or a stream.
 *
 * The response owns all of it. Headers that a connection needs (Date, Connection, Content-Length,
 * Transfer-Encoding) are the server's and never stand here. */
#ifndef RESPONSE_H
#define RESPONSE_H

#include <sys/types.h>

#include "base/buffer.h"
#include "http/rendition.h"

/* A body that is made while it is sent, on the thread that asked for it. */
struct stream {
    void *state;
    /* Fills out with 1 to room bytes and returns how many; 0 at the end; -1 when it cannot go on:
     * then the connection is cut off visibly. Between two calls it holds no lock and no statement.
     */
    ssize_t (*read)(void *state, char *out, size_t room);
    void (*close)(void *state);
};

enum { RESPONSE_HEADERS_MAX = 24 };

/* What of a request an answer depends on beside its URL. */
enum vary { VARY_ACCEPT = 1, VARY_DATETIME = 2, VARY_ENCODING = 4 };

struct response {
    int status;
    bool close; /* the connection ends after this answer */
    struct {
        const char *name;      /* static */
        size_t offset, length; /* of the value in `values` */
    } headers[RESPONSE_HEADERS_MAX];
    int header_count;
    struct buffer values;
    unsigned vary; /* bits of enum vary */
    struct buffer body;
    struct stream stream; /* read != NULL: this is the body */
    int64_t length;       /* of the stream in bytes; 0: not known */
    /* The body is not sent (HEAD) though headers are as for GET; its length is then `length` where
     * that is set, else body.size, or not known where `length_unknown`. */
    bool head;
    bool length_unknown;
    const char *route; /* the matched route's template for the log, or NULL */
    int64_t revision;  /* that answered, 0 where none did */
    /* What is given to many, held: the answer's headers and body in place of its own; headers that
     * stand here too are this client's. */
    struct rendition *rendition;
    enum { ANSWER_UNCACHED, ANSWER_MISS, ANSWER_HIT } cached;
};

void response_init(struct response *response, size_t body_ceiling);
void response_clear(struct response *response);
DEFINE_CLEAN(response)

/* Appends a header. Never fails loudly: a header that does not fit, or whose value holds control
 * bytes, is left out with all that follow, and response_failed() says so in the end. */
__attribute__((format(printf, 3, 4))) void
response_header(struct response *response, const char *name, const char *format, ...);
void response_header_add(struct response *response, const char *name, struct slice value);
struct slice response_header_value(const struct response *response, int index);
/* The first header of that name (case ignored), its own or its rendition's, or "no value". */
struct slice response_header_find(const struct response *response, const char *name);
bool response_failed(const struct response *response);

/* Its own body or its rendition's; a stream's is neither. */
struct slice response_body(const struct response *response);

/* The rendition is the answer now, held; headers and body of the response's own are forgotten. */
void response_take_rendition(struct response *response, struct rendition *rendition);

/* The response's headers and what else a rendition takes from it, lent. */
int response_headers(const struct response *response,
                     struct rendition_header headers[RESPONSE_HEADERS_MAX]);

/* Forgets body and stream; status and headers stay. */
void response_empty(struct response *response);

/* Forgets status, headers, body and stream, to be filled anew; the route stays. */
void response_reset(struct response *response);

#endif
