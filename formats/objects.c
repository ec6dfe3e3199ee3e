/* Records as JSON objects, for JSON and NDJSON. */
#include "formats/writer.h"

/* The bytes of the objects that two names share: "a.b.c" and "a.b.d" share "a.b.". */
static size_t shared_objects(const char *a, const char *b)
{
    size_t shared = 0;

    for (size_t i = 0; a[i] && a[i] == b[i]; i++)
        if (a[i] == '.')
            shared = i + 1;
    return shared;
}

static void close_objects(struct json *json, const char *name)
{
    for (; *name; name++)
        if (*name == '.')
            json_object_end(json);
}

/* Opens the objects that a name begins with and writes the key that remains. */
static void open_objects(struct json *json, const char *name)
{
    for (const char *dot; (dot = strchr(name, '.')); name = dot + 1) {
        json_key(json, (struct slice){name, (size_t)(dot - name)});
        json_object(json);
    }
    json_name(json, name);
}

static void write_list(struct json *json, struct slice words)
{
    struct slice word;

    json_array(json);
    while (words.size && slice_cut(&words, ' ', &word))
        if (word.size)
            json_string(json, word);
    json_array_end(json);
}

/* A link needs no escaping: uri_add leaves nothing in it that JSON would escape. */
static void write_link(struct rows *rows, const struct field *field, struct slice id)
{
    if (!id.data) {
        json_null(&rows->json);
        return;
    }
    json_value(&rows->json);
    buffer_char(rows->out, '"');
    rows_link(rows->out, rows->base_path, field->link, id);
    buffer_char(rows->out, '"');
}

static void write_value(struct rows *rows, const struct field *field, const void *record)
{
    struct json *json = &rows->json;

    switch (field->type) {
    case FIELD_TEXT:
    case FIELD_DATE:
    case FIELD_URL:
        json_string(json, field_slice(field, record));
        break;
    case FIELD_NUMBER:
        json_number(json, field_slice(field, record));
        break;
    case FIELD_JSON:
        json_number(json, field_slice(field, record));
        break;
    case FIELD_LIST:
        write_list(json, field_slice(field, record));
        break;
    case FIELD_LINK:
        write_link(rows, field, field_slice(field, record));
        break;
    case FIELD_INTEGER:
        json_integer(json, field_integer(field, record));
        break;
    case FIELD_BOOLEAN:
        json_boolean(json, field_integer(field, record) != 0);
        break;
    }
}

void write_object(struct rows *rows, const void *record)
{
    const struct field *field;
    const char *before = "";

    json_object(&rows->json);
    for (int i = -1; (field = writer_next(rows, &i)); before = field->name) {
        size_t shared = shared_objects(before, field->name);

        close_objects(&rows->json, before + shared);
        open_objects(&rows->json, field->name + shared);
        write_value(rows, field, record);
    }
    close_objects(&rows->json, before);
    json_object_end(&rows->json);
}

static void json_begin(struct rows *rows)
{
    if (!rows->one)
        json_array(&rows->json);
}

static void json_end(struct rows *rows)
{
    if (!rows->one)
        json_array_end(&rows->json);
}

const struct writer json_writer = {json_begin, write_object, json_end};

static void ndjson_nothing(struct rows *rows)
{
    (void)rows;
}

static void ndjson_row(struct rows *rows, const void *record)
{
    write_object(rows, record);
    buffer_char(rows->out, '\n');
}

const struct writer ndjson_writer = {ndjson_nothing, ndjson_row, ndjson_nothing};
