#include "handlers/openapi.h"

#include "formats/json.h"
#include "formats/problem.h"
#include "handlers/desk_internal.h"
#include "handlers/package.h"
#include "handlers/resources.h"
#include "http/negotiate.h"

/* The OpenAPI 3.1 document, written from the tables that serve and check the requests. */

static void text(struct json *json, const char *name, const char *value)
{
    json_name(json, name);
    json_string(json, slice_of(value));
}

static void reference(struct json *json, const char *folder, const char *name)
{
    char path[96];

    (void)snprintf(path, sizeof path, "#/components/%s/%s", folder, name);
    json_object(json);
    text(json, "$ref", path);
    json_object_end(json);
}

static const struct {
    const char *type, *format;
} json_types[] = {
    [FIELD_TEXT] = {"string", NULL},     [FIELD_DATE] = {"string", "date"},
    [FIELD_NUMBER] = {"number", NULL},   [FIELD_LIST] = {"array", NULL},
    [FIELD_URL] = {"string", "uri"},     [FIELD_LINK] = {"string", "uri-reference"},
    [FIELD_INTEGER] = {"integer", NULL}, [FIELD_BOOLEAN] = {"boolean", NULL},
};

static void write_type(struct json *json, const char *type, bool nullable)
{
    json_name(json, "type");
    if (nullable)
        json_array(json);
    json_string(json, slice_of(type));
    if (nullable) {
        json_string(json, slice_of("null"));
        json_array_end(json);
    }
}

static void write_enum(struct json *json, const struct words *words, bool nullable)
{
    json_name(json, "enum");
    json_array(json);
    for (int i = 0; i < words->count; i++)
        json_string(json, slice_of(words->items[i]));
    if (nullable)
        json_null(json);
    json_array_end(json);
}

static void write_field(struct json *json, const struct field *field)
{
    bool nullable = field->flags & FIELD_NULLABLE && field->type != FIELD_LIST;

    json_key(json, field_key(field));
    json_object(json);
    write_type(json, json_types[field->type].type, nullable);
    if (json_types[field->type].format)
        text(json, "format", json_types[field->type].format);
    if (field->type == FIELD_LIST) {
        json_name(json, "items");
        json_object(json);
        text(json, "type", "string");
        json_object_end(json);
    }
    if (field->words)
        write_enum(json, field->words, nullable);
    text(json, "description", field->meaning);
    json_object_end(json);
}

static bool is_shown(const struct field *field)
{
    return !(field->flags & FIELD_HIDDEN);
}

/* The members of one object: fields from `from` on that share its name. */
static int write_object(struct json *json, const struct fields *fields, int from)
{
    struct slice object = field_object(&fields->items[from]);
    int i = from;

    json_key(json, object);
    json_object(json);
    text(json, "type", "object");
    json_name(json, "properties");
    json_object(json);
    for (; i < fields->count && slice_equal(field_object(&fields->items[i]), object); i++)
        if (is_shown(&fields->items[i]))
            write_field(json, &fields->items[i]);
    json_object_end(json);
    json_object_end(json);
    return i - 1;
}

static void write_record(struct json *json, const struct fields *fields)
{
    json_name(json, fields->name);
    json_object(json);
    text(json, "type", "object");
    text(json, "description", fields->meaning);
    json_name(json, "properties");
    json_object(json);
    for (int i = 0; i < fields->count; i++) {
        if (!is_shown(&fields->items[i]))
            continue;
        if (field_object(&fields->items[i]).size)
            i = write_object(json, fields, i);
        else
            write_field(json, &fields->items[i]);
    }
    json_object_end(json);
    json_object_end(json);
}

static void simple(struct json *json, const char *name, const char *type, bool nullable,
                   const char *meaning)
{
    json_name(json, name);
    json_object(json);
    write_type(json, type, nullable);
    text(json, "description", meaning);
    json_object_end(json);
}

static void open_schema(struct json *json, const char *name, const char *meaning)
{
    json_name(json, name);
    json_object(json);
    text(json, "type", "object");
    text(json, "description", meaning);
    json_name(json, "properties");
    json_object(json);
}

static void close_schema(struct json *json)
{
    json_object_end(json);
    json_object_end(json);
}

static void write_meta_schema(struct json *json)
{
    open_schema(json, "Meta", "What the rows are and what was left out");
    simple(json, "total", "integer", false, "Rows of the whole answer, before limit");
    simple(json, "limit", "integer", false, "Most rows of this page");
    simple(json, "revision", "integer", false, "The revision of the data that answered");
    simple(json, "as_of", "string", true, "The day whose knowledge was asked for; null: all");
    simple(json, "select", "string", false, "The selection rule");
    open_schema(json, "excluded", "Claims that match but were left out");
    simple(json, "undated", "integer", false, "Without a knowledge date, in an as-of answer");
    simple(json, "deprecated", "integer", false, "Deprecated, which are never selected");
    close_schema(json);
    close_schema(json);
    open_schema(json, "Links", "Paths of this service");
    simple(json, "self", "string", false, "This answer");
    simple(json, "next", "string", true, "The next page; null on the last");
    close_schema(json);
}

static void write_problem_schema(struct json *json)
{
    open_schema(json, "Problem", "What was wrong and what was expected (RFC 9457)");
    simple(json, "type", "string", false, "Path that names the kind of problem");
    simple(json, "title", "string", false, "The kind in words");
    simple(json, "status", "integer", false, "HTTP status");
    simple(json, "detail", "string", false, "This problem in one sentence");
    simple(json, "instance", "string", false, "The path that was asked");
    simple(json, "parameter", "string", false, "The parameter it is about");
    json_name(json, "allowed");
    json_object(json);
    text(json, "type", "array");
    json_name(json, "items");
    json_object(json);
    text(json, "type", "string");
    json_object_end(json);
    text(json, "description", "What could have stood there");
    json_object_end(json);
    simple(json, "hint", "string", false, "What was probably meant");
    close_schema(json);
}

static void write_schemas(struct json *json)
{
    const struct fields *written[16];
    int count = 0;

    json_name(json, "schemas");
    json_object(json);
    for (int i = 0; i < route_count; i++) {
        bool known = !routes[i].fields;

        for (int k = 0; k < count; k++)
            known |= written[k] == routes[i].fields;
        if (known)
            continue;
        written[count++] = routes[i].fields;
        write_record(json, routes[i].fields);
    }
    write_meta_schema(json);
    write_problem_schema(json);
    json_object_end(json);
}

static void write_param_schema(struct json *json, const struct param_row *row)
{
    json_name(json, "schema");
    json_object(json);
    bool is_list = row->type == PARAM_IDS || row->type == PARAM_WORDS || row->type == PARAM_NAMES;
    text(json, "type", is_list ? "array" : row->type == PARAM_INTEGER ? "integer" : "string");
    if (is_list) {
        json_name(json, "items");
        json_object(json);
        text(json, "type", "string");
        if (row->words)
            write_enum(json, row->words, false);
        json_object_end(json);
    } else if (row->words) {
        write_enum(json, row->words, false);
    }
    if (row->type == PARAM_DATE)
        text(json, "format", "date");
    if (row->type == PARAM_INTEGER) {
        json_name(json, "minimum");
        json_integer(json, 1);
        json_name(json, "maximum");
        json_integer(json, row->most);
        json_name(json, "default");
        json_number(json, slice_of(row->standard));
    } else if (row->standard) {
        text(json, "default", row->standard);
    }
    json_object_end(json);
    if (is_list) {
        text(json, "style", "form");
        json_name(json, "explode");
        json_boolean(json, false);
    }
}

static void write_path_param(struct json *json, const char *name, const char *meaning,
                             const struct words *words)
{
    json_name(json, name);
    json_object(json);
    text(json, "name", name);
    text(json, "in", "path");
    json_name(json, "required");
    json_boolean(json, true);
    text(json, "description", meaning);
    json_name(json, "schema");
    json_object(json);
    text(json, "type", "string");
    if (words)
        write_enum(json, words, false);
    json_object_end(json);
    json_object_end(json);
}

static void write_params(struct json *json)
{
    json_name(json, "parameters");
    json_object(json);
    write_path_param(json, "id", "The permalink of the record", NULL);
    write_path_param(json, "file", "One of the files that the descriptor lists", &package_files);
    for (int i = 0; i < PARAM_COUNT; i++) {
        json_name(json, params[i].name);
        json_object(json);
        text(json, "name", params[i].name);
        text(json, "in", "query");
        text(json, "description", params[i].meaning);
        write_param_schema(json, &params[i]);
        json_object_end(json);
    }
    json_object_end(json);
}

static const struct {
    enum error_kind kind;
    const char *name, *meaning;
} problems[] = {
    {ERROR_ARGUMENT, "BadRequest", "A parameter is unknown, repeated, empty or has a bad value"},
    {ERROR_NOT_FOUND, "NotFound", "There is no such path or id"},
    {ERROR_FORMAT, "NotAcceptable", "There is no such representation"},
    {ERROR_GONE, "Gone", "The id was closed; the detail names its last version"},
    {ERROR_UNAVAILABLE, "Unavailable", "There is no data yet, or the service is draining"},
};

static void write_responses(struct json *json)
{
    json_name(json, "responses");
    json_object(json);
    for (size_t i = 0; i < sizeof problems / sizeof problems[0]; i++) {
        json_name(json, problems[i].name);
        json_object(json);
        text(json, "description", problems[i].meaning);
        json_name(json, "content");
        json_object(json);
        json_name(json, "application/problem+json");
        json_object(json);
        json_name(json, "schema");
        reference(json, "schemas", "Problem");
        json_object_end(json);
        json_object_end(json);
        json_object_end(json);
    }
    json_object_end(json);
}

/* {"data": record or array of records, "meta": …, "links": …} */
static void write_envelope(struct json *json, const struct route *route)
{
    json_object(json);
    text(json, "type", "object");
    json_name(json, "properties");
    json_object(json);
    json_name(json, "data");
    if (route->one) {
        reference(json, "schemas", route->fields->name);
    } else {
        json_object(json);
        text(json, "type", "array");
        json_name(json, "items");
        reference(json, "schemas", route->fields->name);
        json_object_end(json);
    }
    json_name(json, "meta");
    reference(json, "schemas", "Meta");
    json_name(json, "links");
    reference(json, "schemas", "Links");
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
        write_envelope(json, route);
    } else {
        json_object(json);
        text(json, "type", strcmp(media_type, "application/json") == 0 ? "object" : "string");
        json_object_end(json);
    }
    json_object_end(json);
}

static void write_success(struct json *json, const struct route *route)
{
    json_name(json, "200");
    json_object(json);
    text(json, "description", route->summary);
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
        return route->one && route->fields->record_size == sizeof(struct claim);
    case ERROR_FORMAT:
        return route->formats != 0;
    default:
        return !route->live || route->answer == ready_get;
    }
}

static void write_operation(struct json *json, const struct route *route)
{
    json_object(json);
    text(json, "operationId", route->operation);
    text(json, "summary", route->summary);
    text(json, "description", route->meaning ? route->meaning : route->summary);
    json_name(json, "tags");
    json_array(json);
    json_string(json, slice_of(route->fields ? "data" : route->live ? "service" : "data set"));
    json_array_end(json);
    json_name(json, "parameters");
    json_array(json);
    const char *open = strchr(route->path, '{');
    if (open)
        reference(json, "parameters", open[1] == 'i' ? "id" : "file");
    for (int i = 0; i < PARAM_COUNT; i++)
        if (route->params >> i & 1)
            reference(json, "parameters", params[i].name);
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
        reference(json, "responses", problems[i].name);
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

static void write_info(struct json *json, const char *base_path)
{
    text(json, "openapi", "3.1.0");
    json_name(json, "info");
    json_object(json);
    text(json, "title", "exportstats");
    text(json, "version", "1");
    text(json, "summary", "Export statistics, each number with its source");
    text(json, "description",
         "A read-only service of what sources claimed: figures, targets and growth rates, digit by "
         "digit, with who said it and where. Paths of lists and records also take a suffix: .json, "
         ".csv, .ndjson, .txt. HEAD and OPTIONS work everywhere. Fields are only ever added "
         "within v1.");
    json_name(json, "license");
    json_object(json);
    text(json, "name", "MIT");
    text(json, "identifier", "MIT");
    json_object_end(json);
    json_name(json, "contact");
    json_object(json);
    text(json, "name", "The operator of this service");
    json_object_end(json);
    json_object_end(json);
    json_name(json, "servers");
    json_array(json);
    json_object(json);
    text(json, "url", base_path[0] ? base_path : "/");
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
        text(json, "name", tags[i][0]);
        text(json, "description", tags[i][1]);
        json_object_end(json);
    }
    json_array_end(json);
}

void openapi_write(const char *base_path, bool pretty, struct buffer *out)
{
    struct json json;

    json_init(&json, out, pretty);
    json_object(&json);
    write_info(&json, base_path);
    write_tags(&json);
    write_paths(&json);
    json_name(&json, "components");
    json_object(&json);
    write_schemas(&json);
    write_params(&json);
    write_responses(&json);
    json_object_end(&json);
    json_object_end(&json);
    buffer_char(out, '\n');
}

bool openapi_get(struct desk *desk, struct ask **ask, struct response *response, struct error *err)
{
    (void)ask;
    response_header(response, "Content-Type", "application/json");
    response_header(response, "Cache-Control", "public, max-age=%lld",
                    (long long)desk->config->max_age);
    openapi_write(desk->config->base_path, true, &response->body);
    return !response_failed(response) ||
           error_set(err, ERROR_INTERNAL, "the OpenAPI document does not fit");
}
