/* Where an import writes, and who else may not. */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/writer_internal.h"

bool writer_failed(const char *doing, const char *path, struct error *err)
{
    return error_set(err, ERROR_INTERNAL, "%s %s: %s", doing, path, strerror(errno));
}

static bool suffixed(const char *path, const char *suffix, char out[PATH_MAX])
{
    int size = snprintf(out, PATH_MAX, "%s%s", path, suffix);

    return size > 0 && size < PATH_MAX;
}

/* A database that is not there yet; what would be renamed over a link would take its place. */
static bool is_free(const char *database, struct error *err)
{
    struct stat about;

    if (errno != ENOENT)
        return writer_failed("finding", database, err);
    return lstat(database, &about) != 0 ||
           error_set(err, ERROR_INPUT,
                     "%s is a link to a file that does not exist, expected the name of that file",
                     database);
}

static bool set_paths(struct writer *writer, const char *database, struct error *err)
{
    char scratch[PATH_MAX];

    writer->existed = realpath(database, writer->path) != NULL;
    if (!writer->existed && !is_free(database, err))
        return false;
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
        return writer_failed("opening", writer->lock, err);
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

/* A journal beside the next copy would be played back into it. */
static void remove_copy(const struct writer *writer)
{
    char journal[PATH_MAX];

    (void)unlink(writer->working);
    if (suffixed(writer->working, "-journal", journal))
        (void)unlink(journal);
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
    remove_copy(writer);
    return writer;
}

void writer_close(struct writer *writer)
{
    if (!writer)
        return;
    if (writer->lock_file >= 0) {
        remove_copy(writer);
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
