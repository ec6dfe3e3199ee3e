/* What `period` means for the asked series. */
#ifndef HANDLERS_PERIOD_H
#define HANDLERS_PERIOD_H

#include "db/catalog.h"
#include "handlers/ask.h"

/* Sets the question's period filter from the ask's `period`, if it was given. The same words can be
 * other days for series with other fiscal years: then each is asked for its own. */
bool period_resolve(struct ask *ask, struct store *store, struct claim_question *question,
                    struct error *err);

/* A set from items, of which it keeps the first as it is. ERROR_ARGUMENT where they are too many
 * for a question. */
bool text_set_make(struct arena *arena, const struct slice *items, int count, struct text_set *set,
                   struct error *err);

#endif
