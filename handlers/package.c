#include "handlers/package.h"

#include <stdlib.h>

#include "handlers/desk_internal.h"
#include "handlers/pieces.h"
#include "handlers/resources.h"
#include "package/export.h"

static const char *const file_words[] = {"series",  "sources",      "figures",
                                         "targets", "growth_rates", "remarks"};
const struct words package_files = WORDS(file_words);

enum { CEILING = 1024 * 1024 };

/* A file of the package on its way: it goes on in its revision and in the database it began with.
 */
struct download {
    struct pieces pieces;
    struct package_stream stream;
    struct store *store;
};

static void download_close(void *state)
{
    struct download *download = state;

    store_close(download->store);
    pieces_clear(&download->pieces);
    free(download);
}

static bool fill_piece(struct pieces *pieces, struct error *err)
{
    struct download *download = (struct download *)pieces;
    bool whole =
        package_stream_fill(&download->stream, download->store, &pieces->piece, PIECE, err);

    pieces->ended = download->stream.has_ended;
    return store_is_sound(download->store, err) && whole;
}

static struct download *download_open(const struct desk *desk, struct slice file, int64_t revision,
                                      struct error *err)
{
    struct download *download = calloc(1, sizeof *download);

    if (!download) {
        (void)error_set(err, ERROR_INTERNAL, "no memory for a download");
        return NULL;
    }
    download->store = store_hold(desk->store);
    pieces_init(&download->pieces, CEILING, fill_piece);
    if (!package_stream_begin(&download->stream, file, revision)) {
        (void)error_set(err, ERROR_NOT_FOUND, "the data package has no file %.*s",
                        (int)(file.size < 100 ? file.size : 100), file.data);
        err->allowed = &package_files;
        download_close(download);
        return NULL;
    }
    return download;
}

/* The file as the path names it: "/figures.csv" below the base path. */
static struct slice file_of(const struct ask *ask)
{
    const char *slash = memrchr(ask->target.data, '/', ask->target.size);

    return slice_skip(ask->target, (size_t)(slash - ask->target.data) + 1);
}

bool package_get(struct desk *desk, struct ask **ask, struct response *response, struct error *err)
{
    struct slice file = file_of(*ask);
    struct download *download = download_open(desk, file, (*ask)->revision, err);

    if (!download)
        return false;
    if (!pieces_next(&download->pieces, err)) {
        download_close(download);
        return false;
    }
    response->revision = (*ask)->revision;
    response_header(response, "Content-Type", "%s",
                    slice_ends(file, ".csv") ? "text/csv; charset=utf-8; header=present"
                                             : "application/json");
    if (!download->pieces.ended) {
        response->stream = (struct stream){download, pieces_read, download_close};
        return true;
    }
    pieces_take(&download->pieces, &response->body);
    download_close(download);
    return !response_failed(response) || error_set(err, ERROR_INTERNAL, "the file does not fit");
}
