/* A package's folder into the staging database, every cell checked on the way. */
#ifndef LOAD_H
#define LOAD_H

#include "db/staging.h"
#include "db/staging_progress.h"

/* Faults of cells, rows and files go to the staging database; false only where reading itself
 * cannot go on. *complete is false where a file could not be read as a table, so that rules over
 * rows would find too much. */
bool package_load(const char *folder, struct staging *staging, const struct progress *progress,
                  bool *complete, struct error *err);

#endif
