/* One file while it is read. */
#ifndef LOAD_INTERNAL_H
#define LOAD_INTERNAL_H

#include "package/csv.h"
#include "package/load.h"
#include "package/row.h"

struct reading {
    struct staging *staging;
    const struct table *table;
    struct csv csv;
    struct row row;
    int place[CSV_CELLS]; /* of each cell in its table, -1 for an unknown column */
    uint32_t present;     /* bit i: the header names column i */
};

/* A fault of a cell, a row or the file. */
bool reading_fault(struct reading *r, int64_t line, const char *column, const char *message,
                   struct error *err);
/* The row that was just read, and one that the reader refused. */
bool reading_take_row(struct reading *r, struct error *err);
bool reading_take_faulty(struct reading *r, const struct csv_fault *it, struct error *err);

#endif
