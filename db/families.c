#include "db/families.h"

#include "db/store_internal.h"
#include "sql.h"

/* A series on its way into a family: `root` leads to the first of its family. */
struct kin {
    struct slice id, broader, fiscal_start;
    int root;
};

static int root_of(struct kin *all, int i)
{
    while (all[i].root != i)
        i = all[i].root = all[all[i].root].root;
    return i;
}

static int find_kin(const struct kin *all, int count, struct slice id)
{
    int low = 0, high = count;

    while (low < high) {
        int middle = (low + high) / 2, order = slice_compare(all[middle].id, id);

        if (order == 0)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

/* The lower id leads. */
static void join(struct kin *all, int a, int b)
{
    int x = root_of(all, a), y = root_of(all, b);

    if (x < y)
        all[y].root = x;
    else
        all[x].root = y;
}

static void tie_all(struct kin *all, int count)
{
    for (int i = 0; i < count; i++) {
        struct slice rest = all[i].broader, id;

        while (rest.size && slice_cut(&rest, ' ', &id)) {
            int other = find_kin(all, count, id);

            if (other >= 0)
                join(all, i, other);
        }
    }
}

static bool no_memory(struct error *err)
{
    return error_set(err, ERROR_INTERNAL, "no memory for families of series");
}

static bool read_all(struct store *store, int64_t revision, struct arena *arena, struct kin **all,
                     int *count, struct error *err)
{
    sqlite3_stmt *statement = store_fixed(store, sql_query_conflict_series, err);
    int room = 0;

    *count = 0;
    *all = NULL;
    if (!statement)
        return false;
    store_bind_integer(statement, ":revision", revision);
    while (store_step(store, statement, err)) {
        struct kin *more = arena_grow(arena, *all, *count, &room, sizeof *more);

        if (!more)
            break;
        *all = more;
        struct kin *kin = &more[*count];
        kin->root = (*count)++;
        if (!arena_copy(arena, store_text(statement, 0), &kin->id) ||
            !arena_copy(arena, store_text(statement, 1), &kin->broader) ||
            !arena_copy(arena, store_text(statement, 2), &kin->fiscal_start))
            break;
    }
    bool whole = sqlite3_stmt_busy(statement) == 0;
    sqlite3_reset(statement);
    return err->kind == ERROR_NONE && (whole || no_memory(err));
}

/* Sizes first, so that each family's ids lie together. */
static bool gather(struct kin *all, int count, struct arena *arena, struct family **families,
                   int *family_count)
{
    int *place = arena_take(arena, ((size_t)count + 1) * sizeof *place);

    *family_count = 0;
    *families = arena_take(arena, ((size_t)count + 1) * sizeof **families);
    if (!place || !*families)
        return false;
    for (int i = 0; i < count; i++)
        if (root_of(all, i) == i)
            place[i] = (*family_count)++;
    for (int i = 0; i < count; i++)
        (*families)[place[root_of(all, i)]].count++;
    for (int i = 0; i < *family_count; i++) {
        struct family *family = &(*families)[i];

        family->series = arena_take(arena, (size_t)family->count * sizeof *family->series);
        family->fiscal_starts = arena_take(arena, (size_t)family->count * sizeof *family->series);
        family->count = 0;
        if (!family->series || !family->fiscal_starts)
            return false;
    }
    for (int i = 0; i < count; i++) {
        struct family *family = &(*families)[place[root_of(all, i)]];

        family->fiscal_starts[family->count] = all[i].fiscal_start;
        family->series[family->count++] = all[i].id;
    }
    return true;
}

bool families_find(struct store *store, int64_t revision, struct arena *arena,
                   struct family **families, int *count, struct error *err)
{
    struct kin *all;
    int series = 0;

    if (!read_all(store, revision, arena, &all, &series, err))
        return false;
    tie_all(all, series);
    return gather(all, series, arena, families, count) || no_memory(err);
}
