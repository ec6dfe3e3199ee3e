#include <stdlib.h>

#include "db/conflicts_internal.h"

static int by_id(const void *a, const void *b)
{
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

/* How many ids the scope has at most. */
static size_t room_of(const struct conflict_walk *walk)
{
    size_t room = 1;

    for (int i = 0; i < walk->family_count; i++)
        room += (size_t)walk->families[i].count;
    for (int i = 0; i < walk->whole_count; i++)
        room += 1 + (size_t)walk->wholes[i].part_count;
    return room;
}

static void add_ids(const struct slice *from, int many, struct slice *ids, int *count)
{
    for (int i = 0; i < many; i++)
        ids[(*count)++] = from[i];
}

/* Sorted, each once. */
static int make_set(struct slice *ids, int count)
{
    int kept = 0;

    qsort(ids, (size_t)count, sizeof *ids, by_id);
    for (int i = 0; i < count; i++)
        if (!kept || !slice_equal(ids[i], ids[kept - 1]))
            ids[kept++] = ids[i];
    return kept;
}

static bool copy_all(struct arena *arena, struct slice *ids, int count)
{
    for (int i = 0; i < count; i++)
        if (!arena_copy(arena, ids[i], &ids[i]))
            return false;
    return true;
}

bool conflicts_scope(struct store *store, const struct knowledge *known, const struct slice *series,
                     int series_count, struct arena *arena, struct slice **ids, int *count,
                     struct error *err)
{
    CLEAN(conflict_walk) struct conflict_walk walk = {0};
    struct conflict_question question = {.series = series, .series_count = series_count};

    if (!conflicts_open(&walk, store, known, &question, err) || !conflict_read_wholes(&walk, err))
        return false;
    *count = 0;
    *ids = arena_take(arena, room_of(&walk) * sizeof **ids);
    if (!*ids)
        return conflict_no_memory(err);
    for (int i = 0; i < walk.family_count; i++)
        add_ids(walk.families[i].series, walk.families[i].count, *ids, count);
    for (int i = 0; i < walk.whole_count; i++) {
        add_ids(&walk.wholes[i].series, 1, *ids, count);
        add_ids(walk.wholes[i].parts, walk.wholes[i].part_count, *ids, count);
    }
    *count = make_set(*ids, *count);
    return copy_all(arena, *ids, *count) || conflict_no_memory(err);
}
