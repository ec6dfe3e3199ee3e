#include "db/staging_internal.h"
#include "db/writer.h"
#include "sql.h"
#include "stats/choice.h"
#include "stats/period.h"

enum { DAY_ROOM = 11, ID_ROOM = 121, GROUP_MOST = 10000 };

/* The columns of compare_claims.sql. */
enum column {
    STAGED,
    KIND,
    SERIES,
    START,
    END,
    ID,
    NUMBER,
    SCALE,
    COMPARATOR,
    STATUS,
    RANK,
    UNIT,
    FISCAL_START,
    KNOWN_ON,
    RELAY,
    REPLACED_ON,
    REPLACED,
    SINCE,
    DIFFERS,
    OLD_PERIOD_TYPE,
    OLD_VALUE_KEY,
    OLD_KNOWN_ON,
    OLD_CHOICE_KEY,
    OLD_FIRST_KEY,
    OLD_ENDED_ON,
    OLD_LATEST,
    OLD_FIRST,
};

/* How a claim stands beside the others. */
struct standing {
    char period_type[16], value_key[DECIMAL_KEY_ROOM], known_on[DAY_ROOM];
    struct choice choice;
};

struct member {
    int64_t staged, replaced, since; /* replaced: 0 for a new claim */
    bool differs;
    char id[ID_ROOM], replaced_on[DAY_ROOM];
    struct standing now, before;
};

/* The claims of one series and period. */
struct group {
    struct member *members;
    struct choice_claim *claims;
    struct choice *choices;
    int count, room;
    char kind[16], series[ID_ROOM], start[DAY_ROOM], end[DAY_ROOM];
};

struct comparing {
    struct staging *staging;
    sqlite3_stmt *claims, *keep;
    struct group group;
    struct changes *changes;
    struct error *err;
};

static void group_clear(struct group *group)
{
    free(group->members);
    free(group->claims);
    free(group->choices);
    *group = (struct group){0};
}

static void *grown(void *items, int room, size_t size, bool *ok)
{
    void *more = realloc(items, (size_t)room * size);

    *ok = *ok && more;
    return more ? more : items;
}

static bool group_grow(struct group *group)
{
    int room = group->room ? group->room * 2 : 16;
    bool ok = true;

    if (group->count < group->room)
        return true;
    group->members = grown(group->members, room, sizeof *group->members, &ok);
    group->claims = grown(group->claims, room, sizeof *group->claims, &ok);
    group->choices = grown(group->choices, room, sizeof *group->choices, &ok);
    if (ok)
        group->room = room;
    return ok;
}

static void copy(sqlite3_stmt *row, enum column column, char *out, size_t room)
{
    (void)slice_copy(staging_text(row, (int)column), out, room);
}

static struct period read_period(sqlite3_stmt *row)
{
    struct period period = {{0}, {0}};

    (void)date_parse(staging_text(row, START), &period.start);
    (void)date_parse(staging_text(row, END), &period.end);
    return period;
}

static void read_period_type(sqlite3_stmt *row, struct standing *now)
{
    struct month_day fiscal_start = {1, 1};

    (void)month_day_parse(staging_text(row, FISCAL_START), &fiscal_start);
    (void)slice_copy(slice_of(period_types.items[period_type(read_period(row), fiscal_start)]),
                     now->period_type, sizeof now->period_type);
}

/* A remark has no value. */
static void read_value(sqlite3_stmt *row, struct member *member, struct choice_claim *claim)
{
    struct slice scale = staging_text(row, SCALE);
    struct decimal number;

    (void)slice_copy(slice_of("~"), member->now.value_key, sizeof member->now.value_key);
    if (!decimal_parse(staging_text(row, NUMBER), &number))
        return;
    int comparator = words_find(&comparators, staging_text(row, COMPARATOR));
    (void)decimal_key(decimal_scaled(number, scale_power(scale)), member->now.value_key);
    claim->interval =
        interval_of(number, scale_power(scale), (enum comparator)comparator,
                    precision_of(staging_text(row, UNIT), scale, (enum comparator)comparator));
}

static void read_before(sqlite3_stmt *row, struct standing *before)
{
    copy(row, OLD_PERIOD_TYPE, before->period_type, sizeof before->period_type);
    copy(row, OLD_VALUE_KEY, before->value_key, sizeof before->value_key);
    copy(row, OLD_KNOWN_ON, before->known_on, sizeof before->known_on);
    copy(row, OLD_CHOICE_KEY, before->choice.key, sizeof before->choice.key);
    copy(row, OLD_FIRST_KEY, before->choice.first_key, sizeof before->choice.first_key);
    copy(row, OLD_ENDED_ON, before->choice.ended_on, sizeof before->choice.ended_on);
    before->choice.latest = sqlite3_column_int(row, OLD_LATEST);
    before->choice.first = sqlite3_column_int(row, OLD_FIRST);
}

static void read_member(sqlite3_stmt *row, struct member *member, struct choice_claim *claim)
{
    *claim = (struct choice_claim){0};
    member->staged = sqlite3_column_int64(row, STAGED);
    member->replaced = sqlite3_column_int64(row, REPLACED);
    member->since = sqlite3_column_int64(row, SINCE);
    member->differs = sqlite3_column_int(row, DIFFERS);
    member->now.choice = (struct choice){0};
    copy(row, ID, member->id, sizeof member->id);
    copy(row, KNOWN_ON, member->now.known_on, sizeof member->now.known_on);
    copy(row, REPLACED_ON, member->replaced_on, sizeof member->replaced_on);
    read_period_type(row, &member->now);
    read_value(row, member, claim);
    if (member->replaced)
        read_before(row, &member->before);
    claim->status = (enum status)words_find(&statuses, staging_text(row, STATUS));
    claim->rank = (enum rank)words_find(&ranks, staging_text(row, RANK));
    claim->relay = sqlite3_column_int(row, RELAY);
}

/* The texts of a claim lie in its member, which may have moved until now. */
static void choose(struct group *group)
{
    for (int i = 0; i < group->count; i++) {
        const struct member *member = &group->members[i];

        group->claims[i].id = slice_of(member->id);
        group->claims[i].known_on = slice_of(member->now.known_on);
        group->claims[i].replaced_on =
            slice_of(member->replaced_on[0] ? member->replaced_on : NULL);
    }
    choice_make(group->claims, group->count, group->choices);
    for (int i = 0; i < group->count; i++)
        group->members[i].now.choice = group->choices[i];
}

static bool stands_same(const struct standing *a, const struct standing *b)
{
    return strcmp(a->period_type, b->period_type) == 0 && strcmp(a->value_key, b->value_key) == 0 &&
           strcmp(a->known_on, b->known_on) == 0 && strcmp(a->choice.key, b->choice.key) == 0 &&
           strcmp(a->choice.first_key, b->choice.first_key) == 0 &&
           strcmp(a->choice.ended_on, b->choice.ended_on) == 0 &&
           a->choice.latest == b->choice.latest && a->choice.first == b->choice.first;
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
        choose(&c->group);
    for (int i = 0; ok && i < c->group.count; i++)
        ok = keep(c, &c->group.members[i]);
    c->group.count = 0;
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
        copy(row, KIND, group->kind, sizeof group->kind);
        copy(row, SERIES, group->series, sizeof group->series);
        copy(row, START, group->start, sizeof group->start);
        copy(row, END, group->end, sizeof group->end);
    }
    if (group->count == GROUP_MOST || !group_grow(group))
        return error_set(c->err, ERROR_INTERNAL, "no memory for the claims of one period");
    read_member(row, &group->members[group->count], &group->claims[group->count]);
    group->count++;
    return true;
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
            "INSERT INTO stage.standing VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", c->err);
    return c->keep != NULL;
}

bool writer_compare(struct staging *staging, const struct progress *progress,
                    struct changes *changes, struct error *err)
{
    struct comparing c = {.staging = staging, .changes = changes, .err = err};

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

    while (changes && staging_step(staging, changes, err))
        tell(context, staging_text(changes, 1).data[0],
             (enum package_file)sqlite3_column_int(changes, 0), staging_text(changes, 2));
    sqlite3_finalize(changes);
    return changes && err->kind == ERROR_NONE;
}
