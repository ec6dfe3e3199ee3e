#include <check.h>
#include <stdlib.h>

#include "db/claims_internal.h"
#include "tests/base/suite.h"
#include "tests/db/opened.h"
#include "tests/stats/random.h"

/* What a day and the selection leave out, against a look at every claim: under filters of all kinds
 * together, where counts may cost nothing, and by each way that can be counted by. */

enum { QUESTIONS = 2000, LIST_ROOM = 1 << 16 };

static struct random dice = {20261122};

/* A JSON array of some of what the database holds. */
static void take_some(const char *sql, int of_ten, struct text_set *set, char room[LIST_ROOM])
{
    struct error err = {0};
    sqlite3_stmt *statement = store_fixed(store, sql, &err);

    *set = (struct text_set){0};
    if (random_below(&dice, 3))
        return;
    ck_assert_ptr_nonnull(statement);
    store_bind_integer(statement, ":seed", random_below(&dice, 1 << 20));
    store_bind_integer(statement, ":of_ten", of_ten);
    ck_assert(store_step(store, statement, &err));
    ck_assert(slice_copy(store_text(statement, 0), room, LIST_ROOM));
    set->count = sqlite3_column_int(statement, 1);
    sqlite3_reset(statement);
    set->json = slice_of(set->count ? room : NULL);
}

#define SOME(column, table)                                                                        \
    "SELECT json_group_array(v), count(*) FROM (SELECT DISTINCT " column " AS v FROM " table       \
    " WHERE (unicode(substr(" column ", -1)) * 31 + length(" column ") * 7 + :seed) % 10"          \
    " < :of_ten)"

struct asked {
    struct claim_question question;
    struct slice series[400];
    char ids[LIST_ROOM], set[LIST_ROOM], sources[LIST_ROOM], statuses[LIST_ROOM], ranks[LIST_ROOM],
        types[LIST_ROOM];
};

/* What filters by one value takes it for itself. */
static void set_sources(struct asked *asked)
{
    struct text_set *set = &asked->question.source;

    take_some(SOME("source", "claim"), 5, set, asked->sources);
    if (set->count == 1)
        set->first = (struct slice){set->json.data + 2, set->json.size - 4};
}

static void set_series(struct asked *asked)
{
    struct claim_question *q = &asked->question;
    char *rest = asked->ids;

    take_some(SOME("series", "series_version"), 1 + random_below(&dice, 6), &q->series_set,
              asked->set);
    q->series = asked->series;
    q->series_count = -1;
    if (!q->series_set.count)
        return;
    q->series_count = 0;
    (void)slice_copy(q->series_set.json, asked->ids, LIST_ROOM);
    while ((rest = strchr(rest, '"'))) {
        char *end = strchr(rest + 1, '"');

        asked->series[q->series_count++] = (struct slice){rest + 1, (size_t)(end - rest - 1)};
        rest = end + 1;
    }
    ck_assert_int_eq(q->series_count, q->series_set.count);
}

static void set_periods(struct claim_question *q)
{
    static const char *const days[] = {NULL, NULL, "2019-07-01", "2021-06-30", "2023-01-01"};

    q->period_filter = (enum period_filter)(random_below(&dice, 3) ? 0 : random_below(&dice, 4));
    q->period_start = slice_of("2020-07-01");
    q->period_end = slice_of("2021-06-30");
    q->periods = (struct text_set){
        slice_of("[\"07-01 2020-07-01 2021-06-30\",\"01-01 2020-01-01 2020-12-31\"]"),
        {NULL, 0},
        2};
    q->period_given = slice_of("no date given");
    q->from = slice_of(days[random_below(&dice, 5)]);
    q->to = slice_of(days[random_below(&dice, 5)]);
}

static void make_question(struct asked *asked)
{
    static const char *const days[] = {"2020-12-31", "2021-08-01", "2023-03-01", "2099-01-01"};
    struct claim_question *q = &asked->question;

    *q = (struct claim_question){.kind = (enum claim_kind)random_below(&dice, 4),
                                 .select = (enum select)random_below(&dice, 3),
                                 .as_of = slice_of(days[random_below(&dice, 4)])};
    q->revision = 1 + random_below(&dice, (int)store_revision(store));
    set_series(asked);
    set_sources(asked);
    set_periods(q);
    take_some(SOME("rank", "claim"), 6, &q->rank, asked->ranks);
    if (!random_below(&dice, 6))
        q->rank = (struct text_set){slice_of("[\"deprecated\"]"), slice_of("deprecated"), 1};
    take_some(SOME("period_type", "claim"), 6, &q->period_type, asked->types);
    if (q->kind == KIND_FIGURE)
        take_some(SOME("status", "claim"), 6, &q->status, asked->statuses);
}

enum looked_for { UNDATED, DEPRECATED, KNOWN };

/* The same in other words, and along no index. */
static int64_t look_at_all(const struct claim_question *q, enum looked_for what)
{
    static const char sql[] =
        "SELECT sum(CASE :what WHEN 0 THEN c.known_on = '~'"
        " WHEN 1 THEN c.rank = 'deprecated' AND c.known_on <= :as_of"
        " ELSE c.known_on <= :as_of END)\n"
        "FROM claim AS c NOT INDEXED\n"
        "WHERE c.opened <= :revision AND c.closed > :revision AND c.kind = :kind"
        " AND (:series IS NULL OR instr(:series, '\"' || c.series || '\"'))"
        " AND (:source IS NULL OR instr(:source, '\"' || c.source || '\"'))"
        " AND (:status IS NULL OR instr(:status, '\"' || c.status || '\"'))"
        " AND (:rank IS NULL OR instr(:rank, '\"' || c.rank || '\"'))"
        " AND (:type IS NULL OR instr(:type, '\"' || c.period_type || '\"'))"
        " AND (:from IS NULL OR (c.period_start >= :from AND c.period_end BETWEEN :from AND '9'))"
        " AND (:to IS NULL OR c.period_end <= :to)"
        " AND CASE :filter WHEN 1 THEN c.period_start = :start AND c.period_end = :end"
        " WHEN 2 THEN instr(:periods, '\"' || (SELECT s.fiscal_year_start FROM series_version AS s"
        " WHERE s.series = c.series AND s.opened <= :revision AND s.closed > :revision)"
        " || ' ' || c.period_start || ' ' || c.period_end || '\"')"
        " WHEN 3 THEN c.period_label = :label ELSE true END";
    struct error err = {0};
    sqlite3_stmt *statement = store_fixed(store, sql, &err);

    ck_assert_msg(statement != NULL, "%s", err.detail);
    store_bind_integer(statement, ":what", what);
    store_bind_integer(statement, ":revision", q->revision);
    store_bind_integer(statement, ":filter", q->period_filter);
    store_bind_text(statement, ":kind", slice_of(claim_kinds.items[q->kind]));
    store_bind_text(statement, ":as_of", q->as_of);
    store_bind_text(statement, ":series", q->series_set.json);
    store_bind_text(statement, ":source", q->source.json);
    store_bind_text(statement, ":status", q->status.json);
    store_bind_text(statement, ":rank", q->rank.json);
    store_bind_text(statement, ":type", q->period_type.json);
    store_bind_text(statement, ":from", q->from);
    store_bind_text(statement, ":to", q->to);
    store_bind_text(statement, ":start", q->period_start);
    store_bind_text(statement, ":end", q->period_end);
    store_bind_text(statement, ":periods", q->periods.json);
    store_bind_text(statement, ":label", q->period_given);
    ck_assert(store_step(store, statement, &err));
    int64_t count = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    return count;
}

START_TEST(what_is_left_out_is_counted_whatever_is_asked)
{
    static struct asked asked;
    int undated = 0, deprecated = 0, wrong = 0, no_total = 0;

    store->count_most = 0;
    for (int i = 0; i < QUESTIONS; i++) {
        const struct claim_question *q = &asked.question;
        struct claim_counts counts;
        struct error err = {0};

        make_question(&asked);
        bool chooses = q->kind == KIND_FIGURE && q->select != SELECT_ALL;
        ck_assert_msg(claims_count(store, q, &counts, &err), "%s", err.detail);
        ck_assert_int_eq(counts.undated, look_at_all(q, UNDATED));
        ck_assert_int_eq(counts.deprecated, chooses ? look_at_all(q, DEPRECATED) : 0);
        if (!chooses && counts.total >= 0)
            ck_assert_int_eq(counts.total, look_at_all(q, KNOWN));
        wrong += !chooses && slice_is(q->rank.first, "deprecated");
        if (!chooses && slice_is(q->rank.first, "deprecated"))
            ck_assert_int_ge(counts.total, 0);
        undated += counts.undated > 0;
        deprecated += counts.deprecated > 0;
        no_total += counts.total < 0;
    }
    (void)printf("%d undated, %d deprecated, %d totals not counted\n", undated, deprecated,
                 no_total);
    ck_assert_int_gt(undated, 100);
    ck_assert_int_gt(deprecated, 20);
    ck_assert_int_gt(no_total, 100);
    ck_assert_int_gt(wrong, 20);
}
END_TEST

/* Which way is taken lies in the data: here each that leads to what is undated. */
START_TEST(each_way_counts_the_same)
{
    static struct asked asked;
    int counted = 0;

    for (int i = 0; i < QUESTIONS / 4; i++) {
        const struct claim_question *q = &asked.question;
        struct error err = {0};

        make_question(&asked);
        unsigned filters =
            claims_filters(q) & ~(unsigned)(BY_KNOWN | BY_LATEST_THEN | BY_FIRST_THEN);
        for (int kind = 0; kind < 2 && claims_can_match(q); kind++) {
            struct variant v = {.purpose = COUNT,
                                .filters =
                                    filters | (kind ? BY_DEPRECATED | BY_KNOWN : BY_NEVER_KNOWN),
                                .few = kind ? FEW_DEPRECATED : FEW_UNDATED};
            sqlite3_stmt *statement = claims_prepare(store, q, &v, &err);

            ck_assert_msg(statement && store_step(store, statement, &err), "%s", err.detail);
            ck_assert_int_eq(sqlite3_column_int64(statement, 0),
                             look_at_all(q, kind ? DEPRECATED : UNDATED));
            counted += sqlite3_column_int64(statement, 0) > 0;
            sqlite3_reset(statement);
        }
    }
    ck_assert_int_gt(counted, 50);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("left-out");
    TCase *tcase = opened_case(suite);

    tcase_add_test(tcase, what_is_left_out_is_counted_whatever_is_asked);
    tcase_add_test(tcase, each_way_counts_the_same);
    return suite_finish(suite);
}
