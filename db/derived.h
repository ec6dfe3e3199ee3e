/* Figures with those that no source prints but that follow from printed ones (stats/derive_period),
 * in the order of series and periods; of one series also the latest first (SORT_PERIOD_DOWN).
 *
 * A series is looked at as a whole when the list comes to it: what the rule chooses in it, a figure
 * a period, is held until it is done. Derived are the gaps between two figures of one length
 * (months, quarters, halves, years), and what series and their wholes (`part_of`) leave; where one
 * period of named series is asked, that one, and where it does not follow the row says why. */
#ifndef DERIVED_H
#define DERIVED_H

#include "base/buffer.h"
#include "db/evidence.h"
#include "db/list.h"
#include "db/wholes.h"

struct derived_record {
    struct claim claim; /* as printed, or with nothing but series, period, value and bounds */
    struct slice formula, inputs, missing, gap; /* of what is derived */
};
extern const struct fields derivable_fields;

/* A period that may be derived. */
struct derived_place {
    int series; /* position among all series by id */
    struct period period;
};

struct derived_walk {
    struct claim_question rows; /* what was asked, the printed ones; `after` is the last of them */
    struct claim_question beside; /* how the figures are chosen that it follows from */
    bool named;                   /* series were asked by name */
    /* Behind which place it goes on, series -1 to begin; with `through` that period itself is done.
     */
    struct derived_place last;
    bool through;
    /* Its own, from deriveds_open on. */
    struct arena arena, of_series;
    struct whole *wholes;
    int whole_count, at; /* `at`: the series that is held */
    struct prints figures;
    struct period *gaps;
    int gap_count, gap;
    struct claim pending; /* printed, read but not given yet */
    bool has_pending, printed_done;
    int64_t passed; /* figures and gaps looked at since it was opened */
    bool paused;    /* it ended for having looked at so many, and goes on behind its place */
};

/* The walk is lent for the list's life; derived_clear gives its memory back. */
bool derived_open(struct list *list, struct store *store, struct derived_walk *walk, int64_t limit,
                  struct error *err);
/* The next row, its texts in the arena; false at the end (err->kind ERROR_NONE) or on failure. The
 * walk's place is then behind it. */
bool derived_next(struct list *list, struct derived_walk *walk, struct arena *arena,
                  struct derived_record *record, struct error *err);
void derived_clear(struct derived_walk *walk);

/* The place as a cursor carries it, and back; false: it is none. */
void derived_place_write(const struct derived_walk *walk, struct buffer *out);
bool derived_place_read(struct slice text, struct derived_walk *walk);

#endif
