/* How a format writes rows; behind formats/rows.h, for nobody else.
 *
 * One table of functions a format. rows_row() counts, writers write. */
#ifndef WRITER_H
#define WRITER_H

#include "formats/rows.h"
#include "formats/uri.h"

struct writer {
    void (*begin)(struct rows *rows);
    void (*row)(struct rows *rows, const void *record);
    void (*end)(struct rows *rows);
};

extern const struct writer json_writer, csv_writer, ndjson_writer, text_writer;

/* The next shown field after *at (start at -1), or NULL; *at is its index then. */
static inline const struct field *writer_next(const struct rows *rows, int *at)
{
    while (++*at < rows->fields->count)
        if (rows->shown.bits >> *at & 1)
            return &rows->fields->items[*at];
    return NULL;
}

/* Whether a text field's values are copied as they are: nothing in them needs quotes or escapes. */
static inline bool field_is_plain(const struct field *field)
{
    return field->flags & FIELD_PLAIN || field->type == FIELD_NUMBER;
}

static inline bool field_is_numeric(const struct field *field)
{
    return field->type == FIELD_NUMBER || field->type == FIELD_INTEGER;
}

/* A link: the id between its path and tail. Nothing in it needs quotes in CSV or escapes in JSON,
 * see uri_add. */
static inline void writer_link(struct rows *rows, const struct gap *gap, struct slice id)
{
    form_add(&rows->form, gap->path, rows->out);
    if (field_is_plain(gap->field))
        buffer_slice(rows->out, id);
    else
        uri_add(rows->out, id, "/");
    form_add(&rows->form, gap->tail, rows->out);
}

#endif
