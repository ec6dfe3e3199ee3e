#include "db/writer.h"
#include "db/writer_group.h"
#include "sql.h"

struct comparing {
    struct staging *staging;
    sqlite3_stmt *claims, *keep;
    struct group group;
    struct changes *changes;
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

static bool keep(struct comparing *c, const struct member *member)
{
    char action[2] = {action_of(c, member), '\0'};

    if (strcmp(member->now.known_on, DAY_NONE) != 0 &&
        strcmp(member->now.known_on, c->changes->known_on) > 0)
        (void)slice_copy(slice_of(member->now.known_on), c->changes->known_on, DAY_ROOM);
    if (!action[0])
        return true;
    sqlite3_bind_int64(c->keep, 1, member->staged);
    bind_text(c->keep, 2, action);
    bind_integer(c->keep, 3, member->replaced, member->replaced != 0);
    bind_integer(c->keep, 4, member->since, action[0] == '=');
    bind_text(c->keep, 5, member->now.period_type);
    bind_text(c->keep, 6, member->now.value_key);
    bind_text(c->keep, 7, member->now.known_on);
    bind_text(c->keep, 8, member->now.choice.key);
    bind_text(c->keep, 9, member->now.choice.first_key);
    bind_text(c->keep, 10, member->now.choice.ended_on);
    sqlite3_bind_int(c->keep, 11, member->now.choice.latest);
    sqlite3_bind_int(c->keep, 12, member->now.choice.first);
    bind_text(c->keep, 13, member->now.agreement[0] ? member->now.agreement : NULL);
    sqlite3_bind_int(c->keep, 14, member->now.alternatives);
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
            progress_tell(progress, "comparing", rows);
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

static bool prepare(struct comparing *c)
{
    c->claims = staging_prepare(c->staging, sql_import_compare_claims, c->err);
    if (c->claims)
        c->keep = staging_prepare(
            c->staging,
            "INSERT INTO stage.standing VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            c->err);
    return c->keep != NULL;
}

bool writer_compare(struct staging *staging, const struct progress *progress,
                    struct changes *changes, struct error *err)
{
    struct comparing c = {.staging = staging, .changes = changes, .err = err};

    group_reset(&c.group);

    *changes = (struct changes){0};
    progress_tell(progress, "comparing", 0);
    bool ok = staging_exec(staging, "BEGIN", err) &&
              staging_exec(staging, sql_import_replacements, err) &&
              staging_exec(staging, sql_import_compare_rows, err) && prepare(&c) &&
              compare_claims(&c, progress) && count_rows(&c) && compare_metadata(&c);
    sqlite3_finalize(c.claims);
    sqlite3_finalize(c.keep);
    group_clear(&c.group);
    return ok && staging_exec(staging, "COMMIT", err);
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
