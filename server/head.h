/* A request's head as libmicrohttpd has it, as the plain struct that exchange() takes. */
#ifndef HEAD_H
#define HEAD_H

#include "http/request.h"

/* More headers than this do not fit libmicrohttpd's memory for one connection. */
enum { HEAD_HEADERS_MAX = 192 };

/* Values of headers that we gave libmicrohttpd ourselves; they are no part of the request. */
extern const char HEAD_OWN_COOKIE[], HEAD_OWN_LENGTH[];

struct MHD_Connection;

/* Lent from libmicrohttpd until the request is answered. */
struct head {
    struct request request;
    struct request_header headers[HEAD_HEADERS_MAX];
    bool overflow;
};

/* target lent too. False where there are more headers than the head holds. */
bool head_read(struct head *head, struct MHD_Connection *mhd, const char *method,
               struct slice target, const char *version);

#endif
