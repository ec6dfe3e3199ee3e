/* The claims of a package group by group, each as the selection rule sees it. */
#ifndef WRITER_WALK_H
#define WRITER_WALK_H

#include "db/writer_cells.h"
#include "db/writer_facts.h"
#include "db/writer_internal.h"

struct walk {
    struct staging *staging;
    sqlite3_stmt *claims;
    struct group group; /* where walk_next() has come to */
    struct cells *cells;
    struct facts facts;
    const struct progress *progress;
    const char *doing; /* for whoever watches */
    int64_t rows;
    bool waits; /* the row of `claims` is the first of the next group */
    struct error *err;
};

/* staging, progress, doing and err are given, the rest is zero. is_new: there is no store, no
 * version is read along. To be closed in any case. */
bool walk_open(struct walk *walk, bool is_new);
void walk_close(struct walk *walk);

/* The next group, which is known to stand as its members say and has been counted. False at the end
 * (*err is no error) and on failure. */
bool walk_next(struct walk *walk);
/* After the last group: the counts into the scratch database. */
bool walk_finish(struct walk *walk);

/* Notes the day from which the claim is known, where it is the latest so far. */
void walk_note_day(struct changes *changes, const struct member *member);

/* Walks to the end and writes every claim into the copy of a new store. */
bool placed_write(struct walk *walk, struct changes *changes);

#endif
