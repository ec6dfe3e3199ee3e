/* Is this cell what its column says? */
#ifndef CELL_H
#define CELL_H

#include "package/tables.h"

enum { CELL_MESSAGE_ROOM = 520 };

/* The cell is not empty and valid UTF-8. False: message says what is wrong and what was expected.
 */
bool cell_check(const struct column *column, struct slice cell, char message[CELL_MESSAGE_ROOM]);

/* The pattern (XML Schema regular expression) that a descriptor gives for a kind, or NULL. */
const char *cell_pattern(enum cell_kind kind);

/* The type that a descriptor gives for a kind. */
const char *cell_type(enum cell_kind kind);

#endif
