#include "formats/rows.h"

#include "formats/uri.h"
#include "formats/writer.h"

static const struct writer *const writers[] = {
    [FORMAT_JSON] = &json_writer,
    [FORMAT_CSV] = &csv_writer,
    [FORMAT_NDJSON] = &ndjson_writer,
    [FORMAT_TEXT] = &text_writer,
};

void rows_init(struct rows *rows, enum format format, const struct fields *fields,
               struct field_set shown, const char *base_path, bool pretty, bool one,
               struct buffer *out)
{
    *rows = (struct rows){.format = format,
                          .fields = fields,
                          .shown = {shown.bits & field_all(fields).bits},
                          .base_path = base_path,
                          .out = out,
                          .one = one};
    json_init(&rows->json, out, pretty && format == FORMAT_JSON);
    form_init(&rows->form);
    buffer_init(&rows->cells, out->ceiling);
}

void rows_clear(struct rows *rows)
{
    form_clear(&rows->form);
    buffer_clear(&rows->cells);
}

void rows_begin(struct rows *rows)
{
    writers[rows->format]->begin(rows);
    rows->out->failed |= rows->form.text.failed;
}

void rows_row(struct rows *rows, const void *record)
{
    writers[rows->format]->row(rows, record);
    rows->count++;
}

void rows_end(struct rows *rows)
{
    writers[rows->format]->end(rows);
}

void rows_link(struct buffer *out, const char *base_path, const char *pattern, struct slice id)
{
    const char *place = strstr(pattern, "{}");
    size_t before = place ? (size_t)(place - pattern) : strlen(pattern);

    uri_add(out, slice_of(base_path), URI_PATH);
    uri_add(out, (struct slice){pattern, before}, URI_PATH);
    if (place) {
        uri_add(out, id, "/");
        uri_add(out, slice_of(place + 2), URI_PATH);
    }
}
