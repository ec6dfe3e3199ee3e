#include "formats/metrics.h"

#include "handlers/desk_internal.h"
#include "handlers/resources.h"

/* What the database says of itself; nothing where there is none. */
static void measure_database(struct desk *desk, struct metrics *metrics)
{
    struct revision_mark mark;
    struct error err;

    metrics_single(metrics, "exportstats_database_loaded", METRIC_GAUGE,
                   "1 where a database is served.", desk->store != NULL);
    if (!desk->store || !store_mark(desk->store, store_revision(desk->store), &mark, &err))
        return;
    metrics_single(metrics, "exportstats_database_revision", METRIC_GAUGE,
                   "The newest revision that is served.", mark.number);
    metrics_single(metrics, "exportstats_database_imported_timestamp_seconds", METRIC_GAUGE,
                   "When that revision was imported, in seconds since 1970.", mark.imported_at);
}

static void measure_reloads(const struct service *service, struct metrics *metrics)
{
    metrics_single(metrics, "exportstats_database_reloads_total", METRIC_COUNTER,
                   "Databases that were taken up while serving.",
                   (int64_t)atomic_load(&service->reload));
    metrics_single(metrics, "exportstats_database_reload_failures_total", METRIC_COUNTER,
                   "Databases that were found and refused while serving.",
                   (int64_t)atomic_load(&service->reload_failures));
}

bool metrics_get(struct desk *desk, struct ask **ask, struct response *response, struct error *err)
{
    struct service *service = desk->service;
    struct metrics metrics;

    (void)ask;
    if (!service->measure)
        return error_set(err, ERROR_UNAVAILABLE, "there is no server to be measured");
    response_header(response, "Content-Type", METRICS_MEDIA_TYPE);
    response_header(response, "Cache-Control", "no-store");
    metrics_init(&metrics, &response->body);
    service->measure(service->measured, &metrics);
    measure_database(desk, &metrics);
    measure_reloads(service, &metrics);
    return !response_failed(response) || error_set(err, ERROR_INTERNAL, "the metrics do not fit");
}
