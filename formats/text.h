/* What formats/text.c and formats/table.c share; behind formats/rows.h, for nobody else. */
#ifndef TEXT_H
#define TEXT_H

#include "formats/writer.h"

/* Takes the next cell off the kept ones. */
struct slice text_cell(struct slice *cells);

/* Ends a line, and leaves no blanks before the end. */
void text_end_line(struct buffer *out);

/* Text over several lines, the first of which was begun; the others are indented. */
void text_wrap(struct buffer *out, struct slice text, size_t indent, int columns);

/* How many columns a table of at most TEXT_WIDTH can hold, and whether those are all. */
int text_table_holds(const struct rows *rows, bool *all);

/* All kept cells as an aligned table. */
void text_table(struct rows *rows);

#endif
