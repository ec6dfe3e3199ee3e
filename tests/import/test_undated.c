/* What a search on a day leaves out: counted to the last, however early the walk ends, in every
 * revision. */
#include "db/search.h"

#include "db/store.h"
#include "tests/import/world.h"

enum { ARENA_CEILING = 1 << 20, ADDED = 20, LOOKED_AT = 3 };

static void add_undated(struct world *world)
{
    char row[256];

    for (int i = 0; i < ADDED; i++) {
        (void)snprintf(row, sizeof row,
                       "a.some.%d,a,,,,%d,million,=,undated,p. 1,,,,Sent item%d abroad.,,normal,,,"
                       "actual\n",
                       i, i + 1, i);
        world_add(world, "figures.csv", row);
    }
}

/* By its first page, and by the one behind. */
static void expect(const struct world *world, int64_t revision, const char *words,
                   const char *kinds, int64_t undated)
{
    struct error err = {0};
    CLOSE(store) struct store *store = store_open(world->database, 0, &err);

    ck_assert_msg(store, "%s", err.detail);
    for (int page = 0; page < 2; page++) {
        CLEAN(arena) struct arena arena;
        struct claim_counts counts;
        struct search_question q = {.revision = revision,
                                    .words = slice_of(words),
                                    .kinds = {slice_of(kinds), {NULL, 0}, kinds != NULL},
                                    .as_of = slice_of("2021-07-26"),
                                    .behind = page,
                                    .most = SEARCH_MOST,
                                    .looks = LOOKED_AT,
                                    .wanted = 10,
                                    .arena = &arena};

        arena_init(&arena, ARENA_CEILING);
        ck_assert_msg(search_count(store, &q, &counts, &err), "%s", err.detail);
        ck_assert_msg(counts.undated == undated, "%s in revision %lld: %lld undated, not %lld",
                      words, (long long)revision, (long long)counts.undated, (long long)undated);
    }
}

START_TEST(what_is_left_out_is_counted_to_the_last)
{
    struct world world;

    world_open(&world);
    add_undated(&world);
    world_import(&world, 1);
    expect(&world, 1, "\"abroad\"", NULL, ADDED);
    expect(&world, 1, "\"abroad\"", "[\"target\",\"figure\"]", ADDED);
    expect(&world, 1, "\"abroad\"", "[\"target\",\"series\"]", 0);
    expect(&world, 1, "\"item1\" *", NULL, 11);
    expect(&world, 1, "\"sent item3 abroad\"", NULL, 1);
    expect(&world, 1, "\"abroad item3\"", NULL, 0);
    expect(&world, 1, "\"came\"", NULL, 0); /* all of these have a day */
    world_close(&world);
}
END_TEST

/* Words that change, rows that go, and a source that is dated, and undated once more. */
START_TEST(each_revision_leaves_out_its_own)
{
    struct world world;

    world_open(&world);
    add_undated(&world);
    world_import(&world, 1);
    world_change(&world, "figures.csv", "Sent item3 abroad.", "Kept item3 here.");
    world_change(&world, "figures.csv",
                 "a.some.7,a,,,,8,million,=,undated,p. 1,,,,Sent item7 abroad.,,normal,,,actual\n",
                 "");
    world_import(&world, 2);
    world_change(&world, "sources.csv", "The Forum,,,", "The Forum,,2021-07-26,");
    world_import(&world, 3);
    world_change(&world, "sources.csv", "The Forum,,2021-07-26,", "The Forum,,,");
    world_change(&world, "figures.csv", "actual\na.some.9,", "actual\na.some.10.5,");
    world_import(&world, 4);
    for (int64_t revision = 1; revision <= 4; revision++) {
        static const int64_t abroad[] = {ADDED, ADDED - 2, 0, ADDED - 2}, here[] = {0, 1, 0, 1},
                             percent[] = {1, 1, 0, 1};

        expect(&world, revision, "\"abroad\"", NULL, abroad[revision - 1]);
        expect(&world, revision, "\"here\"", "[\"figure\"]", here[revision - 1]);
        expect(&world, revision, "\"percent\"", NULL, percent[revision - 1]);
    }
    world_close(&world);
}
END_TEST

/* A note, and the reason of a rank, are words of a claim as well. */
START_TEST(notes_and_reasons_have_words)
{
    struct world world;

    world_open(&world);
    world_add(&world, "figures.csv",
              "a.one,a,,,,1,million,=,undated,p. 1,,,,Sent abroad.,,deprecated,A slip.,Of the pen.,"
              "actual\n");
    world_add(&world, "figures.csv",
              "a.two,a,,,,1,million,=,undated,p. 1,,,,Sent abroad.,,deprecated,A slip.,,actual\n");
    world_import(&world, 1);
    expect(&world, 1, "\"slip\"", NULL, 2);
    expect(&world, 1, "\"pen\" \"sent\"", NULL, 1);
    expect(&world, 1, "\"the pen a slip\"", NULL, 1);
    expect(&world, 1, "\"abroad of\"", NULL, 0);
    world_close(&world);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {what_is_left_out_is_counted_to_the_last,
                                  each_revision_leaves_out_its_own, notes_and_reasons_have_words};

    return SUITE_RUN("undated", tests);
}
