/* Counts of claims that share a period, or a day of knowledge, and what filters ask for. */
#ifndef WRITER_CELLS_H
#define WRITER_CELLS_H

#include "db/writer_group.h"

/* What is counted in a cell of count_by_period: the claims, those that the rules choose, and those
 * without a day; of count_by_day: the claims known from that day on, and by how many more the rules
 * choose from that day on. */
enum counted { COUNTED_CLAIMS, COUNTED_LATEST, COUNTED_FIRST, COUNTED_UNDATED, COUNTED };

struct cells;

/* NULL with err set. */
struct cells *cells_open(struct staging *staging, struct error *err);
void cells_close(struct cells *cells);

/* A group whose standing is known. */
bool cells_add(struct cells *cells, const struct group *group, struct error *err);

/* After the last group: all into the scratch database. */
bool cells_flush(struct cells *cells, struct error *err);

#endif
