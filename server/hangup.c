#include "server/hangup.h"

#include <sys/epoll.h>
#include <unistd.h>

#include "server/worker.h"

enum { EVENTS = 64 };

bool hangup_open(struct worker *worker)
{
    worker->hangups = epoll_create1(EPOLL_CLOEXEC);
    return worker->hangups >= 0;
}

void hangup_clear(struct worker *worker)
{
    if (worker->hangups >= 0)
        (void)close(worker->hangups);
    worker->hangups = -1;
}

void hangup_watch(struct worker *worker, struct connection *connection)
{
    struct epoll_event event = {.events = EPOLLRDHUP | EPOLLONESHOT, .data.ptr = connection};

    (void)epoll_ctl(worker->hangups, EPOLL_CTL_ADD, connection->fd, &event);
}

/* A refused client's socket lives on in a copy, and so would our interest in it. */
void hangup_forget(struct worker *worker, const struct connection *connection)
{
    (void)epoll_ctl(worker->hangups, EPOLL_CTL_DEL, connection->fd, NULL);
}

static void take(struct worker *worker, struct connection *connection)
{
    connection->ended = true;
    if (connection->phase == PHASE_HEAD || connection->phase == PHASE_IDLE)
        connection_move(connection, PHASE_ENDED, worker->now);
}

void hangup_take(struct worker *worker)
{
    struct epoll_event events[EVENTS];
    int count;

    do {
        count = epoll_wait(worker->hangups, events, EVENTS, 0);
        for (int i = 0; i < count; i++)
            take(worker, events[i].data.ptr);
    } while (count == EVENTS);
}
