/* Full text: series, sources and claims by the words in them, the best first.
 *
 * To rank is to read each that matches. So where many do, SEARCH_MOST are ranked at a time, in the
 * order in which they were imported (of one import: series, sources, claims): the best of the first
 * ones, down to their last, then those of the next. */
#ifndef SEARCH_H
#define SEARCH_H

#include "base/arena.h"
#include "db/kinds.h"
#include "db/list.h"

struct search_record {
    struct slice kind, id, series, snippet;
    struct slice title; /* of a claim worked out */
    /* Worked out. */
    struct slice path;
    char path_text[KIND_PATH_ROOM];
};
extern const struct fields search_fields;

enum { SEARCH_MOST = 10000 };

struct search_question {
    int64_t revision;
    struct slice words; /* by search_expression */
    struct text_set kinds;
    struct slice as_of; /* only what was known on this day; no value: all */
    int64_t after;      /* rows to leave out at the front */
    int64_t most;       /* ranked together, and counted: SEARCH_MOST */
    int64_t wanted;     /* rows still to be given, set by search_open */
};

/* What a person typed, as the index takes it: words and "phrases" of which each must be found, a
 * beginning of a word before `*`. Nothing in it is an operator: all is quoted. ERROR_ARGUMENT for
 * an open quote, or where there is no word. */
struct buffer;
bool search_expression(struct slice typed, struct buffer *out, struct error *err);

/* Also how many claims `as_of` left out because they have no date. Both are -1 where more than
 * `most` match. */
bool search_count(struct store *store, const struct search_question *question,
                  struct claim_counts *counts, struct error *err);
bool search_open(struct list *list, struct store *store, struct search_question *question,
                 int64_t limit, struct error *err);
/* The row's texts live in the arena. */
bool search_next(struct list *list, struct search_question *question, struct arena *arena,
                 struct search_record *hit, struct error *err);

#endif
