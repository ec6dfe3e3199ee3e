#include "db/near.h"

bool near_find(struct store *store, sqlite3_stmt *statement, struct slice name,
               char near[NEAR_ROOM], struct error *err)
{
    int nearest = words_tolerance(name.size) + 1;

    near[0] = '\0';
    while (store_step(store, statement, err)) {
        struct slice known = store_text(statement, 0);
        int distance = words_distance(name, known);

        if (distance < nearest && slice_copy(known, near, NEAR_ROOM))
            nearest = distance;
    }
    return err->kind == ERROR_NONE;
}

bool near_not_found(struct store *store, const char *what, sqlite3_stmt *near_by, struct slice id,
                    struct error *err)
{
    char near[NEAR_ROOM];

    if (!near_by || !near_find(store, near_by, id, near, err))
        return false;
    if (slice_is(id, near))
        return error_set(
            err, ERROR_NOT_FOUND,
            "the %s %s was not known by that day, as far as dates say, or not there in "
            "that revision",
            what, near);
    (void)error_set(err, ERROR_NOT_FOUND, "there is no %s with the id %.*s", what,
                    (int)(id.size < 120 ? id.size : 120), id.data);
    return near[0] ? error_hint(err, "did you mean %s?", near) : false;
}

bool near_closed(struct slice id, int64_t closed, struct error *err)
{
    (void)error_set(err, ERROR_GONE,
                    "%.*s was closed in revision %lld; its last version stood in revision %lld",
                    SLICE_ARGS(id), (long long)closed, (long long)closed - 1);
    return error_hint(err, "revision=%lld shows its last version", (long long)closed - 1);
}
