#include "formats/problem.h"
#include "handlers/openapi_parts.h"
#include "handlers/package.h"
#include "handlers/routes.h"

/* The schemas of records and parameters, read off the tables that serve them. */

void openapi_text(struct json *json, const char *name, const char *value)
{
    json_name(json, name);
    json_string(json, slice_of(value));
}

void openapi_reference(struct json *json, const char *folder, const char *name)
{
    char path[96];

    (void)snprintf(path, sizeof path, "#/components/%s/%s", folder, name);
    json_object(json);
    openapi_text(json, "$ref", path);
    json_object_end(json);
}

static const struct {
    const char *type, *format;
} json_types[] = {
    [FIELD_TEXT] = {"string", NULL},     [FIELD_DATE] = {"string", "date"},
    [FIELD_NUMBER] = {"number", NULL},   [FIELD_LIST] = {"array", NULL},
    [FIELD_URL] = {"string", "uri"},     [FIELD_LINK] = {"string", "uri-reference"},
    [FIELD_JSON] = {"array", NULL},      [FIELD_INTEGER] = {"integer", NULL},
    [FIELD_BOOLEAN] = {"boolean", NULL},
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

static void write_field(struct json *json, const struct field *field, struct slice name)
{
    /* A list without members is empty, never null. */
    bool nullable = field->flags & FIELD_NULLABLE && field->type != FIELD_LIST;

    json_key(json, name);
    json_object(json);
    write_type(json, json_types[field->type].type, nullable);
    if (json_types[field->type].format)
        openapi_text(json, "format", json_types[field->type].format);
    if (field->type == FIELD_LIST || field->type == FIELD_JSON) {
        json_name(json, "items");
        json_object(json);
        openapi_text(json, "type", field->type == FIELD_LIST ? "string" : "object");
        json_object_end(json);
    }
    if (field->words)
        write_enum(json, field->words, nullable);
    openapi_text(json, "description", field->meaning);
    json_object_end(json);
}

static bool is_shown(const struct field *field)
{
    return !(field->flags & FIELD_HIDDEN);
}

/* The name behind the objects that were opened already. */
static struct slice name_below(const struct field *field, size_t depth)
{
    return slice_skip(slice_of(field->name), depth);
}

static void open_members(struct json *json)
{
    openapi_text(json, "type", "object");
    json_name(json, "properties");
    json_object(json);
}

/* The members of one object, whose name takes `depth` bytes: fields from `from` on that begin with
 * it. Returns the first that does not. */
static int write_members(struct json *json, const struct fields *fields, int from, size_t depth)
{
    int i = from;

    while (i < fields->count &&
           strncmp(fields->items[i].name, fields->items[from].name, depth) == 0) {
        struct slice rest = name_below(&fields->items[i], depth), name;

        if (!is_shown(&fields->items[i])) {
            i++;
            continue;
        }
        (void)slice_cut(&rest, '.', &name);
        if (!rest.data) {
            write_field(json, &fields->items[i++], name);
            continue;
        }
        json_key(json, name);
        json_object(json);
        open_members(json);
        i = write_members(json, fields, i, depth + name.size + 1);
        json_object_end(json);
        json_object_end(json);
    }
    return i;
}

static void write_record(struct json *json, const struct fields *fields)
{
    json_name(json, fields->name);
    json_object(json);
    openapi_text(json, "description", fields->meaning);
    open_members(json);
    (void)write_members(json, fields, 0, 0);
    json_object_end(json);
    json_object_end(json);
}

static void simple(struct json *json, const char *name, const char *type, bool nullable,
                   const char *meaning)
{
    json_name(json, name);
    json_object(json);
    write_type(json, type, nullable);
    openapi_text(json, "description", meaning);
    json_object_end(json);
}

static void open_schema(struct json *json, const char *name, const char *meaning)
{
    json_name(json, name);
    json_object(json);
    openapi_text(json, "type", "object");
    openapi_text(json, "description", meaning);
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
    simple(json, "total", "integer", true,
           "Rows of the whole answer, before limit; null where to count them is to find them, or "
           "to look at too many");
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
    openapi_text(json, "type", "array");
    json_name(json, "items");
    json_object(json);
    openapi_text(json, "type", "string");
    json_object_end(json);
    openapi_text(json, "description", "What could have stood there");
    json_object_end(json);
    simple(json, "hint", "string", false, "What was probably meant");
    close_schema(json);
}

/* The records that were written already. */
struct written {
    const struct fields *items[32];
    int count;
};

static void write_once(struct json *json, const struct fields *fields, struct written *written)
{
    for (int i = 0; i < written->count; i++)
        if (written->items[i] == fields)
            return;
    written->items[written->count++] = fields;
    write_record(json, fields);
}

void openapi_schemas(struct json *json)
{
    struct written written = {0};

    json_name(json, "schemas");
    json_object(json);
    for (int i = 0; i < route_count; i++) {
        if (routes[i].fields)
            write_once(json, routes[i].fields, &written);
        for (const struct view *view = routes[i].views; view && view->fields; view++)
            write_once(json, view->fields, &written);
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
    openapi_text(json, "type",
                 is_list                      ? "array"
                 : row->type == PARAM_INTEGER ? "integer"
                                              : "string");
    if (is_list) {
        json_name(json, "items");
        json_object(json);
        openapi_text(json, "type", "string");
        if (row->words)
            write_enum(json, row->words, false);
        json_object_end(json);
    } else if (row->words) {
        write_enum(json, row->words, false);
    }
    if (row->type == PARAM_DATE)
        openapi_text(json, "format", "date");
    if (row->type == PARAM_SEARCH) {
        json_name(json, "maxLength");
        json_integer(json, row->most);
    }
    if (row->type == PARAM_INTEGER) {
        json_name(json, "minimum");
        json_integer(json, 1);
        json_name(json, "maximum");
        json_integer(json, row->most);
        if (row->standard) {
            json_name(json, "default");
            json_number(json, slice_of(row->standard));
        }
    } else if (row->standard) {
        openapi_text(json, "default", row->standard);
    }
    json_object_end(json);
    if (is_list) {
        openapi_text(json, "style", "form");
        json_name(json, "explode");
        json_boolean(json, false);
    }
}

static void write_path_param(struct json *json, const char *name, const char *meaning,
                             const struct words *words)
{
    json_name(json, name);
    json_object(json);
    openapi_text(json, "name", name);
    openapi_text(json, "in", "path");
    json_name(json, "required");
    json_boolean(json, true);
    openapi_text(json, "description", meaning);
    json_name(json, "schema");
    json_object(json);
    openapi_text(json, "type", "string");
    if (words)
        write_enum(json, words, false);
    json_object_end(json);
    json_object_end(json);
}

void openapi_params(struct json *json)
{
    json_name(json, "parameters");
    json_object(json);
    write_path_param(json, "id", "The permalink of the record", NULL);
    write_path_param(json, "number", "The number of the revision", NULL);
    write_path_param(json, "file", "One of the files that the descriptor lists", &package_files);
    for (int i = 0; i < PARAM_COUNT; i++) {
        json_name(json, params[i].name);
        json_object(json);
        openapi_text(json, "name", params[i].name);
        openapi_text(json, "in", "query");
        openapi_text(json, "description", params[i].meaning);
        if (params[i].type == PARAM_SEARCH) {
            json_name(json, "required");
            json_boolean(json, true);
        }
        write_param_schema(json, &params[i]);
        json_object_end(json);
    }
    json_object_end(json);
}
