/* Percent-decoding, and what decoded text may hold. */
#ifndef PERCENT_H
#define PERCENT_H

#include "base/buffer.h"

/* Adds the decoded bytes to out; plus: '+' is a space, as in a query. False where a % is not
 * followed by two hexadecimal digits; *at is then its offset. */
bool percent_decode(struct buffer *out, struct slice raw, bool plus, size_t *at);

/* Whether a byte below 0x20 or 0x7F stands in it. */
bool has_control_byte(struct slice text);

#endif
