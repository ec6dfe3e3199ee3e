#include "server/mhd.h"

#include <microhttpd.h>

#include "server/answer.h"
#include "server/server.h"
#include "server/worker.h"

enum {
    MARGIN = 64, /* our own limit must come first: at its own, freed places go unnoticed */
    TURNS = 4,   /* before newcomers are looked after again */
};

static struct connection *connection_of(struct MHD_Connection *mhd)
{
    return MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

static void on_connection(void *state, struct MHD_Connection *mhd, void **context,
                          enum MHD_ConnectionNotificationCode code)
{
    struct worker *worker = state;

    (void)mhd;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        *context = worker->adopting;
        worker->adopting = NULL;
        worker_enter(worker, *context);
    } else {
        worker_leave(worker, *context);
    }
}

/* What libmicrohttpd finds first, and so believes: no cookies and no body. Its own parsing of both
 * can fail, and then it answers with two status lines in a row, or with nothing (0.9.75). The gate
 * sees what the client really sent, and refuses every body. */
static void keep_from_parsing(struct MHD_Connection *mhd, const char *target)
{
    char *query = strchr(target, '?');

    (void)MHD_set_connection_value(mhd, MHD_HEADER_KIND, MHD_HTTP_HEADER_COOKIE, HEAD_OWN_COOKIE);
    (void)MHD_set_connection_value(mhd, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_LENGTH,
                                   HEAD_OWN_LENGTH);
    /* Arguments are not wanted either; some hundred would use up the connection's memory. */
    if (query)
        query[1] = '\0';
}

/* The request target as it came; what libmicrohttpd hands on later is decoded. */
static void *on_target(void *state, const char *target, struct MHD_Connection *mhd)
{
    struct worker *worker = state;
    struct connection *connection = connection_of(mhd);

    buffer_reset(&connection->target);
    buffer_text(&connection->target, target);
    connection->target_place = target;
    keep_from_parsing(mhd, target);
    if (connection->phase == PHASE_IDLE)
        connection_move(connection, PHASE_HEAD, worker->now);
    return connection;
}

static enum MHD_Result on_request(void *state, struct MHD_Connection *mhd, const char *url,
                                  const char *method, const char *version, const char *upload,
                                  size_t *upload_size, void **context)
{
    struct connection *connection = *context;

    (void)url;
    /* A call on account of a body, of which there is nothing: what follows is the next request. No
     * answer can be queued in it. */
    if (upload && *upload_size == 0)
        return MHD_YES;
    /* A body that the gate let in does not exist; should one come, the connection ends. */
    if (!connection || *upload_size > 0 || connection->target.failed)
        return MHD_NO;
    return answer_step(state, connection, mhd, method, version) ? MHD_YES : MHD_NO;
}

static void on_completed(void *state, struct MHD_Connection *mhd, void **context,
                         enum MHD_RequestTerminationCode code)
{
    struct connection *connection = *context;

    (void)mhd;
    if (connection)
        answer_end(state, connection, code == MHD_REQUEST_TERMINATED_COMPLETED_OK);
}

bool mhd_start(struct worker *worker, struct error *err)
{
    worker->daemon = MHD_start_daemon(
        MHD_USE_EPOLL | MHD_USE_NO_LISTEN_SOCKET, 0, NULL, NULL, on_request, worker,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEAD_MEMORY, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)(worker->entrance->limit + MARGIN), MHD_OPTION_URI_LOG_CALLBACK, on_target,
        worker, MHD_OPTION_NOTIFY_CONNECTION, on_connection, worker, MHD_OPTION_NOTIFY_COMPLETED,
        on_completed, worker,
#if MHD_VERSION >= 0x00097701
        MHD_OPTION_CLIENT_DISCIPLINE_LVL, 1,
#endif
        MHD_OPTION_END);
    return worker->daemon || error_set(err, ERROR_INTERNAL, "libmicrohttpd does not start.");
}

void mhd_stop(struct worker *worker)
{
    if (worker->daemon)
        MHD_stop_daemon(worker->daemon);
    worker->daemon = NULL;
}

int mhd_descriptor(const struct worker *worker)
{
    return MHD_get_daemon_info(worker->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
}

static bool more(struct worker *worker)
{
    MHD_UNSIGNED_LONG_LONG wait;

    return MHD_get_timeout(worker->daemon, &wait) == MHD_YES && wait == 0;
}

bool mhd_run(struct worker *worker)
{
    for (int turn = 0; turn < TURNS; turn++) {
        worker->closed = false;
        (void)MHD_run(worker->daemon);
        /* A place that came free is noticed only by the next run. */
        if (!worker->closed && !more(worker))
            return false;
    }
    return true;
}

void mhd_adopt(struct worker *worker, int fd, const struct sockaddr *address, unsigned size)
{
    (void)MHD_add_connection(worker->daemon, fd, address, size);
}
