/* A request as text through the door, and the whole answer as bytes: for tests that look at many.
 */
#ifndef VISIT_H
#define VISIT_H

#include "base/buffer.h"
#include "handlers/desk.h"

enum { VISIT_HEADERS = 32, VISIT_CEILING = 64 * 1024 * 1024 };

struct visit {
    int status;
    const char *route;  /* its path, or NULL */
    bool cut;           /* the stream ended before its end */
    bool streamed;      /* in pieces */
    bool whole_file;    /* a stream of known length: the database */
    struct buffer head; /* "Name: value\n" each, in the order of the answer */
    struct buffer body;
    struct error internal;
};

/* Buffers keep their memory between visits. */
void visit_init(struct visit *visit);
void visit_clear(struct visit *visit);
DEFINE_CLEAN(visit)

/* "GET /v1/figures HTTP/1.1\nAccept: text/csv": the version may be left out, Host is added to a
 * request without any header of that name where `host` is. Slices point into the text. */
struct request_text {
    struct request request;
    struct request_header headers[VISIT_HEADERS];
};
void request_of_text(struct slice text, bool host, struct request_text *out);

void visit_make(struct desk *desk, const struct request *request, struct visit *visit);

/* GET of a target, with one more header where name is given. */
void visit_get(struct desk *desk, struct slice target, const char *name, struct slice value,
               struct visit *visit);

/* The value of a header of the answer, or "no value". */
struct slice visit_header(const struct visit *visit, const char *name);

bool visit_equal(const struct visit *a, const struct visit *b);

#endif
