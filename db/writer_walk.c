#include "db/writer_walk.h"

#include "sql.h"

enum { SQL_CEILING = 16 * 1024 };

static sqlite3_stmt *prepare_claims(const struct walk *walk, bool is_new)
{
    CLEAN(buffer) struct buffer sql;

    buffer_init(&sql, SQL_CEILING);
    buffer_format(&sql, "%s%s%s", sql_import_compare_claims,
                  is_new ? sql_import_compare_first : sql_import_compare_versions,
                  sql_import_compare_order);
    buffer_char(&sql, '\0');
    if (!sql.failed)
        return staging_prepare(walk->staging, sql.data, walk->err);
    (void)error_set(walk->err, ERROR_INTERNAL, "no memory for a statement");
    return NULL;
}

void walk_close(struct walk *walk)
{
    sqlite3_finalize(walk->claims);
    cells_close(walk->cells);
    facts_close(&walk->facts);
    group_clear(&walk->group);
}

/* Claims without an end are never grouped, and only figures are chosen among. */
static bool is_grouped(const struct group *group)
{
    return group->end[0] && strcmp(group->kind, "figure") == 0;
}

static bool is_of_group(const struct group *group, sqlite3_stmt *row)
{
    return is_grouped(group) && slice_is(staging_text(row, END), group->end) &&
           slice_is(staging_text(row, START), group->start) &&
           slice_is(staging_text(row, SERIES), group->series) &&
           slice_is(staging_text(row, KIND), group->kind);
}

static void begin_group(sqlite3_stmt *row, struct group *group)
{
    group_reset(group);
    group_copy(row, KIND, group->kind, sizeof group->kind);
    group_copy(row, SERIES, group->series, sizeof group->series);
    group_copy(row, START, group->start, sizeof group->start);
    group_copy(row, END, group->end, sizeof group->end);
}

static bool take_claim(struct walk *walk)
{
    struct group *group = &walk->group;

    if (!facts_find(&walk->facts, walk->claims, walk->err))
        return false;
    return (group->count < GROUP_MOST && group_grow(group) &&
            group_read(walk->claims, &walk->facts.found, group)) ||
           error_set(walk->err, ERROR_INTERNAL, "no memory for the claims of one period");
}

/* To the next row of the package. */
static bool step(struct walk *walk)
{
    if (!staging_step(walk->staging, walk->claims, walk->err))
        return false;
    if (++walk->rows % PROGRESS_ROWS == 0)
        progress_tell(walk->progress, walk->doing, walk->rows);
    return true;
}

bool walk_open(struct walk *walk, bool is_new)
{
    group_reset(&walk->group);
    walk->claims = prepare_claims(walk, is_new);
    if (walk->claims)
        walk->cells = cells_open(walk->staging, walk->err);
    progress_tell(walk->progress, walk->doing, 0);
    if (!walk->cells || !facts_open(&walk->facts, walk->staging, walk->err))
        return false;
    walk->waits = step(walk);
    return walk->err->kind == ERROR_NONE;
}

static bool end_group(struct walk *walk)
{
    struct group *group = &walk->group;

    if (is_grouped(group))
        group_choose(group);
    else if (strcmp(group->kind, "figure") == 0)
        group_stand_alone(group);
    return cells_add(walk->cells, group, walk->err);
}

bool walk_next(struct walk *walk)
{
    if (!walk->waits)
        return false;
    begin_group(walk->claims, &walk->group);
    do {
        if (!take_claim(walk))
            return false;
        walk->waits = step(walk);
    } while (walk->waits && is_of_group(&walk->group, walk->claims));
    return walk->err->kind == ERROR_NONE && end_group(walk);
}

bool walk_finish(struct walk *walk)
{
    return walk->err->kind == ERROR_NONE && cells_flush(walk->cells, walk->err);
}

void walk_note_day(struct changes *changes, const struct member *member)
{
    const char *day = member->now.known_on;

    if (strcmp(day, DAY_NONE) != 0 && strcmp(day, changes->known_on) > 0)
        (void)slice_copy(slice_of(day), changes->known_on, DAY_ROOM);
}
