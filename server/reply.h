/* A response handed to libmicrohttpd as it is: neither body nor stream is copied. What is given to
 * many is made for libmicrohttpd once. */
#ifndef REPLY_H
#define REPLY_H

#include "http/response.h"

struct MHD_Connection;

/* Takes body and stream out of the response. fd: the connection's socket. close: the connection
 * ends with it. *sent counts the bytes of the body; it must live as long as the connection. False
 * where memory ended: nothing was queued then, and the connection is to be cut. */
bool reply_queue(struct MHD_Connection *mhd, int fd, struct response *response, bool close,
                 int64_t *sent);

#endif
