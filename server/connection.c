#include "server/connection.h"

#include <stdlib.h>

/* The gate refuses far shorter targets, libmicrohttpd takes no longer ones. */
enum { TARGET_CEILING = 16 * 1024 };

struct connection *connection_open(struct queue *queues, int fd, const struct sockaddr *address)
{
    struct connection *connection = calloc(1, sizeof *connection);

    if (!connection)
        return NULL;
    connection->queues = queues;
    connection->fd = fd;
    address_print(address, connection->remote);
    buffer_init(&connection->target, TARGET_CEILING);
    return connection;
}

static struct queue *queue_of(struct connection *connection)
{
    return &connection->queues[connection->phase];
}

static void leave(struct connection *connection)
{
    struct queue *queue = queue_of(connection);

    if (connection->phase == PHASE_NONE)
        return;
    *(connection->before ? &connection->before->behind : &queue->first) = connection->behind;
    *(connection->behind ? &connection->behind->before : &queue->last) = connection->before;
    connection->phase = PHASE_NONE;
}

static void join(struct connection *connection)
{
    struct queue *queue = queue_of(connection);

    connection->before = queue->last;
    connection->behind = NULL;
    *(queue->last ? &queue->last->behind : &queue->first) = connection;
    queue->last = connection;
}

/* Deadlines are kept to whole quarters of a second, so that one look serves many. */
static int64_t rounded(int64_t due)
{
    return (due + 249) / 250 * 250;
}

void connection_move(struct connection *connection, enum phase phase, int64_t now)
{
    leave(connection);
    connection->phase = phase;
    if (phase == PHASE_NONE)
        return;
    connection->due = rounded(now + queue_of(connection)->patience);
    join(connection);
}

void connection_close(struct connection *connection)
{
    if (!connection)
        return;
    leave(connection);
    buffer_clear(&connection->target);
    free(connection);
}
