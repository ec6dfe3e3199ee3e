/* The copy of the database: made, and put in its place. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/schema_apply.h"
#include "db/store_internal.h"
#include "db/writer_internal.h"

enum { PIECE = 64 * 1024 };

static bool write_all(int to, const char *data, size_t size)
{
    while (size) {
        ssize_t written = write(to, data, size);

        if (written < 0 && errno != EINTR)
            return false;
        data += written > 0 ? written : 0;
        size -= written > 0 ? (size_t)written : 0;
    }
    return true;
}

static bool copy_pieces(int from, int to)
{
    char piece[PIECE];
    ssize_t got = 1;

    while (got) {
        got = read(from, piece, sizeof piece);
        if (got < 0 && errno != EINTR)
            return false;
        if (got > 0 && !write_all(to, piece, (size_t)got))
            return false;
    }
    return true;
}

/* Not every kernel, sandbox and file system copies by itself. */
static bool copy_bytes(int from, int to)
{
    ssize_t copied = 1;

    while (copied > 0) {
        copied = copy_file_range(from, NULL, to, NULL, 1 << 30, 0);
        if (copied < 0 && errno == EINTR)
            copied = 1;
    }
    if (copied < 0 && (errno == ENOSYS || errno == EOPNOTSUPP || errno == EINVAL || errno == EXDEV))
        return copy_pieces(from, to);
    return copied == 0;
}

static bool copy_file(const struct writer *writer, int to, struct error *err)
{
    struct stat about;
    int from = open(writer->path, O_RDONLY | O_CLOEXEC);
    bool ok = from >= 0 && fstat(from, &about) == 0 && fchmod(to, about.st_mode & 07777) == 0;

    /* Only root may give a file away, and only to who is known where it runs; for others it is
     * theirs.
     */
    if (ok && fchown(to, about.st_uid, about.st_gid) != 0 && errno != EPERM && errno != EINVAL)
        ok = false;
    ok = ok && copy_bytes(from, to);
    if (!ok)
        (void)writer_failed("copying", writer->path, err);
    if (from >= 0)
        (void)close(from);
    return ok;
}

int writer_open_copy(const struct writer *writer, sqlite3 **db)
{
    CLEAN(buffer) struct buffer uri;

    buffer_init(&uri, 16 * 1024);
    return store_uri(writer->working, "rw", &uri)
               ? sqlite3_open_v2(uri.data, db,
                                 SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX,
                                 NULL)
               : SQLITE_NOMEM;
}

static bool apply_schema(const struct writer *writer, struct error *err)
{
    /* Of a new file alone: a quarter of the calls to read and write it. */
    static const char settings[] = "PRAGMA page_size = 16384";
    sqlite3 *db = NULL;
    bool ok = writer_open_copy(writer, &db) == SQLITE_OK &&
              sqlite3_exec(db, settings, NULL, NULL, NULL) == SQLITE_OK;

    if (ok)
        ok = schema_apply(db, err);
    else
        (void)error_set(err, ERROR_INTERNAL, "opening %s: %s", writer->working, sqlite3_errmsg(db));
    sqlite3_close(db);
    return ok;
}

bool writer_copy(struct writer *writer, struct error *err)
{
    int to = open(writer->working, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);

    if (to < 0)
        return writer_failed("making", writer->working, err);
    bool ok = !writer->existed || copy_file(writer, to, err);
    (void)close(to);
    return ok && apply_schema(writer, err);
}

static bool sync_path(const char *path, int flags, struct error *err)
{
    int file = open(path, flags | O_CLOEXEC);
    bool ok = file >= 0 && fsync(file) == 0;

    if (!ok)
        (void)writer_failed("syncing", path, err);
    if (file >= 0)
        (void)close(file);
    return ok;
}

bool writer_publish(struct writer *writer, struct error *err)
{
    if (!sync_path(writer->working, O_RDWR, err))
        return false;
    if (rename(writer->working, writer->path) != 0)
        return writer_failed("renaming", writer->working, err);
    writer->existed = true;
    return sync_path(writer->folder, O_RDONLY | O_DIRECTORY, err);
}
