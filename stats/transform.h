/* FRED's transformations of units
 * (https://fred.stlouisfed.org/docs/api/fred/series_observations.html, `units`), on exact
 * intervals.
 *
 * With x the figure, b the one before (of the adjacent period of the same length), y the one a year
 * earlier and n such periods a year:
 *   lin x    chg x - b    ch1 x - y    pch (x/b - 1) * 100    pc1 (x/y - 1) * 100
 *   pca ((x/b)^n - 1) * 100    cch (ln x - ln b) * 100    cca (ln x - ln b) * 100 * n    log ln x
 * n is 12 over the period's months, also where it is no whole number (a year to date). */
#ifndef TRANSFORM_H
#define TRANSFORM_H

#include "stats/quantity.h"

/* Order of `transforms`: lin, chg, ch1, pch, pc1, pca, cch, cca, log. */
enum transform {
    TRANSFORM_LIN,
    TRANSFORM_CHG,
    TRANSFORM_CH1,
    TRANSFORM_PCH,
    TRANSFORM_PC1,
    TRANSFORM_PCA,
    TRANSFORM_CCH,
    TRANSFORM_CCA,
    TRANSFORM_LOG
};
extern const struct words transforms;

/* Which other figure it needs. */
enum transform_base { BASE_NONE, BASE_BEFORE, BASE_YEAR_EARLIER };
enum transform_base transform_base(enum transform transform);
/* Its period; false where none is needed, or none exists (an open period, the first year). */
bool transform_base_period(enum transform transform, struct period period, struct period *base);

/* The result is in the series' unit for lin, chg and ch1, without one for log, else in percent. */
bool transform_is_percent(enum transform transform);

enum transform_fault {
    TRANSFORM_DONE,
    TRANSFORM_NO_BASE,      /* base is NULL and is needed */
    TRANSFORM_NOT_POSITIVE, /* a quotient or a logarithm of what may be zero or less */
    TRANSFORM_NO_MONTHS,    /* pca, cca: the period is no whole number of months, or the root of it
                               is beyond EXACT_MOST_ROOT */
};

/* A result that is no fraction (log, cch, cca, pca with a root) is given on the grid of 4 decimals,
 * its bounds rounded outward from guaranteed ones; any other is exact. *out is set on success. */
enum transform_fault transform_make(enum transform transform, struct period period,
                                    const struct quantity *figure, const struct quantity *base,
                                    struct quantity *out);

#endif
