#include "formats/problem.h"

#include "base/utf8.h"
#include "base/words.h"
#include "formats/json.h"
#include "formats/uri.h"

enum { INSTANCE_MAX = 2048 };

struct kind {
    int status;
    const char *type, *title;
};

static const struct kind internal = {500, "/problems/internal", "Internal error"};

static const struct kind kinds[] = {
    [ERROR_REQUEST] = {400, "/problems/request", "Malformed request"},
    [ERROR_ARGUMENT] = {400, "/problems/argument", "Bad parameter"},
    [ERROR_NOT_FOUND] = {404, "/problems/not-found", "Not found"},
    [ERROR_METHOD] = {405, "/problems/method", "Method not allowed"},
    [ERROR_FORMAT] = {406, "/problems/format", "No such representation"},
    [ERROR_GONE] = {410, "/problems/gone", "Gone"},
    [ERROR_TARGET_LONG] = {414, "/problems/target-long", "Request target too long"},
    [ERROR_HEADERS_LARGE] = {431, "/problems/headers-large", "Request headers too large"},
    [ERROR_VERSION] = {505, "/problems/version", "Not with this version of HTTP"},
    [ERROR_UNAVAILABLE] = {503, "/problems/unavailable", "Not available now"},
    [ERROR_DEADLINE] = {503, "/problems/deadline", "Took too long"},
};

/* Kinds without an entry are ours and none of a client's business. */
static const struct kind *kind_of(enum error_kind kind)
{
    if ((size_t)kind < sizeof kinds / sizeof kinds[0] && kinds[kind].status)
        return &kinds[kind];
    return &internal;
}

int problem_status(enum error_kind kind)
{
    return kind_of(kind)->status;
}

const char *problem_title(enum error_kind kind)
{
    return kind_of(kind)->title;
}

const char *problem_type(enum error_kind kind)
{
    return kind_of(kind)->type;
}

/* A detail may quote a request that nobody has checked yet. */
static void write_text(struct json *json, const char *name, const char *text)
{
    struct slice all = slice_of(text);

    json_name(json, name);
    json_string(json, (struct slice){all.data, utf8_fault(all)});
}

static void write_instance(struct json *json, struct slice instance)
{
    if (!instance.data || instance.size > INSTANCE_MAX)
        return;
    json_name(json, "instance");
    json_value(json);
    buffer_char(json->out, '"');
    uri_add(json->out, instance, URI_ANY);
    buffer_char(json->out, '"');
}

static void write_allowed(struct json *json, const struct words *allowed)
{
    json_name(json, "allowed");
    json_array(json);
    for (int i = 0; i < allowed->count; i++)
        json_string(json, slice_of(allowed->items[i]));
    json_array_end(json);
}

static void write_help(struct json *json, const struct error *err)
{
    if (err->parameter[0])
        write_text(json, "parameter", err->parameter);
    if (err->allowed)
        write_allowed(json, err->allowed);
    if (err->hint[0])
        write_text(json, "hint", err->hint);
}

void problem_write(const struct error *err, const char *base_path, struct slice instance,
                   struct buffer *out)
{
    const struct kind *kind = kind_of(err->kind);
    bool ours = kind == &internal;
    struct json json;

    json_init(&json, out, false);
    json_object(&json);
    json_name(&json, "type");
    json_joined(&json, slice_of(base_path), slice_of(kind->type));
    json_name(&json, "title");
    json_string(&json, slice_of(kind->title));
    json_name(&json, "status");
    json_integer(&json, kind->status);
    write_text(&json, "detail", ours ? "Something went wrong here; it was logged." : err->detail);
    write_instance(&json, instance);
    if (!ours)
        write_help(&json, err);
    json_object_end(&json);
}
