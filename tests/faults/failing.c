#include "failing.h"

#include <cjson/cJSON.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "base/arena.h"
#include "db/store_internal.h"
#include "places.h"

static struct {
    unsigned kinds;
    long nth, calls;
    bool for_good, kills, surveys, failed;
} plan;

void failing_arm(unsigned kinds, long nth, bool for_good)
{
    plan.nth = nth;
    plan.calls = 0;
    plan.for_good = for_good;
    plan.failed = plan.kills = plan.surveys = false;
    plan.kinds = kinds;
}

void failing_survey(unsigned kinds)
{
    places_begin();
    failing_arm(kinds, -1, false);
    plan.surveys = true;
}

void failing_arm_kill(unsigned kinds, long nth)
{
    failing_arm(kinds, nth, false);
    plan.kills = true;
}

bool failing_disarm(void)
{
    plan.kinds = 0;
    return plan.failed;
}

long failing_calls(void)
{
    return plan.calls;
}

bool failing_now(unsigned kinds)
{
    if (!(plan.kinds & kinds))
        return false;
    plan.calls++;
    if (plan.surveys)
        places_note();
    if (plan.calls != plan.nth && !(plan.for_good && plan.calls > plan.nth))
        return false;
    if (plan.kills)
        (void)raise(SIGKILL);
    plan.failed = true;
    return true;
}

/* The linker gives the rooms' calls these names, and keeps the library's under the others. */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
char *__real_strdup(const char *text);
char *__wrap_strdup(const char *text);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);

enum { OWN = FAIL_MEMORY | FAIL_OWN_MEMORY };

void *__wrap_malloc(size_t size)
{
    return failing_now(OWN) ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return failing_now(OWN) ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *memory, size_t size)
{
    return failing_now(OWN) ? NULL : __real_realloc(memory, size);
}

char *__wrap_strdup(const char *text)
{
    return failing_now(OWN) ? NULL : __real_strdup(text);
}

static void *take_for_json(size_t size)
{
    return failing_now(FAIL_MEMORY) ? NULL : __real_malloc(size);
}

/* An arena that is full, or that gets no block. */
void *__real_arena_take(struct arena *arena, size_t size);
void *__wrap_arena_take(struct arena *arena, size_t size);
void *__real_arena_grow(struct arena *arena, void *items, int count, int *room, size_t size);
void *__wrap_arena_grow(struct arena *arena, void *items, int count, int *room, size_t size);
bool __real_arena_copy(struct arena *arena, struct slice text, struct slice *copy);
bool __wrap_arena_copy(struct arena *arena, struct slice text, struct slice *copy);

void *__wrap_arena_take(struct arena *arena, size_t size)
{
    return failing_now(FAIL_OWN_MEMORY) ? NULL : __real_arena_take(arena, size);
}

void *__wrap_arena_grow(struct arena *arena, void *items, int count, int *room, size_t size)
{
    return count >= *room && failing_now(FAIL_OWN_MEMORY)
               ? NULL
               : __real_arena_grow(arena, items, count, room, size);
}

bool __wrap_arena_copy(struct arena *arena, struct slice text, struct slice *copy)
{
    if (!text.data || !failing_now(FAIL_OWN_MEMORY))
        return __real_arena_copy(arena, text, copy);
    *copy = (struct slice){NULL, 0};
    return false;
}

int __real_sqlite3_step(sqlite3_stmt *statement);
int __wrap_sqlite3_step(sqlite3_stmt *statement);

int __wrap_sqlite3_step(sqlite3_stmt *statement)
{
    return failing_now(FAIL_STEP) ? SQLITE_INTERRUPT : __real_sqlite3_step(statement);
}

static sqlite3_mem_methods sqlite;

static void *take(int size)
{
    return failing_now(FAIL_MEMORY) ? NULL : sqlite.xMalloc(size);
}

static void *change(void *memory, int size)
{
    return failing_now(FAIL_MEMORY) ? NULL : sqlite.xRealloc(memory, size);
}

void failing_set_up(void)
{
    cJSON_Hooks hooks = {take_for_json, free};
    sqlite3_mem_methods ours;

    cJSON_InitHooks(&hooks);
    (void)sqlite3_config(SQLITE_CONFIG_GETMALLOC, &sqlite);
    ours = sqlite;
    ours.xMalloc = take;
    ours.xRealloc = change;
    (void)sqlite3_config(SQLITE_CONFIG_MALLOC, &ours);
    /* Small things would else come from room that was set aside, and never fail. */
    (void)sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);
    store_watch_memory(); /* before SQLite is used for its files */
    failing_set_up_files();
}
