#include "server/measure.h"

#include <microhttpd.h>

#include "handlers/routes.h"
#include "http/question.h"
#include "server/process.h"
#include "server/server.h"
#include "server/worker.h"

static struct slice route_name(int route)
{
    return slice_of(route < route_count ? routes[route].path : "none");
}

static int64_t answers(const struct tally_route *route)
{
    int64_t total = 0;

    for (int i = 0; i <= DURATIONS; i++)
        total += counter_read(&route->durations[i]);
    return total;
}

/* What was never asked is left out. */
static void write_count(struct metrics *metrics, int route, int method, int status, int64_t count)
{
    char code[8] = "other";

    if (!count)
        return;
    if (status < TALLY_STATUSES - 1)
        (void)snprintf(code, sizeof code, "%d", tally_statuses[status]);
    metrics_begin(metrics, "");
    metrics_label(metrics, "route", route_name(route));
    metrics_label(metrics, "method",
                  slice_of(method < methods.count ? methods.items[method] : "other"));
    metrics_label(metrics, "code", slice_of(code));
    metrics_integer(metrics, count);
}

static void write_requests(struct metrics *metrics, const struct tally *total)
{
    metrics_family(metrics, "exportstats_http_requests_total", METRIC_COUNTER,
                   "Requests answered, by route, method and status.");
    for (int route = 0; route <= route_count; route++)
        for (int method = 0; method < TALLY_METHODS; method++)
            for (int status = 0; status < TALLY_STATUSES; status++)
                write_count(metrics, route, method, status,
                            counter_read(&total->routes[route].requests[method][status]));
}

static void write_bucket(struct metrics *metrics, int route, const char *bound, int64_t count)
{
    metrics_begin(metrics, "_bucket");
    metrics_label(metrics, "route", route_name(route));
    metrics_label(metrics, "le", slice_of(bound));
    metrics_integer(metrics, count);
}

static void write_buckets(struct metrics *metrics, int route, const struct tally_route *tally)
{
    int64_t below = 0;

    for (int i = 0; i < DURATIONS; i++) {
        below += counter_read(&tally->durations[i]);
        write_bucket(metrics, route, tally_bounds[i].seconds, below);
    }
    write_bucket(metrics, route, "+Inf", answers(tally));
}

static void write_durations(struct metrics *metrics, const struct tally *total)
{
    metrics_family(metrics, "exportstats_http_request_duration_seconds", METRIC_HISTOGRAM,
                   "From a request's head to the last byte of its answer, by route.");
    for (int route = 0; route <= route_count; route++) {
        const struct tally_route *tally = &total->routes[route];

        if (!answers(tally))
            continue;
        write_buckets(metrics, route, tally);
        metrics_begin(metrics, "_sum");
        metrics_label(metrics, "route", route_name(route));
        metrics_microseconds(metrics, counter_read(&tally->duration));
        metrics_begin(metrics, "_count");
        metrics_label(metrics, "route", route_name(route));
        metrics_integer(metrics, answers(tally));
    }
}

static void write_by_route(struct metrics *metrics, const struct tally *total, const char *name,
                           const char *help, size_t place)
{
    metrics_family(metrics, name, METRIC_COUNTER, help);
    for (int route = 0; route <= route_count; route++) {
        const char *tally = (const char *)&total->routes[route];

        if (!answers(&total->routes[route]))
            continue;
        metrics_begin(metrics, "");
        metrics_label(metrics, "route", route_name(route));
        metrics_integer(metrics, counter_read((const void *)(tally + place)));
    }
}

static void write_http(struct metrics *metrics, const struct tally *total)
{
    write_requests(metrics, total);
    write_durations(metrics, total);
    write_by_route(metrics, total, "exportstats_http_response_body_bytes_total",
                   "Bytes of bodies that were sent, by route.",
                   offsetof(struct tally_route, bytes));
    write_by_route(metrics, total, "exportstats_http_responses_cut_total",
                   "Answers that did not leave whole, by route.",
                   offsetof(struct tally_route, cut));
    metrics_single(metrics, "exportstats_http_requests_in_flight", METRIC_GAUGE,
                   "Requests that were begun and whose answer has not left.",
                   counter_read(&total->doors.in_flight));
}

static void write_entrance(struct metrics *metrics, const char *name, int64_t value)
{
    metrics_begin(metrics, "");
    metrics_label(metrics, "entrance", slice_of(name));
    metrics_integer(metrics, value);
}

static void write_connections(struct metrics *metrics, const struct server *server,
                              const struct tally *total)
{
    static const char *const reasons[] = {"head", "idle", "reader"};

    metrics_family(metrics, "exportstats_connections", METRIC_GAUGE,
                   "Open connections, of the public and of operators.");
    write_entrance(metrics, "public", atomic_load(&server->front.connections));
    write_entrance(metrics, "admin", atomic_load(&server->back.connections));
    metrics_single(metrics, "exportstats_connections_limit", METRIC_GAUGE,
                   "Most connections of the public at once.", server->front.limit);
    metrics_single(metrics, "exportstats_connections_accepted_total", METRIC_COUNTER,
                   "Connections that were let in, of both.", counter_read(&total->doors.accepted));
    metrics_single(metrics, "exportstats_connections_refused_total", METRIC_COUNTER,
                   "Connections that were refused with 503, for want of room.",
                   counter_read(&total->doors.refused));
    metrics_family(metrics, "exportstats_connections_cut_total", METRIC_COUNTER,
                   "Connections that passed a deadline: for a request's head, for silence, for "
                   "taking an answer.");
    for (int i = 0; i < CUTS; i++) {
        metrics_begin(metrics, "");
        metrics_label(metrics, "reason", slice_of(reasons[i]));
        metrics_integer(metrics, counter_read(&total->doors.cuts[i]));
    }
}

static void write_state(struct metrics *metrics, const struct server *server)
{
    metrics_family(metrics, "exportstats_build_info", METRIC_GAUGE,
                   "1, with the versions of the program and its HTTP library.");
    metrics_begin(metrics, "");
    metrics_label(metrics, "version", slice_of(EXPORTSTATS_VERSION));
    metrics_label(metrics, "libmicrohttpd", slice_of(MHD_get_version()));
    metrics_integer(metrics, 1);
    metrics_single(metrics, "exportstats_workers", METRIC_GAUGE, "Threads that serve the public.",
                   server->worker_count);
    metrics_single(metrics, "exportstats_draining", METRIC_GAUGE,
                   "1 while the service is about to stop.", atomic_load(&server->service.draining));
}

/* Of all workers' caches. */
struct caches {
    int64_t hits, misses, evictions, entries, bytes;
};

static struct caches add_caches(const struct server *server)
{
    struct caches sum = {0};

    for (int i = 0; i < server->worker_count; i++) {
        const struct cache_counts *counts = desk_cache_counts(server->workers[i]->desk);

        sum.hits += (int64_t)atomic_load(&counts->hits);
        sum.misses += (int64_t)atomic_load(&counts->misses);
        sum.evictions += (int64_t)atomic_load(&counts->evictions);
        sum.entries += (int64_t)atomic_load(&counts->entries);
        sum.bytes += (int64_t)atomic_load(&counts->bytes);
    }
    return sum;
}

static void write_caches(struct metrics *metrics, const struct server *server)
{
    struct caches sum = add_caches(server);

    metrics_single(metrics, "exportstats_cache_hits_total", METRIC_COUNTER,
                   "Answers that were kept from before.", sum.hits);
    metrics_single(metrics, "exportstats_cache_misses_total", METRIC_COUNTER,
                   "Answers that had to be made.", sum.misses);
    metrics_single(metrics, "exportstats_cache_evictions_total", METRIC_COUNTER,
                   "Kept answers that made room for others.", sum.evictions);
    metrics_single(metrics, "exportstats_cache_entries", METRIC_GAUGE, "Answers that are kept.",
                   sum.entries);
    metrics_single(metrics, "exportstats_cache_bytes", METRIC_GAUGE, "Bytes that they take.",
                   sum.bytes);
    metrics_single(metrics, "exportstats_cache_limit_bytes", METRIC_GAUGE,
                   "Bytes that they may take.",
                   (int64_t)server->service.cache_bytes * server->worker_count);
}

void measure(void *state, struct metrics *metrics)
{
    const struct server *server = state;
    struct tally total = {0};

    if (!tally_open(&total)) {
        metrics->out->failed = true;
        return;
    }
    for (int i = 0; i < server->worker_count; i++)
        tally_add(&total, &server->workers[i]->tally);
    if (server->operator)
        tally_add(&total, &server->operator->tally);
    write_state(metrics, server);
    write_http(metrics, &total);
    write_connections(metrics, server, &total);
    write_caches(metrics, server);
    metrics_single(metrics, "exportstats_log_lines_dropped_total", METRIC_COUNTER,
                   "Lines of the log that found no room or no reader.",
                   (int64_t)log_dropped(&server->log));
    process_measure(metrics, server->start_time);
    tally_close(&total);
}
