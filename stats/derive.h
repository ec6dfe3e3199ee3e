/* Figures that no source prints but that follow from printed ones: one missing month or part is the
 * whole less the others, a whole is the sum of all its parts. Never chosen in silence: a derived
 * number is shown with its formula, inputs and interval, and only where it was asked for. */
#ifndef DERIVE_H
#define DERIVE_H

#include "stats/quantity.h"

/* One number of a formula: the preferred figure of a period or series that counts, NULL where there
 * is none, and what to call it (a period's label, a series' id). */
struct derive_term {
    struct slice name;
    const struct print *print;
};

enum { DERIVE_MOST = 12, DERIVE_TEXT_ROOM = 1024 };

struct derivation {
    bool follows;
    struct quantity result;         /* where it follows */
    char formula[DERIVE_TEXT_ROOM]; /* "FY2023-24 - Jul 2023 - Aug 2023", also where it does not */
    char missing[DERIVE_TEXT_ROOM]; /* the names without a figure, "Aug 2021, Oct 2021" */
};

/* The whole less all others of its parts: the part that is left. */
struct derivation derive_rest(const struct derive_term *whole, const struct derive_term *others,
                              int count);
/* The sum of all parts: the whole. */
struct derivation derive_whole(const struct derive_term *parts, int count);

/* The terms of a period and its parts of `months` months each, from figures of one series. `whole`
 * is the term of the period itself, `parts` those of its parts in order, leaving out the part that
 * is to be derived: `but`, or a period without dates for none. */
struct derive_terms {
    struct derive_term whole, parts[DERIVE_MOST];
    int count;
    char labels[DERIVE_MOST + 1][PERIOD_LABEL_ROOM]; /* what the names are lent from */
};
/* False: the period is no whole multiple of the months, or of more than DERIVE_MOST, or `but` is
 * none of its parts. */
bool derive_terms_make(struct period period, int months, struct period but,
                       struct month_day fiscal_start, const struct print *figures, int count,
                       struct derive_terms *out);

#endif
