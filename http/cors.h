/* Cross-origin reads (the Fetch standard): every site may read, none sends credentials. */
#ifndef CORS_H
#define CORS_H

#include "http/request.h"
#include "http/response.h"

/* For every response. */
void cors_open(struct response *response);

/* The whole answer to OPTIONS: what is allowed, and for a preflight what it asks. The lists are the
 * same for everybody; a browser refuses by itself what is not in them. */
void cors_options(const struct request *request, struct response *response);

#define CORS_METHODS "GET, HEAD, OPTIONS"

#endif
