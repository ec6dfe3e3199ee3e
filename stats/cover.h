/* The fewest gap-free periods that fill a span. */
#ifndef COVER_H
#define COVER_H

#include "stats/period.h"

struct cover_piece {
    struct period period;       /* both ends */
    int figure;                 /* the caller's, to know it again */
    int next;                   /* position of the piece that follows, or -1 */
    int32_t first, last, reach; /* cover_find's own, as `pieces` */
    int pieces;
};

/* Orders the pieces and links those that fill the span from its first day on, without gap or
 * overlap: as far as they reach, then with the fewest pieces, then the longest first. What does not
 * lie inside of the span is passed over. Returns the position of the first piece, or -1 where none
 * begins with the span; *complete tells whether they reach its last day. Of n pieces every two may
 * be looked at. */
int cover_find(struct period span, struct cover_piece *pieces, int count, bool *complete);

#endif
