/* Targets: what was aimed at, held against what came.
 *
 * An aim is exact. `=`, `~`, `>` and `>=` mean at least, `<` and `<=` at most. As a level it is
 * judged by the last full fiscal year that ends on or before its end; as a sum, which needs a
 * start, by the fewest gap-free periods that fill its span, longest first. A sum of at least is met
 * as soon as it is reached (figures below zero are not expected), missed only when complete; one of
 * at most is missed as soon as it is passed, met only when complete. */
#ifndef TARGET_H
#define TARGET_H

#include "stats/cover.h"
#include "stats/print.h"

/* Order of `target_readings`: level, cumulative, unclear. */
enum target_reading { TARGET_LEVEL, TARGET_CUMULATIVE, TARGET_UNCLEAR };
extern const struct words target_readings;

struct target {
    struct print aim; /* exact; its origin is who set it; its period may be a deadline or none */
    enum target_reading reading;
    bool no_sum; /* of shares and ranks: as a sum it cannot be judged */
};

/* Order of `target_verdicts`: met, missed, undecided, pending, no-figure, unclear. */
enum target_verdict {
    TARGET_MET,
    TARGET_MISSED,
    TARGET_UNDECIDED,       /* the figure's interval lies on both sides of the aim */
    TARGET_PENDING,         /* not over on the day of the answer */
    TARGET_NO_FIGURE,       /* over without a figure, or it cannot be judged: no date, no start */
    TARGET_VERDICT_UNCLEAR, /* the wording is, and its two readings differ */
};
extern const struct words target_verdicts;

/* An interval without bounds is "not given". */
struct target_progress {
    enum target_verdict verdict;
    /* Level: position in figures of the judged year's preferred figure; while pending, of the
     * latest known fiscal year up to it. Sum: position in pieces of the first that adds to it, and
     * so on by `next`. -1: none. */
    int figure;
    bool complete;        /* sum: the pieces fill the span */
    struct range reached; /* the figure, or the sum of the pieces, in the unit of the series */
    struct range share; /* of the aim in percent; where realised prints conflict from the lowest to
                           the highest of those that nothing replaces; one of fewer digits that
                           holds another's interval does not stretch it */
    struct range gap;   /* aim less reached */
    /* Level only, in percent a year. Achieved: the figure over the fiscal year before. Needed,
     * while pending: from the figure to the judged year, bounds on the grid of 4 decimals. */
    struct range achieved_growth, needed_growth;
    int years; /* that needed_growth spreads over */
};

struct target_judgement {
    enum target_verdict verdict;
    struct target_progress level, sum; /* judged as the target's reading says; else no-figure */
};

/* The fiscal year that judges a level; false: no date, or none ends in the target's span. */
bool target_year(struct period period, struct month_day fiscal_start, struct period *year);

/* figures: prints of the target's series, known on `day`; of them those count that are realised and
 * not deprecated. At least all fiscal years up to the target's and all inside of its span. `pieces`
 * has room for `count` and is filled for the sum. */
struct target_judgement target_judge(const struct target *target, struct month_day fiscal_start,
                                     struct date day, const struct print *figures, int count,
                                     struct cover_piece *pieces);

/* Order of `target_changes`: stands, replaced, raised, lowered. */
enum target_change { TARGET_STANDS, TARGET_REPLACED, TARGET_RAISED, TARGET_LOWERED };
extern const struct words target_changes;

/* What became of targets[index]: another one that is not deprecated says that it replaces it, or
 * was set by the same body later for the same period, series and reading with another value. Of
 * several the latest known, then the lower id: its position is *by, else -1. */
enum target_change target_change(const struct target *targets, int count, int index, int *by);

#endif
