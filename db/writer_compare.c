#include "db/writer_cells.h"
#include "db/writer_group.h"
#include "db/writer_internal.h"
#include "sql.h"

enum { SQL_CEILING = 16 * 1024, CITED = 5 };

struct comparing {
    struct staging *staging;
    sqlite3_stmt *claims, *keep;
    sqlite3_stmt *source; /* what a preferred claim's source is cited by */
    bool writes;          /* keep writes the claim itself */
    struct group group;
    struct cells *cells;
    struct changes *changes;
    const char *doing; /* for whoever watches */
    struct error *err;
};

static bool stands_same(const struct stand *a, const struct stand *b)
{
    return strcmp(a->period_type, b->period_type) == 0 && strcmp(a->value_key, b->value_key) == 0 &&
           strcmp(a->known_on, b->known_on) == 0 && strcmp(a->choice.key, b->choice.key) == 0 &&
           strcmp(a->choice.first_key, b->choice.first_key) == 0 &&
           strcmp(a->choice.ended_on, b->choice.ended_on) == 0 &&
           a->choice.latest == b->choice.latest && a->choice.first == b->choice.first &&
           strcmp(a->agreement, b->agreement) == 0 && a->alternatives == b->alternatives;
}

/* '+', '~', '=' for a claim that only stands differently, or 0 for one that need not be written. */
static char action_of(struct comparing *c, const struct member *member)
{
    if (!member->replaced)
        return c->changes->added++, '+';
    if (member->differs)
        return c->changes->changed++, '~';
    if (stands_same(&member->now, &member->before))
        return '\0';
    return c->changes->stands_differently++, '=';
}

static void bind_text(sqlite3_stmt *statement, int at, const char *text)
{
    sqlite3_bind_text(statement, at, text, -1, SQLITE_STATIC);
}

static void bind_integer(sqlite3_stmt *statement, int at, int64_t value, bool given)
{
    if (given)
        sqlite3_bind_int64(statement, at, value);
    else
        sqlite3_bind_null(statement, at);
}

/* How it stands, in the order of the columns of stage.standing; at: the place of the first. */
static void bind_stand(sqlite3_stmt *keep, int at, const struct stand *now)
{
    bind_text(keep, at, now->period_type);
    bind_text(keep, at + 1, now->value_key);
    bind_text(keep, at + 2, now->known_on);
    bind_text(keep, at + 3, now->choice.key);
    bind_text(keep, at + 4, now->choice.first_key);
    bind_text(keep, at + 5, now->choice.ended_on);
    sqlite3_bind_int(keep, at + 6, now->choice.latest);
    sqlite3_bind_int(keep, at + 7, now->choice.first);
    bind_text(keep, at + 8, now->agreement[0] ? now->agreement : NULL);
    sqlite3_bind_int(keep, at + 9, now->alternatives);
}

static const char *or_none(const char *text)
{
    return text[0] ? text : "~";
}

/* Lent by the statement, which is reset when the claim is written. */
static bool bind_cited(struct comparing *c, const struct member *member, int at)
{
    bool preferred = member->now.choice.latest;

    if (preferred) {
        staging_bind(c->source, 1, member->cells[CELL_SOURCE]);
        preferred = staging_step(c->staging, c->source, c->err);
    }
    for (int i = 0; i < CITED; i++)
        staging_bind(c->keep, at + i,
                     preferred ? staging_text(c->source, i) : (struct slice){NULL, 0});
    return !member->now.choice.latest || preferred;
}

/* Into the copy, by the places of write_claim.sql. */
static bool write_claim(struct comparing *c, const struct member *member)
{
    const struct group *group = &c->group;

    for (int i = 0; i < CELLS; i++)
        staging_bind(c->keep, i + 1, member->cells[i]);
    bind_text(c->keep, CELLS + 1, group->kind);
    bind_text(c->keep, CELLS + 2, or_none(group->series));
    bind_text(c->keep, CELLS + 3, or_none(group->start));
    bind_text(c->keep, CELLS + 4, or_none(group->end));
    bind_stand(c->keep, CELLS + 5, &member->now);
    bool ok = bind_cited(c, member, CELLS + 15) && staging_done(c->staging, c->keep, c->err);
    sqlite3_reset(c->source);
    return ok;
}

static bool keep(struct comparing *c, const struct member *member)
{
    char action[2] = {action_of(c, member), '\0'};

    if (strcmp(member->now.known_on, DAY_NONE) != 0 &&
        strcmp(member->now.known_on, c->changes->known_on) > 0)
        (void)slice_copy(slice_of(member->now.known_on), c->changes->known_on, DAY_ROOM);
    if (!action[0])
        return true;
    if (c->writes)
        return write_claim(c, member);
    sqlite3_bind_int64(c->keep, 1, member->staged);
    bind_text(c->keep, 2, action);
    bind_integer(c->keep, 3, member->replaced, member->replaced != 0);
    bind_integer(c->keep, 4, member->since, action[0] == '=');
    bind_stand(c->keep, 5, &member->now);
    return staging_done(c->staging, c->keep, c->err);
}

/* Claims without an end are never grouped, and only figures are chosen among. */
static bool is_grouped(const struct group *group)
{
    return group->end[0] && strcmp(group->kind, "figure") == 0;
}

static bool end_group(struct comparing *c)
{
    bool ok = true;

    if (is_grouped(&c->group) && c->group.count)
        group_choose(&c->group);
    else if (strcmp(c->group.kind, "figure") == 0)
        group_stand_alone(&c->group);
    ok = cells_add(c->cells, &c->group, c->err);
    for (int i = 0; ok && i < c->group.count; i++)
        ok = keep(c, &c->group.members[i]);
    group_reset(&c->group);
    return ok;
}

static bool is_of_group(const struct group *group, sqlite3_stmt *row)
{
    return is_grouped(group) && slice_is(staging_text(row, END), group->end) &&
           slice_is(staging_text(row, START), group->start) &&
           slice_is(staging_text(row, SERIES), group->series) &&
           slice_is(staging_text(row, KIND), group->kind);
}

static bool take_claim(struct comparing *c)
{
    struct group *group = &c->group;
    sqlite3_stmt *row = c->claims;

    if (!is_of_group(group, row)) {
        if (!end_group(c))
            return false;
        group_copy(row, KIND, group->kind, sizeof group->kind);
        group_copy(row, SERIES, group->series, sizeof group->series);
        group_copy(row, START, group->start, sizeof group->start);
        group_copy(row, END, group->end, sizeof group->end);
    }
    return (group->count < GROUP_MOST && group_grow(group) && group_read(row, group)) ||
           error_set(c->err, ERROR_INTERNAL, "no memory for the claims of one period");
}

static bool compare_claims(struct comparing *c, const struct progress *progress)
{
    bool ok = true;

    for (int64_t rows = 1; ok && staging_step(c->staging, c->claims, c->err); rows++) {
        ok = take_claim(c);
        if (rows % PROGRESS_ROWS == 0)
            progress_tell(progress, c->doing, rows);
    }
    return ok && c->err->kind == ERROR_NONE && end_group(c);
}

/* The rows of series and sources, and the claims that are gone. */
static bool count_rows(struct comparing *c)
{
    static const char sql[] = "SELECT count(*) FILTER (WHERE action = '+'), "
                              "count(*) FILTER (WHERE action = '~'), "
                              "count(*) FILTER (WHERE action = '-') FROM change";
    sqlite3_stmt *counts = staging_prepare(c->staging, sql, c->err);

    if (counts && staging_step(c->staging, counts, c->err)) {
        c->changes->added += sqlite3_column_int64(counts, 0);
        c->changes->changed += sqlite3_column_int64(counts, 1);
        c->changes->closed += sqlite3_column_int64(counts, 2);
    }
    sqlite3_finalize(counts);
    return counts && c->err->kind == ERROR_NONE;
}

static bool compare_metadata(struct comparing *c)
{
    sqlite3_stmt *newest = staging_prepare(
        c->staging, "SELECT number, metadata FROM revision ORDER BY number DESC LIMIT 1", c->err);
    struct slice metadata = {c->staging->metadata, c->staging->metadata_size};

    c->changes->metadata = true;
    if (newest && staging_step(c->staging, newest, c->err)) {
        c->changes->revision = sqlite3_column_int64(newest, 0);
        c->changes->metadata = !slice_equal(staging_text(newest, 1), metadata);
    }
    sqlite3_finalize(newest);
    return newest && c->err->kind == ERROR_NONE;
}

static sqlite3_stmt *prepare_claims(struct comparing *c)
{
    CLEAN(buffer) struct buffer sql;

    buffer_init(&sql, SQL_CEILING);
    buffer_format(&sql, "%s%s%s", sql_import_compare_claims,
                  c->writes ? sql_import_compare_first : sql_import_compare_versions,
                  sql_import_compare_order);
    buffer_char(&sql, '\0');
    if (!sql.failed)
        return staging_prepare(c->staging, sql.data, c->err);
    (void)error_set(c->err, ERROR_INTERNAL, "no memory for a statement");
    return NULL;
}

static bool prepare(struct comparing *c)
{
    static const char keep[] =
        "INSERT INTO stage.standing VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    c->claims = prepare_claims(c);
    if (c->claims)
        c->cells = cells_open(c->staging, c->err);
    if (c->cells)
        c->source = staging_prepare(c->staging, sql_import_write_cited, c->err);
    if (c->source)
        c->keep = staging_prepare(c->staging, c->writes ? sql_import_write_claim : keep, c->err);
    return c->keep != NULL;
}

static bool compare(struct comparing *c, const struct progress *progress)
{
    group_reset(&c->group);
    *c->changes = (struct changes){0};
    progress_tell(progress, c->doing, 0);
    bool ok = staging_exec(c->staging, "BEGIN", c->err) &&
              staging_exec(c->staging, sql_import_replacements, c->err) &&
              staging_exec(c->staging, sql_import_compare_rows, c->err) && prepare(c) &&
              compare_claims(c, progress) && cells_flush(c->cells, c->err) && count_rows(c) &&
              compare_metadata(c);
    sqlite3_finalize(c->claims);
    sqlite3_finalize(c->keep);
    sqlite3_finalize(c->source);
    cells_close(c->cells);
    group_clear(&c->group);
    return ok && staging_exec(c->staging, "COMMIT", c->err);
}

bool writer_compare(struct staging *staging, const struct progress *progress,
                    struct changes *changes, struct error *err)
{
    struct comparing c = {.staging = staging, .changes = changes, .doing = "comparing", .err = err};

    return compare(&c, progress);
}

bool writer_place(struct staging *staging, const struct progress *progress, struct changes *changes,
                  struct error *err)
{
    struct comparing c = {
        .staging = staging, .changes = changes, .doing = "writing", .writes = true, .err = err};

    return compare(&c, progress);
}

bool changes_any(const struct changes *changes)
{
    return changes->added || changes->changed || changes->closed || changes->stands_differently ||
           changes->metadata;
}

bool writer_tell(struct staging *staging,
                 void (*tell)(void *context, char action, enum package_file file, struct slice id),
                 void *context, struct error *err)
{
    sqlite3_stmt *changes = staging_prepare(staging, sql_import_changes, err);

    while (changes && staging_step(staging, changes, err)) {
        struct slice action = staging_text(changes, 1);

        if (action.size)
            tell(context, action.data[0], (enum package_file)sqlite3_column_int(changes, 0),
                 staging_text(changes, 2));
    }
    sqlite3_finalize(changes);
    return changes && err->kind == ERROR_NONE;
}
