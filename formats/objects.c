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

/* Dates and our own words hold nothing that JSON escapes: of "<=" only "</" would be. */
static bool is_verbatim(const struct field *field)
{
    return field_is_plain(field) || field->type == FIELD_DATE || field->words;
}

static void write_text(struct rows *rows, const struct gap *gap, struct slice text)
{
    if (!is_verbatim(gap->field)) {
        json_text(rows->out, text);
        return;
    }
    buffer_between(rows->out, '"', text);
}

static void write_slice(struct rows *rows, const struct gap *gap, struct slice text)
{
    switch (gap->field->type) {
    case FIELD_NUMBER:
    case FIELD_JSON:
        buffer_slice(rows->out, text);
        break;
    case FIELD_LINK:
        writer_link(rows, gap, text);
        break;
    default:
        write_text(rows, gap, text);
    }
}

static void write_words(struct rows *rows, const struct gap *gap, struct slice words)
{
    int depth = rows->json.depth;

    rows->json.keyed = true;
    rows->json.depth = gap->depth;
    write_list(&rows->json, words);
    rows->json.depth = depth;
}

static void write_value(struct rows *rows, const struct gap *gap, const void *record)
{
    struct slice text;

    switch (gap->field->type) {
    case FIELD_INTEGER:
        buffer_integer(rows->out, field_integer(gap->field, record));
        break;
    case FIELD_BOOLEAN:
        buffer_text(rows->out, field_integer(gap->field, record) ? "true" : "false");
        break;
    case FIELD_LIST:
        write_words(rows, gap, field_slice(gap->field, record));
        break;
    default:
        text = field_slice(gap->field, record);
        if (text.data)
            write_slice(rows, gap, text);
        else
            buffer_text(rows->out, "null");
    }
}

/* The form of an object at the depth where the rows stand. */
static void make_form(struct rows *rows)
{
    struct form *form = &rows->form;
    struct json json = {
        .out = &form->text, .pretty = rows->json.pretty, .depth = rows->json.depth, .keyed = true};
    const struct field *field;
    const char *before = "";

    json_object(&json);
    for (int i = -1; (field = writer_next(rows, &i)); before = field->name) {
        size_t shared = shared_objects(before, field->name);
        struct gap *gap = form_gap(form, field);

        close_objects(&json, before + shared);
        open_objects(&json, field->name + shared);
        json_value(&json);
        form_before(form, gap);
        gap->depth = json.depth;
        if (field->type == FIELD_LINK)
            form_link(form, gap, rows->base_path, "\"");
    }
    close_objects(&json, before);
    json_object_end(&json);
    form_end(form, rows->out);
}

static void json_row(struct rows *rows, const void *record)
{
    const struct form *form = &rows->form;

    json_value(&rows->json);
    for (int i = 0; i < form->count; i++) {
        form_add(form, form->gaps[i].before, rows->out);
        write_value(rows, &form->gaps[i], record);
    }
    form_add(form, form->end, rows->out);
}

static void json_begin(struct rows *rows)
{
    if (!rows->one)
        json_array(&rows->json);
    make_form(rows);
}

static void json_end(struct rows *rows)
{
    if (!rows->one)
        json_array_end(&rows->json);
}

const struct writer json_writer = {json_begin, json_row, json_end};

static void ndjson_row(struct rows *rows, const void *record)
{
    json_row(rows, record);
    buffer_char(rows->out, '\n');
}

static void ndjson_end(struct rows *rows)
{
    (void)rows;
}

const struct writer ndjson_writer = {make_form, ndjson_row, ndjson_end};
