#include "db/kinds.h"

static const char *const kind_words[] = {"series",      "source", "figure",
                                         "growth-rate", "remark", "target"};
const struct words record_kinds = WORDS(kind_words);

struct slice kind_path(struct slice kind, struct slice id, char out[KIND_PATH_ROOM])
{
    static const char *const folders[] = {"series",       "sources", "figures",
                                          "growth-rates", "remarks", "targets"};
    enum { FIGURE = 2 };
    int found = words_find(&record_kinds, kind);
    const char *folder = folders[found < 0 ? FIGURE : found];
    size_t before = strlen(folder) + 1, most = KIND_PATH_ROOM - 1 - before;
    size_t size = id.size < most ? id.size : most;

    memcpy(out, folder, before - 1);
    out[before - 1] = '/';
    if (size)
        memcpy(out + before, id.data, size);
    out[before + size] = '\0';
    return (struct slice){out, before + size};
}
