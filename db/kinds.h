/* What has an id of its own, and where each stands below /v1. */
#ifndef KINDS_H
#define KINDS_H

#include "base/slice.h"
#include "base/words.h"

/* series, source, figure, growth-rate, remark, target: the order in which they are listed. */
extern const struct words record_kinds;

/* "figures/an-id" in `out`; an unknown kind is taken for a figure. */
enum { KIND_PATH_ROOM = 160 };
struct slice kind_path(struct slice kind, struct slice id, char out[KIND_PATH_ROOM]);

#endif
