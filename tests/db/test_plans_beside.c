#include "db/catalog.h"
#include "db/conflicts.h"
#include "db/revisions.h"
#include "db/search.h"
#include "tests/base/suite.h"
#include "tests/db/plan.h"

/* What is read beside the lists of claims. */

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
    plan_kept("claim"); /* the catalogue itself is small and may be read whole */
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
    plan_due();
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
    plan_kept("");
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
    plan_kept("FROM claim");
    ck_assert_int_ge(planned, 6);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("plans-beside");
    TCase *tcase = opened_case(suite);

    tcase_add_loop_test(tcase, test_catalogue, 0, 2);
    tcase_add_test(tcase, test_revisions);
    tcase_add_test(tcase, test_search);
    tcase_add_loop_test(tcase, test_conflicts, 0, 2);
    return suite_finish(suite);
}
