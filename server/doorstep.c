#include "server/doorstep.h"

#include <errno.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server/mhd.h"
#include "server/server.h"
#include "server/worker.h"

enum {
    A_TURN = 4,       /* newcomers; more would keep those inside waiting and starve the others */
    LAST_TURN = 1024, /* when the doors close */
    PAUSE = 100,      /* ms without accepting when descriptors are out */
};

/* Any descriptor would do; this kind needs no file system. */
static int reserve_open(void)
{
    return eventfd(0, EFD_CLOEXEC);
}

static void say_full(struct worker *worker, int fd)
{
    counter_add(&worker->tally.doors.refused, 1);
    refusal_say(&worker->server->refusals, REFUSAL_FULL, false, fd);
}

static void watch(struct worker *worker, bool on)
{
    struct listeners *listeners = &worker->entrance->listeners;

    if (worker->doorstep.watched == on)
        return;
    for (int i = 0; i < listeners->count; i++) {
        struct epoll_event event = {.events = EPOLLIN, .data.fd = listeners->items[i].fd};

        (void)epoll_ctl(worker->epoll, on ? EPOLL_CTL_ADD : EPOLL_CTL_DEL, event.data.fd, &event);
    }
    worker->doorstep.watched = on;
}

/* The descriptor kept back lets one newcomer be told instead of being left to wait. */
static void out_of_descriptors(struct worker *worker, int listener)
{
    struct doorstep *doorstep = &worker->doorstep;

    (void)farewell_look(&doorstep->farewell, INT64_MAX);
    if (doorstep->reserve >= 0) {
        (void)close(doorstep->reserve);
        int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd >= 0) {
            say_full(worker, fd);
            farewell_finish(fd);
        }
        doorstep->reserve = reserve_open();
    }
    watch(worker, false);
    doorstep->again = worker->now + PAUSE;
}

/* Whose word on the client's address is taken: whoever may use our Unix socket, and whom the
 * settings name; of what link an address is (fe80::1%eth0) they do not say. */
static bool is_proxy(const struct worker *worker, const struct sockaddr *address,
                     const struct connection *connection)
{
    const struct networks *trusted = &worker->server->trusted;
    struct slice zone = slice_of(connection->remote), host = {NULL, 0};
    struct ip ip;

    (void)slice_cut(&zone, '%', &host);
    return address->sa_family == AF_UNIX ||
           (trusted->count > 0 && ip_parse(host, &ip) && networks_hold(trusted, &ip));
}

/* False where it never became a connection; the socket is closed then. Once it did, worker_leave()
 * takes it off the count. */
static bool adopt(struct worker *worker, int fd, const struct sockaddr *address, socklen_t size)
{
    worker->adopting = connection_open(worker->queues, fd, address);
    if (!worker->adopting) {
        (void)close(fd);
        return false;
    }
    worker->adopting->proxy = is_proxy(worker, address, worker->adopting);
    mhd_adopt(worker, fd, address, size);
    bool entered = worker->adopting == NULL;
    connection_close(worker->adopting);
    worker->adopting = NULL;
    return entered;
}

static void receive(struct worker *worker, int fd, const struct sockaddr *address, socklen_t size)
{
    struct entrance *entrance = worker->entrance;

    if (atomic_fetch_add(&entrance->connections, 1) < entrance->limit) {
        if (adopt(worker, fd, address, size))
            return;
    } else {
        say_full(worker, fd);
        farewell_add(&worker->doorstep.farewell, fd, worker->now);
    }
    atomic_fetch_sub(&entrance->connections, 1);
}

/* False where there is nobody, or nobody can be let in now. */
static bool accept_one(struct worker *worker, int listener)
{
    struct sockaddr_storage address = {0};
    socklen_t size = sizeof address;
    int fd = accept4(listener, (struct sockaddr *)&address, &size, SOCK_NONBLOCK | SOCK_CLOEXEC);

    if (fd >= 0) {
        receive(worker, fd, (struct sockaddr *)&address, size);
        return true;
    }
    if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
        out_of_descriptors(worker, listener);
        return false;
    }
    return errno == ECONNABORTED || errno == EINTR;
}

void doorstep_accept(struct worker *worker, int fd)
{
    for (int i = 0; i < A_TURN && !worker->doorstep.closed && accept_one(worker, fd); i++)
        ;
}

bool doorstep_open(struct worker *worker)
{
    worker->doorstep = (struct doorstep){.reserve = reserve_open()};
    watch(worker, true);
    return worker->doorstep.reserve >= 0;
}

void doorstep_clear(struct worker *worker)
{
    (void)farewell_look(&worker->doorstep.farewell, INT64_MAX);
    if (worker->doorstep.reserve >= 0)
        (void)close(worker->doorstep.reserve);
    worker->doorstep.reserve = -1;
}

static void go_on(struct worker *worker)
{
    struct doorstep *doorstep = &worker->doorstep;

    if (doorstep->reserve < 0)
        doorstep->reserve = reserve_open();
    doorstep->again = doorstep->reserve < 0 ? worker->now + PAUSE : 0;
    if (doorstep->again == 0)
        watch(worker, true);
}

int64_t doorstep_look(struct worker *worker)
{
    struct doorstep *doorstep = &worker->doorstep;
    int64_t next = farewell_look(&doorstep->farewell, worker->now);

    if (doorstep->again && doorstep->again <= worker->now)
        go_on(worker);
    return doorstep->again && doorstep->again < next ? doorstep->again : next;
}

void doorstep_close(struct worker *worker)
{
    struct entrance *entrance = worker->entrance;
    struct doorstep *doorstep = &worker->doorstep;

    for (int i = 0; i < entrance->listeners.count; i++)
        for (int n = 0; n < LAST_TURN && accept_one(worker, entrance->listeners.items[i].fd); n++)
            ;
    watch(worker, false);
    doorstep->closed = true;
    doorstep->again = 0;
    if (atomic_fetch_sub(&entrance->accepting, 1) == 1)
        listeners_close(&entrance->listeners);
}
