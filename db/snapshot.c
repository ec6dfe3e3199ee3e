#include "db/snapshot.h"

#include "db/store_internal.h"

static sqlite3_file *file_of(struct store *store, struct error *err)
{
    sqlite3_file *file = NULL;
    int code = sqlite3_file_control(store->db, "main", SQLITE_FCNTL_FILE_POINTER, (void *)&file);

    if (code == SQLITE_OK && file && file->pMethods)
        return file;
    (void)error_set(err, ERROR_INTERNAL, "the database has no file (%d)", code);
    return NULL;
}

bool snapshot_size(struct store *store, int64_t *bytes, struct error *err)
{
    sqlite3_file *file = file_of(store, err);
    sqlite3_int64 size = 0;

    if (!file)
        return false;
    int code = file->pMethods->xFileSize(file, &size);
    *bytes = size;
    return code == SQLITE_OK || store_failed(store, code, "measuring the database", err);
}

bool snapshot_read(struct store *store, int64_t place, char *out, size_t bytes, struct error *err)
{
    sqlite3_file *file = file_of(store, err);

    if (!file)
        return false;
    int code = file->pMethods->xRead(file, out, (int)bytes, place);
    return code == SQLITE_OK || store_failed(store, code, "reading the database", err);
}
