/* datapackage.json: what a package says about itself and its files. */
#ifndef DESCRIPTOR_H
#define DESCRIPTOR_H

#include "base/buffer.h"
#include "db/staging.h"

/* Of the file, and of its own part (all but the resources) as it is written out: what was taken can
 * be written, served and read again. */
enum { DESCRIPTOR_CEILING = 1024 * 1024, METADATA_CEILING = DESCRIPTOR_CEILING / 2 };

/* Reads the file in the folder; its own part (all but the resources) goes to the staging database
 * as canonical JSON in the file's order, its faults too. False only where reading cannot go on. */
bool descriptor_load(int folder, struct staging *staging, struct error *err);

/* The whole file anew: `metadata` as it was stored, then the resources from the tables. */
bool descriptor_write(struct slice metadata, struct buffer *out, struct error *err);

#endif
