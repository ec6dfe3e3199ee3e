/* The OpenAPI 3.1 document of this service. */
#ifndef OPENAPI_H
#define OPENAPI_H

#include "base/buffer.h"

/* Ends with a newline. root, a path or URL, stands as the server's. */
void openapi_write(const char *root, bool pretty, struct buffer *out);

#endif
