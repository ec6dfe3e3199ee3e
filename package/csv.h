/* A CSV file (RFC 4180, UTF-8) row by row, that knows where it is to the line and the cell.
 *
 * A BOM and CRLF are accepted, a missing line end after the last row too. Refused, each with its
 * place: a lone carriage return, a quote inside of an unquoted cell, text after a closing quote, a
 * quote that is never closed, another number of cells than the header has, a blank line, invalid
 * UTF-8, and every control character (tabs too) but the line breaks inside of quotes. Memory is one
 * buffer of fixed size: a row of more than CSV_CEILING bytes is a fault.
 *
 * After a fault reading goes on with the line below the one on which the faulty row began, so that
 * one stray quote does not swallow the rows after it. */
#ifndef CSV_H
#define CSV_H

#include "base/clean.h"
#include "base/error.h"
#include "base/slice.h"

enum { CSV_CEILING = 64 * 1024, CSV_CELLS = 64, CSV_MESSAGE_ROOM = 160 };

struct csv {
    int file;
    char *data;        /* the buffer */
    size_t begin, end; /* what of it is not yet read */
    bool at_eof;
    bool is_faulty;    /* the row at begin: to be dropped */
    int64_t next_line; /* of data[begin] */
    int width;         /* cells that every row must have; 0: any number */

    /* The row, lent until the next call; after a fault what was read before it. */
    int64_t line; /* on which it begins, from 1 */
    struct slice cells[CSV_CELLS];
    int count;
};

struct csv_fault {
    int64_t line;
    int cell; /* from 0, -1: the row as a whole */
    char message[CSV_MESSAGE_ROOM];
};

enum csv_result { CSV_ROW, CSV_END, CSV_FAULT, CSV_FAILED };

/* The file stays the caller's. */
bool csv_init(struct csv *csv, int file, struct error *err);
void csv_clear(struct csv *csv);
DEFINE_CLEAN(csv)

/* CSV_FAULT fills *fault, CSV_FAILED (the file cannot be read) *err. */
enum csv_result csv_next(struct csv *csv, struct csv_fault *fault, struct error *err);

/* After a fault in the first cell, count being 0: what that begins with, without a quote, up to a
 * comma or quote; lent until the next call. */
struct slice csv_first_word(const struct csv *csv);

#endif
