#include "handlers/pieces.h"

void pieces_init(struct pieces *pieces, size_t ceiling,
                 bool (*fill)(struct pieces *pieces, struct error *err))
{
    *pieces = (struct pieces){.fill = fill};
    buffer_init(&pieces->piece, ceiling);
}

void pieces_clear(struct pieces *pieces)
{
    buffer_clear(&pieces->piece);
}

bool pieces_next(struct pieces *pieces, struct error *err)
{
    pieces->sent = 0;
    buffer_reset(&pieces->piece);
    if (!pieces->fill(pieces, err))
        return false;
    return !pieces->piece.failed || error_set(err, ERROR_INTERNAL, "no memory for a stream");
}

void pieces_take(struct pieces *pieces, struct buffer *body)
{
    size_t ceiling = body->ceiling;

    buffer_clear(body);
    *body = pieces->piece;
    body->ceiling = ceiling;
    pieces->piece = (struct buffer){0};
}

ssize_t pieces_read(void *state, char *out, size_t room)
{
    struct pieces *pieces = state;
    struct error err = {0};

    while (pieces->sent == pieces->piece.size) {
        if (pieces->ended)
            return 0;
        if (!pieces_next(pieces, &err))
            return -1;
    }
    size_t left = pieces->piece.size - pieces->sent;
    size_t size = left < room ? left : room;
    memcpy(out, pieces->piece.data + pieces->sent, size);
    pieces->sent += size;
    return (ssize_t)size;
}
