/* How SQLite reads what the store asks it: no statement may sort, none may scan.
 *
 * A test asks the questions, and what the store then keeps is looked at, so that no statement is
 * missed that a client can cause. */
#ifndef TESTS_DB_PLAN_H
#define TESTS_DB_PLAN_H

#include "db/store_internal.h"
#include "tests/db/opened.h"

extern int planned; /* statements that were looked at in this test */

/* Fails the test where the statement sorts or scans. */
void plan(sqlite3_stmt *statement);
/* True once for each key. */
bool plan_is_due(uint64_t key);
/* Plans all statements that the store keeps and that were not looked at yet. */
void plan_due(void);
/* Plans all that it keeps and that have these words in them. */
void plan_kept(const char *words);

#endif
