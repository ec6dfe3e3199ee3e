#include "handlers/openapi.h"

#include "formats/problem.h"
#include "handlers/desk_internal.h"
#include "handlers/openapi_parts.h"
#include "handlers/resources.h"
#include "http/negotiate.h"

/* The OpenAPI 3.1 document, written from the tables that serve and check the requests. */

static const struct {
    enum error_kind kind;
    const char *name, *meaning;
} problems[] = {
    {ERROR_ARGUMENT, "BadRequest", "A parameter is unknown, repeated, empty or has a bad value"},
    {ERROR_NOT_FOUND, "NotFound", "There is no such path or id"},
    {ERROR_FORMAT, "NotAcceptable", "There is no such representation"},
    {ERROR_GONE, "Gone", "The id was closed; the detail names its last version"},
    {ERROR_PRECONDITION, "PreconditionFailed", "If-Match or If-Unmodified-Since does not hold"},
    {ERROR_UNAVAILABLE, "Unavailable", "There is no data yet, or the service is draining"},
};

static void write_responses(struct json *json)
{
    json_name(json, "responses");
    json_object(json);
    for (size_t i = 0; i < sizeof problems / sizeof problems[0]; i++) {
        json_name(json, problems[i].name);
        json_object(json);
        openapi_text(json, "description", problems[i].meaning);
        json_name(json, "content");
        json_object(json);
        json_name(json, "application/problem+json");
        json_object(json);
        json_name(json, "schema");
        openapi_reference(json, "schemas", "Problem");
        json_object_end(json);
        json_object_end(json);
        json_object_end(json);
    }
    json_object_end(json);
}

static void write_required(struct json *json)
{
    static const char *const members[] = {"data", "meta", "links"};

    json_name(json, "required");
    json_array(json);
    for (int i = 0; i < 3; i++)
        json_string(json, slice_of(members[i]));
    json_array_end(json);
}

/* The route's record, or any of those that a parameter shows instead. */
static void write_records(struct json *json, const struct route *route)
{
    if (!route->views) {
        openapi_reference(json, "schemas", route->fields->name);
        return;
    }
    json_object(json);
    json_name(json, "anyOf");
    json_array(json);
    openapi_reference(json, "schemas", route->fields->name);
    for (const struct view *view = route->views; view->fields; view++)
        openapi_reference(json, "schemas", view->fields->name);
    json_array_end(json);
    json_object_end(json);
}

/* The bare record or records, as shape=array gives them. */
static void write_bare(struct json *json, const struct route *route)
{
    if (route->one) {
        write_records(json, route);
        return;
    }
    json_object(json);
    openapi_text(json, "type", "array");
    json_name(json, "items");
    write_records(json, route);
    json_object_end(json);
}

/* {"data": record or array of records, "meta": …, "links": …} */
static void write_envelope(struct json *json, const struct route *route)
{
    json_object(json);
    openapi_text(json, "type", "object");
    write_required(json);
    json_name(json, "properties");
    json_object(json);
    json_name(json, "data");
    write_bare(json, route);
    json_name(json, "meta");
    openapi_reference(json, "schemas", "Meta");
    json_name(json, "links");
    openapi_reference(json, "schemas", "Links");
    json_object_end(json);
    json_object_end(json);
}

static void write_content(struct json *json, const char *media_type, const struct route *route,
                          bool enveloped)
{
    json_name(json, media_type);
    json_object(json);
    json_name(json, "schema");
    if (enveloped) {
        json_object(json);
        json_name(json, "anyOf");
        json_array(json);
        write_envelope(json, route);
        write_bare(json, route);
        json_array_end(json);
        json_object_end(json);
    } else {
        json_object(json);
        openapi_text(json, "type",
                     strcmp(media_type, "application/json") == 0 ? "object" : "string");
        json_object_end(json);
    }
    json_object_end(json);
}

static void write_success(struct json *json, const struct route *route)
{
    json_name(json, "200");
    json_object(json);
    openapi_text(json, "description", route->summary);
    json_name(json, "content");
    json_object(json);
    for (int i = 0; i < formats.count; i++)
        if (route->formats >> i & 1)
            write_content(json, format_media_type((enum format)i), route, i == FORMAT_JSON);
    if (!route->formats)
        write_content(json, route->media_type, route, false);
    if (route->negotiates)
        write_content(json, "application/json", route, false);
    json_object_end(json);
    json_object_end(json);
}

static bool problem_applies(const struct route *route, enum error_kind kind)
{
    switch (kind) {
    case ERROR_ARGUMENT:
        return true;
    case ERROR_NOT_FOUND:
        return strchr(route->path, '{') != NULL;
    case ERROR_GONE:
        return route->one || route->answer == source_claims_list;
    case ERROR_PRECONDITION:
        return !route->live;
    case ERROR_FORMAT:
        return route->formats != 0;
    default:
        return !route->live || route->answer == ready_get || route->answer == metrics_get;
    }
}

/* The parameter that a `{` in a path begins. */
static const char *path_param(const char *open)
{
    return open[1] == 'i' ? "id" : open[1] == 'n' ? "number" : "file";
}

static void write_operation(struct json *json, const struct route *route)
{
    json_object(json);
    openapi_text(json, "operationId", route->operation);
    openapi_text(json, "summary", route->summary);
    openapi_text(json, "description", route->meaning ? route->meaning : route->summary);
    json_name(json, "tags");
    json_array(json);
    json_string(json, slice_of(route->fields ? "data" : route->live ? "service" : "data set"));
    json_array_end(json);
    json_name(json, "parameters");
    json_array(json);
    const char *open = strchr(route->path, '{');
    if (open)
        openapi_reference(json, "parameters", path_param(open));
    for (int i = 0; i < PARAM_COUNT; i++)
        if (route->params >> i & 1)
            openapi_reference(json, "parameters", params[i].name);
    json_array_end(json);
    json_name(json, "responses");
    json_object(json);
    write_success(json, route);
    for (size_t i = 0; i < sizeof problems / sizeof problems[0]; i++) {
        char status[8];

        if (!problem_applies(route, problems[i].kind))
            continue;
        (void)snprintf(status, sizeof status, "%d", problem_status(problems[i].kind));
        json_name(json, status);
        openapi_reference(json, "responses", problems[i].name);
    }
    json_object_end(json);
    json_object_end(json);
}

static void write_paths(struct json *json)
{
    json_name(json, "paths");
    json_object(json);
    for (int i = 0; i < route_count; i++) {
        json_name(json, routes[i].path);
        json_object(json);
        json_name(json, "get");
        write_operation(json, &routes[i]);
        json_object_end(json);
    }
    json_object_end(json);
}

static void write_info(struct json *json, const char *root)
{
    openapi_text(json, "openapi", "3.1.0");
    json_name(json, "info");
    json_object(json);
    openapi_text(json, "title", "exportstats");
    openapi_text(json, "version", "1");
    openapi_text(json, "summary", "Export statistics, each number with its source");
    openapi_text(
        json, "description",
        "A read-only service of what sources claimed: figures, targets and growth rates, digit by "
        "digit, with who said it and where. Paths of lists and records also take a suffix: .json, "
        ".csv, .ndjson, .txt. HEAD and OPTIONS work everywhere. Fields are only ever added "
        "within v1.");
    json_name(json, "license");
    json_object(json);
    openapi_text(json, "name", "MIT");
    openapi_text(json, "identifier", "MIT");
    json_object_end(json);
    json_name(json, "contact");
    json_object(json);
    openapi_text(json, "name", "The operator of this service");
    json_object_end(json);
    json_object_end(json);
    json_name(json, "servers");
    json_array(json);
    json_object(json);
    openapi_text(json, "url", root[0] ? root : "/");
    json_object_end(json);
    json_array_end(json);
    json_name(json, "security");
    json_array(json);
    json_array_end(json);
}

static void write_tags(struct json *json)
{
    static const char *const tags[][2] = {
        {"data", "Claims, series and sources"},
        {"data set", "The data set as a whole"},
        {"service", "The service itself"},
    };

    json_name(json, "tags");
    json_array(json);
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
        json_object(json);
        openapi_text(json, "name", tags[i][0]);
        openapi_text(json, "description", tags[i][1]);
        json_object_end(json);
    }
    json_array_end(json);
}

void openapi_write(const char *root, bool pretty, struct buffer *out)
{
    struct json json;

    json_init(&json, out, pretty);
    json_object(&json);
    write_info(&json, root);
    write_tags(&json);
    write_paths(&json);
    json_name(&json, "components");
    json_object(&json);
    openapi_schemas(&json);
    openapi_params(&json);
    write_responses(&json);
    json_object_end(&json);
    json_object_end(&json);
    buffer_char(out, '\n');
}

bool openapi_get(struct desk *desk, struct ask **ask, struct response *response, struct error *err)
{
    (void)ask;
    response_header(response, "Content-Type", "application/json");
    openapi_write(desk->root, true, &response->body);
    return !response_failed(response) ||
           error_set(err, ERROR_INTERNAL, "the OpenAPI document does not fit");
}
