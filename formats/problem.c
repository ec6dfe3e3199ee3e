#include "formats/problem.h"

#include "base/utf8.h"
#include "base/words.h"
#include "formats/json.h"
#include "formats/uri.h"

enum { INSTANCE_MAX = 2048 };

struct kind {
    int status;
    const char *name, *title, *meaning;
};

static const struct kind internal = {
    500, "internal", "Internal error",
    "Something went wrong on our side. It was logged; asking again may help."};

static const struct kind kinds[] = {
    [ERROR_REQUEST] = {400, "request", "Malformed request",
                       "The request is malformed or could be read in two ways, so it was not read "
                       "at all."},
    [ERROR_ARGUMENT] = {400, "argument", "Bad parameter",
                        "A parameter is unknown, repeated, empty or has a value that it does not "
                        "take. `parameter` names it, `allowed` lists what could have stood there, "
                        "`hint` says what was probably meant."},
    [ERROR_NOT_FOUND] = {404, "not-found", "Not found",
                         "There is no such path, or nothing with that id."},
    [ERROR_METHOD] = {405, "method", "Method not allowed",
                      "This service only reads: GET, HEAD and OPTIONS."},
    [ERROR_FORMAT] = {406, "format", "No such representation",
                      "There is no such format: neither by suffix, nor by `format`, nor by "
                      "Accept."},
    [ERROR_GONE] = {410, "gone", "Gone",
                    "The id left the data set. The detail names the revision in which it last "
                    "stood, and which still shows it; ids are never given again."},
    [ERROR_PRECONDITION] =
        {412, "precondition", "Precondition failed",
         "The answer has none of the tags that If-Match names, or it is newer than "
         "If-Unmodified-Since. Without these headers it comes."},
    [ERROR_TARGET_LONG] = {414, "target-long", "Request target too long",
                           "The path with its arguments is longer than the service document's "
                           "limit."},
    [ERROR_HEADERS_LARGE] = {431, "headers-large", "Request headers too large",
                             "The headers together are larger than the service document's limit."},
    [ERROR_VERSION] = {505, "version", "Not with this version of HTTP",
                       "An answer of unknown length cannot be sent over HTTP/1.0, where a broken "
                       "one would look whole."},
    [ERROR_UNAVAILABLE] = {503, "unavailable", "Not available now",
                           "There is no data yet, the service is full, or it is about to stop."},
    [ERROR_DEADLINE] = {503, "deadline", "Took too long",
                        "The query passed its deadline. A narrower question may do."},
};

enum { KINDS = sizeof kinds / sizeof kinds[0] };

/* Kinds without an entry are ours and none of a client's business. */
static const struct kind *kind_of(enum error_kind kind)
{
    if ((int)kind < KINDS && kinds[kind].status)
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

const char *problem_name(enum error_kind kind)
{
    return kind_of(kind)->name;
}

static void write_meaning(const struct kind *kind, struct buffer *out)
{
    buffer_format(out, "%d %s\n\n%s\n", kind->status, kind->title, kind->meaning);
}

bool problem_explain(struct slice name, struct buffer *out)
{
    for (int i = 0; i < KINDS; i++)
        if (kinds[i].status && slice_is(name, kinds[i].name)) {
            write_meaning(&kinds[i], out);
            return true;
        }
    if (!slice_is(name, internal.name))
        return false;
    write_meaning(&internal, out);
    return true;
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

void problem_write(const struct error *err, const char *root, struct slice instance,
                   struct buffer *out)
{
    const struct kind *kind = kind_of(err->kind);
    bool ours = kind == &internal;
    struct json json;
    char type[64];

    json_init(&json, out, false);
    json_object(&json);
    json_name(&json, "type");
    (void)snprintf(type, sizeof type, "/problems/%s", kind->name);
    json_joined(&json, slice_of(root), slice_of(type));
    json_name(&json, "title");
    json_string(&json, slice_of(kind->title));
    json_name(&json, "status");
    json_integer(&json, kind->status);
    write_text(&json, "detail", ours ? "Something went wrong here; it was logged." : err->detail);
    write_instance(&json, instance);
    if (!ours)
        write_help(&json, err);
    json_object_end(&json);
    buffer_char(out, '\n');
}
