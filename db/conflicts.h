/* Where claims about the same quantity differ, found one after the other (stats/conflict).
 *
 * The places to look at are walked along an index: family by family, period by period, the figures
 * first, then the targets, then the sums, of each series by its periods and by its parts. Nothing
 * is kept between two of them but the place. */
#ifndef CONFLICTS_H
#define CONFLICTS_H

#include "base/buffer.h"
#include "db/prints.h"
#include "db/records.h"
#include "db/wholes.h"

struct conflict_record {
    struct slice subject;
    struct slice series; /* of the claim that stands for the group, or of the whole */
    struct period_record period;
    struct slice reading; /* of targets */
    struct slice reason, preferred, spread, spread_percent, claims;
    /* Of sums: of what, what the parts add up to, their one source, the print that mends it. */
    struct slice sum_of, sum_value, sum_low, sum_high, sum_source, sum_revised;
    int64_t clusters, independent_origins;
};
extern const struct fields conflict_fields;
/* Order of `conflict_subjects`: figures, targets, sums. */
enum conflict_subject { CONFLICT_FIGURES, CONFLICT_TARGETS, CONFLICT_SUMS, CONFLICT_SUBJECTS };
extern const struct words conflict_subjects;
/* Order of `conflict_sums`: periods, parts. */
enum conflict_sum { SUM_OF_PERIODS, SUM_OF_PARTS, SUM_KINDS };
extern const struct words conflict_sums;

/* Series that stand for one quantity under different definitions, by id. */
struct family {
    struct slice *series, *fiscal_starts; /* of each */
    int count;
};

struct conflict_walk {
    struct store *store;
    struct knowledge known;
    struct arena arena; /* owned */
    struct family *families;
    int family_count;
    struct whole *wholes;            /* read once the walk comes to the sums */
    int whole_count;                 /* -1: not read yet */
    const struct slice *only_series; /* lent; count -1: all */
    int only_count;
    /* The place: behind which subject, family or whole, period, and turn at that period: a reading
     * of targets, a kind of sum. */
    int subject, group, turn;
    char period_end[16], period_start[16];
    /* Only this period, "" for all. */
    char only_end[16], only_start[16];
    const struct claim_question *by_year; /* lent, or NULL */
    int64_t looked, enough; /* series without anything, five a print; then the walk pauses */
    bool paused;            /* it goes on behind its place, opened anew */
};

/* What a walk looks for. */
struct conflict_question {
    const struct slice *series; /* of which at least one must be in the family; count -1: all */
    int series_count;
    struct slice period_start, period_end; /* exactly this period ("~" for none), or no value */
    /* Or the period that its words mean for the fiscal year of a series; NULL: not asked so. */
    const struct claim_question *by_year;
    struct slice place; /* as conflict_place wrote it, or no value to begin */
    int64_t enough;     /* how much to look at before a pause */
};

/* ERROR_ARGUMENT for a place that is none. */
bool conflicts_open(struct conflict_walk *walk, struct store *store, const struct knowledge *known,
                    const struct conflict_question *question, struct error *err);
void conflict_walk_clear(struct conflict_walk *walk);
DEFINE_CLEAN(conflict_walk)

/* The next conflict; its texts lie in the arena. False at the end, on failure, and at a pause. */
bool conflicts_next(struct conflict_walk *walk, struct arena *arena, struct conflict_record *record,
                    struct error *err);

/* All series whose prints can stand in a conflict where these are asked: their families, what they
 * are part of and its other parts. Sorted, each once, in the arena. */
bool conflicts_scope(struct store *store, const struct knowledge *known, const struct slice *series,
                     int series_count, struct arena *arena, struct slice **ids, int *count,
                     struct error *err);

/* Where the walk stands, as a cursor carries it. */
void conflict_place(const struct conflict_walk *walk, struct buffer *out);

#endif
