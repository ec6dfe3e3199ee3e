/* Text of a package: what it may hold, and how a message shows what it holds.
 *
 * Text is shown on terminals and pages of others, so nothing in it may break a line, turn the
 * direction of what stands around it, or be taken for the mark of an encoding. */
#ifndef TEXT_H
#define TEXT_H

#include "base/slice.h"

enum text_fault {
    TEXT_FINE,
    TEXT_FORBIDDEN, /* *code says which character */
    TEXT_UNSEEN,    /* nothing but blanks and what has no shape of its own */
    TEXT_BLANK_END, /* Unicode white space at an end */
    TEXT_LONG,
};

/* One line of text, not empty, valid UTF-8, at most so many characters. */
enum text_fault text_check(struct slice text, int longest, uint32_t *code);

/* "a line break (U+000A)", "U+202E": how a message names a character. */
enum { TEXT_NAME_ROOM = 40 };
const char *text_name(uint32_t code, char out[TEXT_NAME_ROOM]);

/* The beginning of any text, fit for a message: no more than `most` bytes of it, at most room - 1
 * bytes in `out`, "…" where that is not all. What a reader could not see stands as "<U+202E>". */
void text_show(struct slice text, size_t most, char *out, size_t room);

#endif
