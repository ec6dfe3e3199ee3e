#include "server/server.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include "server/clock.h"
#include "server/descriptors.h"
#include "server/line.h"
#include "server/signals.h"
#include "server/watch.h"
#include "server/worker.h"

enum {
    SECOND = 1000,
    GLANCE = 10, /* ms between two looks at whether the workers have ended */
    REFUSAL_CEILING = 8 * 1024,
    LAST_WORDS = 500, /* ms for the log when all is over */
};

struct run {
    struct server server;
    struct journal journal;
    struct watch watch;
};

static int worker_count(const struct config *config)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);

    if (config->workers > 0)
        return (int)config->workers;
    return processors > 0 && processors < 256 ? (int)processors : 1;
}

static void set_limit(struct run *run)
{
    struct server *server = &run->server;
    int64_t room = descriptors_for_connections(server->worker_count);
    struct line line;

    server->limit = server->config->connections;
    if (room >= server->limit)
        return;
    server->limit = room;
    line_begin(&line, &run->journal, LEVEL_WARNING, "limit");
    line_text(&line, "detail", slice_of("RLIMIT_NOFILE allows fewer connections than configured."));
    line_integer(&line, "connections", server->limit);
    line_end(&line);
}

static void tell_start(struct run *run)
{
    const struct server *server = &run->server;
    struct line line;

    for (int i = 0; i < server->listeners.count; i++) {
        line_begin(&line, &run->journal, LEVEL_INFO, "start");
        line_text(&line, "version", slice_of(EXPORTSTATS_VERSION));
        line_text(&line, "address", slice_of(server->listeners.items[i].address));
        line_text(&line, "base_path", slice_of(server->config->base_path));
        line_text(&line, "database", slice_of(server->config->database));
        line_integer(&line, "workers", server->worker_count);
        line_integer(&line, "connections", server->limit);
        line_end(&line);
    }
    journal_flush(&run->journal);
}

static void tell(struct run *run, const char *event)
{
    struct line line;

    line_begin(&line, &run->journal, LEVEL_INFO, event);
    line_integer(&line, "connections", atomic_load(&run->server.connections));
    line_end(&line);
    journal_flush(&run->journal);
}

static void wake_all(struct server *server)
{
    for (int i = 0; i < server->worker_count; i++)
        worker_wake(server->workers[i]);
}

static bool open_workers(struct server *server, struct error *err)
{
    server->workers = calloc((size_t)server->worker_count, sizeof(struct worker *));
    if (!server->workers)
        return error_set(err, ERROR_INTERNAL, "No memory for the workers.");
    for (int i = 0; i < server->worker_count; i++) {
        server->workers[i] = worker_open(server, err);
        if (!server->workers[i])
            return false;
    }
    return true;
}

static bool open_all(struct run *run, const struct config *config, struct error *err)
{
    struct server *server = &run->server;

    server->config = server->service.config = config;
    server->worker_count = worker_count(config);
    atomic_store(&server->accepting, server->worker_count);
    log_init(&server->log, STDOUT_FILENO);
    journal_init(&run->journal, &server->log);
    buffer_init(&server->refusal, REFUSAL_CEILING);
    doorstep_refusal(config->base_path, &server->refusal);
    set_limit(run);
    watch_init(&run->watch, &server->service, &run->journal);
    return listeners_add(&server->listeners, config->listen, err) && open_workers(server, err);
}

/* Joins only those that were started. */
static void close_all(struct run *run, int started)
{
    struct server *server = &run->server;

    atomic_store(&server->stopping, true);
    for (int i = 0; i < started; i++) {
        worker_wake(server->workers[i]);
        (void)pthread_join(server->workers[i]->thread, NULL);
    }
    for (int i = 0; server->workers && i < server->worker_count; i++)
        worker_close(server->workers[i]);
    free(server->workers);
    listeners_close(&server->listeners);
    buffer_clear(&server->refusal);
}

static int start_workers(struct server *server, struct error *err)
{
    int started = 0;

    while (started < server->worker_count && worker_start(server->workers[started], err))
        started++;
    return started;
}

/* Until somebody wants it to end. */
static void serve(struct run *run)
{
    for (;;) {
        int number = signals_wait(SECOND);

        if (number == SIGTERM || number == SIGINT)
            return;
        if (watch_look(&run->watch, number == SIGHUP))
            wake_all(&run->server);
        journal_flush(&run->journal);
    }
}

/* True when all workers have ended by then, or nobody wants to wait any more. */
static bool wait_for(const struct server *server, bool for_workers, int64_t patience)
{
    int64_t until = clock_ms() + patience;

    while (clock_ms() < until) {
        int64_t left = until - clock_ms();
        int number = signals_wait(for_workers && left > GLANCE ? GLANCE : left);

        if (number == SIGTERM || number == SIGINT)
            return true;
        if (for_workers && atomic_load(&server->running) == 0)
            return true;
    }
    return false;
}

static void drain(struct run *run)
{
    struct server *server = &run->server;
    const struct config *config = server->config;

    atomic_store(&server->service.draining, true);
    tell(run, "draining");
    if (wait_for(server, false, config->drain_delay * SECOND))
        return;
    atomic_store(&server->closing, true);
    wake_all(server);
    (void)wait_for(server, true, config->drain_timeout * SECOND);
}

bool server_run(const struct config *config, struct error *err)
{
    struct run run = {0};
    int started = 0;

    signals_hold();
    bool ready = open_all(&run, config, err);
    if (ready)
        started = start_workers(&run.server, err);
    ready = ready && started == run.server.worker_count;
    if (ready) {
        tell_start(&run);
        serve(&run);
        drain(&run);
    }
    close_all(&run, started);
    if (ready)
        tell(&run, "stopped");
    journal_finish(&run.journal, LAST_WORDS);
    journal_clear(&run.journal);
    log_clear(&run.server.log);
    return ready;
}
