/* What full text finds, over revisions: an earlier one answers as it did. */
#include "db/search.h"

#include <sqlite3.h>

#include "db/store.h"
#include "tests/import/world.h"
#include "tests/stats/random.h"

enum { EXPRESSION_CEILING = 64 * 1024, ARENA_CEILING = 1 << 20, TYPED_ROOM = 64 };

/* The ids found, in order, and how many are counted: "2: a.2021.table b". */
static void find(struct store *store, const char *typed, int64_t revision, const char *as_of,
                 struct buffer *out)
{
    CLEAN(buffer) struct buffer words;
    CLEAN(arena) struct arena arena;
    CLEAN(list) struct list list = {0};
    struct error err = {0};
    struct search_record found;
    struct claim_counts counts;
    int64_t rows = 0;

    buffer_init(&words, EXPRESSION_CEILING);
    arena_init(&arena, ARENA_CEILING);
    if (!search_expression(slice_of(typed), &words, &err)) {
        ck_assert_int_eq(err.kind, ERROR_ARGUMENT);
        buffer_text(out, "refused");
        return;
    }
    struct search_question q = {.revision = revision,
                                .words = buffer_all(&words),
                                .as_of = slice_of(as_of),
                                .most = SEARCH_MOST,
                                .looks = SEARCH_LOOKS,
                                .around = SEARCH_AROUND,
                                .wanted = 1000,
                                .arena = &arena};
    ck_assert_msg(search_count(store, &q, &counts, &err), "%s: %s", typed, err.detail);
    ck_assert_msg(search_open(&list, store, &q, &err), "%s: %s", typed, err.detail);
    buffer_format(out, "%lld:", (long long)counts.total);
    for (; search_next(&list, &q, &arena, &found, &err); rows++)
        buffer_format(out, " %.*s", SLICE_ARGS(found.id));
    ck_assert_msg(err.kind == ERROR_NONE, "%s: %s", typed, err.detail);
    ck_assert_int_eq(rows, counts.total);
    if (counts.undated)
        buffer_format(out, " and %lld undated", (long long)counts.undated);
}

static void expect(const struct world *world, const char *typed, int64_t revision,
                   const char *as_of, const char *expected)
{
    CLEAN(buffer) struct buffer out;
    struct error err = {0};
    CLOSE(store) struct store *store = store_open(world->database, 0, &err);

    ck_assert_msg(store, "%s", err.detail);
    buffer_init(&out, EXPRESSION_CEILING);
    find(store, typed, revision, as_of, &out);
    buffer_char(&out, '\0');
    ck_assert_msg(strcmp(out.data, expected) == 0, "%s: %s, expected %s", typed, out.data,
                  expected);
}

START_TEST(words_phrases_and_beginnings)
{
    struct world world;

    world_open(&world);
    world_import(&world, 1);
    expect(&world, "said", 1, NULL, "2: d.remark.paper remark.paper");
    expect(&world, "said too", 1, NULL, "1: remark.paper");
    expect(&world, "\"was said too\"", 1, NULL, "1: remark.paper");
    expect(&world, "\"too said\"", 1, NULL, "0:");
    expect(&world, "perc*", 1, NULL, "1: c.2021.undated");
    expect(&world, "perc", 1, NULL, "0:");
    expect(&world, "\"came to 21\"*", 1, NULL, "1: a.2021.table");
    expect(&world, "PAPER", 1, NULL, "1: paper");
    expect(&world, "said OR percent", 1, NULL, "0:");
    expect(&world, "body:said", 1, NULL, "0:");
    expect(&world, "-- said", 1, NULL, "2: d.remark.paper remark.paper");
    expect(&world, "\"said", 1, NULL, "refused");
    expect(&world, "* - ()", 1, NULL, "refused");
    expect(&world, "—", 1, NULL, "0:");
    world_close(&world);
}
END_TEST

/* An undated claim was never known; a source was where one of its claims was. */
START_TEST(what_was_known)
{
    struct world world;

    world_open(&world);
    world_import(&world, 1);
    expect(&world, "came", 1, "2021-08-19", "2: a.2021.paper a.2022.paper");
    expect(&world, "came", 1, "2021-08-20", "3: a.2021.table a.2021.paper a.2022.paper");
    expect(&world, "percent", 1, "2030-01-01", "0: and 1 undated");
    expect(&world, "bureau", 1, "2021-08-19", "0:");
    expect(&world, "bureau", 1, "2021-08-20", "1: table");
    expect(&world, "exports", 1, "2021-08-19", "2: a b");
    /* The day of a source moves its claims: they only stand differently. */
    world_change(&world, "sources.csv", "The Paper,,2021-07-25", "The Paper,,2021-10-25");
    world_import(&world, 2);
    expect(&world, "came", 2, "2021-08-20", "1: a.2021.table");
    expect(&world, "came", 1, "2021-08-20", "3: a.2021.table a.2021.paper a.2022.paper");
    expect(&world, "came", 2, NULL, "3: a.2021.table a.2021.paper a.2022.paper");
    world_close(&world);
}
END_TEST

START_TEST(each_revision_finds_its_own)
{
    struct world world;

    world_open(&world);
    world_import(&world, 1);
    world_change(&world, "figures.csv", "It came to 2.6.", "It reached 2.6.");
    world_change(&world, "series.csv", "Exports of b.", "All shipments of b.");
    world_change(&world, "remarks.csv",
                 "d.remark.paper,d,,,some day,paper,p. 7,,,,It was said.,,normal,,\n", "");
    world_import(&world, 2);
    expect(&world, "reached", 1, NULL, "0:");
    expect(&world, "reached", 2, NULL, "1: a.2022.paper");
    expect(&world, "\"it came\"", 1, NULL, "3: a.2021.table a.2021.paper a.2022.paper");
    expect(&world, "\"it came\"", 2, NULL, "2: a.2021.table a.2021.paper");
    expect(&world, "shipments", 1, NULL, "0:");
    expect(&world, "shipments", 2, NULL, "1: b");
    expect(&world, "said", 2, NULL, "1: remark.paper");
    expect(&world, "said", 1, NULL, "2: d.remark.paper remark.paper");
    expect(&world, "said", 3, NULL, "0:");
    world_close(&world);
}
END_TEST

/* FTS5's own comparison of what it holds with document_text: rank 1 asks for it. */
static void expect_words_of_texts(const struct world *world)
{
    static const char sql[] = "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)";
    sqlite3 *db = NULL;

    ck_assert_int_eq(sqlite3_open(world->database, &db), SQLITE_OK);
    ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, "%s", sqlite3_errmsg(db));
    sqlite3_close(db);
}

START_TEST(words_are_those_of_the_texts)
{
    struct world world;

    world_open(&world);
    world_change(&world, "figures.csv", "It came to 2.12.,,normal,,,",
                 "It came to 2.12.,,deprecated,a slip,of the pen,");
    world_change(&world, "remarks.csv", "It was said too.,,normal,,",
                 "It was said too.,,preferred,heard twice,");
    world_import(&world, 1);
    expect_words_of_texts(&world);
    expect(&world, "\"the pen a slip\"", 1, NULL, "1: a.2021.paper");
    world_change(&world, "figures.csv", "It came to 2.6.,,normal,,,",
                 "It came to 2.6.,,normal,,by hand,");
    world_import(&world, 2);
    expect_words_of_texts(&world);
    world_close(&world);
}
END_TEST

/* Whatever is typed is words: nothing reaches the index's own syntax. */
START_TEST(nothing_typed_is_syntax)
{
    static const char *const pieces[] = {
        "\"", "*", "(",    ")", "^", ":", "-", "+",  "NEAR",     "AND",      "OR", "NOT", "title",
        " ",  "a", "said", "'", "{", "}", ",", "\\", "\xC3\xA9", "\xD9\x85", "1",  ";"};
    struct random random = {20260101};
    struct world world;
    struct error err = {0};
    CLEAN(buffer) struct buffer out;

    world_open(&world);
    world_import(&world, 1);
    CLOSE(store) struct store *store = store_open(world.database, 0, &err);
    buffer_init(&out, ARENA_CEILING);
    for (int i = 0; i < 3000; i++) {
        char typed[TYPED_ROOM] = "";

        for (int k = random_between(&random, 1, 12); k > 0; k--) {
            size_t used = strlen(typed);
            const char *piece =
                pieces[random_below(&random, (int)(sizeof pieces / sizeof pieces[0]))];

            (void)snprintf(typed + used, sizeof typed - used, "%s", piece);
        }
        buffer_reset(&out);
        find(store, typed, 1, NULL, &out);
    }
    world_close(&world);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        words_phrases_and_beginnings, what_was_known,          each_revision_finds_its_own,
        words_are_those_of_the_texts, nothing_typed_is_syntax,
    };

    return SUITE_RUN("search", tests);
}
