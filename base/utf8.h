/* UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF. */
#ifndef UTF8_H
#define UTF8_H

#include "base/slice.h"

/* The offset of the first byte that does not belong, or the size where all is well. */
size_t utf8_fault(struct slice text);

/* The greatest offset up to limit that does not split a character; bytes that are none are split
 * anywhere. */
size_t utf8_cut(struct slice text, size_t limit);

/* The character at the front and its bytes (1 to 4); text must be valid and not empty. */
uint32_t utf8_first(struct slice text, size_t *bytes);

#endif
