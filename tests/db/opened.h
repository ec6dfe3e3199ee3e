/* The store of EXPORTSTATS_TEST_DATABASE, open while a test runs. */
#ifndef TESTS_DB_OPENED_H
#define TESTS_DB_OPENED_H

#include <check.h>

#include "db/store.h"

extern struct store *store;

/* The suite's only case: each of its tests has the store, opened for it alone. */
TCase *opened_case(Suite *suite);

#endif
