/* The file behind a store, looked after for changes. */
#include "db/store_internal.h"

bool store_is_intact(const struct store *store, struct error *err)
{
    struct stat now;

    if (fstat(store->place, &now) == 0 && now.st_size == store->file.st_size &&
        now.st_mtim.tv_sec == store->file.st_mtim.tv_sec &&
        now.st_mtim.tv_nsec == store->file.st_mtim.tv_nsec)
        return true;
    return error_set(err, ERROR_UNAVAILABLE, "the database was changed in place");
}

bool store_is_sound(const struct store *store, struct error *err)
{
    return !store_lost(err) && store_is_intact(store, err);
}

void store_attend(struct store *store, bool (*go_on)(void *context), void *context)
{
    store->go_on = go_on;
    store->context = context;
}

bool store_check_pages(struct store *store, struct error *err)
{
    sqlite3_stmt *statement = store_fixed(store, "PRAGMA integrity_check(1)", err);

    if (!statement || !store_step(store, statement, err))
        return false;
    bool sound = slice_is(store_text(statement, 0), "ok");
    if (!sound)
        (void)error_set(err, ERROR_INPUT, "the database is damaged: %.*s",
                        SLICE_ARGS(store_text(statement, 0)));
    sqlite3_reset(statement);
    return sound;
}

/* A path that begins with a slash may begin with two, behind which a URI names a host: it gets an
 * empty one. Another begins where we are, or ":memory:" would be no file. */
bool store_uri(const char *path, const char *mode, struct buffer *out)
{
    buffer_text(out, path[0] == '/' ? "file://" : "file:./");
    for (const char *at = path; *at; at++) {
        if (strchr("?#%", *at))
            buffer_format(out, "%%%02X", (unsigned char)*at);
        else
            buffer_char(out, *at);
    }
    buffer_format(out, "?mode=%s", mode);
    buffer_char(out, '\0');
    return !out->failed;
}
