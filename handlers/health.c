#include "formats/json.h"
#include "formats/problem.h"
#include "handlers/desk_internal.h"
#include "handlers/resources.h"

static void write_status(struct response *response, const char *status, int64_t revision)
{
    struct json json;

    response_header(response, "Content-Type", "application/json");
    response_header(response, "Cache-Control", "no-store");
    json_init(&json, &response->body, false);
    json_object(&json);
    json_name(&json, "status");
    json_string(&json, slice_of(status));
    if (revision) {
        json_name(&json, "revision");
        json_integer(&json, revision);
    }
    json_object_end(&json);
    buffer_char(&response->body, '\n');
}

/* Never looks at the database. */
bool alive_get(struct desk *desk, struct ask **ask, struct response *response, struct error *err)
{
    (void)desk;
    (void)ask;
    (void)err;
    write_status(response, "alive", 0);
    return true;
}

bool ready_get(struct desk *desk, struct ask **ask, struct response *response, struct error *err)
{
    (void)ask;
    if (atomic_load(&desk->service->draining))
        return error_set(err, ERROR_UNAVAILABLE, "draining: this service is about to stop");
    if (!desk->store)
        return error_set(err, ERROR_UNAVAILABLE, "there is no database yet");
    if (!store_is_intact(desk->store, err))
        return false;
    response->revision = store_revision(desk->store);
    write_status(response, "ready", response->revision);
    return true;
}

bool problem_get(struct desk *desk, struct ask **ask, struct response *response, struct error *err)
{
    (void)desk;
    if (!problem_explain((*ask)->id, &response->body))
        return error_set(err, ERROR_NOT_FOUND, "there is no such kind of problem");
    response_header(response, "Content-Type", "text/plain; charset=utf-8");
    return true;
}
