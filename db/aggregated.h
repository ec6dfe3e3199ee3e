/* Figures of shorter periods as one of a longer (stats/aggregate), a row a series and period that
 * has any, and then in the asked units (db/transformed.h).
 *
 * All rows of a series are made of inputs of one length: the shortest that it has, of 1, 3, 6 and
 * 12 months, of the types of period that were asked. A period that lacks one is a row without a
 * value, which names what is missing. */
#ifndef AGGREGATED_H
#define AGGREGATED_H

#include "db/transformed.h"
#include "stats/aggregate.h"

struct aggregate_walk {
    /* What was asked: its periods are those of rows, `after` is the place behind what was read. */
    struct claim_question rows;
    enum frequency frequency;
    enum aggregation method;
    enum transform units;
    int enough; /* claims to pass over before it pauses */
    /* Its own, from aggregates_open on. */
    struct claim_question inputs; /* what is read for it */
    struct claim pending;         /* read, but not of the row last made */
    bool has_pending;
    int passed;       /* claims that are in no row, since it was opened */
    bool paused;      /* it goes on behind its place, opened anew */
    char series[128]; /* of the row last made */
    int months;       /* of its inputs */
};

struct aggregated_record {
    struct slice series, frequency, method;
    struct period_record period;
    struct value_record result;
    struct slice total, total_low, total_high; /* what came of the aggregation alone */
    struct slice missing, inputs;
    struct period_record base_period; /* no dates: no base is needed, or none exists */
    struct slice base, base_low, base_high, base_missing, base_inputs;
};
extern const struct fields aggregated_fields;

/* The claims that were left out of what the rows are made of; the rows are not counted (-1). */
bool aggregates_count(struct store *store, struct aggregate_walk *walk, struct claim_counts *counts,
                      struct error *err);

/* Goes on behind walk->rows.after. The walk is lent for the list's life. A question for one of the
 * package's own labels finds nothing: no row has one. */
bool aggregates_open(struct list *list, struct store *store, struct aggregate_walk *walk,
                     struct error *err);
/* The next row, its texts in the arena; false at the end or a pause (err->kind ERROR_NONE), or on
 * failure. */
bool aggregates_next(struct list *list, struct aggregate_walk *walk, struct arena *arena,
                     struct aggregated_record *record, struct error *err);

#endif
