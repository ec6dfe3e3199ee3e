/* The files of an import: lock, copy, sync, rename. */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/schema_apply.h"
#include "db/writer_internal.h"

static bool failed(const char *doing, const char *path, struct error *err)
{
    return error_set(err, ERROR_INTERNAL, "%s %s: %s", doing, path, strerror(errno));
}

static bool suffixed(const char *path, const char *suffix, char out[PATH_MAX])
{
    int size = snprintf(out, PATH_MAX, "%s%s", path, suffix);

    return size > 0 && size < PATH_MAX;
}

static bool set_paths(struct writer *writer, const char *database, struct error *err)
{
    char scratch[PATH_MAX];

    writer->existed = realpath(database, writer->path) != NULL;
    if (!writer->existed && errno != ENOENT)
        return failed("finding", database, err);
    if ((!writer->existed && !slice_copy(slice_of(database), writer->path, PATH_MAX)) ||
        !suffixed(writer->path, "", scratch) ||
        !slice_copy(slice_of(dirname(scratch)), writer->folder, PATH_MAX) ||
        !suffixed(writer->path, ".import", writer->working) ||
        !suffixed(writer->path, ".lock", writer->lock))
        return error_set(err, ERROR_USAGE, "the path of the database is too long");
    return true;
}

/* Somebody who wrote the file in place and did not end; what it holds is not what it should. */
static bool refuse_journal(const struct writer *writer, struct error *err)
{
    static const char *const suffixes[] = {"-journal", "-wal"};
    char path[PATH_MAX];

    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++)
        if (suffixed(writer->path, suffixes[i], path) && access(path, F_OK) == 0)
            return error_set(err, ERROR_INPUT,
                             "%s lies beside the database: something else writes to it or broke "
                             "off; recover it with the sqlite3 shell first",
                             path);
    return true;
}

/* The lock file goes with the lock; one that was removed while we waited for it is none. */
static bool take_lock(struct writer *writer, struct error *err)
{
    struct stat held, named;

    writer->lock_file = open(writer->lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (writer->lock_file < 0)
        return failed("opening", writer->lock, err);
    if (flock(writer->lock_file, LOCK_EX | LOCK_NB) != 0 || fstat(writer->lock_file, &held) != 0 ||
        stat(writer->lock, &named) != 0 || held.st_ino != named.st_ino) {
        (void)close(writer->lock_file);
        writer->lock_file = -1;
        return error_set(err, ERROR_INPUT,
                         "another import into %s is running (it holds %s); try again later",
                         writer->path, writer->lock);
    }
    return true;
}

struct writer *writer_open(const char *database, struct error *err)
{
    struct writer *writer = calloc(1, sizeof *writer);

    if (!writer) {
        (void)error_set(err, ERROR_INTERNAL, "no memory for an import");
        return NULL;
    }
    writer->lock_file = -1;
    if (!set_paths(writer, database, err) || !take_lock(writer, err) ||
        !refuse_journal(writer, err)) {
        writer_close(writer);
        return NULL;
    }
    (void)unlink(writer->working);
    return writer;
}

void writer_close(struct writer *writer)
{
    if (!writer)
        return;
    if (writer->lock_file >= 0) {
        (void)unlink(writer->working);
        (void)unlink(writer->lock);
        (void)close(writer->lock_file);
    }
    free(writer);
}

const char *writer_store(const struct writer *writer)
{
    return writer->existed ? writer->path : NULL;
}

const char *writer_folder(const struct writer *writer)
{
    return writer->folder;
}

static bool copy_bytes(int from, int to)
{
    ssize_t copied = 1;

    while (copied > 0) {
        copied = copy_file_range(from, NULL, to, NULL, 1 << 30, 0);
        if (copied < 0 && errno == EINTR)
            copied = 1;
    }
    return copied == 0;
}

static bool copy_file(const struct writer *writer, int to, struct error *err)
{
    struct stat about;
    int from = open(writer->path, O_RDONLY | O_CLOEXEC);
    bool ok = from >= 0 && fstat(from, &about) == 0 && fchmod(to, about.st_mode & 07777) == 0;

    /* Only root may give a file away; for others it is theirs. */
    if (ok && fchown(to, about.st_uid, about.st_gid) != 0 && errno != EPERM)
        ok = false;
    ok = ok && copy_bytes(from, to);
    if (!ok)
        (void)failed("copying", writer->path, err);
    if (from >= 0)
        (void)close(from);
    return ok;
}

static bool apply_schema(const struct writer *writer, struct error *err)
{
    sqlite3 *db = NULL;
    bool ok = sqlite3_open_v2(writer->working, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK;

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
        return failed("making", writer->working, err);
    bool ok = !writer->existed || copy_file(writer, to, err);
    (void)close(to);
    return ok && apply_schema(writer, err);
}

static bool sync_path(const char *path, int flags, struct error *err)
{
    int file = open(path, flags | O_CLOEXEC);
    bool ok = file >= 0 && fsync(file) == 0;

    if (!ok)
        (void)failed("syncing", path, err);
    if (file >= 0)
        (void)close(file);
    return ok;
}

bool writer_publish(struct writer *writer, struct error *err)
{
    if (!sync_path(writer->working, O_RDWR, err))
        return false;
    if (rename(writer->working, writer->path) != 0)
        return failed("renaming", writer->working, err);
    writer->existed = true;
    return sync_path(writer->folder, O_RDONLY | O_DIRECTORY, err);
}
