/* What the reader of a row and its buffer share. */
#ifndef CSV_INTERNAL_H
#define CSV_INTERNAL_H

#include "package/csv.h"

/* One try to read the row at csv->begin. */
struct attempt {
    const char *at, *end;
    int64_t line;       /* of *at */
    uint64_t doubled;   /* bit i: cell i holds doubled quotes */
    unsigned char seen; /* all bytes or-ed: is there anything but ASCII? */
};

/* STEP_ON: to the next cell. */
enum step { STEP_ON, STEP_ROW, STEP_MORE, STEP_FAULT };

/* Reads the row at csv->begin: csv->line, cells and count. Cells with doubled quotes still hold
 * both. STEP_MORE where the row may go on behind the buffer, STEP_FAULT with *fault filled. */
enum step csv_try_row(struct csv *csv, struct attempt *a, struct csv_fault *fault);

__attribute__((format(printf, 4, 5))) enum step csv_refuse(struct csv_fault *fault, int64_t line,
                                                           int cell, const char *format, ...);

#endif
