#include <check.h>
#include <stdlib.h>

#include "db/catalog.h"
#include "db/claims_internal.h"
#include "db/conflicts.h"
#include "db/prints.h"
#include "db/revisions.h"
#include "db/search.h"
#include "db/store_internal.h"
#include "tests/base/suite.h"

/* Plans every list query that a question can reach: none sorts, none scans.
 *
 * The questions themselves are generated, all filters with all sorts and places to go on from, and
 * what the store then runs is looked at, so that no statement is missed that a client can cause. */

enum { SEEN_ROOM = 1 << 18 };

static struct store *store;
static uint64_t seen[SEEN_ROOM];
static int planned;

static bool is_new(uint64_t key)
{
    size_t at = (size_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 46);

    while (seen[at] && seen[at] != key)
        at = (at + 1) % SEEN_ROOM;
    bool fresh = !seen[at];
    seen[at] = key;
    return fresh;
}

/* Reading a whole index from its first row is a scan too. json_each reads the question's own list,
 * a subquery what it limited itself to, there are few revisions, read from the newest, and the
 * index of words is read by its own rules. An index of figures alone is what others are by their
 * kind: a list goes along it as along theirs. */
static bool is_bad(const char *step, const char *sql)
{
    static const char *const fine[] = {"json_each",     "(subquery",    "SCAN chosen",
                                       "SCAN revision", "CONSTANT ROW", "search VIRTUAL TABLE",
                                       "INDEX figure_"};

    for (size_t i = 0; i < sizeof fine / sizeof fine[0]; i++)
        if (strstr(step, fine[i]))
            return false;
    return (strstr(step, "TEMP B-TREE") && !strstr(sql, FEW_MARK)) ||
           strncmp(step, "SCAN ", 5) == 0;
}

static void plan(sqlite3_stmt *statement)
{
    CLEAN(buffer) struct buffer sql = {0};
    sqlite3_stmt *explain;

    buffer_init(&sql, 64 * 1024);
    buffer_format(&sql, "EXPLAIN QUERY PLAN %s", sqlite3_sql(statement));
    buffer_char(&sql, '\0');
    ck_assert_int_eq(sqlite3_prepare_v2(store->db, sql.data, -1, &explain, NULL), SQLITE_OK);
    while (sqlite3_step(explain) == SQLITE_ROW) {
        const char *step = (const char *)sqlite3_column_text(explain, 3);

        ck_assert_msg(!is_bad(step, sqlite3_sql(statement)), "%s\n%s", step,
                      sqlite3_sql(statement));
    }
    sqlite3_finalize(explain);
    planned++;
}

/* All statements that the store keeps and that were not looked at yet. */
static void plan_new(void)
{
    for (int i = 0; i < STORE_STATEMENTS; i++)
        if (store->statements[i].key && is_new(store->statements[i].key))
            plan(store->statements[i].statement);
}

static struct text_set set_of(int count)
{
    static const char *const sets[] = {NULL, "[\"a\"]", "[\"a\",\"b\"]"};

    return (struct text_set){slice_of(sets[count]), slice_of(count ? "a" : NULL), count};
}

static void walk(const struct claim_question *question)
{
    struct claim claim;
    struct error err = {0};
    CLEAN(list) struct list list = {0};

    ck_assert_msg(claims_open(&list, store, question, 3, &err) || err.kind == ERROR_ARGUMENT, "%s",
                  err.detail);
    while (claims_next(&list, &claim, &err))
        continue;
    ck_assert_msg(err.kind == ERROR_NONE || err.kind == ERROR_ARGUMENT, "%s", err.detail);
}

/* From the start, behind a dated row and behind an undated one. */
static void ask(struct claim_question *question, const int64_t places[2])
{
    struct claim_counts counts;
    struct error err = {0};

    question->after = 0;
    walk(question);
    for (int i = 0; i < 2; i++) {
        question->after = places[i];
        walk(question);
    }
    ck_assert_msg(claims_count(store, question, &counts, &err), "%s", err.detail);
    plan_new();
}

static int64_t find_row(const char *sql)
{
    struct error err;
    sqlite3_stmt *statement = store_fixed(store, sql, &err);

    ck_assert_ptr_nonnull(statement);
    ck_assert_int_eq(sqlite3_step(statement), SQLITE_ROW);
    int64_t n = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    return n;
}

/* One number counts through all the filters: each takes its share of it. */
static int take(int *rest, int choices)
{
    int choice = *rest % choices;

    *rest /= choices;
    return choice;
}

enum { COMBINATIONS = 3 * 4 * 3 * 2 * 2 * 2 * 4 * 2 * 2 * 2 };

static void set_filters(struct claim_question *q, int number, const struct slice *series)
{
    static const int series_counts[] = {-1, 0, 1, 2};

    q->select = (enum select)take(&number, 3);
    q->series_count = series_counts[take(&number, 4)];
    q->series = series;
    q->series_set = q->series_count > 0 ? set_of(q->series_count) : set_of(0);
    if (q->series_count == 0)
        q->series_set.json = slice_of("[]");
    q->source = set_of(take(&number, 3));
    q->status = set_of(take(&number, 2));
    q->rank = set_of(take(&number, 2));
    q->period_type = set_of(take(&number, 2));
    q->period_filter = (enum period_filter)take(&number, 4);
    q->period_start = q->period_end = slice_of("2020-01-01");
    q->periods = set_of(1);
    q->period_given = slice_of("x");
    q->from = slice_of(take(&number, 2) ? "2020-01-01" : NULL);
    q->to = slice_of(take(&number, 2) ? "2021-01-01" : NULL);
    q->as_of = slice_of(take(&number, 2) ? "2021-01-01" : NULL);
}

START_TEST(test_claims)
{
    static const struct slice series[] = {{"a", 1}, {"b", 1}};
    int64_t places[] = {
        find_row("SELECT n FROM claim WHERE kind = 'figure' AND period_end < '~' LIMIT 1"),
        find_row("SELECT n FROM claim WHERE kind = 'figure' AND period_end = '~' LIMIT 1")};
    struct claim_question question = {.kind = KIND_FIGURE, .revision = store_revision(store)};
    int64_t few = store->few;

    store->spans_most = -1; /* all is counted by queries */
    for (int number = 0; number < COMBINATIONS; number++) {
        set_filters(&question, number, series);
        store->few = number % 7 ? 0 : few; /* one in seven sorts what is few */
        question.lean = number % 5 == 0;
        for (int sort = 0; sort < claim_sorts.count; sort++) {
            question.sort = (enum claim_sort)sort;
            ask(&question, places);
        }
    }
    question = (struct claim_question){.kind = KIND_ANY,
                                       .revision = store_revision(store),
                                       .series_count = -1,
                                       .source = set_of(1)};
    ask(&question, places);
    (void)printf("%d statements planned\n", planned);
    ck_assert_int_gt(planned, 5000);
}
END_TEST

static bool offers(unsigned filters, enum few few)
{
    static const unsigned by[FEW_WAYS] = {
        [FEW_SERIES] = BY_SERIES | BY_SERIES_SET,
        [FEW_SOURCE] = BY_SOURCE | BY_SOURCE_SET,
        [FEW_PERIOD] = BY_PERIOD | BY_PERIODS | BY_FROM | BY_TO,
        [FEW_KNOWN] = BY_KNOWN | BY_NEVER_KNOWN,
        [FEW_TRAITS] = BY_STATUS | BY_RANK | BY_TYPE,
        [FEW_DEPRECATED] = BY_DEPRECATED,
        [FEW_LABEL] = BY_LABEL,
    };

    return filters & by[few];
}

static void plan_way(const struct claim_question *q, unsigned filters, enum few few)
{
    struct variant v = {.purpose = COUNT, .filters = filters, .few = few};
    struct error err = {0};
    sqlite3_stmt *statement = claims_prepare(store, q, &v, &err);

    ck_assert_msg(statement != NULL, "%s", err.detail);
    if (is_new(variant_key(&v)))
        plan(statement);
}

/* Which of its filters a question is counted by lies in the data: here by each of them. */
START_TEST(test_ways)
{
    static const struct slice series[] = {{"a", 1}, {"b", 1}};
    struct claim_question question = {.kind = KIND_FIGURE, .revision = store_revision(store)};

    for (int number = 0; number < COMBINATIONS; number++) {
        set_filters(&question, number, series);
        if (question.series_count == 0)
            continue;
        unsigned filters = claims_filters(&question);
        for (int few = 1; few < FEW_WAYS; few++)
            for (int kind = 0; kind < 3; kind++) {
                static const unsigned more[] = {0, BY_DEPRECATED, BY_NEVER_KNOWN};
                unsigned all = filters | more[kind];

                if (kind)
                    all &= ~(unsigned)(BY_LATEST | BY_FIRST | BY_LATEST_THEN | BY_FIRST_THEN);
                if (kind == 2)
                    all &= ~(unsigned)BY_KNOWN;
                if (offers(all, (enum few)few))
                    plan_way(&question, all, (enum few)few);
            }
    }
    ck_assert_int_gt(planned, 1000);
}
END_TEST

/* What is read beside a list: of one period or of all in a span, by each rule, on a day or not. */
START_TEST(test_chosen)
{
    struct period year = {{2020, 7, 1}, {2021, 6, 30}};
    struct claim_question question = {.kind = KIND_FIGURE, .revision = store_revision(store)};
    struct prints prints;
    struct error err = {0};
    int months;

    for (int number = 0; number < 3 * 2 * 2 * 2 * 2; number++) {
        CLEAN(arena) struct arena arena = {0};
        int rest = number;

        arena_init(&arena, 1 << 20);
        question.select = (enum select)take(&rest, 3);
        question.as_of = slice_of(take(&rest, 2) ? "2023-01-01" : NULL);
        question.status = set_of(take(&rest, 2));
        question.period_type = set_of(take(&rest, 2));
        ck_assert_msg(prints_chosen(store, &question, slice_of("pk-ict"), year, take(&rest, 2),
                                    &arena, &prints, &err),
                      "%s", err.detail);
        ck_assert(prints_length(store, &question, slice_of("pk-ict"), &months, &err));
        plan_new();
    }
    ck_assert_int_ge(planned, 60);
}
END_TEST

/* As it is, and as it was on a day. */
START_TEST(test_catalogue)
{
    struct slice day = slice_of(_i ? "2021-01-01" : NULL);
    struct catalog_question question = {
        .revision = store_revision(store), .as_of = day, .after = {"a", 1}};
    struct series_record series;
    struct source_record source;
    struct claim claim;
    struct error err = {0};
    int64_t count;
    CLEAN(list) struct list list = {0}, sources = {0};

    ck_assert(series_open(&list, store, &question, 1, &err) && series_next(&list, &series, &err));
    ck_assert(sources_open(&sources, store, &question, 1, &err) &&
              sources_next(&sources, &source, &err));
    ck_assert(series_count(store, &question, &count, &err));
    ck_assert(!series_find(store, slice_of("nothing"), 1, day, &series, &err));
    ck_assert(!source_find(store, slice_of("nothing"), 1, day, &source, &err));
    ck_assert(!claim_find(store, KIND_FIGURE, slice_of("nothing"), 1, day, &claim, &err));
    for (int i = 0; i < STORE_STATEMENTS; i++) {
        const char *sql =
            store->statements[i].key ? sqlite3_sql(store->statements[i].statement) : "";

        /* Of claims; the catalogue is small and may be read whole. */
        if (strstr(sql, "claim"))
            plan(store->statements[i].statement);
    }
    ck_assert_int_gt(planned, 3);
}
END_TEST

/* From one place on and the next, so that each change is seen once whatever a page holds. */
START_TEST(test_revisions)
{
    struct revisions_question question = {.revision = store_revision(store), .number = 1};
    struct revision_record revision;
    struct change_record change;
    struct error err = {0};
    int64_t count = 0, seen_changes = 0;

    CLEAN(list) struct list list = {0};
    ck_assert(revisions_open(&list, store, &question, 1, &err) &&
              revisions_next(&list, &question, &revision, &err));
    ck_assert(changes_count(store, &question, &count, &err));
    for (bool more = true; more; seen_changes += more) {
        CLEAN(list) struct list changes = {0};

        ck_assert_msg(changes_open(&changes, store, &question, 1, &err), "%s", err.detail);
        more = changes_next(&changes, &question, &change, &err);
    }
    ck_assert_int_eq(seen_changes, count);
    plan_new();
    ck_assert_int_ge(planned, 5);
}
END_TEST

/* What is ranked is sorted by the walk itself. */
START_TEST(test_search)
{
    struct search_question question = {.revision = store_revision(store),
                                       .words = slice_of("\"exports\""),
                                       .as_of = slice_of("2025-01-01"),
                                       .most = SEARCH_MOST,
                                       .looks = SEARCH_LOOKS,
                                       .wanted = 1000};
    struct search_record found;
    struct error err = {0};
    struct claim_counts counts;
    int64_t rows = 0;
    CLEAN(arena) struct arena arena = {0}, found_in = {0};
    CLEAN(list) struct list list = {0};

    arena_init(&arena, 1 << 20);
    arena_init(&found_in, 1 << 20);
    question.arena = &found_in;
    question.kinds = (struct text_set){slice_of("[\"figure\",\"series\"]"), {NULL, 0}, 2};
    ck_assert(search_count(store, &question, &counts, &err));
    ck_assert(search_open(&list, store, &question, &err));
    for (; search_next(&list, &question, &arena, &found, &err); rows++)
        arena_clear(&arena);
    ck_assert_msg(err.kind == ERROR_NONE, "%s", err.detail);
    ck_assert_int_eq(rows, counts.total);
    for (int i = 0; i < STORE_STATEMENTS; i++)
        if (store->statements[i].key)
            plan(store->statements[i].statement);
    ck_assert_int_ge(planned, 4);
}
END_TEST

/* All that the conflicts of the bundled data look at; series are few and read whole. */
START_TEST(test_conflicts)
{
    struct conflict_question question = {.series_count = -1, .enough = INT64_MAX};
    struct knowledge known = {.revision = store_revision(store),
                              .as_of = slice_of(_i ? "2025-01-01" : NULL)};
    struct conflict_walk walk;
    struct conflict_record record;
    struct error err = {0};
    CLEAN(arena) struct arena arena = {0};

    arena_init(&arena, 1 << 26);
    ck_assert(conflicts_open(&walk, store, &known, &question, &err));
    while (conflicts_next(&walk, &arena, &record, &err))
        continue;
    ck_assert_msg(err.kind == ERROR_NONE, "%s", err.detail);
    conflict_walk_clear(&walk);
    for (int i = 0; i < STORE_STATEMENTS; i++)
        if (store->statements[i].key &&
            strstr(sqlite3_sql(store->statements[i].statement), "FROM claim"))
            plan(store->statements[i].statement);
    ck_assert_int_ge(planned, 6);
}
END_TEST

static void set_up(void)
{
    struct error err = {0};

    store = store_open(getenv("EXPORTSTATS_TEST_DATABASE"), 0, &err);
    ck_assert_msg(store != NULL, "%s", err.detail);
    planned = 0;
}

static void tear_down(void)
{
    store_close(store);
}

int main(void)
{
    Suite *suite = suite_create("plans");
    TCase *tcase = tcase_create("plans");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, test_claims);
    tcase_add_test(tcase, test_ways);
    tcase_add_test(tcase, test_chosen);
    tcase_add_loop_test(tcase, test_catalogue, 0, 2);
    tcase_add_test(tcase, test_revisions);
    tcase_add_test(tcase, test_search);
    tcase_add_loop_test(tcase, test_conflicts, 0, 2);
    tcase_set_timeout(tcase, 600);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
