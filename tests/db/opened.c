#include "tests/db/opened.h"

#include <stdlib.h>

enum { SECONDS = 600 }; /* every question there is, under a sanitizer */

struct store *store;

static void set_up(void)
{
    struct error err = {0};

    store = store_open(getenv("EXPORTSTATS_TEST_DATABASE"), 0, &err);
    ck_assert_msg(store != NULL, "%s", err.detail);
}

static void tear_down(void)
{
    store_close(store);
}

TCase *opened_case(Suite *suite)
{
    TCase *all = tcase_create("all");

    tcase_add_checked_fixture(all, set_up, tear_down);
    tcase_set_timeout(all, SECONDS);
    suite_add_tcase(suite, all);
    return all;
}
