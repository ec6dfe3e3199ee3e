#include "db/snapshot.h"

#include <stdlib.h>

#include "handlers/desk_internal.h"
#include "handlers/resources.h"

/* The database on its way to a client: the file that the desk had open when it was asked. */
struct download {
    struct store *store;
    int64_t place, left;
};

enum { PIECE = 64 * 1024 };

static ssize_t read_download(void *state, char *out, size_t room)
{
    struct download *download = state;
    struct error err = {0};
    size_t bytes = room < PIECE ? room : PIECE;

    if ((int64_t)bytes > download->left)
        bytes = (size_t)download->left;
    if (bytes && (!snapshot_read(download->store, download->place, out, bytes, &err) ||
                  !store_is_sound(download->store, &err)))
        return -1;
    download->place += (int64_t)bytes;
    download->left -= (int64_t)bytes;
    return (ssize_t)bytes;
}

static void close_download(void *state)
{
    struct download *download = state;

    store_close(download->store);
    free(download);
}

bool snapshot_get(struct desk *desk, struct ask **ask, struct response *response, struct error *err)
{
    int64_t bytes = 0;

    if (!snapshot_size(desk->store, &bytes, err))
        return false;
    struct download *download = calloc(1, sizeof *download);
    if (!download)
        return error_set(err, ERROR_INTERNAL, "no memory for a download");
    *download = (struct download){store_hold(desk->store), 0, bytes};
    response->stream = (struct stream){download, read_download, close_download};
    response->length = bytes;
    response->revision = (*ask)->revision;
    response_header(response, "Content-Type", "application/vnd.sqlite3");
    response_header(response, "Content-Disposition", "attachment; filename=\"exportstats-%lld.db\"",
                    (long long)(*ask)->revision);
    return true;
}
