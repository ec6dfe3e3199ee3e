#include "db/writer_cells.h"

#include <xxhash.h>

#include "db/records.h"
#include "stats/choice_days.h"

/* So many cells are kept in memory; above, they are added up in the scratch database. */
enum { SLOTS = 1 << 17, MOST = SLOTS / 2 };

enum axis { AXIS_NONE, AXIS_PERIOD, AXIS_DAY };

/* Compared and hashed as bytes: every byte counts, none is left unset. */
struct cell_key {
    char from[DAY_ROOM], to[DAY_ROOM]; /* of a period its end and start, of a day the day alone */
    char axis, kind, type, status, rank;
};

struct count_cell {
    struct cell_key key;
    int64_t counts[COUNTED];
};

struct cells {
    struct staging *staging;
    sqlite3_stmt *add;
    int used;
    const struct group *group; /* that days are told of */
    enum counted counted;      /* the rule that days are told for */
    struct count_cell slots[SLOTS];
};

struct cells *cells_open(struct staging *staging, struct error *err)
{
    static const char sql[] =
        "INSERT INTO stage.cell VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) "
        "ON CONFLICT DO UPDATE SET claims = claims + ?8, latest = latest + ?9, "
        "first = first + ?10, undated = undated + ?11";
    struct cells *cells = calloc(1, sizeof *cells);

    if (!cells) {
        (void)error_set(err, ERROR_INTERNAL, "no memory for counts");
        return NULL;
    }
    cells->staging = staging;
    cells->add = staging_prepare(staging, sql, err);
    if (!cells->add) {
        free(cells);
        return NULL;
    }
    return cells;
}

void cells_close(struct cells *cells)
{
    if (!cells)
        return;
    sqlite3_finalize(cells->add);
    free(cells);
}

static void bind_word(sqlite3_stmt *add, int at, const struct words *words, int index)
{
    sqlite3_bind_text(add, at, index < 0 ? "" : words->items[index], -1, SQLITE_STATIC);
}

static bool write_cell(struct cells *cells, const struct count_cell *cell, struct error *err)
{
    const struct cell_key *key = &cell->key;
    sqlite3_stmt *add = cells->add;

    sqlite3_bind_int(add, 1, key->axis == AXIS_DAY);
    bind_word(add, 2, &claim_kinds, key->kind);
    sqlite3_bind_text(add, 3, key->from, -1, SQLITE_STATIC);
    sqlite3_bind_text(add, 4, key->to, -1, SQLITE_STATIC);
    bind_word(add, 5, &period_types, key->type);
    bind_word(add, 6, &statuses, key->status);
    bind_word(add, 7, &ranks, key->rank);
    for (int i = 0; i < COUNTED; i++)
        sqlite3_bind_int64(add, 8 + i, cell->counts[i]);
    return staging_done(cells->staging, add, err);
}

bool cells_flush(struct cells *cells, struct error *err)
{
    for (int i = 0; i < SLOTS; i++) {
        if (cells->slots[i].key.axis != AXIS_NONE && !write_cell(cells, &cells->slots[i], err))
            return false;
        cells->slots[i] = (struct count_cell){0};
    }
    cells->used = 0;
    return true;
}

static struct count_cell *find_cell(struct cells *cells, const struct cell_key *key)
{
    size_t at = (size_t)XXH3_64bits(key, sizeof *key) % SLOTS;

    while (cells->slots[at].key.axis != AXIS_NONE) {
        if (memcmp(&cells->slots[at].key, key, sizeof *key) == 0)
            return &cells->slots[at];
        at = (at + 1) % SLOTS;
    }
    cells->slots[at].key = *key;
    cells->used++;
    return &cells->slots[at];
}

static struct cell_key key_of(const struct group *group, int index, enum axis axis)
{
    const struct member *member = &group->members[index];
    struct cell_key key;

    memset(&key, 0, sizeof key);
    key.axis = (char)axis;
    key.kind = (char)words_find(&claim_kinds, slice_of(group->kind));
    key.type = (char)words_find(&period_types, slice_of(member->now.period_type));
    key.status = (char)words_find(&statuses, member->cells[CELL_STATUS]);
    key.rank = (char)words_find(&ranks, member->cells[CELL_RANK]);
    return key;
}

static void set_day(char out[DAY_ROOM], const char *day)
{
    (void)slice_copy(slice_of(day[0] ? day : DAY_NONE), out, DAY_ROOM);
}

static void tell_day(void *context, int index, const char *day, int by)
{
    struct cells *cells = context;
    struct cell_key key = key_of(cells->group, index, AXIS_DAY);

    set_day(key.from, day);
    find_cell(cells, &key)->counts[cells->counted] += by;
}

static void add_claim(struct cells *cells, const struct group *group, int index)
{
    const struct stand *now = &group->members[index].now;
    struct cell_key period = key_of(group, index, AXIS_PERIOD), day = period;

    set_day(period.from, group->end);
    set_day(period.to, group->start);
    struct count_cell *cell = find_cell(cells, &period);
    cell->counts[COUNTED_CLAIMS]++;
    cell->counts[COUNTED_LATEST] += now->choice.latest;
    cell->counts[COUNTED_FIRST] += now->choice.first;
    day.axis = AXIS_DAY;
    set_day(day.from, now->known_on);
    cell->counts[COUNTED_UNDATED] += strcmp(day.from, DAY_NONE) == 0;
    find_cell(cells, &day)->counts[COUNTED_CLAIMS]++;
}

static bool add_days(struct cells *cells, const struct group *group, struct error *err)
{
    cells->group = group;
    for (int first = 0; first < 2; first++) {
        cells->counted = first ? COUNTED_FIRST : COUNTED_LATEST;
        if (!choice_days(group->claims, group->choices, group->count, first, tell_day, cells))
            return error_set(err, ERROR_INTERNAL, "no memory for the days of one period");
    }
    return true;
}

/* A group adds two cells a claim, and four a candidate that is chosen on some days. */
bool cells_add(struct cells *cells, const struct group *group, struct error *err)
{
    bool chosen = group->end[0] && strcmp(group->kind, "figure") == 0;

    if (cells->used + 8 * group->count > MOST && !cells_flush(cells, err))
        return false;
    for (int i = 0; i < group->count; i++)
        add_claim(cells, group, i);
    return !chosen || !group->count || add_days(cells, group, err);
}
