/* What full text finds, over revisions: an earlier one answers as it did, in the same order. */
#include "db/search.h"

#include <sqlite3.h>

#include "db/store.h"
#include "tests/import/world.h"
#include "tests/stats/random.h"

enum { EXPRESSION_CEILING = 64 * 1024, ARENA_CEILING = 1 << 20, TYPED_ROOM = 64 };

static void import(struct world *world, int64_t revision)
{
    int faults = world_run(world, IMPORT_WRITE);

    ck_assert_msg(faults == 0, "%d %s %s", faults, world->err.detail, world->told.data);
    ck_assert_int_eq(world->changes.revision, revision);
}

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
    import(&world, 1);
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
    import(&world, 1);
    expect(&world, "came", 1, "2021-08-19", "2: a.2021.paper a.2022.paper");
    expect(&world, "came", 1, "2021-08-20", "3: a.2021.table a.2021.paper a.2022.paper");
    expect(&world, "percent", 1, "2030-01-01", "0: and 1 undated");
    expect(&world, "bureau", 1, "2021-08-19", "0:");
    expect(&world, "bureau", 1, "2021-08-20", "1: table");
    expect(&world, "exports", 1, "2021-08-19", "2: a b");
    /* The day of a source moves its claims: they only stand differently. */
    world_change(&world, "sources.csv", "The Paper,,2021-07-25", "The Paper,,2021-10-25");
    import(&world, 2);
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
    import(&world, 1);
    world_change(&world, "figures.csv", "It came to 2.6.", "It reached 2.6.");
    world_change(&world, "series.csv", "Exports of b.", "All shipments of b.");
    world_change(&world, "remarks.csv",
                 "d.remark.paper,d,,,some day,paper,p. 7,,,,It was said.,,normal,,\n", "");
    import(&world, 2);
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
    import(&world, 1);
    expect_words_of_texts(&world);
    expect(&world, "\"the pen a slip\"", 1, NULL, "1: a.2021.paper");
    world_change(&world, "figures.csv", "It came to 2.6.,,normal,,,",
                 "It came to 2.6.,,normal,,by hand,");
    import(&world, 2);
    expect_words_of_texts(&world);
    world_close(&world);
}
END_TEST

/* Words that become common later do not move what an earlier revision showed. */
START_TEST(the_order_of_a_revision_stays)
{
    static const char *const asked[] = {"exports", "paper",    "it",      "2.12 OR came",
                                        "the",     "\"of a\"", "words d", "p*"};
    struct world world;
    CLEAN(buffer) struct buffer before, after;
    struct error err = {0};
    char row[256];

    world_open(&world);
    import(&world, 1);
    buffer_init(&before, EXPRESSION_CEILING);
    buffer_init(&after, EXPRESSION_CEILING);
    CLOSE(store) struct store *old = store_open(world.database, 0, &err);
    for (int i = 0; i < 200; i++) {
        (void)snprintf(row, sizeof row,
                       "a.more.%d,a,,,,%d,million,=,paper,p. 1,,,,Exports of words the paper "
                       "said.,,normal,,,actual\n",
                       i, i + 1);
        world_add(&world, "figures.csv", row);
    }
    import(&world, 2);
    CLOSE(store) struct store *new = store_open(world.database, 0, &err);
    ck_assert(old && new);
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        find(old, asked[i], 1, NULL, &before);
        find(new, asked[i], 1, NULL, &after);
    }
    ck_assert(slice_equal(buffer_all(&before), buffer_all(&after)));
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
    import(&world, 1);
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

enum { ROWS_MOST = 400, ID_ROOM = 64 };

/* All ids, asked for in pages of so many: each page goes on from where the last one ended. */
static int list_all(struct store *store, const char *typed, int64_t most, int64_t looks,
                    int64_t page, char ids[ROWS_MOST][ID_ROOM])
{
    CLEAN(buffer) struct buffer words;
    CLEAN(arena) struct arena arena;
    struct error err = {0};
    struct search_record found;
    int count = 0, before = -1;

    buffer_init(&words, EXPRESSION_CEILING);
    arena_init(&arena, ARENA_CEILING);
    ck_assert(search_expression(slice_of(typed), &words, &err));
    struct search_question q = {
        .revision = 1, .words = buffer_all(&words), .most = most, .looks = looks, .arena = &arena};

    for (bool more = true; more; more = count > before || search_pauses(&q)) {
        CLEAN(list) struct list list = {0};

        before = count;
        search_place(&q, q.part ? search_key(&q) : 0);
        q.part = NULL;
        q.wanted = page;
        ck_assert_msg(search_open(&list, store, &q, &err), "%s", err.detail);
        for (; search_next(&list, &q, &arena, &found, &err); count++)
            ck_assert(count < ROWS_MOST && slice_copy(found.id, ids[count], ID_ROOM));
        ck_assert_msg(err.kind == ERROR_NONE, "%s", err.detail);
        ck_assert_int_le(count - before, page);
    }
    return count;
}

static int place_of(const char *id, char ids[ROWS_MOST][ID_ROOM], int count)
{
    for (int i = 0; i < count; i++)
        if (strcmp(ids[i], id) == 0)
            return i;
    ck_abort_msg("%s is not in the whole list", id);
}

static void count_with(struct store *store, const char *as_of, int64_t most, int64_t total,
                       int64_t undated)
{
    CLEAN(arena) struct arena arena;
    struct search_question q = {.revision = 1,
                                .words = slice_of("\"exports\""),
                                .as_of = slice_of(as_of),
                                .most = most,
                                .looks = SEARCH_LOOKS,
                                .wanted = 10,
                                .arena = &arena};
    struct claim_counts counts;
    struct error err = {0};

    arena_init(&arena, ARENA_CEILING);
    ck_assert_msg(search_count(store, &q, &counts, &err), "%s", err.detail);
    ck_assert_int_eq(counts.total, total);
    ck_assert_int_eq(counts.undated, undated);
}

/* A hundred claims say "exports", each among more words or fewer. */
static void add_many(struct world *world)
{
    char row[512];

    for (int i = 0; i < 100; i++) {
        (void)snprintf(row, sizeof row,
                       "a.more.%d,a,,,,%d,million,=,paper,p. 1,,,,Exports%.*s.,,normal,,,actual\n",
                       i, i + 1, 1 + i * 37 % 100 * 2,
                       " a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a"
                       " a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a"
                       " a a a a a a a a a a a a a a a a a a a a a a a a a a");
        world_add(world, "figures.csv", row);
    }
}

/* Where more match than are ranked together, all are given once, whatever the pages, and each part
 * is in order; what came first, as the series did, is in the first. */
START_TEST(many_are_ranked_in_parts)
{
    enum { TOGETHER = 7 };
    static char whole[ROWS_MOST][ID_ROOM], one[ROWS_MOST][ID_ROOM], many[ROWS_MOST][ID_ROOM];
    static const int64_t pages[] = {1, 3, TOGETHER, 10, 1000};
    struct world world;
    struct error err = {0};

    world_open(&world);
    add_many(&world);
    import(&world, 1);
    CLOSE(store) struct store *store = store_open(world.database, 0, &err);
    ck_assert_msg(store, "%s", err.detail);
    int count = list_all(store, "exports", SEARCH_MOST, SEARCH_LOOKS, 1000, whole), moved = 0;

    ck_assert_int_eq(list_all(store, "exports", TOGETHER, SEARCH_LOOKS, 1000, one), count);
    ck_assert_int_gt(count, 100);
    for (int i = 0; i < count; i++) {
        int place = place_of(one[i], whole, count);

        moved += place != i;
        ck_assert(i % TOGETHER == 0 || place > place_of(one[i - 1], whole, count));
    }
    ck_assert_int_gt(moved, 0);
    ck_assert_int_lt(place_of("a", one, count), TOGETHER);
    ck_assert_int_lt(place_of("b", one, count), TOGETHER);
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        ck_assert_int_eq(list_all(store, "exports", TOGETHER, SEARCH_LOOKS, pages[i], many), count);
        ck_assert_int_eq(memcmp(one, many, (size_t)count * ID_ROOM), 0);
    }
    /* As many as are looked at, in place of as many as are found: here it is the same. */
    ck_assert_int_eq(list_all(store, "exports", SEARCH_MOST, TOGETHER, 3, many), count);
    ck_assert_int_eq(memcmp(one, many, (size_t)count * ID_ROOM), 0);
    /* Exactly as many as are ranked together, and one more. */
    ck_assert_int_eq(list_all(store, "exports", count, SEARCH_LOOKS, 10, many), count);
    count_with(store, NULL, count, count, 0);
    count_with(store, NULL, count - 1, -1, 0);
    count_with(store, "2030-01-01", count, count, 0);
    count_with(store, "2030-01-01", count - 1, -1, 0);
    world_close(&world);
}
END_TEST

/* The rows with the words around, and what memory they took. */
static size_t take_page(struct store *store, int64_t around, int64_t wanted, struct buffer *out)
{
    CLEAN(arena) struct arena found_in, texts;
    CLEAN(list) struct list list = {0};
    struct error err = {0};
    struct search_record found;
    struct search_question q = {.revision = 1,
                                .words = slice_of("\"exports\""),
                                .most = SEARCH_MOST,
                                .looks = SEARCH_LOOKS,
                                .around = around,
                                .wanted = wanted,
                                .arena = &found_in};

    arena_init(&found_in, ARENA_CEILING);
    arena_init(&texts, ARENA_CEILING);
    ck_assert_msg(search_open(&list, store, &q, &err), "%s", err.detail);
    size_t used = found_in.used;
    for (; search_next(&list, &q, &texts, &found, &err); wanted--)
        buffer_format(out, "%.*s %.*s\n", SLICE_ARGS(found.id), SLICE_ARGS(found.snippet));
    ck_assert_int_eq(wanted, 0);
    return used;
}

/* They are made on the way as long as there is room for them, then of the page's rows alone. */
START_TEST(words_around_are_the_same_whenever_made)
{
    static const int64_t arounds[] = {0, 100, 3000};
    struct world world;
    struct error err = {0};

    world_open(&world);
    add_many(&world);
    import(&world, 1);
    CLOSE(store) struct store *store = store_open(world.database, 0, &err);
    ck_assert_msg(store, "%s", err.detail);
    for (int64_t wanted = 1; wanted <= 81; wanted += 20) {
        CLEAN(buffer) struct buffer on_the_way;

        buffer_init(&on_the_way, ARENA_CEILING);
        size_t most = take_page(store, SEARCH_AROUND, wanted, &on_the_way);
        for (size_t i = 0; i < sizeof arounds / sizeof arounds[0]; i++) {
            CLEAN(buffer) struct buffer out;

            buffer_init(&out, ARENA_CEILING);
            size_t used = take_page(store, arounds[i], wanted, &out);
            ck_assert(slice_equal(buffer_all(&out), buffer_all(&on_the_way)));
            if (wanted == 41 && !arounds[i])
                ck_assert_uint_lt(used, most);
        }
    }
    world_close(&world);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        words_phrases_and_beginnings,  what_was_known,
        each_revision_finds_its_own,   words_are_those_of_the_texts,
        the_order_of_a_revision_stays, nothing_typed_is_syntax,
        many_are_ranked_in_parts,      words_around_are_the_same_whenever_made,
    };

    return SUITE_RUN("search", tests);
}
