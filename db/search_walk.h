/* A walk through the documents with the words asked for, the best of them kept. Behind db/search.h.
 */
#ifndef SEARCH_WALK_H
#define SEARCH_WALK_H

#include "db/search.h"
#include "db/store_internal.h"

struct search_found {
    int64_t n; /* of the document */
    double score;
    struct slice snippet;
};

/* What was ranked together. */
struct search_part {
    struct search_found *page; /* the rows that are wanted, the best first */
    int64_t first, count;      /* their places among all that was found */
    int64_t found;
    int64_t last; /* document that was looked at */
    bool whole;   /* nothing stands behind it */
};

/* Fills *part with what stands behind question->behind; texts and rows live in question->arena. */
bool search_walk(struct store *store, const struct search_question *question,
                 struct search_part *part, struct error *err);

#endif
