/* The form of a row: the bytes that are the same in every row, with a gap for each value.
 *
 * Made once an answer from the field table, so that a row costs its values and copies: separators,
 * keys, brackets and the path of a link are not worked out again. Behind formats/rows.h. */
#ifndef FORM_H
#define FORM_H

#include "base/buffer.h"
#include "base/field.h"

/* Where bytes lie in the form's text. */
struct span {
    uint32_t at, size;
};

struct gap {
    const struct field *field;
    struct span before;     /* before the value, whatever it is */
    struct span path, tail; /* FIELD_LINK: around the id, unless there is no value */
    int depth;              /* JSON: how deep the value stands */
};

struct form {
    struct buffer text;
    struct gap gaps[FIELD_MOST];
    int count;
    struct span end; /* behind the last value */
};

void form_init(struct form *form);
void form_clear(struct form *form);

/* The next gap. What the text gets, and got, since the last span, stands before its value once
 * form_before is called. */
struct gap *form_gap(struct form *form, const struct field *field);
void form_before(struct form *form, struct gap *gap);
/* A link's path with the base path, percent-encoded, split at the id, between two quotes or none.
 */
void form_link(struct form *form, struct gap *gap, const char *base_path, const char *quote);
/* What was added to the text since the last span ends the row, and nothing is added any more. Where
 * there was no memory for it, *out has failed: it is then safe to add the form's spans to. */
void form_end(struct form *form, struct buffer *out);

/* Most spans are a name and some marks: they are copied as a block, whose length the compiler
 * knows, with what stands behind them, which is written over by what comes next. */
enum { FORM_BLOCK = 32 };

static inline void form_add(const struct form *form, struct span span, struct buffer *out)
{
    const char *text = form->text.data + span.at;

    if (span.size <= FORM_BLOCK && out->room - out->size >= FORM_BLOCK && !out->failed) {
        memcpy(out->data + out->size, text, FORM_BLOCK);
        out->size += span.size;
    } else {
        buffer_add(out, text, span.size);
    }
}

#endif
