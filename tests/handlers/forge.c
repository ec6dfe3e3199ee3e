#include "forge.h"

#include <stdio.h>
#include <stdlib.h>

#include "handlers/ask.h"

static struct ask *ask_of(const char *target, struct words *allowed, const char **room)
{
    const struct request_header host = {slice_of("Host"), slice_of("localhost")};
    const struct request request = {slice_of("GET"), slice_of(target), slice_of("HTTP/1.1"), &host,
                                    1};
    CLEAN(question) struct question question;
    struct error err = {0};
    struct slice id;

    if (question_read(&question, &request, "", &err)) {
        const struct route *route = route_find(question.segments, question.segment_count, &id);
        struct ask *ask = route ? ask_open(route, id, -1, &question, allowed, room, &err) : NULL;

        if (ask)
            return ask;
    }
    (void)fprintf(stderr, "%s: %s\n", target, err.detail);
    abort();
}

void cursor_forge(struct store *store, const char *target, struct slice key, struct buffer *cursor)
{
    struct words allowed;
    const char *room[PARAM_COUNT];
    struct revision_mark mark;
    struct error err = {0};
    CLOSE(ask) struct ask *ask = ask_of(target, &allowed, room);

    if (!store_mark(store, 1, &mark, &err))
        abort();
    ask->revision = 1;
    ask_cursor(ask, mark.fingerprint, key, cursor);
}
