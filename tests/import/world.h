/* A folder with a package of a test's own, and a database beside it. */
#ifndef WORLD_H
#define WORLD_H

#include "base/buffer.h"
#include "package/import.h"
#include "package/tables.h"
#include "tests/base/suite.h"

enum { WORLD_ROOM = 128 };

struct world {
    char folder[WORLD_ROOM];   /* all lies in here */
    char package[WORLD_ROOM];  /* the package's folder */
    char database[WORLD_ROOM]; /* not there yet */
    struct buffer told;        /* faults as lines, or changes as lines; ends with a zero byte */
    struct changes changes;    /* of the last import */
    bool was_written;
    struct error err;
};

/* A small sound package in a fresh folder. */
void world_open(struct world *world);
void world_close(struct world *world); /* removes the folder */

/* A whole file of the package, or NULL to remove it. */
void world_write(const struct world *world, const char *file, const char *text);
/* Replaces the first occurrence in a file, which must be there. */
void world_change(const struct world *world, const char *file, const char *from, const char *to);
void world_add(const struct world *world, const char *file, const char *text);
/* Figures x.0, x.1, ... of their own years. */
void world_add_rows(const struct world *world, int from, int to);
/* The file's bytes, to be freed by buffer_clear; any path. */
void world_read(const char *path, struct buffer *out);

/* The number of faults, or -1 for an error in world->err. */
int world_run(struct world *world, enum import_depth depth);
/* Writes this revision. */
void world_import(struct world *world, int64_t revision);

/* The first column of the first row of a query on the database, as text. */
const char *world_ask(const struct world *world, const char *sql, char out[WORLD_ROOM]);

/* The database is whole and of this revision; the file is as it was. */
void world_expect_readable(const struct world *world, int64_t revision);
void world_expect_bytes(const struct buffer *before, const char *path);

/* Runs this process's own exports. */
void world_export(const struct world *world, const char *folder);

#endif
