/* Prints fetched for the evidence: what stats/ judges. */
#ifndef PRINTS_H
#define PRINTS_H

#include "base/arena.h"
#include "base/error.h"
#include "db/store.h"
#include "stats/target.h"

/* What is known: a revision and, where as_of has data, a day. */
struct knowledge {
    int64_t revision;
    struct slice as_of;
};

struct prints {
    struct print *items;
    int count;
};

/* All prints of a series in an exact period, deprecated ones too, by id; what the selection rule
 * chooses is marked. Everything lives in the arena. */
bool prints_find(struct store *store, const struct knowledge *known, struct slice series,
                 struct period period, struct arena *arena, struct prints *prints,
                 struct error *err);

/* The same of all whole years that end by the span's end, and of all periods that lie in the span;
 * without a start only the years. */
bool prints_until(struct store *store, const struct knowledge *known, struct slice series,
                  struct period span, struct arena *arena, struct prints *prints,
                  struct error *err);

/* What a question's rule chooses in one series, for exactly that period or (`within`) for all that
 * lie in it, in their order. Revision, day, rule, status and types of period are the question's. It
 * may be asked while a list runs. */
struct claim_question;
bool prints_chosen(struct store *store, const struct claim_question *like, struct slice series,
                   struct period period, bool within, struct arena *arena, struct prints *prints,
                   struct error *err);

/* As prints_find, of a period and all that lie in it, by the end of their period, then by its
 * start. */
bool prints_within(struct store *store, const struct knowledge *known, struct slice series,
                   struct period span, struct arena *arena, struct prints *prints,
                   struct error *err);

/* The months of the shortest figures among what the question's rule chooses in a series
 * (aggregate_length); 0 where none has such a length. */
bool prints_length(struct store *store, const struct claim_question *like, struct slice series,
                   int *months, struct error *err);

/* All targets of a series and exact period. */
struct targets {
    struct target *items;
    int count;
};
bool targets_find(struct store *store, const struct knowledge *known, struct slice series,
                  struct period period, struct arena *arena, struct targets *targets,
                  struct error *err);

/* The day of an answer: the asked one, else the latest on which anything was known. */
bool day_of_answer(struct store *store, const struct knowledge *known, struct date *day,
                   struct error *err);

/* The ids of the series that are tied to one by `broader` or `part_of`, either way. */
bool family_find(struct store *store, const struct knowledge *known, struct slice series,
                 struct arena *arena, struct slice **ids, int *count, struct error *err);

#endif
