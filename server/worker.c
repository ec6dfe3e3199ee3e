#include "server/worker.h"

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/random.h>
#include <unistd.h>

#include "server/clock.h"
#include "server/hangup.h"
#include "server/line.h"
#include "server/mhd.h"
#include "server/reaper.h"
#include "server/server.h"

enum {
    EVENTS = 8,
    DESK_PAUSE = 1000, /* ms until a database that could not be taken up is tried again */
};

void worker_refresh(struct worker *worker)
{
    uint64_t reload = atomic_load(&worker->server->service.reload);
    struct error err = {0};
    struct line line;

    if (worker->now < worker->refresh_at || desk_refresh(worker->desk, &err))
        return;
    worker->refresh_at = worker->now + DESK_PAUSE;
    if (worker->complained == reload + 1)
        return;
    worker->complained = reload + 1;
    line_begin(&line, &worker->journal, LEVEL_ERROR, "database not taken up");
    line_text(&line, "detail", slice_of(err.detail));
    line_end(&line);
}

void worker_enter(struct worker *worker, struct connection *connection)
{
    worker->open++;
    counter_add(&worker->tally.doors.accepted, 1);
    connection_move(connection, PHASE_HEAD, worker->now);
    hangup_watch(worker, connection);
}

void worker_leave(struct worker *worker, struct connection *connection)
{
    if (worker->head_of == connection)
        worker->head_of = NULL;
    hangup_forget(worker, connection);
    if (connection->refused)
        farewell_add(&worker->doorstep.farewell, fcntl(connection->fd, F_DUPFD_CLOEXEC, 0),
                     worker->now);
    worker->open--;
    worker->closed = true;
    atomic_fetch_sub(&worker->entrance->connections, 1);
    connection_close(connection);
}

void worker_wake(struct worker *worker)
{
    uint64_t one = 1;

    (void)!write(worker->wake, &one, sizeof one);
}

/* The operator is answered until the very end. */
static bool at_back(const struct worker *worker)
{
    return worker->entrance == &worker->server->back;
}

/* Somebody woke us: the database may be new, the doors may be closing. */
static void look_up(struct worker *worker)
{
    uint64_t count;

    (void)!read(worker->wake, &count, sizeof count);
    atomic_store(&worker->beat, atomic_load(&worker->server->beat));
    worker_refresh(worker);
    if (!atomic_load(&worker->server->closing) || worker->leaving || at_back(worker))
        return;
    worker->leaving = true;
    doorstep_close(worker);
    reaper_hurry(worker);
}

static int patience(int64_t now, int64_t next)
{
    if (next == INT64_MAX)
        return -1;
    return next <= now ? 0 : next - now > 60000 ? 60000 : (int)(next - now);
}

/* What has a time of its own: deadlines, refused newcomers. */
static int look_at_clock(struct worker *worker)
{
    int64_t reaper = reaper_look(worker), doorstep = doorstep_look(worker);
    int64_t next = reaper < doorstep ? reaper : doorstep;

    return patience(worker->now, next);
}

static void turn(struct worker *worker, int wait)
{
    struct epoll_event events[EVENTS];
    int count = epoll_wait(worker->epoll, events, EVENTS, wait), served = mhd_descriptor(worker);

    worker->now = clock_ms();
    for (int i = 0; i < count; i++)
        if (events[i].data.fd == worker->wake)
            look_up(worker);
        else if (events[i].data.fd == worker->hangups)
            hangup_take(worker);
        else if (events[i].data.fd != served)
            doorstep_accept(worker, events[i].data.fd);
}

static bool finished(const struct worker *worker)
{
    return atomic_load(&worker->server->service.stopping) || (worker->leaving && worker->open == 0);
}

static void *work(void *state)
{
    struct worker *worker = state;
    bool more = false;

    while (!finished(worker)) {
        int wait = look_at_clock(worker);

        turn(worker, more ? 0 : wait);
        more = mhd_run(worker);
        reaper_look_at_ended(worker, !more);
    }
    mhd_stop(worker);
    if (!at_back(worker))
        atomic_fetch_sub(&worker->server->running, 1);
    return NULL;
}

static bool watch(const struct worker *worker, int fd)
{
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};

    return fd >= 0 && epoll_ctl(worker->epoll, EPOLL_CTL_ADD, fd, &event) == 0;
}

static bool open_all(struct worker *worker, struct error *err)
{
    if (!tally_open(&worker->tally))
        return error_set(err, ERROR_INTERNAL, "No memory for a worker.");
    worker->desk = desk_open(&worker->server->service, worker->entrance->role, err);
    if (!worker->desk || !mhd_start(worker, err))
        return false;
    worker->epoll = epoll_create1(EPOLL_CLOEXEC);
    worker->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (!watch(worker, worker->wake) || !hangup_open(worker) || !watch(worker, worker->hangups) ||
        !watch(worker, mhd_descriptor(worker)) || !doorstep_open(worker))
        return error_set(err, ERROR_INPUT, "Not enough file descriptors for the workers.");
    return true;
}

struct worker *worker_open(struct server *server, struct entrance *entrance, struct error *err)
{
    struct worker *worker = calloc(1, sizeof *worker);

    if (!worker) {
        error_set(err, ERROR_INTERNAL, "No memory for a worker.");
        return NULL;
    }
    worker->server = server;
    worker->entrance = entrance;
    worker->epoll = worker->wake = worker->hangups = worker->doorstep.reserve = -1;
    worker->now = clock_ms();
    (void)!getrandom(&worker->tag, sizeof worker->tag, GRND_NONBLOCK);
    journal_init(&worker->journal, &server->log);
    reaper_init(worker);
    if (!open_all(worker, err)) {
        worker_close(worker);
        return NULL;
    }
    return worker;
}

bool worker_start(struct worker *worker, struct error *err)
{
    int counted = at_back(worker) ? 0 : 1;

    atomic_fetch_add(&worker->server->running, counted);
    worker->started = pthread_create(&worker->thread, NULL, work, worker) == 0;
    if (worker->started)
        return true;
    atomic_fetch_sub(&worker->server->running, counted);
    return error_set(err, ERROR_INPUT, "No thread for a worker.");
}

void worker_end(struct worker *worker)
{
    if (!worker || !worker->started)
        return;
    worker_wake(worker);
    (void)pthread_join(worker->thread, NULL);
    worker->started = false;
}

void worker_close(struct worker *worker)
{
    if (!worker)
        return;
    mhd_stop(worker);
    doorstep_clear(worker);
    hangup_clear(worker);
    if (worker->epoll >= 0)
        (void)close(worker->epoll);
    if (worker->wake >= 0)
        (void)close(worker->wake);
    desk_close(worker->desk);
    journal_clear(&worker->journal);
    buffer_clear(&worker->body);
    tally_close(&worker->tally);
    free(worker);
}
