/* Series as wholes: of their own shorter periods, and of the series that are part of them. */
#ifndef WHOLES_H
#define WHOLES_H

#include "db/prints.h"

struct whole {
    struct slice series, unit, fiscal_start;
    /* Its months add up to its year: amounts of money, of which no month is in another. A count may
     * be of what is there at one time, a share or a rank is never added. */
    bool adds_up_over_time;
    struct slice *parts; /* by id; in the same unit */
    int part_count;      /* 0, or at least 2: one part alone is no sum */
};

/* All series of a revision by id; in the arena. A whole with a part in another unit has no parts.
 */
bool wholes_find(struct store *store, int64_t revision, struct arena *arena, struct whole **wholes,
                 int *count, struct error *err);

/* The series of that id among wholes in order, or NULL. */
const struct whole *whole_find(const struct whole *wholes, int count, struct slice series);
bool whole_has_part(const struct whole *whole, struct slice series);

#endif
