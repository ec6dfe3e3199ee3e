/* The trace that a request belongs to: W3C Trace Context, `traceparent`. */
#ifndef TRACE_H
#define TRACE_H

#include "http/request.h"

struct trace {
    char trace_id[33]; /* lower-case hexadecimal digits */
    char span_id[17];  /* of the caller's span, within which we were asked */
};

/* False where the header is absent, stands twice or is malformed: then there is no trace. A later
 * version of the format is read as far as it begins like ours. */
bool trace_read(const struct request *request, struct trace *trace);

#endif
