/* Families of series: those that are tied by `broader`, directly or through others. */
#ifndef FAMILIES_H
#define FAMILIES_H

#include "db/conflicts.h"

/* All families of a revision, each by id, in the order of their first ids; in the arena. */
bool families_find(struct store *store, int64_t revision, struct arena *arena,
                   struct family **families, int *count, struct error *err);

#endif
