/* A request as it came off the wire, before anybody believed it.
 *
 * server/, `exportstats get`, the tests and the fuzzers all fill this plain struct; from here on
 * nobody knows a socket. Everything in it is lent for the call. */
#ifndef REQUEST_H
#define REQUEST_H

#include "base/slice.h"

struct request_header {
    struct slice name, value; /* value without surrounding blanks */
};

struct request {
    struct slice method;  /* "GET" */
    struct slice target;  /* the raw request target: "/v1/figures?series=a", not decoded */
    struct slice version; /* "HTTP/1.1" */
    const struct request_header *headers;
    int header_count;
};

/* The value of a header that may stand once, or "no value". Names are compared ignoring case. */
struct slice request_header(const struct request *request, const char *name);
int request_header_count(const struct request *request, const char *name);

#endif
