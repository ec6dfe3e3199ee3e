/* Full text: series, sources and claims by the words in them, the best first.
 *
 * To rank is to read each that matches. So where many do, they are ranked part by part, in the
 * order in which they were imported (of one import: series, sources, figures, growth rates,
 * remarks, targets): the best of the first part, down to its last, then those of the next. A part
 * has at most SEARCH_MOST rows, and is made of SEARCH_LOOKS documents with the words, whether or
 * not they were known on the day that is asked. A page ends with its part. */
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

enum { SEARCH_MOST = 10000, SEARCH_LOOKS = 10000, SEARCH_AROUND = 1 << 20 };

struct search_part;

struct search_question {
    int64_t revision;
    struct slice words; /* by search_expression */
    struct text_set kinds;
    struct slice as_of;       /* only what was known on this day; no value: all */
    int64_t behind;           /* the last document of the parts before */
    int64_t after;            /* rows to leave out at the front of the part */
    int64_t most, looks;      /* of a part: SEARCH_MOST, SEARCH_LOOKS */
    int64_t around;           /* bytes of words around, made on the way: SEARCH_AROUND */
    int64_t wanted;           /* rows still to be given */
    struct arena *arena;      /* of what is found */
    struct search_part *part; /* NULL before anything was looked for */
};

/* Where a list goes on, as one number: sets `behind` and `after`, or makes it of them. */
void search_place(struct search_question *question, int64_t place);
int64_t search_key(const struct search_question *question);

/* Whether all rows of the part were given and others stand behind it. */
bool search_pauses(const struct search_question *question);

/* What a person typed, as the index takes it: words and "phrases" of which each must be found, a
 * beginning of a word before `*`. Nothing in it is an operator: all is quoted. ERROR_ARGUMENT for
 * an open quote, or where there is no word. */
struct buffer;
bool search_expression(struct slice typed, struct buffer *out, struct error *err);

/* Also how many claims `as_of` left out because they have no date. The total is -1 where there is
 * more than one part. */
bool search_count(struct store *store, struct search_question *question,
                  struct claim_counts *counts, struct error *err);
bool search_open(struct list *list, struct store *store, struct search_question *question,
                 struct error *err);
/* The row's texts live in the arena. */
bool search_next(struct list *list, struct search_question *question, struct arena *arena,
                 struct search_record *hit, struct error *err);

#endif
