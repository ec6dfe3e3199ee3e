/* Circles of links, in time that grows with the links.
 *
 * No statement of SQL alone, unlike the rules: one that follows the links must keep who reaches
 * whom, which is the square of a chain's length. So a few rounds of SQL take away the ends of
 * chains, which in a sound package leaves next to nothing, and what is left is searched depth first
 * (Tarjan's strongly connected components), without recursion, in a few numbers for each link. */
#include "db/check_circle.h"

#include "db/staging_internal.h"
#include "sql.h"

static const uint32_t NOWHERE = UINT32_MAX, CLOSED = UINT32_MAX;

/* What is left: node i is called names[i] and has the links targets[firsts[i]] up to, not
 * including, targets[firsts[i + 1]]. Nodes that only are named are NOWHERE. */
struct graph {
    uint32_t *memory; /* owned: all of the below */
    uint32_t *names, *firsts, *targets;
    uint32_t *orders; /* when each was reached, from 1; 0: not yet; CLOSED: circle known */
    uint32_t *lows;   /* the earliest that each leads back to */
    uint32_t *nexts;  /* the link of each to be followed next */
    uint32_t *path;   /* from where the search began to where it is */
    uint32_t *open;   /* reached, circle not known */
    uint32_t count, on_path, is_open, reached;
};

/* Ends of chains lie on no circle. A round is the size of what is left, so rounds go on only while
 * they take away a good part of it. */
static bool peel(struct staging *staging, int64_t *left, struct error *err)
{
    static const char sql[] = "DELETE FROM stage.circle_link "
                              "WHERE target NOT IN (SELECT source FROM stage.circle_link) "
                              "OR source NOT IN (SELECT target FROM stage.circle_link)";
    sqlite3_stmt *count = staging_prepare(staging, "SELECT count(*) FROM stage.circle_link", err);
    bool ok = count && staging_step(staging, count, err);
    int64_t gone = *left = ok ? sqlite3_column_int64(count, 0) : 0;

    sqlite3_finalize(count);
    while (ok && gone > *left / 4) {
        ok = staging_exec(staging, sql, err);
        gone = sqlite3_changes(staging->db);
        *left -= gone;
    }
    return ok;
}

static bool take_memory(struct graph *graph, size_t links, struct error *err)
{
    enum { ARRAYS = 8 };
    uint32_t **const arrays[ARRAYS] = {&graph->names,  &graph->firsts, &graph->targets,
                                       &graph->orders, &graph->lows,   &graph->nexts,
                                       &graph->path,   &graph->open};

    if (links < NOWHERE - 1)
        graph->memory = calloc(ARRAYS * (links + 1), sizeof *graph->memory);
    if (!graph->memory) {
        (void)error_set(err, ERROR_INTERNAL, "no memory for %zu links", links);
        return false;
    }
    for (size_t i = 0; i < ARRAYS; i++)
        *arrays[i] = graph->memory + i * (links + 1);
    return true;
}

static uint32_t find_name(const struct graph *graph, uint32_t name)
{
    uint32_t low = 0, high = graph->count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (graph->names[middle] == name)
            return middle;
        if (graph->names[middle] < name)
            low = middle + 1;
        else
            high = middle;
    }
    return NOWHERE;
}

/* The links come by their source. */
static bool read_links(struct staging *staging, struct graph *graph, struct error *err)
{
    sqlite3_stmt *links = staging_prepare(
        staging, "SELECT source, target FROM stage.circle_link ORDER BY source, target", err);
    uint32_t count = 0;

    for (; links && staging_step(staging, links, err); count++) {
        uint32_t source = (uint32_t)sqlite3_column_int64(links, 0);

        if (!graph->count || graph->names[graph->count - 1] != source) {
            graph->firsts[graph->count] = count;
            graph->names[graph->count++] = source;
        }
        graph->targets[count] = (uint32_t)sqlite3_column_int64(links, 1);
    }
    sqlite3_finalize(links);
    graph->firsts[graph->count] = count;
    for (uint32_t i = 0; i < count; i++)
        graph->targets[i] = find_name(graph, graph->targets[i]);
    return links && err->kind == ERROR_NONE;
}

static void enter(struct graph *graph, uint32_t node)
{
    graph->orders[node] = graph->lows[node] = ++graph->reached;
    graph->nexts[node] = graph->firsts[node];
    graph->path[graph->on_path++] = node;
    graph->open[graph->is_open++] = node;
}

static void lower(struct graph *graph, uint32_t node, uint32_t order)
{
    if (order < graph->lows[node])
        graph->lows[node] = order;
}

/* All that were reached from the node and lead back to it; alone it is no circle. */
static bool close_circle(struct staging *staging, struct graph *graph, uint32_t node,
                         sqlite3_stmt *keep, struct error *err)
{
    bool ok = true, alone = graph->open[graph->is_open - 1] == node;
    uint32_t member = NOWHERE;

    while (ok && member != node) {
        member = graph->open[--graph->is_open];
        graph->orders[member] = CLOSED;
        if (alone)
            continue;
        sqlite3_bind_int64(keep, 1, graph->names[node]);
        sqlite3_bind_int64(keep, 2, graph->names[member]);
        ok = staging_done(staging, keep, err);
    }
    return ok;
}

static bool leave(struct staging *staging, struct graph *graph, sqlite3_stmt *keep,
                  struct error *err)
{
    uint32_t node = graph->path[--graph->on_path];

    if (graph->on_path)
        lower(graph, graph->path[graph->on_path - 1], graph->lows[node]);
    return graph->lows[node] != graph->orders[node] ||
           close_circle(staging, graph, node, keep, err);
}

static void follow(struct graph *graph, uint32_t node, uint32_t target)
{
    if (target == NOWHERE)
        return;
    if (!graph->orders[target])
        enter(graph, target);
    else
        lower(graph, node, graph->orders[target]);
}

static bool search(struct staging *staging, struct graph *graph, sqlite3_stmt *keep,
                   struct error *err)
{
    bool ok = true;

    for (uint32_t i = 0; ok && i < graph->count; i++) {
        if (!graph->orders[i])
            enter(graph, i);
        while (ok && graph->on_path) {
            uint32_t node = graph->path[graph->on_path - 1];

            if (graph->nexts[node] < graph->firsts[node + 1])
                follow(graph, node, graph->targets[graph->nexts[node]++]);
            else
                ok = leave(staging, graph, keep, err);
        }
    }
    return ok;
}

bool check_circles(struct staging *staging, struct error *err)
{
    struct graph graph = {0};
    sqlite3_stmt *keep = NULL;
    int64_t left = 0;
    bool ok = staging_exec(staging, sql_import_circles, err) && peel(staging, &left, err);

    if (ok && left) {
        keep = staging_prepare(staging, "UPDATE stage.circle_node SET circle = ? WHERE n = ?", err);
        ok = keep && take_memory(&graph, (size_t)left, err) && read_links(staging, &graph, err) &&
             search(staging, &graph, keep, err);
    }
    sqlite3_finalize(keep);
    free(graph.memory);
    return ok;
}
