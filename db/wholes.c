#include "db/wholes.h"

#include <stdlib.h>

#include "db/store_internal.h"
#include "sql.h"

/* A series as it is read. */
struct row {
    struct slice series, part_of, unit, fiscal_start;
    bool mixed; /* a part of it has another unit */
};

static bool no_memory(struct error *err)
{
    return error_set(err, ERROR_INTERNAL, "no memory for sums of series");
}

static bool read_row(sqlite3_stmt *statement, struct arena *arena, struct row *row)
{
    struct slice *const texts[] = {&row->series, &row->part_of, &row->unit, &row->fiscal_start};

    for (int i = 0; i < 4; i++)
        if (!arena_copy(arena, store_text(statement, i), texts[i]))
            return false;
    return true;
}

static bool read_all(struct store *store, int64_t revision, struct arena *arena, struct row **rows,
                     int *count, struct error *err)
{
    sqlite3_stmt *statement = store_fixed(store, sql_query_series_parts, err);
    int room = 0;

    if (!statement)
        return false;
    store_bind_integer(statement, ":revision", revision);
    while (store_step(store, statement, err)) {
        struct row *more = arena_grow(arena, *rows, *count, &room, sizeof *more);

        if (!more || !read_row(statement, arena, &more[*count])) {
            sqlite3_reset(statement);
            return no_memory(err);
        }
        *rows = more;
        ++*count;
    }
    sqlite3_reset(statement);
    return err->kind == ERROR_NONE;
}

static int by_id(const void *id, const void *row)
{
    return slice_compare(*(const struct slice *)id, ((const struct row *)row)->series);
}

/* Calls for every series and each whole that it names: counts the parts, or adds them. */
static void visit(struct row *rows, int count, struct whole *wholes, bool adds)
{
    for (int i = 0; i < count; i++) {
        struct slice rest = rows[i].part_of, id;

        while (rest.size && slice_cut(&rest, ' ', &id)) {
            struct row *row = bsearch(&id, rows, (size_t)count, sizeof *rows, by_id);

            if (!row)
                continue;
            struct whole *whole = &wholes[row - rows];
            row->mixed |= !slice_equal(row->unit, rows[i].unit);
            if (adds && whole->parts)
                whole->parts[whole->part_count] = rows[i].series;
            whole->part_count++;
        }
    }
}

static bool make_wholes(struct row *rows, int count, struct arena *arena, struct whole *wholes)
{
    for (int i = 0; i < count; i++)
        wholes[i] = (struct whole){.series = rows[i].series,
                                   .unit = rows[i].unit,
                                   .fiscal_start = rows[i].fiscal_start,
                                   .adds_up_over_time = unit_is_currency(rows[i].unit)};
    visit(rows, count, wholes, false);
    for (int i = 0; i < count; i++) {
        struct whole *whole = &wholes[i];

        if (whole->part_count > 1 && !rows[i].mixed) {
            whole->parts = arena_take(arena, (size_t)whole->part_count * sizeof *whole->parts);
            if (!whole->parts)
                return false;
        }
        whole->part_count = 0;
    }
    visit(rows, count, wholes, true);
    for (int i = 0; i < count; i++)
        if (!wholes[i].parts)
            wholes[i].part_count = 0;
    return true;
}

bool wholes_find(struct store *store, int64_t revision, struct arena *arena, struct whole **wholes,
                 int *count, struct error *err)
{
    struct row *rows = NULL;

    *count = 0;
    if (!read_all(store, revision, arena, &rows, count, err))
        return false;
    *wholes = arena_take(arena, ((size_t)*count + 1) * sizeof **wholes);
    return (*wholes && make_wholes(rows, *count, arena, *wholes)) || no_memory(err);
}

static int by_series(const void *id, const void *whole)
{
    return slice_compare(*(const struct slice *)id, ((const struct whole *)whole)->series);
}

const struct whole *whole_find(const struct whole *wholes, int count, struct slice series)
{
    return bsearch(&series, wholes, (size_t)count, sizeof *wholes, by_series);
}

bool whole_has_part(const struct whole *whole, struct slice series)
{
    for (int i = 0; i < whole->part_count; i++)
        if (slice_equal(whole->parts[i], series))
            return true;
    return false;
}
