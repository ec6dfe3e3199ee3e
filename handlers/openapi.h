/* The OpenAPI 3.1 document of this service. */
#ifndef OPENAPI_H
#define OPENAPI_H

#include "base/buffer.h"

/* Ends with a newline. base_path stands as the server's URL. */
void openapi_write(const char *base_path, bool pretty, struct buffer *out);

#endif
