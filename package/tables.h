/* The files of a package and their columns: what one cell may be is a table.
 *
 * From it a header line is checked and written, every cell is checked, rows are staged, and the
 * descriptor's schemas are made. */
#ifndef TABLES_H
#define TABLES_H

#include "base/words.h"
#include "db/staging.h"

enum cell_kind {
    CELL_ID,        /* a public id of ours */
    CELL_IDS,       /* ids separated by single spaces, none twice */
    CELL_NAME,      /* as an id, but of somebody else: an origin */
    CELL_TEXT,      /* one line of UTF-8 without blanks at its ends */
    CELL_DATE,      /* "2021-07-20" */
    CELL_MONTH_DAY, /* "07-01" */
    CELL_NUMBER,    /* a decimal as printed */
    CELL_WORD,      /* out of a closed vocabulary */
    CELL_URL,       /* absolute, http or https */
    CELL_LANGUAGE,  /* a BCP 47 tag */
    CELL_GEOGRAPHY, /* an ISO 3166-1 alpha-2 code, or WLD */
    CELL_UNIT,      /* an ISO 4217 code or a unit of our own */
};

struct column {
    const char *name;
    enum cell_kind kind;
    bool required;
    int longest; /* characters */
    const char *meaning;
    const struct words *words; /* CELL_WORD */
    const char *refers;        /* the name of the table whose ids it holds, or NULL */
};

struct table {
    const char *name; /* "figures": the resource's name */
    const char *file; /* "figures.csv" */
    const char *title;
    enum package_file number;
    const struct column *const *columns;
    int count;
};

enum { TABLE_COLUMNS = 24, TABLES = 6 };
/* In the order in which they are read: what others refer to comes first. */
extern const struct table tables[TABLES];
extern const struct words units; /* those of our own */
extern const struct words source_types, readings;

/* The place of a column in its table, or -1. */
int table_column(const struct table *table, struct slice name);
const struct table *table_of_file(struct slice file); /* NULL: no such file */

/* "figures.csv", or "datapackage.json". */
const char *package_file_name(enum package_file file);

#endif
