/* The rows that an answer is made of, whatever resource they come from: opened, read one at a time,
 * and opened again behind the last row, so that a stream holds nothing between two pieces. */
#ifndef READER_H
#define READER_H

#include "db/aggregated.h"
#include "db/catalog.h"
#include "db/conflicts.h"
#include "db/derived.h"
#include "db/evidence.h"
#include "db/group.h"
#include "db/revisions.h"
#include "db/search.h"
#include "db/transformed.h"
#include "handlers/ask.h"

enum { EVIDENCE_CEILING = 64 * 1024 * 1024 };

struct reader;

struct reader_kind {
    bool (*open)(struct reader *reader, int64_t limit, struct error *err);
    /* The next row into reader->record and its place into the question; false at the end or on
     * failure (err->kind). */
    bool (*next)(struct reader *reader, struct error *err);
    bool (*count)(struct reader *reader, struct claim_counts *counts, struct error *err);
    /* The place of the row last read, as a cursor carries it. */
    void (*key)(const struct reader *reader, struct buffer *out);
};

struct reader {
    const struct reader_kind *kind;
    struct store *store; /* lent */
    struct list list;
    struct claim_question claims;
    struct catalog_question catalog;
    struct group_question group;
    struct conflict_walk walk;
    struct aggregate_walk aggregates;
    struct derived_walk derived;
    int64_t walk_left; /* rows until the limit, where they are found on the way */
    char place[64];    /* of the conflict last read, or where the walk paused */
    int passed;        /* claims that are in no row, since it was opened */
    bool paused;       /* the list goes on behind its place, though no row was found for long */
    struct revisions_question revisions;
    struct search_question search;
    char after[128];              /* catalog.after points here */
    enum transform units;         /* of the rows */
    struct claim_question beside; /* how their bases are chosen */
    struct arena evidence;        /* of the row last read */
    struct knowledge known;
    bool bare; /* no answer shows the evidence */
    union {
        struct claim claim;
        struct transformed_record transformed;
        struct aggregated_record aggregated;
        struct derived_record derived;
        struct growth_record growth;
        struct target_record target;
        struct series_record series;
        struct source_record source;
        struct print_record print;
        struct conflict_record conflict;
        struct revision_record revision;
        struct change_record change;
        struct search_record found;
    } record;
};

/* What the ask's arguments mean for claims of a kind; texts live in the ask's arena. ERROR_ARGUMENT
 * for a series, source, code or period that does not exist. */
bool reader_of_claims(struct reader *reader, enum claim_kind kind, struct ask *ask,
                      struct store *store, struct error *err);
/* Figures in the asked units, of the asked frequency; growth rates computed from them. */
bool reader_of_transformed(struct reader *reader, struct ask *ask, struct store *store,
                           struct error *err);
bool reader_of_aggregates(struct reader *reader, struct ask *ask, struct store *store,
                          struct error *err);
bool reader_of_computed(struct reader *reader, struct ask *ask, struct store *store,
                        struct error *err);
/* Figures with those that follow from others. */
bool reader_of_derived(struct reader *reader, struct ask *ask, struct store *store,
                       struct error *err);
/* How the bases of the ask's figures are chosen: by the same rule on the same day. */
struct claim_question reader_beside(const struct ask *ask);
bool reader_of_series(struct reader *reader, struct ask *ask, struct store *store,
                      struct error *err);
bool reader_of_sources(struct reader *reader, struct ask *ask, struct store *store,
                       struct error *err);

/* All prints of the ask's figure: its history, or why one was chosen. */
bool reader_of_prints(struct reader *reader, bool versions, struct ask *ask, struct store *store,
                      struct error *err);

/* The cursor's key where it is a number; untouched without a cursor. */
bool reader_place(const struct ask *ask, int64_t *place, struct error *err);

bool reader_of_conflicts(struct reader *reader, struct ask *ask, struct store *store,
                         struct error *err);

/* Lets go of the running list; the place stays. */
static inline void reader_shut(struct reader *reader)
{
    list_clear(&reader->list);
    conflict_walk_clear(&reader->walk);
    derived_clear(&reader->derived);
    arena_clear(&reader->evidence);
}

#endif
