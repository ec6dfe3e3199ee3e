/* The file behind a store, looked after for changes. */
#include "db/store_internal.h"

bool store_is_intact(const struct store *store, struct error *err)
{
    struct stat now;

    if (stat(store->path, &now) != 0 || now.st_dev != store->file.st_dev ||
        now.st_ino != store->file.st_ino)
        return true;
    if (now.st_size == store->file.st_size && now.st_mtim.tv_sec == store->file.st_mtim.tv_sec &&
        now.st_mtim.tv_nsec == store->file.st_mtim.tv_nsec)
        return true;
    return error_set(err, ERROR_UNAVAILABLE, "the database was changed in place");
}

bool store_is_sound(const struct store *store, struct error *err)
{
    return !store_lost(err) && store_is_intact(store, err);
}
