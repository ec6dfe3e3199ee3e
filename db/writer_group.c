#include "db/writer_group.h"

#include "stats/period.h"

void group_clear(struct group *group)
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

bool group_grow(struct group *group)
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

void group_copy(sqlite3_stmt *row, enum column column, char *out, size_t room)
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
    group_copy(row, OLD_PERIOD_TYPE, before->period_type, sizeof before->period_type);
    group_copy(row, OLD_VALUE_KEY, before->value_key, sizeof before->value_key);
    group_copy(row, OLD_KNOWN_ON, before->known_on, sizeof before->known_on);
    group_copy(row, OLD_CHOICE_KEY, before->choice.key, sizeof before->choice.key);
    group_copy(row, OLD_FIRST_KEY, before->choice.first_key, sizeof before->choice.first_key);
    group_copy(row, OLD_ENDED_ON, before->choice.ended_on, sizeof before->choice.ended_on);
    before->choice.latest = sqlite3_column_int(row, OLD_LATEST);
    before->choice.first = sqlite3_column_int(row, OLD_FIRST);
}

void group_read(sqlite3_stmt *row, struct member *member, struct choice_claim *claim)
{
    *claim = (struct choice_claim){0};
    member->staged = sqlite3_column_int64(row, STAGED);
    member->replaced = sqlite3_column_int64(row, REPLACED);
    member->since = sqlite3_column_int64(row, SINCE);
    member->differs = sqlite3_column_int(row, DIFFERS);
    member->now.choice = (struct choice){0};
    group_copy(row, ID, member->id, sizeof member->id);
    group_copy(row, KNOWN_ON, member->now.known_on, sizeof member->now.known_on);
    group_copy(row, REPLACED_ON, member->replaced_on, sizeof member->replaced_on);
    read_period_type(row, &member->now);
    read_value(row, member, claim);
    if (member->replaced)
        read_before(row, &member->before);
    claim->status = (enum status)words_find(&statuses, staging_text(row, STATUS));
    claim->rank = (enum rank)words_find(&ranks, staging_text(row, RANK));
    claim->relay = sqlite3_column_int(row, RELAY);
}

/* The texts of a claim lie in its member, which may have moved until now. */
void group_choose(struct group *group)
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
