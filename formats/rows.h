/* Records to bytes, one at a time, driven by their field table: JSON, CSV, NDJSON and text.
 *
 * A list is never a tree in memory. Only the text table keeps its cells until the end, since its
 * columns are as wide as their widest cell; its rows are at most a page. */
#ifndef ROWS_H
#define ROWS_H

#include "base/buffer.h"
#include "base/field.h"
#include "formats/form.h"
#include "formats/json.h"
#include "http/negotiate.h"

enum { TEXT_WIDTH = 100 }; /* columns of a terminal that a text table keeps to */

struct rows {
    enum format format;
    const struct fields *fields;
    struct field_set shown; /* which fields, always in the table's order */
    const char *base_path;  /* before every FIELD_LINK */
    struct buffer *out;     /* lent */
    struct json json;       /* FORMAT_JSON: also for what the caller writes around the rows */
    struct form form;       /* what is the same in every row; made by rows_begin */
    struct buffer cells;    /* FORMAT_TEXT: kept cells, each ended by a zero byte */
    int count;              /* rows so far */
    bool one;               /* a single object, not a list */
    bool keep_all;          /* FORMAT_TEXT: rather leave the form of a table than a column out */
};

/* Nothing is written yet. one: rows_row is called exactly once. */
void rows_init(struct rows *rows, enum format format, const struct fields *fields,
               struct field_set shown, const char *base_path, bool pretty, bool one,
               struct buffer *out);
void rows_clear(struct rows *rows);
DEFINE_CLEAN(rows)

/* What stands before the first row: CSV's header row; in JSON "[" for a list (the caller has
 * written `{"data":` before, through rows->json, unless the shape is a bare array).
 */
void rows_begin(struct rows *rows);
void rows_row(struct rows *rows, const void *record);
/* What stands after the last: JSON's "]"; the whole text table (aligned, at most TEXT_WIDTH
 * columns, header line, long cells cut with an ellipsis, never a number or an id cut; a line "(no
 * rows)" for none), or for `one` a "name  value" line a field, wrapped at TEXT_WIDTH. */
void rows_end(struct rows *rows);

/* The link of a FIELD_LINK with base path, `{}` replaced by the id percent-encoded where needed;
 * a slash stays, for ids that are paths ("figures/an-id"). */
void rows_link(struct buffer *out, const char *base_path, const char *pattern, struct slice id);

/* One CSV cell (RFC 4180): quoted where it must be. defuse: text that a spreadsheet would run as a
 * formula (it begins with = + - @, wide or not, tab or CR) gets a leading apostrophe. */
void csv_cell(struct buffer *out, struct slice text, bool defuse);

#endif
