/* In which order full text finds, in pages and parts of any size, and the words that it shows
 * around. */
#include "db/search.h"
#include "db/store.h"
#include "tests/import/world.h"

enum { EXPRESSION_CEILING = 64 * 1024, ARENA_CEILING = 1 << 20, ROWS_MOST = 400, ID_ROOM = 64 };

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

/* Words that become common later do not move what an earlier revision showed. */
START_TEST(the_order_of_a_revision_stays)
{
    static const char *const asked[] = {"exports", "paper",    "it",      "2.12 OR came",
                                        "the",     "\"of a\"", "words d", "p*"};
    static char before[ROWS_MOST][ID_ROOM], after[ROWS_MOST][ID_ROOM];
    struct world world;
    struct error err = {0};
    char row[256];
    int found = 0;

    world_open(&world);
    world_import(&world, 1);
    CLOSE(store) struct store *old = store_open(world.database, 0, &err);
    for (int i = 0; i < 200; i++) {
        (void)snprintf(row, sizeof row,
                       "a.more.%d,a,,,,%d,million,=,paper,p. 1,,,,Exports of words the paper "
                       "said.,,normal,,,actual\n",
                       i, i + 1);
        world_add(&world, "figures.csv", row);
    }
    world_import(&world, 2);
    CLOSE(store) struct store *new = store_open(world.database, 0, &err);
    ck_assert(old && new);
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        int count = list_all(old, asked[i], SEARCH_MOST, SEARCH_LOOKS, 1000, before);

        found += count;
        ck_assert_int_eq(list_all(new, asked[i], SEARCH_MOST, SEARCH_LOOKS, 1000, after), count);
        ck_assert_int_eq(memcmp(before, after, (size_t)count * ID_ROOM), 0);
    }
    ck_assert_int_gt(found, 0);
    world_close(&world);
}
END_TEST

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

/* For world_close() and store_close(). */
static struct store *store_of_many(struct world *world)
{
    struct error err = {0};

    world_open(world);
    add_many(world);
    world_import(world, 1);
    struct store *store = store_open(world->database, 0, &err);
    ck_assert_msg(store, "%s", err.detail);
    return store;
}

/* Where more match than are ranked together, all are given once, whatever the pages, and each part
 * is in order; what came first, as the series did, is in the first. */
START_TEST(many_are_ranked_in_parts)
{
    enum { TOGETHER = 7 };
    static char whole[ROWS_MOST][ID_ROOM], one[ROWS_MOST][ID_ROOM], many[ROWS_MOST][ID_ROOM];
    static const int64_t pages[] = {1, 3, TOGETHER, 10, 1000};
    struct world world;

    CLOSE(store) struct store *store = store_of_many(&world);
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

    CLOSE(store) struct store *store = store_of_many(&world);
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
        the_order_of_a_revision_stays,
        many_are_ranked_in_parts,
        words_around_are_the_same_whenever_made,
    };

    return SUITE_RUN("search-order", tests);
}
