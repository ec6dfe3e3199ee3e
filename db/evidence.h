/* Claims with what the evidence says of them.
 *
 * Each is a claim first, so that the claims' columns stand where they do in a claim; what is worked
 * out lives in the evidence's arena until it is cleared for the next row. */
#ifndef EVIDENCE_H
#define EVIDENCE_H

#include "base/arena.h"
#include "db/prints.h"
#include "db/records.h"

/* How a figure agrees with the other prints of its series and period (stats/agreement). It is
 * stored at import; only for an asked day it is worked out anew. */
bool figure_complete(struct store *store, const struct knowledge *known, struct claim *figure,
                     struct arena *arena, struct error *err);

/* A printed growth rate, held against printed figures (stats/growth). */
struct growth_record {
    struct claim claim;
    struct slice verdict, percent, low, high, assuming, formula, current, base, explained_by;
    int64_t decisive;
};

/* Judges the record's claim, which was read and completed. ERROR_INTERNAL where memory ends. */
bool growth_complete(struct store *store, const struct knowledge *known,
                     struct growth_record *record, struct arena *arena, struct error *err);

/* A target, held against what came (stats/target). */
struct target_record {
    struct claim claim;
    struct slice verdict, readings, figure, share_low, share_high, gap_low, gap_high, needed_low,
        needed_high, achieved_low, achieved_high, change, changed_by;
};

bool target_complete(struct store *store, const struct knowledge *known,
                     struct target_record *record, struct arena *arena, struct error *err);

/* The dates of a record's period. */
struct period evidence_period(const struct period_record *record);

/* The claim's number as stats/ takes it, read in that unit ("percent" for a rate); its texts are
 * the claim's. A claim without a status counts as actual. */
struct print evidence_print(const struct claim *claim, struct slice unit);

/* Copies into the arena: a text ("" is no value), a number, both bounds of a range outward.
 * ERROR_INTERNAL where memory ends. */
bool evidence_keep(struct arena *arena, const char *text, struct slice *out, struct error *err);
bool evidence_keep_exact(struct arena *arena, struct exact number, struct slice *out,
                         struct error *err);
bool evidence_keep_range(struct arena *arena, const struct range *range, struct slice *low,
                         struct slice *high, struct error *err);
bool evidence_no_memory(struct error *err);

#endif
