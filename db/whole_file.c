#include "db/whole_file.h"

#include <stdbool.h>

static int read_whole(sqlite3_file *file, void *out, int bytes, sqlite3_int64 place)
{
    const struct whole_file *whole = (const void *)file->pMethods;
    int code = whole->real->xRead(file, out, bytes, place);
    sqlite3_int64 size = 0;

    if (code != SQLITE_IOERR_SHORT_READ)
        return code;
    /* An empty file is an empty database. */
    bool is_empty = whole->real->xFileSize(file, &size) == SQLITE_OK && size == 0;
    return is_empty ? code : SQLITE_IOERR_READ;
}

int whole_file_set(struct whole_file *whole, sqlite3 *db, const char *name)
{
    sqlite3_file *file = NULL;
    int code = sqlite3_file_control(db, name, SQLITE_FCNTL_FILE_POINTER, (void *)&file);

    if (code != SQLITE_OK || !file || !file->pMethods)
        return code == SQLITE_OK ? SQLITE_CANTOPEN : code;
    whole->real = file->pMethods;
    whole->methods = *file->pMethods;
    whole->methods.xRead = read_whole;
    file->pMethods = &whole->methods;
    return SQLITE_OK;
}
