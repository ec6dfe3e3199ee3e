#include "db/writer_walk.h"
#include "sql.h"

struct comparing {
    struct walk walk;
    sqlite3_stmt *keep;
    struct changes *changes;
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

static bool keep(struct comparing *c, const struct member *member)
{
    char action[2] = {action_of(c, member), '\0'};

    walk_note_day(c->changes, member);
    if (!action[0])
        return true;
    sqlite3_bind_int64(c->keep, 1, member->staged);
    bind_text(c->keep, 2, action);
    bind_integer(c->keep, 3, member->replaced, member->replaced != 0);
    bind_integer(c->keep, 4, member->since, action[0] == '=');
    bind_stand(c->keep, 5, &member->now);
    return staging_done(c->walk.staging, c->keep, c->walk.err);
}

/* Each claim that is to be written, with how it stands, into the scratch database. */
static bool keep_claims(struct comparing *c)
{
    static const char sql[] =
        "INSERT INTO stage.standing VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    bool ok = true;

    c->keep = staging_prepare(c->walk.staging, sql, c->walk.err);
    while (c->keep && ok && walk_next(&c->walk))
        for (int i = 0; ok && i < c->walk.group.count; i++)
            ok = keep(c, &c->walk.group.members[i]);
    sqlite3_finalize(c->keep);
    return ok && c->keep && c->walk.err->kind == ERROR_NONE;
}

/* The rows of series and sources, and the claims that are gone. */
static bool count_rows(struct comparing *c)
{
    static const char sql[] = "SELECT count(*) FILTER (WHERE action = '+'), "
                              "count(*) FILTER (WHERE action = '~'), "
                              "count(*) FILTER (WHERE action = '-') FROM change";
    sqlite3_stmt *counts = staging_prepare(c->walk.staging, sql, c->walk.err);

    if (counts && staging_step(c->walk.staging, counts, c->walk.err)) {
        c->changes->added += sqlite3_column_int64(counts, 0);
        c->changes->changed += sqlite3_column_int64(counts, 1);
        c->changes->closed += sqlite3_column_int64(counts, 2);
    }
    sqlite3_finalize(counts);
    return counts && c->walk.err->kind == ERROR_NONE;
}

static bool compare_metadata(struct comparing *c)
{
    sqlite3_stmt *newest = staging_prepare(
        c->walk.staging, "SELECT number, metadata FROM revision ORDER BY number DESC LIMIT 1",
        c->walk.err);
    struct slice metadata = {c->walk.staging->metadata, c->walk.staging->metadata_size};

    c->changes->metadata = true;
    if (newest && staging_step(c->walk.staging, newest, c->walk.err)) {
        c->changes->revision = sqlite3_column_int64(newest, 0);
        c->changes->metadata = !slice_equal(staging_text(newest, 1), metadata);
    }
    sqlite3_finalize(newest);
    return newest && c->walk.err->kind == ERROR_NONE;
}

static bool compare(struct comparing *c, bool writes)
{
    struct walk *walk = &c->walk;

    *c->changes = (struct changes){0};
    bool ok = staging_exec(walk->staging, "BEGIN", walk->err) &&
              staging_exec(walk->staging, sql_import_replacements, walk->err) &&
              staging_exec(walk->staging, sql_import_compare_rows, walk->err) &&
              walk_open(walk, writes) &&
              (writes ? placed_write(walk, c->changes) : keep_claims(c)) && walk_finish(walk) &&
              count_rows(c) && compare_metadata(c);
    walk_close(walk);
    return ok && staging_exec(walk->staging, "COMMIT", walk->err);
}

bool writer_compare(struct staging *staging, const struct progress *progress,
                    struct changes *changes, struct error *err)
{
    struct comparing c = {
        .walk = {.staging = staging, .progress = progress, .doing = "comparing", .err = err},
        .changes = changes};

    return compare(&c, false);
}

bool writer_place(struct staging *staging, const struct progress *progress, struct changes *changes,
                  struct error *err)
{
    struct comparing c = {
        .walk = {.staging = staging, .progress = progress, .doing = "writing", .err = err},
        .changes = changes};

    return compare(&c, true);
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
