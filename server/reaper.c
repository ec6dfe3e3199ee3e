#include "server/reaper.h"

#include <linux/sockios.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "server/server.h"
#include "server/worker.h"

enum {
    SECOND = 1000,
    PARTS = 4,         /* looks at an answer within one idle_timeout */
    HURRY_HEAD = 1000, /* ms for heads while draining */
    HURRY_IDLE = 50,
    SETTLING = 250,   /* ms: in which requests that came in a row are surely begun */
    CLOCK_SLACK = 10, /* ms that the kernel's clock may be off ours */
};

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

void reaper_init(struct worker *worker)
{
    const struct config *config = worker->server->config;
    int64_t idle = config->idle_timeout * SECOND, head = config->head_timeout * SECOND;

    worker->queues[PHASE_HEAD].patience = head;
    worker->queues[PHASE_ENDED].patience = head;
    worker->queues[PHASE_IDLE].patience = least(head, idle);
    worker->queues[PHASE_ANSWER].patience = idle / PARTS;
}

static void cut(struct worker *worker, struct connection *connection)
{
    (void)shutdown(connection->fd, SHUT_RDWR);
    connection_move(connection, PHASE_NONE, worker->now);
}

/* The client had its time. */
static void cut_late(struct worker *worker, struct connection *connection, enum cut reason)
{
    if (!worker->leaving)
        counter_add(&worker->tally.doors.cuts[reason], 1);
    cut(worker, connection);
}

/* False for what is no TCP: then silence is all that is known. */
static bool tcp_state(const struct connection *connection, struct tcp_info *info)
{
    socklen_t size = sizeof *info;

    memset(info, 0, sizeof *info);
    return getsockopt(connection->fd, IPPROTO_TCP, TCP_INFO, info, &size) == 0;
}

static bool unread(const struct connection *connection)
{
    int bytes = 0;

    return ioctl(connection->fd, FIONREAD, &bytes) == 0 && bytes > 0;
}

/* libmicrohttpd does not tell when the next head's first byte came; the kernel knows when the last
 * one did. So that head's time counts from when we see it: at most twice its patience in all. */
static bool heard_since(const struct connection *connection, int64_t now)
{
    struct tcp_info info;

    if (unread(connection))
        return true;
    return tcp_state(connection, &info) &&
           now - (int64_t)info.tcpi_last_data_recv > connection->since + CLOCK_SLACK;
}

static void look_at_idle(struct worker *worker, struct connection *connection)
{
    int64_t idle = worker->leaving ? 0 : worker->server->config->idle_timeout * SECOND;

    if (heard_since(connection, worker->now))
        connection_move(connection, PHASE_HEAD, worker->now);
    else if (worker->now - connection->since >= idle)
        cut_late(worker, connection, CUT_IDLE);
    else
        connection_move(connection, PHASE_IDLE, worker->now);
}

/* How many bytes the client has confirmed. What is no TCP only tells how many wait for it: that
 * number moves too as long as it reads, but says nothing of how fast. */
static uint64_t confirmed(const struct connection *connection, int waiting, bool *exact)
{
    struct tcp_info info;

    *exact = tcp_state(connection, &info);
    return *exact ? info.tcpi_bytes_acked : (uint64_t)waiting;
}

static bool too_slow(const struct connection *connection, uint64_t bytes, int64_t rate, int64_t now)
{
    return (int64_t)(bytes - connection->paced_at) < rate * (now - connection->paced) / SECOND;
}

/* Whether a client that is owed bytes takes too few of them. Silence is measured from the last byte
 * taken, the pace over each idle_timeout, since a system hands bytes on in lumps. */
static bool is_late(const struct worker *worker, struct connection *connection, int waiting)
{
    const struct config *config = worker->server->config;
    int64_t patience = config->idle_timeout * SECOND, now = worker->now;
    bool exact;
    uint64_t bytes = confirmed(connection, waiting, &exact);

    if (bytes != connection->moved) {
        connection->moved = bytes;
        connection->since = now;
    }
    if (now - connection->since >= patience)
        return true;
    if (connection->paced && now - connection->paced < patience)
        return false;
    if (exact && connection->paced && too_slow(connection, bytes, config->min_send_rate, now))
        return true;
    connection->paced = now;
    connection->paced_at = bytes;
    return false;
}

static void look_at_answer(struct worker *worker, struct connection *connection)
{
    int waiting = 0;

    if (ioctl(connection->fd, SIOCOUTQ, &waiting) == 0 && waiting == 0) {
        /* It took all that we had for it. */
        connection->since = worker->now;
        connection->paced = 0;
    } else if (is_late(worker, connection, waiting)) {
        cut_late(worker, connection, CUT_READER);
        return;
    }
    connection_move(connection, PHASE_ANSWER, worker->now);
}

static void look_at(struct worker *worker, struct connection *connection)
{
    if (connection->phase == PHASE_ANSWER)
        look_at_answer(worker, connection);
    else if (connection->phase == PHASE_IDLE)
        look_at_idle(worker, connection);
    else if (connection->phase == PHASE_HEAD)
        cut_late(worker, connection, CUT_HEAD);
    else
        cut(worker, connection);
}

int64_t reaper_look(struct worker *worker)
{
    int64_t next = INT64_MAX;

    for (int phase = PHASE_HEAD; phase < PHASES; phase++) {
        const struct queue *queue = &worker->queues[phase];

        while (queue->first && queue->first->due <= worker->now)
            look_at(worker, queue->first);
        if (queue->first)
            next = least(next, queue->first->due);
    }
    return next;
}

void reaper_look_at_ended(struct worker *worker, bool settled)
{
    struct connection *next;

    for (struct connection *each = worker->queues[PHASE_ENDED].first; each; each = next) {
        next = each->behind;
        if ((settled || worker->now - each->since >= SETTLING) && !unread(each))
            cut(worker, each);
    }
}

void reaper_hurry(struct worker *worker)
{
    struct queue *heads = &worker->queues[PHASE_HEAD], *idle = &worker->queues[PHASE_IDLE];

    heads->patience = least(heads->patience, HURRY_HEAD);
    idle->patience = HURRY_IDLE;
    for (struct connection *each = heads->first; each; each = each->behind)
        each->due = least(each->due, worker->now + HURRY_HEAD);
    for (struct connection *each = idle->first; each; each = each->behind)
        each->due = worker->now;
}
