/* Where claims about the same quantity differ, found one after the other (stats/conflict).
 *
 * The places to look at are walked along an index: family by family, period by period, the figures
 * first, then the targets. Nothing is kept between two of them but the place. */
#ifndef CONFLICTS_H
#define CONFLICTS_H

#include "base/buffer.h"
#include "db/prints.h"
#include "db/records.h"

struct conflict_record {
    struct slice subject; /* figures or targets */
    struct slice series;  /* of the claim that stands for the group */
    struct period_record period;
    struct slice reading; /* of targets */
    struct slice reason, preferred, spread, spread_percent, claims;
    int64_t clusters, independent_origins;
};
extern const struct fields conflict_fields;
/* Order of `conflict_subjects`: figures, targets. */
extern const struct words conflict_subjects;

/* Series that stand for one quantity under different definitions, by id. */
struct family {
    struct slice *series;
    int count;
    struct slice fiscal_start; /* of the first */
};

struct conflict_walk {
    struct store *store;
    struct knowledge known;
    struct arena families_arena; /* owned */
    struct family *families;
    int family_count;
    /* The place: which of figures and targets, which family, behind which period and reading. */
    int subject, family, reading;
    char period_end[16], period_start[16];
    /* Only this period, "" for all. */
    char only_end[16], only_start[16];
};

/* What a walk looks for. */
struct conflict_question {
    const struct slice *series; /* of which at least one must be in the family; count -1: all */
    int series_count;
    struct slice period_start, period_end; /* exactly this period ("~" for none), or no value */
    struct slice place;                    /* as conflict_place wrote it, or no value to begin */
};

/* ERROR_ARGUMENT for a place that is none. */
bool conflicts_open(struct conflict_walk *walk, struct store *store, const struct knowledge *known,
                    const struct conflict_question *question, struct error *err);
void conflict_walk_clear(struct conflict_walk *walk);

/* The next conflict; its texts lie in the arena. False at the end or on failure. */
bool conflicts_next(struct conflict_walk *walk, struct arena *arena, struct conflict_record *record,
                    struct error *err);

/* Where the walk stands, as a cursor carries it. */
void conflict_place(const struct conflict_walk *walk, struct buffer *out);

#endif
