#include "formats/writer.h"

/* What begins a formula in the spreadsheets of today. */
static bool is_formula(struct slice text)
{
    return text.data && text.size && text.data[0] && strchr("=+-@\t\r", text.data[0]);
}

static bool needs_quotes(struct slice text)
{
    for (size_t i = 0; text.data && i < text.size; i++)
        if (text.data[i] && strchr("\",\r\n", text.data[i]))
            return true;
    return false;
}

static void add_doubling_quotes(struct buffer *out, struct slice text)
{
    struct slice part;

    for (bool first = true; slice_cut(&text, '"', &part); first = false) {
        if (!first)
            buffer_text(out, "\"\"");
        buffer_slice(out, part);
    }
}

void csv_cell(struct buffer *out, struct slice text, bool defuse)
{
    bool quoted = needs_quotes(text);

    if (quoted)
        buffer_char(out, '"');
    if (defuse && is_formula(text))
        buffer_char(out, '\'');
    if (quoted) {
        add_doubling_quotes(out, text);
        buffer_char(out, '"');
    } else {
        buffer_slice(out, text);
    }
}

/* Our own words are nobody's formula: the comparator "=" stays what clients compare with. */
static bool is_foreign(const struct field *field, struct slice text)
{
    return field->type != FIELD_NUMBER && !(field->words && words_find(field->words, text) >= 0);
}

static void write_cell(struct rows *rows, const struct field *field, const void *record)
{
    if (field->type == FIELD_INTEGER) {
        buffer_integer(rows->out, field_integer(field, record));
    } else if (field->type == FIELD_BOOLEAN) {
        buffer_text(rows->out, field_integer(field, record) ? "true" : "false");
    } else {
        struct slice text = field_slice(field, record);

        /* A link holds nothing that needs quotes, see uri_add. */
        if (field->type == FIELD_LINK && text.data)
            rows_link(rows->out, rows->base_path, field->link, text);
        else
            csv_cell(rows->out, text, is_foreign(field, text));
    }
}

static void csv_begin(struct rows *rows)
{
    const struct field *field;
    const char *separator = "";
    char name[FIELD_NAME_ROOM];

    for (int i = -1; (field = writer_next(rows, &i)); separator = ",") {
        field_flat_name(field, name);
        buffer_text(rows->out, separator);
        buffer_text(rows->out, name);
    }
    buffer_text(rows->out, "\r\n");
}

static void csv_row(struct rows *rows, const void *record)
{
    const struct field *field;
    size_t start = rows->out->size;
    const char *separator = "";

    for (int i = -1; (field = writer_next(rows, &i)); separator = ",") {
        buffer_text(rows->out, separator);
        write_cell(rows, field, record);
    }
    /* Readers skip an empty line, but this one is a row whose only cell is empty. */
    if (rows->out->size == start)
        buffer_text(rows->out, "\"\"");
    buffer_text(rows->out, "\r\n");
}

static void csv_end(struct rows *rows)
{
    (void)rows;
}

const struct writer csv_writer = {csv_begin, csv_row, csv_end};
