#include "handlers/stream.h"

#include <stdlib.h>

#include "formats/rows.h"
#include "handlers/desk_internal.h"

enum {
    PIECE = 64 * 1024,          /* a piece is sent once it has this size */
    PIECE_CEILING = 512 * 1024, /* and a row or a page more */
    ROWS_A_PIECE = 500,
};

struct listing {
    struct ask *ask;
    struct reader reader;
    struct rows rows;
    struct buffer piece;
    size_t sent; /* of the piece */
    bool begun;  /* what stands before the rows is written */
    bool done;
};

static void listing_close(struct listing *listing)
{
    if (!listing)
        return;
    reader_shut(&listing->reader);
    rows_clear(&listing->rows);
    buffer_clear(&listing->piece);
    store_close(listing->reader.store);
    ask_close(listing->ask);
    free(listing);
}

static void end_listing(struct listing *listing)
{
    rows_end(&listing->rows);
    if (listing->rows.format == FORMAT_JSON)
        buffer_char(&listing->piece, '\n');
    listing->done = true;
}

/* The next piece: opens the list behind the last row, reads on, and lets go of it again. */
static bool fill_piece(struct listing *listing, struct error *err)
{
    int64_t before = listing->rows.count;

    listing->sent = 0;
    buffer_reset(&listing->piece);
    if (!listing->begun)
        rows_begin(&listing->rows);
    listing->begun = true;
    if (!listing->reader.kind->open(&listing->reader, ROWS_A_PIECE, err)) {
        reader_shut(&listing->reader);
        return false;
    }
    bool more = true;
    while (listing->piece.size < PIECE &&
           (more = listing->reader.kind->next(&listing->reader, err)))
        rows_row(&listing->rows, &listing->reader.record);
    reader_shut(&listing->reader);
    if (err->kind != ERROR_NONE)
        return false;
    if (!more && !listing->reader.paused && listing->rows.count - before < ROWS_A_PIECE)
        end_listing(listing);
    return !listing->piece.failed || error_set(err, ERROR_INTERNAL, "no memory for a stream");
}

static ssize_t read_listing(void *state, char *out, size_t room)
{
    struct listing *listing = state;
    struct error err = {0};

    while (listing->sent == listing->piece.size) {
        if (listing->done)
            return 0;
        if (!fill_piece(listing, &err))
            return -1;
    }
    size_t left = listing->piece.size - listing->sent;
    size_t size = left < room ? left : room;
    memcpy(out, listing->piece.data + listing->sent, size);
    listing->sent += size;
    return (ssize_t)size;
}

static void close_listing(void *state)
{
    listing_close(state);
}

static struct listing *listing_open(struct desk *desk, struct ask **ask, struct reader *reader)
{
    struct listing *listing = calloc(1, sizeof *listing);

    if (!listing)
        return NULL;
    listing->reader = *reader;
    listing->reader.store = store_hold(reader->store);
    if (reader->catalog.after.data == reader->after)
        listing->reader.catalog.after = slice_of(listing->reader.after);
    buffer_init(&listing->piece, PIECE_CEILING);
    listing->ask = *ask;
    *ask = NULL;
    rows_init(&listing->rows, listing->ask->format.format, listing->ask->fields,
              listing->ask->shown, desk->config->base_path, listing->ask->pretty, false,
              &listing->piece);
    return listing;
}

/* All in one piece: an ordinary body. */
static void hand_over_body(struct listing *listing, struct response *response)
{
    size_t ceiling = response->body.ceiling;

    buffer_clear(&response->body);
    response->body = listing->piece;
    response->body.ceiling = ceiling;
    listing->piece = (struct buffer){0};
    listing_close(listing);
}

bool stream_open(struct desk *desk, struct ask **ask, struct reader *reader,
                 struct response *response, struct error *err)
{
    struct listing *listing = listing_open(desk, ask, reader);

    if (!listing)
        return error_set(err, ERROR_INTERNAL, "no memory for a stream");
    if (!fill_piece(listing, err)) {
        listing_close(listing);
        return false;
    }
    if (listing->done) {
        hand_over_body(listing, response);
        return true;
    }
    response->stream = (struct stream){listing, read_listing, close_listing};
    return true;
}
