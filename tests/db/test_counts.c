#include <check.h>
#include <stdlib.h>

#include "db/spans.h"
#include "tests/base/suite.h"
#include "tests/db/opened.h"

/* Stored counts against the rows themselves: on every day on which anything became known, by every
 * rule, every filter that counts are stored for, alone and together. */

enum { DAYS_MOST = 1000 };

static char sources[1 << 16]; /* their ids, a JSON array */

static struct text_set one(const char *json)
{
    struct text_set set = {slice_of(json), {NULL, 0}, json != NULL};

    return set;
}

/* Of every source, which changes no list, and for which no counts are stored. */
static int64_t list_rows(const struct claim_question *asked)
{
    struct claim_question of_all = *asked, *question = &of_all;
    struct claim claim;

    of_all.source = (struct text_set){slice_of(sources), {NULL, 0}, 2};
    struct error err = {0};
    int64_t rows = 0;
    CLEAN(list) struct list list = {0};

    ck_assert_msg(claims_open(&list, store, question, -1, &err), "%s", err.detail);
    while (claims_next(&list, &claim, &err))
        rows++;
    ck_assert_msg(err.kind == ERROR_NONE, "%s", err.detail);
    return rows;
}

static void compare(const struct claim_question *question)
{
    struct claim_counts counts;
    struct error err = {0};
    int64_t rows = list_rows(question);

    ck_assert_msg(claims_count(store, question, &counts, &err), "%s", err.detail);
    ck_assert_msg(counts.total == rows, "%lld counted, %lld rows, of kind %d as of %.*s, select %d",
                  (long long)counts.total, (long long)rows, question->kind,
                  SLICE_ARGS(question->as_of), question->select);
}

/* One filter of each kind or none, by the digits of a number. */
static bool set_filters(struct claim_question *q, int number)
{
    static const char *const statuses[] = {NULL, "[\"actual\"]", "[\"revised\",\"projected\"]"};
    static const char *const ranks[] = {NULL, "[\"normal\"]", "[\"deprecated\",\"preferred\"]"};
    static const char *const types[] = {NULL, "[\"fiscal-year\"]", "[\"month\",\"deadline\"]"};
    static const char *const froms[] = {NULL, "2019-07-01"}, *const tos[] = {NULL, "2023-06-30"};

    q->status = one(q->kind == KIND_FIGURE ? statuses[number % 3] : NULL);
    q->rank = one(ranks[number / 3 % 3]);
    q->period_type = one(types[number / 9 % 3]);
    q->from = slice_of(froms[number / 27 % 2]);
    q->to = slice_of(tos[number / 54 % 2]);
    return number < 108;
}

static void compare_all(struct claim_question *q)
{
    for (int kind = 0; kind < claim_kinds.count; kind++)
        for (int select = 0; select < selects.count; select++) {
            q->kind = (enum claim_kind)kind;
            q->select = (enum select)select;
            for (int number = 0; set_filters(q, number); number++)
                compare(q);
        }
}

START_TEST(counts_are_those_of_the_rows)
{
    struct claim_question question = {.revision = store_revision(store), .series_count = -1};

    compare_all(&question);
}
END_TEST

START_TEST(counts_of_a_day_are_those_of_its_rows)
{
    static char days[DAYS_MOST][11];
    struct error err = {0};
    int count = 0;
    sqlite3_stmt *known =
        store_fixed(store, "SELECT DISTINCT known_on FROM claim WHERE known_on < '~'", &err);

    ck_assert_ptr_nonnull(known);
    while (store_step(store, known, &err) && count < DAYS_MOST)
        (void)slice_copy(store_text(known, 0), days[count++], sizeof days[0]);
    ck_assert_int_gt(count, 2);
    for (int i = 0; i < count; i++) {
        struct claim_question question = {.kind = KIND_FIGURE,
                                          .revision = store_revision(store),
                                          .series_count = -1,
                                          .as_of = slice_of(days[i])};

        for (int select = 0; select < selects.count; select++)
            for (int number = 0; number < 27; number++) {
                question.select = (enum select)select;
                (void)set_filters(&question, number);
                compare(&question);
            }
    }
}
END_TEST

/* Of several series: for these nothing is stored, so the claims are counted, by one of their
 * filters or by groups. Where that were too many nothing is said. */
START_TEST(counts_of_some_series_on_a_day_are_those_of_its_rows)
{
    static const char *const days[] = {NULL, "2020-12-31", "2021-08-01", "2023-03-01",
                                       "2099-01-01"};
    static char ids[200][128], json[200 * 130];
    struct slice series[200];
    struct error err = {0};
    int count = 0;
    sqlite3_stmt *known = store_fixed(store, "SELECT id FROM series ORDER BY id", &err);

    for (; count < 200 && store_step(store, known, &err); count++) {
        (void)slice_copy(store_text(known, 0), ids[count], sizeof ids[0]);
        series[count] = slice_of(ids[count]);
    }
    sqlite3_reset(known);
    known = store_fixed(
        store, "SELECT json_group_array(id) FROM (SELECT id FROM series ORDER BY id)", &err);
    ck_assert(store_step(store, known, &err) &&
              slice_copy(store_text(known, 0), json, sizeof json));
    sqlite3_reset(known);
    for (int i = 0; i < 5 * 3; i++) {
        struct claim_question question = {.kind = KIND_FIGURE,
                                          .revision = store_revision(store),
                                          .series = series,
                                          .series_count = count,
                                          .series_set = one(json),
                                          .select = (enum select)(i % 3),
                                          .as_of = slice_of(days[i / 3])};

        for (int number = 0; set_filters(&question, number); number++)
            compare(&question);
    }
    struct claim_counts counts;
    struct claim_question question = {.kind = KIND_FIGURE,
                                      .revision = store_revision(store),
                                      .series = series,
                                      .series_count = count,
                                      .series_set = one(json),
                                      .rank = one("[\"normal\"]")};
    store->count_most = 0;
    ck_assert(claims_count(store, &question, &counts, &err));
    ck_assert(count == 1 ? counts.total >= 0 : counts.total == -1); /* one series is little */
}
END_TEST

/* By another way than the one that is tested. */
static int64_t count_deprecated(const struct claim_question *asked)
{
    struct claim_question all = *asked;

    all.select = SELECT_ALL;
    all.rank = one("[\"deprecated\"]");
    return asked->kind == KIND_FIGURE && asked->select != SELECT_ALL ? list_rows(&all) : 0;
}

/* What windows, and what one period, leave of a series. */
static bool set_window(struct claim_question *q, int number)
{
    static const char *const froms[] = {NULL, "2019-07-01", "2021-01-15", "2030-01-01"};
    static const char *const tos[] = {NULL, "2021-06-30", "2019-06-29", "1999-12-31"};
    static const char *const periods[][2] = {
        {NULL, NULL}, {"2020-07-01", "2021-06-30"}, {"~", "~"}, {"~", "2026-06-30"}};
    const char *const *period = periods[number % 4];

    q->period_filter = period[1] ? PERIODS_EXACT : PERIODS_ALL;
    q->period_start = slice_of(period[0]);
    q->period_end = slice_of(period[1]);
    q->from = slice_of(froms[number / 4 % 4]);
    q->to = slice_of(tos[number / 16]);
    return number < 63;
}

/* The first time by a query; from the second on by what is kept, be it all or that it is too long.
 */
static void compare_series(struct claim_question *q)
{
    for (int select = 0; select < selects.count; select++)
        for (int number = 0; number < 64 && set_window(q, number); number++) {
            struct claim_counts counts;
            struct error err = {0};

            q->select = (enum select)select;
            compare(q);
            ck_assert_msg(claims_count(store, q, &counts, &err), "%s", err.detail);
            ck_assert_int_eq(counts.deprecated, count_deprecated(q));
        }
}

START_TEST(counts_of_a_series_are_those_of_its_rows)
{
    static char ids[200][128];
    struct error err = {0};
    int count = 0;
    sqlite3_stmt *known = store_fixed(store, "SELECT id FROM series ORDER BY id", &err);

    store->spans_most = _i ? SPANS_MOST : 2;
    while (count < 200 && store_step(store, known, &err))
        (void)slice_copy(store_text(known, 0), ids[count++], sizeof ids[0]);
    sqlite3_reset(known);
    ck_assert_int_gt(count, 0);
    for (int i = 0; i < count * claim_kinds.count; i++) {
        struct slice series = slice_of(ids[i / claim_kinds.count]);
        char json[160];
        struct claim_question question = {.kind = (enum claim_kind)(i % claim_kinds.count),
                                          .revision = store_revision(store) - (i & 1),
                                          .series = &series,
                                          .series_count = 1};

        (void)snprintf(json, sizeof json, "[\"%s\"]", ids[i / claim_kinds.count]);
        question.series_set = one(json);
        question.revision = question.revision ? question.revision : 1;
        compare_series(&question);
    }
}
END_TEST

static void read_sources(void)
{
    struct error err = {0};
    sqlite3_stmt *ids = store_fixed(store, "SELECT json_group_array(id) FROM source", &err);

    ck_assert(ids && store_step(store, ids, &err));
    ck_assert(slice_copy(store_text(ids, 0), sources, sizeof sources));
}

int main(void)
{
    Suite *suite = suite_create("counts");
    TCase *tcase = opened_case(suite);

    tcase_add_checked_fixture(tcase, read_sources, NULL);
    tcase_add_test(tcase, counts_are_those_of_the_rows);
    tcase_add_test(tcase, counts_of_a_day_are_those_of_its_rows);
    tcase_add_test(tcase, counts_of_some_series_on_a_day_are_those_of_its_rows);
    tcase_add_loop_test(tcase, counts_of_a_series_are_those_of_its_rows, 0, 2);
    return suite_finish(suite);
}
