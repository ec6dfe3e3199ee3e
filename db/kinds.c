#include "db/kinds.h"

#include <stdio.h>

static const char *const kind_words[] = {"series",      "source", "figure",
                                         "growth-rate", "remark", "target"};
const struct words record_kinds = WORDS(kind_words);

struct slice kind_path(struct slice kind, struct slice id, char out[KIND_PATH_ROOM])
{
    static const char *const folders[] = {"series",       "sources", "figures",
                                          "growth-rates", "remarks", "targets"};
    enum { FIGURE = 2 };
    int found = words_find(&record_kinds, kind);
    int size = snprintf(out, KIND_PATH_ROOM, "%s/%.*s", folders[found < 0 ? FIGURE : found],
                        SLICE_ARGS(id));

    return (struct slice){out, size > 0 ? (size_t)size : 0};
}
