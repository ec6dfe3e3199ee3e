/* What the files of the conflicts share: each judges the place at which the walk stands. */
#ifndef CONFLICTS_INTERNAL_H
#define CONFLICTS_INTERNAL_H

#include "db/conflicts.h"
#include "stats/conflict.h"
#include "stats/period_step.h"

/* To read a print takes about as long as to see that some series have nothing to look at. */
enum { LOOKS_A_PRINT = 5 };

/* A conflict about figures or targets of a family; *found tells whether there is one. Its texts
 * live in the arena. */
bool conflict_judge_group(struct conflict_walk *walk, struct arena *arena,
                          struct conflict_record *record, bool *found, struct error *err);

/* The same of a whole and its parts. */
bool conflict_judge_sum(struct conflict_walk *walk, struct arena *arena,
                        struct conflict_record *record, bool *found, struct error *err);

/* Reads walk->wholes, those that are asked, if that was not done. */
bool conflict_read_wholes(struct conflict_walk *walk, struct error *err);

/* The period of the place. */
struct period conflict_period(const struct conflict_walk *walk);

bool conflict_no_memory(struct error *err); /* always false */

/* Its dates and what every conflict has; all that not every one has is no value. */
bool conflict_begin(const struct conflict_walk *walk, struct arena *arena,
                    struct conflict_record *record);
bool conflict_keep_exact(struct arena *arena, struct exact value, struct slice *out);
bool conflict_keep_text(struct arena *arena, const char *text, struct slice *out);

/* One more object of `claims`; period: its label, or "". */
void conflict_write_claim(const struct print *print, const char *period,
                          const struct conflict_claim *claim, struct buffer *out);

#endif
