/* What a list's rows cite again and again, kept: the texts of series and sources by their ids.
 *
 * A claim's row names its series and source; to look both up anew for every row of a long list
 * costs as much as the row. Bounded in bytes, of one revision at a time, and gone with its store.
 * Behind db/store_internal.h. */
#ifndef CITED_H
#define CITED_H

#include "base/arena.h"
#include "db/list.h"
#include "db/store_internal.h"

/* Fills in what the claim's row leaves out: unit and start of the fiscal year from its series;
 * title, publisher, day, URL and, where the row names none, origin from its source, unless the row
 * has them or the question is lean. The texts are lent until the next call; so only one list at a
 * time may use it (store->citing). */
bool cited_fill(struct store *store, const struct claim_question *question, struct claim *claim,
                struct error *err);

/* Whether a series of that revision is kept. False says nothing. */
bool cited_keeps_series(const struct store *store, int64_t revision, struct slice id);

void cited_close(struct cited *cited);

#endif
