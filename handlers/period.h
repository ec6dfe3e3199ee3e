/* What `period` means for the asked series. */
#ifndef HANDLERS_PERIOD_H
#define HANDLERS_PERIOD_H

#include "db/catalog.h"
#include "handlers/ask.h"

/* Sets the question's period filter from the ask's `period`, if it was given. The same words can be
 * other days for series with other fiscal years: then each is asked for its own. */
bool period_resolve(struct ask *ask, struct store *store, struct claim_question *question,
                    struct error *err);

/* A set from items that are in the arena already; false where memory ends. */
bool text_set_make(struct arena *arena, const struct slice *items, int count, struct text_set *set);

#endif
