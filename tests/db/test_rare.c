#include <check.h>
#include <stdlib.h>

#include "db/claims_internal.h"
#include "tests/base/suite.h"
#include "tests/db/opened.h"

/* Figures that are not as most are, on every day that something became known: read by the index
 * that they have to themselves and along that of the order, whatever a question would choose. */

enum { IDS_ROOM = 1 << 18, DAYS = 64, LIST = 100000 };

static const char *const rare_statuses[] = {
    NULL, "[\"estimated\",\"projected\"]", "[\"provisional\"]",
    "[\"projected\",\"revised\",\"provisional\",\"estimated\"]"};
enum { STATUSES = sizeof rare_statuses / sizeof rare_statuses[0] };

/* What is of any status is rare where it is preferred. */
static void set_traits(struct claim_question *q, int number)
{
    const char *status = rare_statuses[number % STATUSES];
    bool preferred = !status || number / STATUSES % 3 == 1;

    q->status = (struct text_set){slice_of(status), {NULL, 0}, status ? 2 : 0};
    q->rank = (struct text_set){0};
    if (preferred)
        q->rank = (struct text_set){slice_of("[\"preferred\"]"), slice_of("preferred"), 1};
    else if (number / STATUSES % 3 == 2)
        q->rank = (struct text_set){slice_of("[\"normal\",\"deprecated\"]"), {NULL, 0}, 2};
}

/* The ids of all rows, one behind the other. */
static int read_ids(const struct claim_question *q, enum few few, char *ids)
{
    struct variant v = {.purpose = ROWS, .sort = q->sort, .filters = claims_filters(q), .few = few};
    struct error err = {0};
    sqlite3_stmt *statement = claims_prepare(store, q, &v, &err);
    int id = 0, rows = 0;
    size_t at = 0;

    ck_assert_msg(statement != NULL, "%s", err.detail);
    while (strcmp(sqlite3_column_name(statement, id), "id") != 0)
        id++;
    store_bind_integer(statement, ":limit", LIST);
    for (; store_step(store, statement, &err); rows++) {
        ck_assert(slice_copy(store_text(statement, id), ids + at, IDS_ROOM - at));
        at += strlen(ids + at);
    }
    ck_assert_msg(err.kind == ERROR_NONE, "%s", err.detail);
    ids[at] = '\0';
    return rows;
}

static int read_days(char days[DAYS][12])
{
    struct error err = {0};
    sqlite3_stmt *statement = store_fixed(
        store, "SELECT DISTINCT known_on FROM claim WHERE kind = 'figure' ORDER BY 1 DESC", &err);
    int count = 0;

    ck_assert_ptr_nonnull(statement);
    while (count < DAYS && store_step(store, statement, &err))
        (void)slice_copy(store_text(statement, 0), days[count++], sizeof days[0]);
    sqlite3_reset(statement);
    return count;
}

START_TEST(rare_figures_are_the_same_by_their_own_index)
{
    static char ids[IDS_ROOM], others[IDS_ROOM], days[DAYS][12];
    int count = read_days(days), rows = 0;

    for (int number = 0; number < count * STATUSES * 3; number++) {
        struct claim_question q = {.kind = KIND_FIGURE,
                                   .revision = 1 + number % (int)store_revision(store),
                                   .select = (enum select)_i,
                                   .series_count = -1,
                                   .as_of = slice_of(days[number / STATUSES / 3])};

        set_traits(&q, number);
        q.sort = (enum claim_sort)(number % 7 == 2 ? SORT_SERIES : number % 7);
        rows += read_ids(&q, FEW_RARE, ids);
        (void)read_ids(&q, FEW_NONE, others);
        ck_assert_msg(strcmp(ids, others) == 0, "%s\n%.500s\n%.500s", days[number / STATUSES / 3],
                      ids, others);
    }
    (void)printf("%d rows\n", rows);
    ck_assert_int_gt(rows, 400);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("rare");
    TCase *tcase = opened_case(suite);

    tcase_add_loop_test(tcase, rare_figures_are_the_same_by_their_own_index, 0, 3);
    return suite_finish(suite);
}
