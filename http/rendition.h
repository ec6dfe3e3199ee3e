/* A whole answer that is kept and given to many: status, headers and body as they are sent.
 *
 * Never changed once it is made. One thread's own, counted by holds: whoever keeps it has one, a
 * response that carries it has one, and so has what the server made of it while that is on its way
 * to clients. */
#ifndef RENDITION_H
#define RENDITION_H

#include "base/buffer.h"
#include "base/clean.h"

enum { RENDITION_HEADERS_MAX = 28 };

struct rendition {
    int holds;
    bool kept; /* by its first owner still, who will close the shape */
    int status;
    const char *route;
    int64_t revision;
    struct slice body; /* its own */
    size_t taken;      /* bytes of memory, a shape's included */
    /* What the server makes of it when it is first sent; closed when it is kept no longer. */
    void *shape;
    void (*shape_close)(void *shape);
    int header_count;
    struct rendition_header {
        const char *name; /* static */
        struct slice value;
    } headers[];
};

/* A rendition with the status, route and revision of `like`, with these headers and `more`: of a
 * name in both, `more` counts. Where the status is 304, what describes a body is left out. body,
 * unless NULL, is taken, copied where it is small: then the buffer keeps its memory. NULL where
 * memory ended: the body stays then. */
struct rendition *rendition_make(const struct rendition *like,
                                 const struct rendition_header *headers, int count,
                                 const struct rendition_header *more, int more_count,
                                 struct buffer *body);

struct rendition *rendition_hold(struct rendition *rendition);
void rendition_release(struct rendition *rendition); /* NULL accepted */

/* Its first owner's end: the shape goes, and then the hold. NULL accepted. */
void rendition_retire(struct rendition *rendition);

#endif
