/* A database's file that is read whole or not at all; behind db/, for nobody else.
 *
 * SQLite takes what lies behind the end of a file for zeros: one that was cut off would give texts
 * of zeros, and rows that were never there. Nothing of ours lies behind an end; only an empty
 * file may be read so, which is a database without tables. */
#ifndef WHOLE_FILE_H
#define WHOLE_FILE_H

#include <sqlite3.h>

/* SQLite's own functions of a file, but for one; `methods` first: a file points to it. */
struct whole_file {
    sqlite3_io_methods methods;
    const sqlite3_io_methods *real;
};

/* From now on, for the open database of that name; *whole must outlive its file. SQLite's code. */
int whole_file_set(struct whole_file *whole, sqlite3 *db, const char *name);

#endif
