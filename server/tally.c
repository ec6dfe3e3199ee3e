#include "server/tally.h"

#include <stdlib.h>

#include "handlers/routes.h"
#include "http/question.h"
#include "server/connection.h"

const struct tally_bound tally_bounds[DURATIONS] = {
    {50, "0.00005"},  {100, "0.0001"},  {250, "0.00025"}, {500, "0.0005"},
    {1000, "0.001"},  {2500, "0.0025"}, {5000, "0.005"},  {10000, "0.01"},
    {25000, "0.025"}, {50000, "0.05"},  {100000, "0.1"},  {250000, "0.25"},
    {500000, "0.5"},  {1000000, "1.0"}, {5000000, "5.0"}, {30000000, "30.0"},
};
const int tally_statuses[TALLY_STATUSES - 1] = {200, 204, 304, 400, 404, 405, 406,
                                                410, 412, 414, 431, 500, 503, 505};

bool tally_open(struct tally *tally)
{
    tally->routes = calloc((size_t)route_count + 1, sizeof *tally->routes);
    return tally->routes != NULL;
}

void tally_close(struct tally *tally)
{
    free(tally->routes);
    tally->routes = NULL;
}

static int route_of(const char *path)
{
    int i = 0;

    while (i < route_count && routes[i].path != path)
        i++;
    return i;
}

static int method_of(const char *name)
{
    int method = words_find(&methods, slice_of(name));

    return method < 0 ? methods.count : method;
}

static int status_of(int status)
{
    int i = 0;

    while (i < TALLY_STATUSES - 1 && tally_statuses[i] != status)
        i++;
    return i;
}

static int duration_of(int64_t duration)
{
    int i = 0;

    while (i < DURATIONS && duration > tally_bounds[i].most)
        i++;
    return i;
}

void tally_visit(struct tally *tally, const struct visit *visit, int64_t duration, bool whole)
{
    struct tally_route *route = &tally->routes[route_of(visit->route)];

    counter_add(&route->requests[method_of(visit->method)][status_of(visit->status)], 1);
    counter_add(&route->durations[duration_of(duration)], 1);
    counter_add(&route->duration, duration);
    counter_add(&route->bytes, visit->bytes);
    if (!whole)
        counter_add(&route->cut, 1);
}

/* Both point to nothing but counters. */
static void add_all(void *to, const void *from, size_t size)
{
    struct counter *sums = to;
    const struct counter *more = from;

    for (size_t i = 0; i < size / sizeof *sums; i++)
        counter_add(&sums[i], counter_read(&more[i]));
}

void tally_add(struct tally *tally, const struct tally *other)
{
    add_all(&tally->doors, &other->doors, sizeof tally->doors);
    add_all(tally->routes, other->routes, ((size_t)route_count + 1) * sizeof *tally->routes);
}
