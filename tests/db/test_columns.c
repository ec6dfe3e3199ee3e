#include <check.h>
#include <stdlib.h>

#include "db/aggregated.h"
#include "db/catalog.h"
#include "db/derived.h"
#include "db/group.h"
#include "db/revisions.h"
#include "db/search.h"
#include "db/store_internal.h"
#include "sql.h"
#include "tests/base/suite.h"
#include "tests/db/opened.h"

/* The columns of every statement agree with the field tables: each column is a field, and each
 * field that is not worked out is a column of the statement that fills its record. */

static bool has_column(sqlite3_stmt *statement, const struct field *field)
{
    char flat[FIELD_NAME_ROOM];

    field_flat_name(field, flat);
    for (int i = 0; i < sqlite3_column_count(statement); i++)
        if (strcmp(sqlite3_column_name(statement, i), flat) == 0)
            return true;
    return false;
}

static void check_table(sqlite3_stmt *statement, const struct fields *fields)
{
    struct row_map map;
    struct error err = {0};

    ck_assert_msg(row_map_make(statement, fields, &map, &err), "%s", err.detail);
    ck_assert_int_eq(map.count, sqlite3_column_count(statement));
    for (int i = 0; i < fields->count; i++)
        ck_assert_msg(fields->items[i].flags & FIELD_DERIVED ||
                          has_column(statement, &fields->items[i]),
                      "%s: no column %s", fields->name, fields->items[i].name);
}

START_TEST(test_claims)
{
    static const struct fields *const shown[] = {&figure_fields, &target_fields,
                                                 &growth_rate_fields, &remark_fields};
    struct claim_question question = {
        .kind = KIND_REMARK, .revision = store_revision(store), .series_count = -1};
    struct error err = {0};
    CLEAN(list) struct list list = {0};

    /* Joined: a list that cites what is kept reads fewer columns, and of the same names. */
    store->citing = true;
    ck_assert_msg(claims_open(&list, store, &question, 1, &err), "%s", err.detail);
    store->citing = false;
    check_table(list.statement, &claim_fields);
    /* Every kind shows a part of that record under the same names, in the same places. */
    for (size_t t = 0; t < 4; t++)
        for (int i = 0; i < shown[t]->count; i++) {
            const struct field *field = &shown[t]->items[i];

            ck_assert_uint_eq(shown[t]->record_size, claim_fields.record_size);
            ck_assert_msg(field->flags & FIELD_DERIVED || has_column(list.statement, field),
                          "%s: no column %s", shown[t]->name, field->name);
            for (int k = 0; k < claim_fields.count; k++)
                if (strcmp(claim_fields.items[k].name, field->name) == 0 &&
                    field->type != FIELD_LINK)
                    ck_assert_uint_eq(claim_fields.items[k].offset, field->offset);
        }
}
END_TEST

static int compare_lean(const struct fields *fields, const struct claim *whole,
                        const struct claim *lean)
{
    int compared = 0;

    for (int i = 0; i < fields->count; i++) {
        const struct field *field = &fields->items[i];

        if (!claims_are_lean(fields, (struct field_set){UINT64_C(1) << i}))
            continue;
        ck_assert(!(field->flags & FIELD_EVIDENCE));
        ck_assert_msg(slice_equal(field_slice(field, whole), field_slice(field, lean)),
                      "%s of %.*s", field->name, SLICE_ARGS(whole->id));
        compared++;
    }
    return compared;
}

/* What is read of a row where little is shown is what a whole row says. */
START_TEST(test_lean)
{
    static const struct fields *const shown[] = {&figure_fields, &growth_rate_fields,
                                                 &remark_fields, &target_fields};
    struct error err = {0};
    CLOSE(store) struct store *beside = store_open(getenv("EXPORTSTATS_TEST_DATABASE"), 0, &err);
    struct claim_question question = {.kind = (enum claim_kind)_i,
                                      .revision = store_revision(store),
                                      .select = SELECT_ALL,
                                      .series_count = -1},
                          lean = question;
    CLEAN(list) struct list of_whole = {0}, of_lean = {0};
    struct claim whole = {0}, thin = {0};
    int rows = 0;

    lean.lean = true;
    ck_assert(claims_open(&of_whole, store, &question, -1, &err));
    ck_assert(claims_open(&of_lean, beside, &lean, -1, &err));
    for (; claims_next(&of_whole, &whole, &err); rows++) {
        ck_assert(claims_next(&of_lean, &thin, &err));
        ck_assert_int_gt(compare_lean(shown[_i], &whole, &thin), 7);
        ck_assert_ptr_null(thin.source.data);
    }
    ck_assert(!claims_next(&of_lean, &thin, &err) && err.kind == ERROR_NONE);
    ck_assert_int_gt(rows, 3);
}
END_TEST

START_TEST(test_catalogue)
{
    struct catalog_question question = {.revision = store_revision(store)};
    struct error err = {0};
    CLEAN(list) struct list series = {0}, sources = {0};

    ck_assert(series_open(&series, store, &question, 1, &err));
    check_table(series.statement, &series_fields);
    ck_assert(sources_open(&sources, store, &question, 1, &err));
    check_table(sources.statement, &source_fields);
}
END_TEST

START_TEST(test_prints)
{
    struct group_question question = {.id = slice_of("pk-ict.fy2021.dawn-2021-07-27"),
                                      .revision = store_revision(store)};
    struct error err = {0};
    CLEAN(list) struct list list = {0};

    ck_assert_msg(group_open(&list, store, &question, 1, &err), "%s", err.detail);
    check_table(list.statement, &history_fields);
}
END_TEST

START_TEST(test_revisions)
{
    struct revisions_question question = {.revision = store_revision(store), .number = 1};
    struct change_record change;
    struct error err = {0};
    CLEAN(list) struct list revisions = {0}, changes = {0};

    ck_assert(revisions_open(&revisions, store, &question, 1, &err));
    check_table(revisions.statement, &revision_fields);
    ck_assert(changes_open(&changes, store, &question, -1, &err));
    for (int run = -1; changes_next(&changes, &question, &change, &err);)
        if (changes.segment != run) {
            run = changes.segment;
            check_table(changes.statement, &change_fields);
        }
    ck_assert_msg(err.kind == ERROR_NONE, "%s", err.detail);
    ck_assert_int_eq(changes.segment, 3);
}
END_TEST

START_TEST(test_search)
{
    struct error err = {0};
    sqlite3_stmt *statement = store_fixed(store, sql_query_search_hit, &err);

    ck_assert_msg(statement, "%s", err.detail);
    check_table(statement, &search_fields);
}
END_TEST

/* Members of one object stand together, names are unique and have a meaning. */
START_TEST(test_tables)
{
    static const struct fields *const all[] = {
        &figure_fields,      &target_fields,     &claim_fields,    &growth_rate_fields,
        &remark_fields,      &series_fields,     &source_fields,   &history_fields,
        &why_fields,         &revision_fields,   &change_fields,   &search_fields,
        &transformed_fields, &aggregated_fields, &computed_fields, &derivable_fields};
    const struct fields *fields = all[_i];

    ck_assert_int_le(fields->count, FIELD_MOST);
    for (int i = 0; i < fields->count; i++) {
        struct slice object = field_object(&fields->items[i]);

        ck_assert(fields->items[i].flags & FIELD_HIDDEN || *fields->items[i].meaning);
        ck_assert_uint_lt(strlen(fields->items[i].name), FIELD_NAME_ROOM);
        for (int k = 0; k < i; k++) {
            ck_assert_str_ne(fields->items[k].name, fields->items[i].name);
            if (object.size && slice_equal(field_object(&fields->items[k]), object))
                ck_assert(slice_equal(field_object(&fields->items[i - 1]), object));
        }
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("columns");
    TCase *tcase = opened_case(suite);

    tcase_add_test(tcase, test_claims);
    tcase_add_loop_test(tcase, test_lean, 0, 4);
    tcase_add_test(tcase, test_catalogue);
    tcase_add_test(tcase, test_prints);
    tcase_add_test(tcase, test_revisions);
    tcase_add_test(tcase, test_search);
    tcase_add_loop_test(tcase, test_tables, 0, 16);
    return suite_finish(suite);
}
