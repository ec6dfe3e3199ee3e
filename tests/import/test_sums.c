/* Sums among the conflicts, over a package of a test's own: what is listed, and that a walk that
 * pauses at every place finds the same. */
#include "db/conflicts.h"
#include "tests/import/world.h"

enum { ENOUGH = 1 << 30, TEXT = 64 * 1024 };

/* id, series, period, million */
#define FIGURE(id, series, start, end, million, source, last)                                      \
    id "," series "," start "," end ",," million ",million,=," source                              \
       ",p. 1,,,bureau,It came to that.," last ",normal,,,actual\n"

static const char series[] =
    "id,name,definition,geography,unit,broader,part_of,fiscal_year_start,note\n"
    "exports,Exports,All exports.,PK,USD,,,,\n"
    "goods,Goods,Exports of goods.,PK,USD,,exports,,\n"
    "services,Services,Exports of services.,PK,USD,,exports,,\n"
    "share,Share,Share of exports.,PK,percent,,,,\n";

static const char figures[] =
    "id,series,period_start,period_end,period_label,number,scale,comparator,source,locator,"
    "stated_by,stated_on,origin,statement,replaces,rank,rank_reason,note,status\n"
    /* The paper's own numbers add up, the preferred ones do not. */
    FIGURE("e.2020", "exports", "2020-01-01", "2020-12-31", "30", "table",
           "") FIGURE("e.2020.paper", "exports", "2020-01-01", "2020-12-31", "33", "paper", "")
        FIGURE("g.2020", "goods", "2020-01-01", "2020-12-31", "11", "table", "")
            FIGURE("g.2020.paper", "goods", "2020-01-01", "2020-12-31", "13", "paper", "")
                FIGURE("s.2020.paper", "services", "2020-01-01", "2020-12-31", "20", "paper", "")
    /* One part short, and a part without a figure. */
    FIGURE("e.2021", "exports", "2021-01-01", "2021-12-31", "40", "table", "")
        FIGURE("g.2021", "goods", "2021-01-01", "2021-12-31", "15", "table", "")
            FIGURE("s.2021", "services", "2021-01-01", "2021-12-31", "20", "table", "")
                FIGURE("e.2022", "exports", "2022-01-01", "2022-12-31", "50", "table", "")
                    FIGURE("g.2022", "goods", "2022-01-01", "2022-12-31", "15", "table", "")
    /* Quarters that were cut off, and a year whose second half was revised. */
    FIGURE("g.2021.q1", "goods", "2021-01-01", "2021-03-31", "3", "table",
           "") FIGURE("g.2021.q2", "goods", "2021-04-01", "2021-06-30", "3", "table", "")
        FIGURE("g.2021.q3", "goods", "2021-07-01", "2021-09-30", "3", "table", "")
            FIGURE("g.2021.q4", "goods", "2021-10-01", "2021-12-31", "3", "table", "")
                FIGURE("s.2021.h1", "services", "2021-01-01", "2021-06-30", "11", "table", "")
                    FIGURE("s.2021.h2", "services", "2021-07-01", "2021-12-31", "9", "paper", "")
                        FIGURE("s.2021.h2.table", "services", "2021-07-01", "2021-12-31", "14",
                               "table", "s.2021.h2")
    /* Shares are not added. */
    "p.2021,share,2021-01-01,2021-12-31,,50,,=,table,p. 1,,,,Half of it.,,normal,,,actual\n"
    "p.2021.h1,share,2021-01-01,2021-06-30,,40,,=,table,p. 1,,,,Less.,,normal,,,actual\n"
    "p.2021.h2,share,2021-07-01,2021-12-31,,60,,=,table,p. 1,,,,More.,,normal,,,actual\n";

static const char *const expected =
    "exports 2021 parts unexplained 35000000 table - 5000000\n"
    "goods 2021 periods rounding 12000000 table - 3000000\n"
    "services 2021 periods revision 25000000 table s.2021.h2 5000000\n";

static void write_world(struct world *world)
{
    static const char *const empty[] = {"targets.csv", "growth_rates.csv", "remarks.csv"};
    struct buffer file;

    world_open(world);
    world_write(world, "series.csv", series);
    world_write(world, "figures.csv", figures);
    for (int i = 0; i < 3; i++) {
        char path[2 * WORLD_ROOM];

        (void)snprintf(path, sizeof path, "%s/%s", world->package, empty[i]);
        world_read(path, &file);
        buffer_char(&file, '\0');
        *(strchr(file.data, '\n') + 1) = '\0';
        world_write(world, empty[i], file.data);
        buffer_clear(&file);
    }
    ck_assert_msg(world_run(world, IMPORT_WRITE) == 0, "%s%s", world->told.data, world->err.detail);
}

static void tell(const struct conflict_record *it, struct buffer *out)
{
    if (slice_is(it->subject, "sums"))
        buffer_format(out, "%.*s %.*s %.*s %.*s %.*s %.*s %.*s %.*s\n", SLICE_ARGS(it->series),
                      SLICE_ARGS(it->period.label), SLICE_ARGS(it->sum_of), SLICE_ARGS(it->reason),
                      SLICE_ARGS(it->sum_value),
                      SLICE_ARGS(it->sum_source.data ? it->sum_source : slice_of("-")),
                      SLICE_ARGS(it->sum_revised.data ? it->sum_revised : slice_of("-")),
                      SLICE_ARGS(it->spread));
}

/* All sums, gone on from every place at which a walk of that much pauses. Returns the pauses. */
static int walk(struct store *store, int64_t enough, struct buffer *out)
{
    struct conflict_question question = {.series_count = -1, .enough = enough};
    struct knowledge known = {.revision = store_revision(store)};
    char place[64] = "";
    int pauses = -1;
    bool more = true;

    for (; more; pauses++) {
        CLEAN(arena) struct arena arena = {0};
        CLEAN(buffer) struct buffer text = {0};
        struct conflict_walk walk;
        struct conflict_record record;
        struct error err = {0};

        arena_init(&arena, 1 << 24);
        buffer_init(&text, sizeof place);
        question.place = slice_of(place[0] ? place : NULL);
        ck_assert_msg(conflicts_open(&walk, store, &known, &question, &err), "%s", err.detail);
        while (conflicts_next(&walk, &arena, &record, &err))
            tell(&record, out);
        ck_assert_msg(err.kind == ERROR_NONE, "%s", err.detail);
        more = walk.paused;
        conflict_place(&walk, &text);
        ck_assert(slice_copy(buffer_all(&text), place, sizeof place));
        conflict_walk_clear(&walk);
    }
    return pauses;
}

START_TEST(sums_that_do_not_add_up_are_listed)
{
    struct world world;
    struct error err = {0};
    CLEAN(buffer) struct buffer whole = {0}, pieces = {0};

    write_world(&world);
    struct store *store = store_open(world.database, 0, &err);
    ck_assert_msg(store, "%s", err.detail);
    buffer_init(&whole, TEXT);
    buffer_init(&pieces, TEXT);
    ck_assert_int_eq(walk(store, ENOUGH, &whole), 0);
    ck_assert_int_gt(walk(store, 1, &pieces), 10);
    ck_assert(slice_equal(buffer_all(&whole), buffer_all(&pieces)));
    buffer_char(&whole, '\0');
    ck_assert_str_eq(whole.data, expected);
    store_close(store);
    world_close(&world);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {sums_that_do_not_add_up_are_listed};

    return SUITE_RUN("import-sums", tests);
}
