/* Memory that SQLite asks for and does not get.
 *
 * Not every failure comes out of its calls: FTS5's snippet() of 3.40 then leaves its marks out and
 * says that all went well. So each one is noted where it happens, and no answer is made of what
 * followed. */
#include <sqlite3.h>
#include <threads.h>

#include "db/store_internal.h"

static sqlite3_mem_methods given;

static void *take(int size)
{
    void *memory = given.xMalloc(size);

    if (!memory)
        store_lose();
    return memory;
}

static void *change(void *memory, int size)
{
    void *changed = given.xRealloc(memory, size);

    if (!changed)
        store_lose();
    return changed;
}

/* Refused where SQLite is in use already; then it goes on as it was. */
static void watch(void)
{
    sqlite3_mem_methods ours;

    if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &given) != SQLITE_OK)
        return;
    ours = given;
    ours.xMalloc = take;
    ours.xRealloc = change;
    (void)sqlite3_config(SQLITE_CONFIG_MALLOC, &ours);
    /* Nobody asks how much it has; to know it costs a lock an allocation. */
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

void store_watch_memory(void)
{
    static once_flag once = ONCE_FLAG_INIT;

    call_once(&once, watch);
}
