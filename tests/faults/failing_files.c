#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "failing.h"

/* A file of SQLite's own kind behind ours. */
struct file {
    sqlite3_file base;
    sqlite3_file *real;
    bool is_scratch; /* nobody else can cut it off */
};

static sqlite3_vfs *real;

static sqlite3_file *behind(sqlite3_file *file)
{
    return ((struct file *)file)->real;
}

static int close_file(sqlite3_file *file)
{
    return behind(file)->pMethods->xClose(behind(file));
}

static int read_file(sqlite3_file *file, void *out, int size, sqlite3_int64 at)
{
    if (failing_now(FAIL_READ))
        return SQLITE_IOERR_READ;
    if (!((struct file *)file)->is_scratch && failing_now(FAIL_SHORT_READ)) {
        int code = behind(file)->pMethods->xRead(behind(file), out, size, at);

        memset((char *)out + size / 2, 0, (size_t)(size - size / 2));
        return code == SQLITE_OK ? SQLITE_IOERR_SHORT_READ : code;
    }
    return behind(file)->pMethods->xRead(behind(file), out, size, at);
}

static int write_file(sqlite3_file *file, const void *data, int size, sqlite3_int64 at)
{
    if (failing_now(FAIL_WRITE))
        return SQLITE_IOERR_WRITE;
    if (failing_now(FAIL_FULL)) {
        (void)behind(file)->pMethods->xWrite(behind(file), data, size / 2, at);
        return SQLITE_FULL;
    }
    return behind(file)->pMethods->xWrite(behind(file), data, size, at);
}

static int truncate_file(sqlite3_file *file, sqlite3_int64 size)
{
    return failing_now(FAIL_WRITE) ? SQLITE_IOERR_TRUNCATE
                                   : behind(file)->pMethods->xTruncate(behind(file), size);
}

/* Nobody pulls the plug here: what is not synced is there all the same, and sooner. */
static int sync_file(sqlite3_file *file, int flags)
{
    (void)file;
    (void)flags;
    return failing_now(FAIL_SYNC) ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return failing_now(FAIL_READ) ? SQLITE_IOERR_FSTAT
                                  : behind(file)->pMethods->xFileSize(behind(file), size);
}

static int lock_file(sqlite3_file *file, int lock)
{
    return failing_now(FAIL_OPEN) ? SQLITE_IOERR_LOCK
                                  : behind(file)->pMethods->xLock(behind(file), lock);
}

static int unlock_file(sqlite3_file *file, int lock)
{
    return behind(file)->pMethods->xUnlock(behind(file), lock);
}

static int check_lock(sqlite3_file *file, int *held)
{
    return failing_now(FAIL_OPEN) ? SQLITE_IOERR_CHECKRESERVEDLOCK
                                  : behind(file)->pMethods->xCheckReservedLock(behind(file), held);
}

static int control(sqlite3_file *file, int what, void *argument)
{
    return behind(file)->pMethods->xFileControl(behind(file), what, argument);
}

static int sector_size(sqlite3_file *file)
{
    return behind(file)->pMethods->xSectorSize(behind(file));
}

static int characteristics(sqlite3_file *file)
{
    return behind(file)->pMethods->xDeviceCharacteristics(behind(file));
}

static const sqlite3_io_methods methods = {
    1,         close_file,  read_file,  write_file, truncate_file, sync_file,       file_size,
    lock_file, unlock_file, check_lock, control,    sector_size,   characteristics, NULL,
    NULL,      NULL,        NULL,       NULL,       NULL};

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    struct file *ours = (struct file *)file;

    (void)vfs;
    file->pMethods = NULL;
    if (failing_now(FAIL_OPEN))
        return SQLITE_CANTOPEN;
    ours->real = (sqlite3_file *)(ours + 1);
    ours->is_scratch = !(flags & SQLITE_OPEN_MAIN_DB);
    int code = real->xOpen(real, name, ours->real, flags, out);
    if (code == SQLITE_OK)
        file->pMethods = &methods;
    return code;
}

static int delete_file(sqlite3_vfs *vfs, const char *name, int sync)
{
    (void)vfs;
    return failing_now(FAIL_SYNC) ? SQLITE_IOERR_DELETE : real->xDelete(real, name, sync);
}

static int access_file(sqlite3_vfs *vfs, const char *name, int flags, int *result)
{
    (void)vfs;
    return failing_now(FAIL_OPEN) ? SQLITE_IOERR_ACCESS : real->xAccess(real, name, flags, result);
}

void failing_set_up_files(void)
{
    static sqlite3_vfs ours;

    real = sqlite3_vfs_find(NULL);
    ours = *real;
    ours.zName = "failing";
    ours.szOsFile = (int)sizeof(struct file) + real->szOsFile;
    ours.xOpen = open_file;
    ours.xDelete = delete_file;
    ours.xAccess = access_file;
    (void)sqlite3_vfs_register(&ours, 1);
}

/* What the rooms call themselves. */
int __real_open(const char *path, int flags, ...);
int __real_openat(int folder, const char *path, int flags, ...);
ssize_t __real_read(int file, void *out, size_t size);
ssize_t __real_write(int file, const void *data, size_t size);
ssize_t __real_copy_file_range(int from, off_t *from_at, int to, off_t *to_at, size_t size,
                               unsigned flags);
int __real_rename(const char *from, const char *to);
int __real_renameat(int from_folder, const char *from, int to_folder, const char *to);
int __wrap_open(const char *path, int flags, ...);
int __wrap_openat(int folder, const char *path, int flags, ...);
ssize_t __wrap_read(int file, void *out, size_t size);
ssize_t __wrap_write(int file, const void *data, size_t size);
ssize_t __wrap_copy_file_range(int from, off_t *from_at, int to, off_t *to_at, size_t size,
                               unsigned flags);
int __wrap_fsync(int file);
int __wrap_rename(const char *from, const char *to);
int __wrap_renameat(int from_folder, const char *from, int to_folder, const char *to);

static bool fail(enum failing kind, int why)
{
    if (!failing_now(kind))
        return false;
    errno = why;
    return true;
}

int __wrap_open(const char *path, int flags, ...)
{
    va_list rest;

    va_start(rest, flags);
    int mode = flags & O_CREAT ? va_arg(rest, int) : 0;
    va_end(rest);
    return fail(FAIL_OPEN, EMFILE) ? -1 : __real_open(path, flags, mode);
}

int __wrap_openat(int folder, const char *path, int flags, ...)
{
    va_list rest;

    va_start(rest, flags);
    int mode = flags & O_CREAT ? va_arg(rest, int) : 0;
    va_end(rest);
    return fail(FAIL_OPEN, EMFILE) ? -1 : __real_openat(folder, path, flags, mode);
}

/* The kernel may well give less than was asked for. */
ssize_t __wrap_read(int file, void *out, size_t size)
{
    if (fail(FAIL_READ, EIO))
        return -1;
    return __real_read(file, out, size > 1 && failing_now(FAIL_SHORT_READ) ? size / 2 : size);
}

ssize_t __wrap_write(int file, const void *data, size_t size)
{
    return fail(FAIL_WRITE, EIO) || fail(FAIL_FULL, ENOSPC) ? -1 : __real_write(file, data, size);
}

ssize_t __wrap_copy_file_range(int from, off_t *from_at, int to, off_t *to_at, size_t size,
                               unsigned flags)
{
    if (fail(FAIL_WRITE, EIO))
        return -1;
    if (fail(FAIL_FULL, ENOSPC))
        return -1;
    return __real_copy_file_range(from, from_at, to, to_at, size, flags);
}

int __wrap_fsync(int file)
{
    (void)file;
    return fail(FAIL_SYNC, EIO) ? -1 : 0;
}

int __wrap_rename(const char *from, const char *to)
{
    return fail(FAIL_SYNC, EIO) ? -1 : __real_rename(from, to);
}

int __wrap_renameat(int from_folder, const char *from, int to_folder, const char *to)
{
    return fail(FAIL_SYNC, EIO) ? -1 : __real_renameat(from_folder, from, to_folder, to);
}
