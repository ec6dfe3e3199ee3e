/* A body that is made piece by piece while it is sent: what hands the pieces out.
 *
 * A piece is as large as is worth a query; the socket takes less at a time. Between two pieces
 * nothing is held but the piece. */
#ifndef PIECES_H
#define PIECES_H

#include <sys/types.h>

#include "base/buffer.h"
#include "base/error.h"

enum { PIECE = 64 * 1024 }; /* a piece is sent once it has this size */

/* The first member of what `fill` makes them from. */
struct pieces {
    struct buffer piece;
    size_t sent; /* of the piece */
    bool ended;  /* the piece is the last one */
    /* Writes the next piece into the empty buffer; may set `ended`. */
    bool (*fill)(struct pieces *pieces, struct error *err);
};

void pieces_init(struct pieces *pieces, size_t ceiling,
                 bool (*fill)(struct pieces *pieces, struct error *err));
void pieces_clear(struct pieces *pieces);

/* The next piece, in place of the one before. */
bool pieces_next(struct pieces *pieces, struct error *err);

/* Where one piece is all of it: an ordinary body, with a known length. Afterwards they are empty.
 */
void pieces_take(struct pieces *pieces, struct buffer *body);

/* A stream's `read` (http/response.h) whose state begins with its pieces. */
ssize_t pieces_read(void *state, char *out, size_t room);

#endif
