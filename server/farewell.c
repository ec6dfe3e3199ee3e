#include "server/farewell.h"

#include <sys/socket.h>
#include <unistd.h>

enum {
    PATIENCE = 1000, /* ms */
    READS = 64,      /* whoever sends faster than these is reset all the same */
};

void farewell_finish(int fd)
{
    char waste[16 * 1024];

    for (int i = 0; i < READS && recv(fd, waste, sizeof waste, MSG_DONTWAIT) > 0; i++)
        ;
    (void)close(fd);
}

void farewell_add(struct farewell *farewell, int fd, int64_t now)
{
    struct farewell_place *place = &farewell->places[farewell->next];

    if (fd < 0)
        return;
    if (place->until)
        farewell_finish(place->fd);
    *place = (struct farewell_place){fd, now + PATIENCE};
    farewell->next = (farewell->next + 1) % FAREWELLS;
}

int64_t farewell_look(struct farewell *farewell, int64_t now)
{
    int64_t next = INT64_MAX;

    for (int i = 0; i < FAREWELLS; i++) {
        struct farewell_place *place = &farewell->places[i];

        if (place->until && place->until <= now) {
            farewell_finish(place->fd);
            place->until = 0;
        }
        if (place->until && place->until < next)
            next = place->until;
    }
    return next;
}
