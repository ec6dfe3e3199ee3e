#include "db/writer_group.h"

#include "stats/agreement.h"

enum { TEXTS_CEILING = 512 * 1024 * 1024 };

void group_clear(struct group *group)
{
    free(group->members);
    free(group->claims);
    free(group->choices);
    free(group->prints);
    arena_clear(&group->texts);
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
    group->prints = grown(group->prints, room, sizeof *group->prints, &ok);
    if (ok)
        group->room = room;
    return ok;
}

void group_copy(sqlite3_stmt *row, int column, char *out, size_t room)
{
    (void)slice_copy(staging_text(row, column), out, room);
}

static struct period read_period(sqlite3_stmt *row)
{
    struct period period = {{0}, {0}};

    (void)date_parse(staging_text(row, START), &period.start);
    (void)date_parse(staging_text(row, END), &period.end);
    return period;
}

/* The same for all of a group. */
static void read_group_period(sqlite3_stmt *row, const struct claim_facts *facts,
                              struct group *group)
{
    struct month_day fiscal_start = {1, 1};

    (void)month_day_parse(slice_of(facts->fiscal_start), &fiscal_start);
    group->period = read_period(row);
    group->period_type = period_types.items[period_type(group->period, fiscal_start)];
}

/* A remark has no value. */
static void read_value(const struct claim_facts *facts, struct member *member,
                       struct choice_claim *claim)
{
    struct slice scale = member->cells[CELL_SCALE];
    struct decimal number;

    (void)slice_copy(slice_of("~"), member->now.value_key, sizeof member->now.value_key);
    if (!decimal_parse(member->cells[CELL_NUMBER], &number))
        return;
    int comparator = words_find(&comparators, member->cells[CELL_COMPARATOR]);
    (void)decimal_key(decimal_scaled(number, scale_power(scale)), member->now.value_key);
    claim->interval =
        interval_of(number, scale_power(scale), (enum comparator)comparator,
                    precision_of(slice_of(facts->unit), scale, (enum comparator)comparator));
}

static void read_version(sqlite3_stmt *row, struct member *member)
{
    struct stand *before = &member->before;

    member->replaced = sqlite3_column_int64(row, REPLACED);
    if (!member->replaced)
        return;
    member->since = sqlite3_column_int64(row, SINCE);
    member->differs = sqlite3_column_int(row, DIFFERS);
    group_copy(row, OLD_PERIOD_TYPE, before->period_type, sizeof before->period_type);
    group_copy(row, OLD_VALUE_KEY, before->value_key, sizeof before->value_key);
    group_copy(row, OLD_KNOWN_ON, before->known_on, sizeof before->known_on);
    group_copy(row, OLD_CHOICE_KEY, before->choice.key, sizeof before->choice.key);
    group_copy(row, OLD_FIRST_KEY, before->choice.first_key, sizeof before->choice.first_key);
    group_copy(row, OLD_ENDED_ON, before->choice.ended_on, sizeof before->choice.ended_on);
    before->choice.latest = sqlite3_column_int(row, OLD_LATEST);
    before->choice.first = sqlite3_column_int(row, OLD_FIRST);
    group_copy(row, OLD_AGREEMENT, before->agreement, sizeof before->agreement);
    before->alternatives = sqlite3_column_int(row, OLD_ALTERNATIVES);
}

/* The same claim as the evidence sees it. */
static bool read_print(const struct claim_facts *facts, const struct slice *cells,
                       struct group *group, struct print *print)
{
    struct slice scale = cells[CELL_SCALE];
    int comparator = words_find(&comparators, cells[CELL_COMPARATOR]);

    *print = (struct print){.period = group->period};
    (void)decimal_parse(cells[CELL_NUMBER], &print->number);
    print->power = scale_power(scale);
    print->comparator = comparator < 0 ? EQUAL : (enum comparator)comparator;
    print->precision = precision_of(slice_of(facts->unit), scale, print->comparator);
    print->status = (enum status)words_find(&statuses, cells[CELL_STATUS]);
    print->rank = (enum rank)words_find(&ranks, cells[CELL_RANK]);
    print->id = cells[CELL_ID];
    print->source = cells[CELL_SOURCE];
    print->replaces = cells[CELL_REPLACES];
    return arena_copy(&group->texts, facts->origin, &print->origin);
}

static bool read_cells(sqlite3_stmt *row, struct arena *texts, struct slice *cells)
{
    bool whole = true;

    for (int i = 0; i < CELLS; i++)
        whole &= arena_copy(texts, staging_text(row, CELLS_FROM + i), &cells[i]);
    return whole;
}

void group_reset(struct group *group)
{
    group->count = 0;
    group->texts.ceiling = TEXTS_CEILING;
    arena_reset(&group->texts);
}

bool group_read(sqlite3_stmt *row, const struct claim_facts *facts, struct group *group)
{
    struct member *member = &group->members[group->count];
    struct choice_claim *claim = &group->claims[group->count];

    *claim = (struct choice_claim){0};
    if (!read_cells(row, &group->texts, member->cells))
        return false;
    member->staged = sqlite3_column_int64(row, STAGED);
    member->replaced = 0;
    if (sqlite3_column_count(row) > REPLACED)
        read_version(row, member);
    member->now.choice = (struct choice){0};
    (void)slice_copy(facts->known_on, member->now.known_on, sizeof member->now.known_on);
    memcpy(member->replaced_on, facts->replaced_on, sizeof member->replaced_on);
    if (!group->count)
        read_group_period(row, facts, group);
    (void)slice_copy(slice_of(group->period_type), member->now.period_type,
                     sizeof member->now.period_type);
    read_value(facts, member, claim);
    member->now.agreement[0] = '\0';
    member->now.alternatives = 0;
    struct print *print = &group->prints[group->count++];
    bool whole = read_print(facts, member->cells, group, print);
    claim->id = print->id;
    claim->status = print->status;
    claim->rank = print->rank;
    claim->relay = facts->relay;
    return whole;
}

static void set_standing(struct group *group, int index, enum agreement agreement, int alternatives)
{
    struct stand *now = &group->members[index].now;

    (void)slice_copy(slice_of(agreements.items[agreement]), now->agreement, sizeof now->agreement);
    now->alternatives = alternatives;
}

void group_stand_alone(struct group *group)
{
    for (int i = 0; i < group->count; i++)
        set_standing(group, i, AGREEMENT_ONLY, 0);
}

static int kind_of(const struct print *print)
{
    return status_is_realised(print->status) ? 0 : print->status == STATUS_ESTIMATED ? 1 : 2;
}

/* Claims of one kind that are not deprecated agree alike: the first of a kind is looked at, and
 * each that is deprecated beside them. */
static void agree(struct group *group)
{
    struct standing of_kind[] = {{AGREEMENT_ONLY, -1}, {AGREEMENT_ONLY, -1}, {AGREEMENT_ONLY, -1}};

    for (int i = 0; i < group->count; i++) {
        const struct print *print = &group->prints[i];
        struct standing *standing = &of_kind[kind_of(print)];

        if (print->rank == RANK_DEPRECATED)
            continue;
        if (standing->alternatives < 0)
            *standing = agreement_of(group->prints, group->count, i);
        set_standing(group, i, standing->agreement, standing->alternatives);
    }
    for (int i = 0; i < group->count; i++) {
        const struct print *print = &group->prints[i];

        if (print->rank != RANK_DEPRECATED)
            continue;
        struct standing standing =
            agreement_beside(group->prints, group->count, i, of_kind[kind_of(print)].agreement);
        set_standing(group, i, standing.agreement, standing.alternatives);
    }
}

/* The texts of a claim lie in its member, which may have moved until now. */
void group_choose(struct group *group)
{
    for (int i = 0; i < group->count; i++) {
        const struct member *member = &group->members[i];

        group->claims[i].known_on = slice_of(member->now.known_on);
        group->claims[i].replaced_on =
            slice_of(member->replaced_on[0] ? member->replaced_on : NULL);
        group->prints[i].known_on = group->claims[i].known_on;
        group->prints[i].series = slice_of(group->series);
    }
    choice_make(group->claims, group->count, group->choices);
    for (int i = 0; i < group->count; i++)
        group->members[i].now.choice = group->choices[i];
    agree(group);
}
