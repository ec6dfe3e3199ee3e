/* All prints of one figure: how they came one after the other, and why one of them was chosen. */
#ifndef GROUP_H
#define GROUP_H

#include "db/list.h"
#include "stats/choice.h"

/* A print with its standing among the others. */
struct print_record {
    struct claim claim; /* first, so that the claims' columns stand where they do in a claim */
    struct slice choice_key, first_key, replaced_on, replaced_by;
    int64_t first;                               /* the rule `first` chooses it */
    struct slice version_opened, version_closed; /* revisions; closed: no value while it stands */
    /* Worked out. */
    struct slice known_on; /* a day, or no value */
    struct slice outcome, step, reason;
};
extern const struct fields history_fields, why_fields;

/* Order of `print_outcomes`: chosen, left-out, no-candidate. */
extern const struct words print_outcomes;

struct group_question {
    struct slice id; /* of one print */
    int64_t revision;
    struct slice as_of; /* only what was known on this day; no value: all */
    bool versions;      /* the history, with every version; else why: the prints that stand */
    int64_t after;      /* rows to leave out at the front */
    /* Found by group_open. */
    char series[128], period_end[16], period_start[16];
    /* Of why: the chosen print, also where it stands on an earlier page; empty: there is none. */
    char winner_key[CHOICE_KEY_ROOM], winner_id[128];
};

/* ERROR_NOT_FOUND where no figure has or had that id. */
bool group_open(struct list *list, struct store *store, struct group_question *question,
                int64_t limit, struct error *err);
bool group_next(struct list *list, struct group_question *question, struct print_record *print,
                struct error *err);
/* Its rows, and the undated prints that `as_of` left out. */
bool group_count(struct store *store, struct group_question *question, struct claim_counts *counts,
                 struct error *err);

#endif
