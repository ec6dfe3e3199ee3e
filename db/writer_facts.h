/* What a claim takes over from its series, its source and those that replace it.
 *
 * Claims come in the order of their series, and many cite the same sources: what was looked up for
 * one is kept for the next, in bounded memory. */
#ifndef WRITER_FACTS_H
#define WRITER_FACTS_H

#include "db/keep.h"
#include "db/writer_group.h"

struct facts {
    struct staging *staging;
    sqlite3_stmt *find_series, *find_source, *find_replaced;
    struct keep sources;
    /* A bit for each id that is replaced, by its hash: most are not, and need no look. */
    unsigned char *replaced;
    char series[ID_ROOM]; /* the one that `found` holds the unit of */
    struct claim_facts found;
};

bool facts_open(struct facts *facts, struct staging *staging, struct error *err);
/* Of one that was opened, or is zero. */
void facts_close(struct facts *facts);

/* facts->found for the claim of this row of compare_claims.sql, lent until the next one. */
bool facts_find(struct facts *facts, sqlite3_stmt *row, struct error *err);

#endif
