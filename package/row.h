/* What the cells of one row must be to each other. */
#ifndef ROW_H
#define ROW_H

#include "package/cell.h"

/* The cells that rules look at, by their place in a table. */
enum row_place {
    PLACE_START,
    PLACE_END,
    PLACE_SCALE,
    PLACE_RANK,
    PLACE_RANK_REASON,
    PLACE_BASE_START,
    PLACE_BASE_END,
    ROW_PLACES,
};

struct row {
    const struct table *table;
    int places[ROW_PLACES]; /* -1: not in this table */
    struct slice cells[TABLE_COLUMNS];
    uint32_t faulty; /* bit i: cells[i] was refused, and is empty for that */
};

void row_init(struct row *row, const struct table *table);

/* The next broken rule from *rule on (begin with 0), with the column that it is about and what is
 * wrong and expected; false: none. Cells that were refused are not blamed again. */
bool row_fault(const struct row *row, int *rule, const char **column,
               char message[CELL_MESSAGE_ROOM]);

#endif
