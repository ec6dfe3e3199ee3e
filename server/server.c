#include "server/server.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <unistd.h>

#include "server/clock.h"
#include "server/confine.h"
#include "server/descriptors.h"
#include "server/inherit.h"
#include "server/line.h"
#include "server/measure.h"
#include "server/notify.h"
#include "server/process.h"
#include "server/pulse.h"
#include "server/signals.h"
#include "server/watch.h"
#include "server/worker.h"

enum {
    MEBIBYTE = 1024 * 1024,
    SECOND = 1000,
    GLANCE = 10,          /* ms between two looks at whether the workers have ended */
    BACK_LIMIT = 32,      /* connections of operators */
    WORKERS_UNASKED = 16, /* at most, so that a small container on a large machine holds them */
};

struct run {
    struct server server;
    struct journal journal;
    struct watch watch;
    struct notify notify;
    struct pulse pulse;
    struct confinement confinement;
};

/* That this process may run on; not all that the machine has. */
static int64_t processors(void)
{
    cpu_set_t ours;

    return sched_getaffinity(0, sizeof ours, &ours) == 0 ? CPU_COUNT(&ours)
                                                         : sysconf(_SC_NPROCESSORS_ONLN);
}

static int worker_count(const struct config *config)
{
    int64_t count = processors();

    if (config->workers > 0)
        return (int)config->workers;
    return count < 1 ? 1 : count > WORKERS_UNASKED ? WORKERS_UNASKED : (int)count;
}

static void set_limit(struct run *run)
{
    struct server *server = &run->server;
    bool back = server->service.back;
    int64_t room =
        descriptors_for_connections(server->worker_count + (back ? 1 : 0), back ? BACK_LIMIT : 0);
    struct line line;

    server->back.limit = BACK_LIMIT;
    server->front.limit = server->config->connections;
    if (room >= server->front.limit)
        return;
    server->front.limit = room;
    line_begin(&line, &run->journal, LEVEL_WARNING, "limit");
    line_text(&line, "detail", slice_of("RLIMIT_NOFILE allows fewer connections than configured."));
    line_integer(&line, "connections", server->front.limit);
    line_end(&line);
}

static void tell_start_at(struct run *run, const char *address)
{
    const struct server *server = &run->server;
    struct line line;

    line_begin(&line, &run->journal, LEVEL_INFO, "start");
    line_text(&line, "version", slice_of(EXPORTSTATS_VERSION));
    line_text(&line, "address", slice_of(address));
    line_text(&line, "base_path", slice_of(server->config->base_path));
    line_text(&line, "database", slice_of(server->config->database));
    line_integer(&line, "workers", server->worker_count);
    line_integer(&line, "connections", server->front.limit);
    line_end(&line);
}

static void tell_start(struct run *run)
{
    const struct listeners *front = &run->server.front.listeners;
    const struct listeners *back = &run->server.back.listeners;
    struct line line;

    for (int i = 0; i < back->count; i++) {
        line_begin(&line, &run->journal, LEVEL_INFO, "admin");
        line_text(&line, "address", slice_of(back->items[i].address));
        line_end(&line);
    }
    for (int i = 0; i < front->count; i++)
        tell_start_at(run, front->items[i].address);
    confinement_tell(&run->confinement, &run->journal);
}

static void tell(struct run *run, const char *event)
{
    struct line line;

    line_begin(&line, &run->journal, LEVEL_INFO, event);
    line_integer(&line, "connections", atomic_load(&run->server.front.connections));
    line_end(&line);
}

void server_wake(struct server *server)
{
    for (int i = 0; i < server->worker_count; i++)
        worker_wake(server->workers[i]);
    if (server->operator)
        worker_wake(server->operator);
}

static bool open_workers(struct server *server, struct error *err)
{
    server->workers = calloc((size_t)server->worker_count, sizeof(struct worker *));
    if (!server->workers)
        return error_set(err, ERROR_INTERNAL, "No memory for the workers.");
    for (int i = 0; i < server->worker_count; i++) {
        server->workers[i] = worker_open(server, &server->front, err);
        if (!server->workers[i])
            return false;
    }
    if (server->service.back)
        server->operator= worker_open(server, &server->back, err);
    return !server->service.back || server->operator;
}

/* Sockets that a supervisor hands us take the place of those that are configured. */
static bool open_listeners(struct server *server, struct error *err)
{
    const struct config *config = server->config;
    struct listeners *front = &server->front.listeners, *back = &server->back.listeners;
    mode_t mode = (mode_t)config->unix_mode;

    return networks_parse(slice_of(config->trusted_proxies), &server->trusted, err) &&
           inherit_listeners(front, back, err) &&
           (front->count || listeners_open(front, config->listen, mode, err)) &&
           (back->count || listeners_open(back, config->admin_listen, mode, err));
}

/* All that cannot fail. */
static void set_up(struct server *server, const struct config *config)
{
    struct service *service = &server->service;

    server->config = service->config = config;
    server->worker_count = worker_count(config);
    server->start_time = process_start_time();
    service->measure = measure;
    service->measured = server;
    service->changed = signals_prompt;
    service->cache_bytes = (size_t)config->cache * MEBIBYTE / (size_t)server->worker_count;
    server->front.role = DESK_FRONT;
    server->back.role = DESK_BACK;
    atomic_store(&server->front.accepting, server->worker_count);
    atomic_store(&server->back.accepting, 1);
}

static bool open_all(struct run *run, const struct config *config, struct error *err)
{
    struct server *server = &run->server;
    char root[CONFIG_ROOT_ROOM];

    set_up(server, config);
    if (!log_open(&server->log, STDOUT_FILENO, err))
        return false;
    journal_init(&run->journal, &server->log);
    config_root(config, root);
    refusals_init(&server->refusals, root);
    watch_init(&run->watch, &server->service, &run->journal);
    if (!open_listeners(server, err))
        return false;
    server->service.back = server->back.listeners.count > 0;
    set_limit(run);
    if (!open_workers(server, err))
        return false;
    run->confinement = confine(server);
    return log_start(&server->log, err);
}

static void close_all(struct run *run)
{
    struct server *server = &run->server;

    atomic_store(&server->service.stopping, true);
    for (int i = 0; server->workers && i < server->worker_count; i++)
        worker_end(server->workers[i]);
    worker_end(server->operator);
    for (int i = 0; server->workers && i < server->worker_count; i++)
        worker_close(server->workers[i]);
    worker_close(server->operator);
    free(server->workers);
    listeners_close(&server->front.listeners);
    listeners_close(&server->back.listeners);
    refusals_clear(&server->refusals);
}

static bool start_workers(struct server *server, struct error *err)
{
    for (int i = 0; i < server->worker_count; i++)
        if (!worker_start(server->workers[i], err))
            return false;
    return !server->operator|| worker_start(server->operator, err);
}

/* A signal, or 0 when the time is over; what is due meanwhile is done. */
static int wait_signal(struct run *run, int64_t patience)
{
    int64_t next = pulse_look(&run->pulse, &run->server);

    return signals_wait(next < patience ? next : patience);
}

static void look(struct run *run, bool insisting)
{
    if (insisting)
        notify_reloading(&run->notify);
    if (watch_look(&run->watch, insisting))
        server_wake(&run->server);
    if (insisting)
        notify_say(&run->notify, "READY=1");
}

/* While a file is checked, which may take long. */
static bool go_on(void *context)
{
    struct run *run = context;

    (void)pulse_look(&run->pulse, &run->server);
    return !signals_end();
}

/* Until somebody wants it to end. */
static void serve(struct run *run)
{
    for (;;) {
        int number = wait_signal(run, SECOND);

        if (number == SIGTERM || number == SIGINT)
            return;
        look(run, number == SIGHUP);
    }
}

/* True when all workers have ended by then, or nobody wants to wait any more. */
static bool wait_for(struct run *run, bool for_workers, int64_t patience)
{
    int64_t until = clock_ms() + patience;

    while (clock_ms() < until) {
        int64_t left = until - clock_ms();
        int number = wait_signal(run, for_workers && left > GLANCE ? GLANCE : left);

        if (number == SIGTERM || number == SIGINT)
            return true;
        if (for_workers && atomic_load(&run->server.running) == 0)
            return true;
    }
    return false;
}

/* The supervisor may have less patience than our settings ask for. */
static void notify_stopping(const struct run *run)
{
    const struct config *config = run->server.config;
    char state[80];

    (void)snprintf(state, sizeof state, "STOPPING=1\nEXTEND_TIMEOUT_USEC=%lld",
                   (long long)(config->drain_delay + config->drain_timeout + 5) * 1000000);
    notify_say(&run->notify, state);
}

static void drain(struct run *run)
{
    struct server *server = &run->server;
    const struct config *config = server->config;

    atomic_store(&server->service.draining, true);
    tell(run, "draining");
    notify_stopping(run);
    if (wait_for(run, false, config->drain_delay * SECOND))
        return;
    atomic_store(&server->closing, true);
    server_wake(server);
    (void)wait_for(run, true, config->drain_timeout * SECOND);
}

bool server_run(const struct config *config, struct error *err)
{
    struct run run = {0};

    signals_hold();
    notify_open(&run.notify);
    run.pulse.notify = &run.notify;
    bool ready = open_all(&run, config, err) && start_workers(&run.server, err);
    if (ready) {
        tell_start(&run);
        notify_say(&run.notify, "READY=1");
        run.watch.go_on = go_on;
        run.watch.context = &run;
        serve(&run);
        drain(&run);
    }
    close_all(&run);
    if (ready)
        tell(&run, "stopped");
    journal_clear(&run.journal);
    notify_close(&run.notify);
    log_close(&run.server.log);
    return ready;
}
