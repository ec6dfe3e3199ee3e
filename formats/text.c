/* Rows as text for a terminal: collects the cells of a table, and shows a single record as lines.
 */
#include "formats/text.h"

#include "formats/display.h"

static void text_begin(struct rows *rows)
{
    buffer_reset(&rows->cells);
}

static void add_cell(struct rows *rows, const struct field *field, const void *record)
{
    struct buffer *cells = &rows->cells;

    if (field->type == FIELD_INTEGER) {
        buffer_integer(cells, field_integer(field, record));
    } else if (field->type == FIELD_BOOLEAN) {
        buffer_text(cells, field_integer(field, record) ? "true" : "false");
    } else {
        struct slice text = field_slice(field, record);

        if (!text.data)
            buffer_char(cells, '-');
        else if (field->type == FIELD_LINK)
            rows_link(cells, rows->base_path, field->link, text);
        else
            display_clean(cells, text);
    }
    buffer_char(cells, '\0');
}

static void text_row(struct rows *rows, const void *record)
{
    const struct field *field;

    for (int i = -1; (field = writer_next(rows, &i));)
        add_cell(rows, field, record);
}

struct slice text_cell(struct slice *cells)
{
    struct slice cell = {"", 0};

    (void)slice_cut(cells, '\0', &cell);
    return cell;
}

void text_end_line(struct buffer *out)
{
    while (out->size && out->data[out->size - 1] == ' ')
        out->size--;
    buffer_char(out, '\n');
}

void text_wrap(struct buffer *out, struct slice text, size_t indent, int columns)
{
    for (bool first = true; first || text.size; first = false) {
        while (text.size && text.data[0] == ' ')
            text = slice_skip(text, 1);
        size_t bytes = display_line(text, columns);

        if (!first)
            buffer_repeat(out, ' ', indent);
        buffer_slice(out, (struct slice){text.data, bytes});
        text_end_line(out);
        text = slice_skip(text, bytes);
    }
}

static size_t longest_name(const struct rows *rows)
{
    const struct field *field;
    size_t longest = 0;

    for (int i = -1; (field = writer_next(rows, &i));)
        if (strlen(field->name) > longest)
            longest = strlen(field->name);
    return longest;
}

/* A "name  value" line a field; a blank line between two records. */
static void write_record(struct rows *rows, size_t indent, struct slice *cells)
{
    const struct field *field;

    for (int i = -1; (field = writer_next(rows, &i));) {
        buffer_text(rows->out, field->name);
        buffer_repeat(rows->out, ' ', indent - strlen(field->name));
        text_wrap(rows->out, text_cell(cells), indent, TEXT_WIDTH - (int)indent);
    }
}

static void write_records(struct rows *rows)
{
    struct slice cells = buffer_all(&rows->cells);
    size_t indent = longest_name(rows) + 2;

    for (int i = 0; i < rows->count; i++) {
        if (i)
            buffer_char(rows->out, '\n');
        write_record(rows, indent, &cells);
    }
}

/* A table of one column out of many says nothing, and one that was asked for whole must be whole.
 */
static bool is_table(const struct rows *rows)
{
    bool all;
    int held = text_table_holds(rows, &all);

    return all || (held > 1 && !rows->keep_all);
}

static void text_end(struct rows *rows)
{
    if (rows->cells.failed)
        rows->out->failed = true;
    else if (rows->count == 0)
        buffer_text(rows->out, "(no rows)\n");
    else if (rows->one || !is_table(rows))
        write_records(rows);
    else
        text_table(rows);
}

const struct writer text_writer = {text_begin, text_row, text_end};
