/* Text inside of a URI: what may not stand there is percent-encoded (RFC 3986). */
#ifndef URI_H
#define URI_H

#include "base/buffer.h"

/* Keeps letters, digits and -._~ and the bytes of `also`; "" for what must stay one segment or
 * one value of a query. The result holds neither quotes nor control bytes nor anything but ASCII.
 */
void uri_add(struct buffer *out, struct slice text, const char *also);

#define URI_PATH "/:@?=&%+;"
#define URI_ANY URI_PATH "!$*,'()[]"

#endif
