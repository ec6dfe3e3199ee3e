#include "db/writer_facts.h"

#include <xxhash.h>

enum {
    SOURCE_SLOTS = 1 << 19,
    SOURCE_BYTES = 16 << 20, /* those of ten million figures fit */
    REPLACED_BITS = 1 << 23,
};

/* As they lie in `sources`. */
struct source_facts {
    uint32_t relay, origin_size;
    char published_on[DAY_ROOM + 1];
    char origin[];
};

static const char sql_series[] =
    "SELECT unit, coalesce(fiscal_year_start, '01-01') FROM stage.staged_series WHERE id = ?1";

static const char sql_source[] =
    "SELECT published_on, type IN ('article', 'forum'), coalesce(origin, publisher) "
    "FROM stage.staged_source WHERE id = ?1";

static const char sql_replaced[] = "SELECT min(known_on) FROM stage.replacement WHERE target = ?1";

static size_t bit_of(struct slice id)
{
    return (size_t)XXH3_64bits(id.data, id.size) % REPLACED_BITS;
}

static bool note_replaced(struct facts *facts, struct error *err)
{
    sqlite3_stmt *all =
        staging_prepare(facts->staging, "SELECT target FROM stage.replacement", err);

    while (all && staging_step(facts->staging, all, err)) {
        size_t bit = bit_of(staging_text(all, 0));

        facts->replaced[bit / 8] |= (unsigned char)(1 << bit % 8);
    }
    sqlite3_finalize(all);
    return all && err->kind == ERROR_NONE;
}

bool facts_open(struct facts *facts, struct staging *staging, struct error *err)
{
    *facts = (struct facts){.staging = staging};
    facts->replaced = calloc(REPLACED_BITS / 8, 1);
    if (!facts->replaced || !keep_init(&facts->sources, SOURCE_SLOTS, SOURCE_BYTES))
        return error_set(err, ERROR_INTERNAL, "no memory for what claims refer to");
    facts->find_series = staging_prepare(staging, sql_series, err);
    if (facts->find_series)
        facts->find_source = staging_prepare(staging, sql_source, err);
    if (facts->find_source)
        facts->find_replaced = staging_prepare(staging, sql_replaced, err);
    return facts->find_replaced && note_replaced(facts, err);
}

void facts_close(struct facts *facts)
{
    sqlite3_finalize(facts->find_series);
    sqlite3_finalize(facts->find_source);
    sqlite3_finalize(facts->find_replaced);
    keep_clear(&facts->sources);
    free(facts->replaced);
}

/* The row of the id, to be reset; false where there is none (*err is no error) and on failure. */
static bool look_up(const struct facts *facts, sqlite3_stmt *find, struct slice id,
                    struct error *err)
{
    staging_bind(find, 1, id);
    return staging_step(facts->staging, find, err);
}

/* A remark may be about no series. */
static bool find_series(struct facts *facts, struct slice series, struct error *err)
{
    struct claim_facts *found = &facts->found;

    if (found->fiscal_start[0] && slice_is(series, facts->series))
        return true;
    (void)slice_copy(slice_of("01-01"), found->fiscal_start, sizeof found->fiscal_start);
    found->unit[0] = '\0';
    if (look_up(facts, facts->find_series, series, err)) {
        group_copy(facts->find_series, 0, found->unit, sizeof found->unit);
        group_copy(facts->find_series, 1, found->fiscal_start, sizeof found->fiscal_start);
    }
    sqlite3_reset(facts->find_series);
    (void)slice_copy(series, facts->series, sizeof facts->series);
    return err->kind == ERROR_NONE;
}

static const struct source_facts *keep_source(struct facts *facts, struct slice id,
                                              struct error *err)
{
    sqlite3_stmt *row = facts->find_source;
    struct source_facts *kept = NULL;

    if (look_up(facts, row, id, err)) {
        struct slice origin = staging_text(row, 2);

        kept = keep_add(&facts->sources, id, sizeof *kept + origin.size);
        if (kept) {
            kept->relay = (uint32_t)sqlite3_column_int(row, 1);
            kept->origin_size = (uint32_t)origin.size;
            group_copy(row, 0, kept->published_on, sizeof kept->published_on);
            memcpy(kept->origin, origin.data, origin.size);
        }
    }
    sqlite3_reset(row);
    if (!kept && err->kind == ERROR_NONE)
        (void)error_set(err, ERROR_INTERNAL, "no memory for a source");
    return kept;
}

static bool find_source(struct facts *facts, sqlite3_stmt *row, struct error *err)
{
    struct claim_facts *found = &facts->found;
    struct slice id = staging_text(row, SOURCE), stated_on = staging_text(row, STATED_ON);
    size_t size;
    const struct source_facts *kept = keep_find(&facts->sources, id, &size);

    if (!kept)
        kept = keep_source(facts, id, err);
    if (!kept)
        return false;
    const char *day = kept->published_on[0] ? kept->published_on : DAY_NONE;
    found->known_on = stated_on.size ? stated_on : slice_of(day);
    found->origin = staging_text(row, ORIGIN);
    if (!found->origin.size)
        found->origin = (struct slice){kept->origin, kept->origin_size};
    found->relay = kept->relay;
    return true;
}

static bool find_replaced(struct facts *facts, struct slice id, struct error *err)
{
    struct claim_facts *found = &facts->found;
    size_t bit = bit_of(id);

    found->replaced_on[0] = '\0';
    if (!(facts->replaced[bit / 8] >> bit % 8 & 1))
        return true;
    if (look_up(facts, facts->find_replaced, id, err))
        group_copy(facts->find_replaced, 0, found->replaced_on, sizeof found->replaced_on);
    sqlite3_reset(facts->find_replaced);
    return err->kind == ERROR_NONE;
}

bool facts_find(struct facts *facts, sqlite3_stmt *row, struct error *err)
{
    return find_series(facts, staging_text(row, SERIES), err) && find_source(facts, row, err) &&
           find_replaced(facts, staging_text(row, CELLS_FROM + CELL_ID), err);
}
