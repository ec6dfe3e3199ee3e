#include "server/pulse.h"

#include "server/clock.h"
#include "server/server.h"
#include "server/worker.h"

static bool turned(const struct worker *worker, uint64_t beat)
{
    return atomic_load(&worker->beat) == beat;
}

/* Since the last beat. Who has left while draining needs not turn any more. */
static bool all_turned(const struct server *server)
{
    uint64_t beat = atomic_load(&server->beat);

    if (atomic_load(&server->service.draining))
        return true;
    for (int i = 0; i < server->worker_count; i++)
        if (!turned(server->workers[i], beat))
            return false;
    return !server->operator|| turned(server->operator, beat);
}

int64_t pulse_look(struct pulse *pulse, struct server *server)
{
    int64_t now = clock_ms();

    if (!pulse->notify->watchdog)
        return INT64_MAX;
    if (now < pulse->due)
        return pulse->due - now;
    if (all_turned(server))
        notify_say(pulse->notify, "WATCHDOG=1");
    atomic_fetch_add(&server->beat, 1);
    server_wake(server);
    pulse->due = now + pulse->notify->watchdog;
    return pulse->notify->watchdog;
}
