/* Text as a terminal shows it: columns instead of bytes.
 *
 * Widths come from libunistring: 2 for most of CJK, 0 for marks that sit on another letter. All
 * text is valid UTF-8, and all but display_clean() expects it without control characters. */
#ifndef DISPLAY_H
#define DISPLAY_H

#include "base/buffer.h"

/* Adds the text with every control character, and those that turn the direction of what follows, as
 * a space. */
void display_clean(struct buffer *out, struct slice text);

int display_width(struct slice text);

/* The bytes of the longest beginning that fits; its width to *width unless that is NULL. */
size_t display_fit(struct slice text, int columns, int *width);

/* The bytes of the first line when wrapped: it ends before a space. A word that is wider than a
 * line stays whole when it is ASCII (an id, a URL) and is broken between characters otherwise. */
size_t display_line(struct slice text, int columns);

#endif
