/* Where a derived figure may stand in a series; for db/derived.c alone. */
#ifndef DERIVED_GAPS_H
#define DERIVED_GAPS_H

#include "db/derived.h"

/* What the rule chooses in the walk's series, and the periods without a figure that may follow from
 * others, in order, into the walk. */
bool gaps_find(struct store *store, struct derived_walk *walk, struct error *err);

/* Whether a question asks for figures of the series. */
bool gaps_asked(const struct claim_question *question, const struct whole *series);

/* The figures with both ends in the years, fiscal or calendar, that a period touches. */
bool figures_near(const struct prints *figures, struct period period, struct month_day fiscal_start,
                  struct arena *arena, struct prints *near);

#endif
