#include "db/list.h"

#include <stdlib.h>

#include "db/store_internal.h"

bool list_begin(struct list *list, struct store *store, int64_t limit, struct error *err)
{
    *list = (struct list){.store = store, .left = limit < 0 ? INT64_MAX : limit};
    list->map = malloc(sizeof(struct row_map));
    return list->map || error_set(err, ERROR_INTERNAL, "no memory for a list");
}

bool list_next(struct list *list, void *record, struct error *err)
{
    err->kind = ERROR_NONE;
    if (!list->statement)
        return false;
    if (!store_step(list->store, list->statement, err)) {
        list->statement = NULL;
        return false;
    }
    row_fill(list->statement, list->map, record);
    return true;
}

void list_clear(struct list *list)
{
    if (list->statement)
        sqlite3_reset(list->statement);
    if (list->apart)
        list->store->citing = false;
    free(list->map);
    *list = (struct list){0};
}
