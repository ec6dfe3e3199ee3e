#include "tests/db/plan.h"

#include <check.h>
#include <stdlib.h>

#include "db/claims_sql.h"

enum { SEEN_ROOM = 1 << 18 };

int planned;

static uint64_t seen[SEEN_ROOM];

bool plan_is_due(uint64_t key)
{
    size_t at = (size_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 46);

    while (seen[at] && seen[at] != key)
        at = (at + 1) % SEEN_ROOM;
    bool due = !seen[at];
    seen[at] = key;
    return due;
}

/* Reading a whole index from its first row is a scan too. json_each reads the question's own list,
 * a subquery what it limited itself to, there are few revisions, read from the newest, and the
 * index of words is read by its own rules. An index of figures alone is what others are by their
 * kind: a list goes along it as along theirs. */
static bool is_bad(const char *step, const char *sql)
{
    static const char *const fine[] = {"json_each",     "(subquery",    "SCAN chosen",
                                       "SCAN revision", "CONSTANT ROW", "VIRTUAL TABLE",
                                       "INDEX figure_"};

    for (size_t i = 0; i < sizeof fine / sizeof fine[0]; i++)
        if (strstr(step, fine[i]))
            return false;
    return (strstr(step, "TEMP B-TREE") && !strstr(sql, FEW_MARK)) ||
           strncmp(step, "SCAN ", 5) == 0;
}

void plan(sqlite3_stmt *statement)
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

void plan_due(void)
{
    for (int i = 0; i < STORE_STATEMENTS; i++)
        if (store->statements[i].key && plan_is_due(store->statements[i].key))
            plan(store->statements[i].statement);
}

void plan_kept(const char *words)
{
    for (int i = 0; i < STORE_STATEMENTS; i++)
        if (store->statements[i].key && strstr(sqlite3_sql(store->statements[i].statement), words))
            plan(store->statements[i].statement);
}
