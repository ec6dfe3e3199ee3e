/* What a desk holds, for the files of handlers/ alone. */
#ifndef DESK_INTERNAL_H
#define DESK_INTERNAL_H

#include "db/store.h"
#include "handlers/desk.h"
#include "handlers/routes.h"
#include "handlers/shelf.h"

struct desk {
    struct service *service;
    enum desk_role role;
    struct shelf shelf;
    const struct config *config;
    char root[CONFIG_ROOT_ROOM]; /* what absolute links begin with */
    struct door door;
    struct store *store; /* NULL: no database could be opened yet */
    uint64_t seen;       /* service->reload when the store was opened */
    bool told;           /* that the store's file was changed in place */
    /* The names that a refused parameter's problem document lists; they outlive the ask. */
    struct words allowed;
    const char *allowed_room[PARAM_COUNT];
};

#endif
