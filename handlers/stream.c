#include "handlers/stream.h"

#include <stdlib.h>

#include "formats/rows.h"
#include "handlers/desk_internal.h"
#include "handlers/pieces.h"

enum {
    CEILING = 512 * 1024, /* of a piece: a row or a page more */
    ROWS_A_PIECE = 500,
};

struct listing {
    struct pieces pieces;
    struct ask *ask;
    struct reader reader;
    struct rows rows;
    bool begun; /* what stands before the rows is written */
};

static void listing_close(void *state)
{
    struct listing *listing = state;

    reader_shut(&listing->reader);
    rows_clear(&listing->rows);
    pieces_clear(&listing->pieces);
    store_close(listing->reader.store);
    ask_close(listing->ask);
    free(listing);
}

static void end_listing(struct listing *listing)
{
    rows_end(&listing->rows);
    if (listing->rows.format == FORMAT_JSON)
        buffer_char(&listing->pieces.piece, '\n');
    listing->pieces.ended = true;
}

/* The next piece: opens the list behind the last row, reads on, and lets go of it again. */
static bool fill_piece(struct pieces *pieces, struct error *err)
{
    struct listing *listing = (struct listing *)pieces;
    int64_t before = listing->rows.count;

    if (!listing->begun)
        rows_begin(&listing->rows);
    listing->begun = true;
    if (!listing->reader.kind->open(&listing->reader, ROWS_A_PIECE, err)) {
        reader_shut(&listing->reader);
        return false;
    }
    bool more = true;
    while (pieces->piece.size < PIECE && (more = listing->reader.kind->next(&listing->reader, err)))
        rows_row(&listing->rows, &listing->reader.record);
    reader_shut(&listing->reader);
    if (!store_is_sound(listing->reader.store, err) || err->kind != ERROR_NONE)
        return false;
    if (!more && !listing->reader.paused && listing->rows.count - before < ROWS_A_PIECE)
        end_listing(listing);
    return true;
}

static struct listing *listing_open(struct desk *desk, struct ask **ask, struct reader *reader)
{
    struct listing *listing = calloc(1, sizeof *listing);

    if (!listing)
        return NULL;
    listing->reader = *reader;
    listing->reader.store = store_hold(reader->store);
    pieces_init(&listing->pieces, CEILING, fill_piece);
    listing->ask = *ask;
    *ask = NULL;
    rows_init(&listing->rows, listing->ask->format.format, listing->ask->fields,
              listing->ask->shown, desk->config->base_path, listing->ask->pretty, false,
              &listing->pieces.piece);
    return listing;
}

bool stream_open(struct desk *desk, struct ask **ask, struct reader *reader,
                 struct response *response, struct error *err)
{
    struct listing *listing = listing_open(desk, ask, reader);

    if (!listing)
        return error_set(err, ERROR_INTERNAL, "no memory for a stream");
    if (!pieces_next(&listing->pieces, err)) {
        listing_close(listing);
        return false;
    }
    if (listing->pieces.ended) {
        pieces_take(&listing->pieces, &response->body);
        listing_close(listing);
        return true;
    }
    response->stream = (struct stream){listing, pieces_read, listing_close};
    return true;
}
