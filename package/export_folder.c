/* The package's files in a folder. */
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "package/export.h"
#include "package/tables.h"

enum { PIECE = 256 * 1024, PIECE_CEILING = 4 * 1024 * 1024, NAME_ROOM = 64 };

static bool failed(const char *doing, const char *file, struct error *err)
{
    return error_set(err, ERROR_INTERNAL, "%s %s: %s", doing, file, strerror(errno));
}

static bool write_all(int to, const char *file, struct slice piece, struct error *err)
{
    while (piece.size) {
        ssize_t written = write(to, piece.data, piece.size);

        if (written < 0 && errno != EINTR)
            return failed("writing", file, err);
        piece = slice_skip(piece, written > 0 ? (size_t)written : 0);
    }
    return true;
}

static bool write_pieces(int to, const char *file, struct store *store, int64_t revision,
                         struct error *err)
{
    struct package_stream stream;
    CLEAN(buffer) struct buffer piece;
    bool ok = package_stream_begin(&stream, slice_of(file), revision);

    buffer_init(&piece, PIECE_CEILING);
    while (ok && !stream.has_ended) {
        buffer_reset(&piece);
        ok = package_stream_fill(&stream, store, &piece, PIECE, err) &&
             write_all(to, file, buffer_all(&piece), err);
    }
    return ok;
}

/* Under another name first: who reads the folder meets whole files only. */
static bool write_file(int folder, const char *file, struct store *store, int64_t revision,
                       struct error *err)
{
    char working[NAME_ROOM];

    (void)snprintf(working, sizeof working, ".%s.export", file);
    int to = openat(folder, working, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (to < 0)
        return failed("making", file, err);
    bool ok = write_pieces(to, file, store, revision, err) &&
              (fsync(to) == 0 || failed("syncing", file, err));
    if (close(to) != 0 && ok)
        ok = failed("writing", file, err);
    if (ok && renameat(folder, working, folder, file) != 0)
        ok = failed("renaming", file, err);
    if (!ok)
        (void)unlinkat(folder, working, 0);
    return ok;
}

/* Two exports at once would write into each other's files; the lock goes with the descriptor. Where
 * folders cannot be locked there is none. */
static bool is_alone(int place, const char *folder, struct error *err)
{
    return flock(place, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK ||
           error_set(err, ERROR_INPUT, "another export into %s is running; try again later",
                     folder);
}

static bool write_files(int place, const char *folder, struct store *store, int64_t revision,
                        struct error *err)
{
    for (int i = 0; i < TABLES; i++)
        if (!write_file(place, tables[i].file, store, revision, err))
            return false;
    return write_file(place, package_file_name(FILE_DESCRIPTOR), store, revision, err) &&
           (fsync(place) == 0 || failed("syncing", folder, err));
}

bool package_export(const char *folder, struct store *store, int64_t revision, struct error *err)
{
    if (mkdir(folder, 0755) != 0 && errno != EEXIST)
        return failed("making", folder, err);
    int place = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (place < 0)
        return failed("opening", folder, err);
    bool ok = is_alone(place, folder, err) && write_files(place, folder, store, revision, err);
    (void)close(place);
    return ok;
}
