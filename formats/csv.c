#include "formats/scan.h"
#include "formats/writer.h"

/* What begins a formula in the spreadsheets of today; the wide forms of the marks do in some. */
static bool is_formula(struct slice text)
{
    char c = text.size ? text.data[0] : '\0';

    if (c == '\xef')
        return slice_starts(text, "＝") || slice_starts(text, "＋") || slice_starts(text, "－") ||
               slice_starts(text, "＠");
    return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r';
}

static scan_block find_special(scan_block b)
{
    return (scan_block)((b == '"') | (b == ',') | (b == '\r') | (b == '\n'));
}

/* The last block lies over the one before. */
static bool needs_quotes(struct slice text)
{
    scan_block found = {0};

    if (text.size < sizeof(scan_block))
        return scan_any(find_special(scan_short(text)));
    for (size_t at = 0; at + sizeof(scan_block) < text.size; at += sizeof(scan_block))
        found |= find_special(scan_load(text.data + at));
    return scan_any(found | find_special(scan_load(text.data + text.size - sizeof(scan_block))));
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
    return !(field->words && is_formula(text) && words_find(field->words, text) >= 0);
}

static void write_text(struct rows *rows, const struct gap *gap, struct slice text)
{
    if (field_is_plain(gap->field))
        buffer_slice(rows->out, text);
    else
        csv_cell(rows->out, text, is_foreign(gap->field, text));
}

static void write_cell(struct rows *rows, const struct gap *gap, const void *record)
{
    if (gap->field->type == FIELD_INTEGER) {
        buffer_integer(rows->out, field_integer(gap->field, record));
    } else if (gap->field->type == FIELD_BOOLEAN) {
        buffer_text(rows->out, field_integer(gap->field, record) ? "true" : "false");
    } else {
        struct slice text = field_slice(gap->field, record);

        if (gap->field->type != FIELD_LINK)
            write_text(rows, gap, text);
        else if (text.data)
            writer_link(rows, gap, text);
    }
}

/* The heading, and beside it the form of the rows below: a comma before every value but the first,
 * and the links' paths. */
static void csv_begin(struct rows *rows)
{
    const struct field *field;
    struct form *form = &rows->form;
    char name[FIELD_NAME_ROOM];

    for (int i = -1; (field = writer_next(rows, &i));) {
        const char *separator = form->count ? "," : "";
        struct gap *gap = form_gap(form, field);

        field_flat_name(field, name);
        buffer_text(rows->out, separator);
        buffer_text(rows->out, name);
        buffer_text(&form->text, separator);
        form_before(form, gap);
        if (field->type == FIELD_LINK)
            form_link(form, gap, rows->base_path, "");
    }
    buffer_text(&form->text, "\r\n");
    form_end(form, rows->out);
    form_add(form, form->end, rows->out);
}

static void csv_row(struct rows *rows, const void *record)
{
    const struct form *form = &rows->form;
    size_t start = rows->out->size;

    for (int i = 0; i < form->count; i++) {
        form_add(form, form->gaps[i].before, rows->out);
        write_cell(rows, &form->gaps[i], record);
    }
    /* Readers skip an empty line, but this one is a row whose only cell is empty. */
    if (rows->out->size == start)
        buffer_text(rows->out, "\"\"");
    form_add(form, form->end, rows->out);
}

static void csv_end(struct rows *rows)
{
    (void)rows;
}

const struct writer csv_writer = {csv_begin, csv_row, csv_end};
