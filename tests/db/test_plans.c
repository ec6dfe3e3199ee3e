#include "db/claims_internal.h"
#include "db/prints.h"
#include "tests/base/suite.h"
#include "tests/db/plan.h"

/* Lists of claims: the questions are generated, all filters with all sorts and places to go on
 * from.
 */

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
    plan_due();
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
    bool wrong = number % 5 == 0; /* has an index to itself */

    q->select = (enum select)take(&number, 3);
    q->series_count = series_counts[take(&number, 4)];
    q->series = series;
    q->series_set = q->series_count > 0 ? set_of(q->series_count) : set_of(0);
    if (q->series_count == 0)
        q->series_set.json = slice_of("[]");
    q->source = set_of(take(&number, 3));
    q->status = set_of(take(&number, 2));
    q->rank = set_of(take(&number, 2));
    if (q->rank.count && wrong)
        q->rank.first = slice_of("deprecated");
    q->period_type = set_of(take(&number, 2));
    q->period_filter = (enum period_filter)take(&number, 4);
    q->period_start = q->period_end = slice_of("2020-01-01");
    q->periods = set_of(1);
    q->period_given = slice_of("x");
    q->from = slice_of(take(&number, 2) ? "2020-01-01" : NULL);
    q->to = slice_of(take(&number, 2) ? "2021-01-01" : NULL);
    q->as_of = slice_of(take(&number, 2) ? "2021-01-01" : NULL);
}

/* Figures have indexes to themselves; all other kinds share theirs. */
static const enum claim_kind kinds[] = {KIND_FIGURE, KIND_TARGET};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

START_TEST(test_claims)
{
    static const struct slice series[] = {{"a", 1}, {"b", 1}};
    int64_t places[] = {
        find_row("SELECT n FROM claim WHERE kind = 'figure' AND period_end < '~' LIMIT 1"),
        find_row("SELECT n FROM claim WHERE kind = 'figure' AND period_end = '~' LIMIT 1")};
    struct claim_question question = {.kind = kinds[_i], .revision = store_revision(store)};
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
    ck_assert_int_gt(planned,
                     kinds[_i] == KIND_FIGURE ? 5000 : 1500); /* only of them one is chosen */
}
END_TEST

static bool offers(const struct claim_question *q, unsigned filters, enum few few)
{
    static const unsigned by[FEW_WAYS] = {
        [FEW_SERIES] = BY_SERIES | BY_SERIES_SET,
        [FEW_SOURCE] = BY_SOURCE | BY_SOURCE_SET,
        [FEW_PERIOD] = BY_PERIOD | BY_PERIODS | BY_FROM | BY_TO,
        [FEW_KNOWN] = BY_KNOWN,
        [FEW_TRAITS] = BY_STATUS | BY_RANK | BY_TYPE,
        [FEW_DEPRECATED] = BY_DEPRECATED,
        [FEW_LABEL] = BY_LABEL,
        [FEW_UNDATED] = BY_NEVER_KNOWN,
        [FEW_RARE] = BY_STATUS | BY_RANK,
    };
    bool of_figures = few == FEW_TRAITS || few == FEW_RARE;

    return filters & by[few] && (!of_figures || q->kind == KIND_FIGURE);
}

static void plan_way(const struct claim_question *q, unsigned filters, enum few few)
{
    struct variant v = {.purpose = few == FEW_RARE ? ROWS : COUNT, .filters = filters, .few = few};
    struct error err = {0};
    sqlite3_stmt *statement = claims_prepare(store, q, &v, &err);

    ck_assert_msg(statement != NULL, "%s", err.detail);
    if (plan_is_due(variant_key(&v)))
        plan(statement);
}

/* Which of its filters a question is counted by lies in the data: here by each of them. */
START_TEST(test_ways)
{
    static const struct slice series[] = {{"a", 1}, {"b", 1}};
    struct claim_question question = {.kind = kinds[_i], .revision = store_revision(store)};

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
                if (offers(&question, all, (enum few)few))
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
        plan_due();
    }
    ck_assert_int_ge(planned, 60);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("plans");
    TCase *tcase = opened_case(suite);

    tcase_add_loop_test(tcase, test_claims, 0, KINDS);
    tcase_add_loop_test(tcase, test_ways, 0, KINDS);
    tcase_add_test(tcase, test_chosen);
    return suite_finish(suite);
}
