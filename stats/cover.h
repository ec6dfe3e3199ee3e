/* Gap-free periods that fill a span: the fewest, or the most. */
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

enum cover_order {
    COVER_FEWEST, /* the fewest pieces, then the longest first */
    COVER_MOST,   /* the most pieces, then the shortest first */
};

/* Orders the pieces and links those that fill the span from its first day on, without gap or
 * overlap: as far as they reach, then in the order that is asked. What does not lie inside of the
 * span is passed over. Returns the position of the first piece, or -1 where none begins with the
 * span; *complete tells whether they reach its last day. Of n pieces every two may be looked at. */
int cover_find(struct period span, enum cover_order order, struct cover_piece *pieces, int count,
               bool *complete);

#endif
