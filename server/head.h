/* A request's head as libmicrohttpd has it, as the plain struct that exchange() takes. */
#ifndef HEAD_H
#define HEAD_H

#include "http/request.h"

enum {
    /* libmicrohttpd's memory for one connection, all of it zeroed on every request. It holds the
     * request's head, an entry for each of its headers, and the head of the answer. */
    HEAD_MEMORY = 8 * 1024,
    HEAD_HEADERS_MAX = 192, /* more do not fit */
};

/* Values of headers that we gave libmicrohttpd ourselves; they are no part of the request. */
extern const char HEAD_OWN_COOKIE[], HEAD_OWN_LENGTH[];

struct MHD_Connection;

/* The first line as libmicrohttpd has it; all of it lies in the memory that it read the head into.
 * target is what stood there before it was decoded: its size is of the copy that we took. */
struct head_line {
    const char *method;
    struct slice target;
    const char *version;
};

/* Lent from libmicrohttpd until the request is answered. */
struct head {
    struct request request;
    struct request_header headers[HEAD_HEADERS_MAX];
    bool passed; /* the gate let in exactly these bytes */
    bool overflow;
    size_t room;          /* bytes that are left of HEAD_MEMORY for the answer's head */
    bool straight;        /* so far every byte is accounted for */
    const char *at, *end; /* how far, and where the head ends */
};

/* target is the copy, lent too. A head with a folded line or with zero bytes is handed on as one
 * header without a name, which the gate refuses. False where there are more headers than the head
 * holds. */
bool head_read(struct head *head, struct MHD_Connection *mhd, struct head_line line,
               struct slice target);

#endif
