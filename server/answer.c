#include "server/answer.h"

#include "handlers/desk.h"
#include "http/forwarded.h"
#include "server/clock.h"
#include "server/line.h"
#include "server/reply.h"
#include "server/server.h"
#include "server/worker.h"

enum {
    BODY_CEILING = 64 * 1024 * 1024,
    BODY_KEPT = 64 * 1024, /* between requests, for the next body */
};

/* Kept between requests for the next target, unless it grew large. */
enum { TARGET_KEPT = 512 };

static void copy_cut(struct slice text, char *out, size_t room)
{
    if (text.size >= room)
        text.size = room - 1;
    (void)slice_copy(text, out, room);
}

/* Sixteen digits and a closing zero, without printf: each request has a name. */
static void print_name(uint64_t name, char *out)
{
    for (int i = 15; i >= 0; i--, name >>= 4)
        out[i] = "0123456789abcdef"[name & 15];
    out[16] = '\0';
}

/* The client's own where the answer echoes it, else one for the log alone. */
static void name_visit(struct worker *worker, struct visit *visit, struct slice echoed)
{
    if (echoed.data)
        copy_cut(echoed, visit->id, sizeof visit->id);
    else
        print_name((uint64_t)worker->tag << 32 | ++worker->visits, visit->id);
}

static void describe(struct worker *worker, struct visit *visit, const struct response *response)
{
    copy_cut(worker->head.request.method, visit->method, sizeof visit->method);
    name_visit(worker, visit, response_header_find(response, "X-Request-Id"));
    visit->route = response->route;
    visit->status = response->status;
    visit->revision = response->revision;
    visit->cached = response->cached;
}

static void log_internal(struct worker *worker, const struct visit *visit,
                         const struct error *internal)
{
    struct line line;

    if (internal->kind == ERROR_NONE || !internal->detail[0])
        return;
    line_begin(&line, &worker->journal, LEVEL_ERROR, "internal error");
    line_text(&line, "id", slice_of(visit->id));
    line_text(&line, "detail", slice_of(internal->detail));
    line_end(&line);
}

static size_t line_size(const char *name, struct slice value)
{
    return strlen(name) + strlen(": \r\n") + value.size;
}

/* With what libmicrohttpd writes by itself: the first line, Date, length and Connection. */
static size_t head_size(const struct response *response)
{
    enum { BY_ITSELF = 192 };
    const struct rendition *shared = response->rendition;
    size_t size = BY_ITSELF;

    for (int i = 0; i < response->header_count; i++)
        size += line_size(response->headers[i].name, response_header_value(response, i));
    for (int i = 0; shared && i < shared->header_count; i++)
        size += line_size(shared->headers[i].name, shared->headers[i].value);
    return size;
}

/* Whether the request has left memory for the answer's head. None takes AMPLE: its largest header
 * is a link, as long as a target may be. */
static bool has_room(const struct head *head, const struct response *response)
{
    enum { AMPLE = QUESTION_TARGET_MAX + 2048 };

    return head->room > AMPLE || head_size(response) <= head->room;
}

/* An answer for which the request left no memory would be none at all: the connection would end
 * without a word. False, always. */
static bool refuse_crowded(struct worker *worker, struct connection *connection)
{
    connection->refused = true;
    connection->visit.said = true;
    connection->visit.status = refusal_status(REFUSAL_CROWDED);
    refusal_say(&worker->server->refusals, REFUSAL_CROWDED,
                slice_is(worker->head.request.method, "HEAD"), connection->fd);
    return false;
}

/* The last answer's memory, where that was not handed on with it. */
static void lend_body(struct worker *worker, struct response *response)
{
    response_init(response, BODY_CEILING);
    response->body.data = worker->body.data;
    response->body.room = worker->body.room;
    worker->body = (struct buffer){0};
}

static void take_back_body(struct worker *worker, struct response *response)
{
    if (response->body.room > BODY_KEPT)
        return;
    worker->body = response->body;
    buffer_init(&response->body, BODY_CEILING);
}

static bool queue_answer(struct worker *worker, struct connection *connection,
                         struct MHD_Connection *mhd, bool refused)
{
    CLEAN(response) struct response response;
    struct error internal;

    internal.kind = ERROR_NONE;
    lend_body(worker, &response);
    worker_refresh(worker);
    if (refused || !worker->head.passed)
        exchange(desk_door(worker->desk), &worker->head.request, &response, &internal);
    else
        exchange_passed(desk_door(worker->desk), &worker->head.request, &response, &internal);
    describe(worker, &connection->visit, &response);
    connection->refused = refused;
    log_internal(worker, &connection->visit, &internal);
    if (!has_room(&worker->head, &response))
        return refuse_crowded(worker, connection);
    bool close = refused || response.close || atomic_load(&worker->server->service.draining);
    bool queued = reply_queue(mhd, connection->fd, &response, close, &connection->visit.bytes);
    take_back_body(worker, &response);
    return queued;
}

/* The head is read once where both calls follow each other, which they do but for Expect. */
static bool read_head(struct worker *worker, struct connection *connection,
                      struct MHD_Connection *mhd, const char *method, const char *version)
{
    struct slice target = buffer_all(&connection->target);
    struct head_line line = {method, {connection->target_place, target.size}, version};

    worker->head_of = connection;
    return head_read(&worker->head, mhd, line, target);
}

static void name_client(const struct worker *worker, struct visit *visit)
{
    struct ip client;

    if (forwarded_client(&worker->head.request, &worker->server->trusted, &client))
        ip_print(&client, visit->client);
}

static void begin(struct worker *worker, struct connection *connection)
{
    connection->visit = (struct visit){.began = clock_us()};
    counter_add(&worker->tally.doors.in_flight, 1);
    connection->since = connection->visit.began / 1000;
    connection->moved = 0;
    connection->paced = 0;
    (void)trace_read(&worker->head.request, &connection->visit.trace);
    if (connection->proxy)
        name_client(worker, &connection->visit);
    connection_move(connection, PHASE_ANSWER, worker->now);
}

bool answer_step(struct worker *worker, struct connection *connection, struct MHD_Connection *mhd,
                 const char *method, const char *version)
{
    bool first = connection->phase != PHASE_ANSWER;
    struct error err;

    if ((first || worker->head_of != connection) &&
        !read_head(worker, connection, mhd, method, version))
        return false;
    if (!first)
        return queue_answer(worker, connection, mhd, false);
    begin(worker, connection);
    worker->head.passed = gate_check(&worker->head.request, &err);
    return worker->head.passed || queue_answer(worker, connection, mhd, true);
}

static struct slice path_of(const struct connection *connection)
{
    struct slice rest = buffer_all(&connection->target), path = {NULL, 0};

    (void)slice_cut(&rest, '?', &path);
    return path;
}

static const char *const cache_words[] = {
    [ANSWER_UNCACHED] = NULL, [ANSWER_MISS] = "miss", [ANSWER_HIT] = "hit"};

static void log_visit(struct worker *worker, const struct connection *connection, int64_t duration,
                      bool whole)
{
    const struct visit *visit = &connection->visit;
    struct line line;

    line_begin(&line, &worker->journal, visit->status == 500 ? LEVEL_ERROR : LEVEL_INFO, "request");
    line_text(&line, "id", slice_of(visit->id));
    if (visit->client[0]) {
        line_text(&line, "remote", slice_of(visit->client));
        line_text(&line, "proxy", slice_of(connection->remote));
    } else {
        line_text(&line, "remote", slice_of(connection->remote));
    }
    if (visit->trace.trace_id[0]) {
        line_text(&line, "trace_id", slice_of(visit->trace.trace_id));
        line_text(&line, "span_id", slice_of(visit->trace.span_id));
    }
    line_text(&line, "method", slice_of(visit->method));
    line_text(&line, "path", path_of(connection));
    line_text(&line, "route", slice_of(visit->route));
    line_integer(&line, "status", visit->status);
    line_integer(&line, "bytes", visit->bytes);
    line_integer(&line, "duration_us", duration);
    line_text(&line, "cache", slice_of(cache_words[visit->cached]));
    if (visit->revision)
        line_integer(&line, "revision", visit->revision);
    if (!whole)
        line_text(&line, "ended", slice_of("cut"));
    line_end(&line);
}

static void end_visit(struct worker *worker, struct connection *connection, bool whole)
{
    struct visit *visit = &connection->visit;
    int64_t duration = clock_us() - visit->began;

    counter_add(&worker->tally.doors.in_flight, -1);
    if (!visit->status)
        return;
    tally_visit(&worker->tally, visit, duration, whole);
    if (worker->server->config->log)
        log_visit(worker, connection, duration, whole);
}

void answer_end(struct worker *worker, struct connection *connection, bool whole)
{
    if (connection->visit.began)
        end_visit(worker, connection, whole || connection->visit.said);
    connection->visit.began = 0;
    if (connection->target.room > TARGET_KEPT)
        buffer_clear(&connection->target);
    connection->since = clock_ms();
    connection_move(connection, connection->ended ? PHASE_ENDED : PHASE_IDLE, worker->now);
}
