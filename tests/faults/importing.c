/* Imports while memory, or any file they touch, fails at the n-th call, for every n.
 *
 * Of a package's next revision over an older one, and of a first one. What may come is an error and
 * the old database to the byte, or success and the new one to the byte; where the very last call
 * fails, the new one may already stand under its name. Nothing is left beside it, and the next
 * import goes through. An import that is killed at such a call leaves the same two, and what it
 * left beside them is in nobody's way. LONG_TESTS fails every call, where a sanitizer makes that
 * too slow every place and some of all calls; the short form, and where all calls from one on fail,
 * the places and fewer.
 *
 * importing WHICH: `first` or `next`. */
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "failing.h"
#include "places.h"
#include "tests/import/world.h"

enum { SAMPLES = 30, LONG_SAMPLES = 1000 };

enum outcome { OLD, NEW, NEW_UNSURE, OUTCOMES };
static const char *const outcome_names[] = {"refused and as before", "as without faults",
                                            "told as failed, and yet there"};

static void restore(const struct world *world, const struct buffer *before)
{
    if (!before->size) {
        (void)unlink(world->database);
        return;
    }
    FILE *out = fopen(world->database, "w");
    ck_assert_ptr_nonnull(out);
    ck_assert_uint_eq(fwrite(before->data, 1, before->size, out), before->size);
    ck_assert_int_eq(fclose(out), 0);
}

static bool holds(const struct world *world, const struct buffer *bytes)
{
    struct buffer now;

    if (access(world->database, F_OK) != 0)
        return !bytes->size;
    world_read(world->database, &now);
    bool same = slice_equal(buffer_all(bytes), buffer_all(&now));
    buffer_clear(&now);
    return same;
}

static void expect_nothing_beside(const struct world *world, long nth)
{
    static const char *const suffixes[] = {".import", ".lock", "-journal", ".import-journal"};
    char path[2 * WORLD_ROOM];

    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        (void)snprintf(path, sizeof path, "%s%s", world->database, suffixes[i]);
        ck_assert_msg(access(path, F_OK) != 0, "call %ld leaves %s", nth, path);
    }
}

/* One import while the nth call fails. */
static enum outcome judge(struct world *world, int result, long nth, const struct buffer *before,
                          const struct buffer *after)
{
    /* A file that cannot be read is a fault of the package, with its reason. */
    ck_assert_msg(result <= 0 || strstr(world->told.data, "cannot be read"),
                  "call %ld: %d faults in a sound package:\n%s", nth, result, world->told.data);
    expect_nothing_beside(world, nth);
    if (result == 0) {
        ck_assert_msg(holds(world, after), "call %ld: success, and another database", nth);
        return NEW;
    }
    ck_assert_msg(result > 0 || world->err.detail[0], "call %ld: no reason", nth);
    ck_assert_msg(result > 0 || world->err.kind == ERROR_INTERNAL ||
                      world->err.kind == ERROR_INPUT || world->err.kind == ERROR_UNAVAILABLE,
                  "call %ld: kind %d: %s", nth, (int)world->err.kind, world->err.detail);
    if (holds(world, before))
        return OLD;
    ck_assert_msg(holds(world, after), "call %ld: neither the old nor the new database: %s", nth,
                  world->err.detail);
    return NEW_UNSURE;
}

static struct plan plan_of(unsigned kinds, bool for_good)
{
    enum look look = places_look();
    long samples = look == LOOK_SHORT ? SAMPLES : LONG_SAMPLES;
    struct plan plan = {.near = look == LOOK_SHORT || for_good,
                        .salt = kinds << 1 | for_good,
                        .step = failing_calls() / samples + 1};

    if (look == LOOK_ALL && !for_good)
        plan.step = 1;
    return plan;
}

static void fail_all(struct world *world, unsigned kinds, const char *name, bool for_good,
                     const struct buffer *before, const struct buffer *after)
{
    long counts[OUTCOMES] = {0}, runs = 0, faults = 0;

    restore(world, before);
    failing_survey(kinds);
    ck_assert_int_eq(world_run(world, IMPORT_WRITE), 0);
    (void)failing_disarm();
    long calls = failing_calls();
    struct plan plan = plan_of(kinds, for_good);
    for (long nth = 0; (nth = plan_next(&plan, nth));) {
        restore(world, before);
        failing_arm(kinds, nth, for_good);
        int result = world_run(world, IMPORT_WRITE);
        bool has_failed = failing_disarm();
        faults += has_failed;
        ck_assert_msg(result != 0 || !has_failed || !(kinds & FAIL_TOLD), "%s: call %ld: untold",
                      name, nth);
        counts[judge(world, result, nth, before, after)]++;
        runs++;
    }
    restore(world, before);
    ck_assert_int_eq(world_run(world, IMPORT_WRITE), 0);
    ck_assert(holds(world, after));
    (void)printf("%s%s: %ld calls, %ld faults:", name, for_good ? " from one on" : "", calls,
                 faults);
    for (int i = 0; i < OUTCOMES; i++)
        (void)printf(" %ld %s%s", counts[i], outcome_names[i], i + 1 < OUTCOMES ? "," : "\n");
    (void)printf("counts: requests=%ld faults=%ld right=%ld error=%ld\n", runs, faults, counts[NEW],
                 counts[OLD] + counts[NEW_UNSURE]);
}

/* Killed at every call for a file, from opening the package to the last sync. */
static void kill_all(struct world *world, const struct buffer *before, const struct buffer *after)
{
    long old = 0, new = 0;
    int status = 0;

    for (long nth = 1; !WIFEXITED(status) || nth == 1; nth++) {
        restore(world, before);
        (void)fflush(stdout);
        pid_t child = fork();
        ck_assert_int_ge(child, 0);
        if (child == 0) {
            failing_arm_kill(FAIL_FILES, nth);
            _exit(world_run(world, IMPORT_WRITE) == 0 ? 0 : 1);
        }
        ck_assert_int_eq(waitpid(child, &status, 0), child);
        ck_assert(WIFSIGNALED(status) ? WTERMSIG(status) == SIGKILL : WEXITSTATUS(status) == 0);
        bool is_old = holds(world, before);
        ck_assert_msg(is_old || holds(world, after), "killed at call %ld: another database", nth);
        old += is_old;
        new += !is_old;
        ck_assert_msg(world_run(world, IMPORT_WRITE) == 0, "after a kill at call %ld: %s%s", nth,
                      world->told.data, world->err.detail);
        expect_nothing_beside(world, nth);
        ck_assert_msg(holds(world, after), "after a kill at call %ld", nth);
    }
    (void)printf("killed: %ld left the old database, %ld the new one\n", old, new);
    (void)printf("counts: requests=%ld faults=%ld right=%ld cut=%ld\n", old + new, old + new, new,
                 old);
}

static void fail_everything(struct world *world, const struct buffer *before)
{
    static const struct {
        unsigned kinds;
        const char *name;
    } kinds[] = {
        {FAIL_MEMORY, "memory"}, {FAIL_READ, "reading"},   {FAIL_SHORT_READ, "short reads"},
        {FAIL_WRITE, "writing"}, {FAIL_FULL, "full disk"}, {FAIL_SYNC, "sync and rename"},
        {FAIL_OPEN, "opening"}};
    struct buffer after;

    restore(world, before);
    ck_assert_msg(world_run(world, IMPORT_WRITE) == 0, "%s%s", world->told.data, world->err.detail);
    world_read(world->database, &after);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        for (int for_good = 0; for_good < 2; for_good++)
            fail_all(world, kinds[i].kinds, kinds[i].name, for_good, before, &after);
    kill_all(world, before, &after);
    buffer_clear(&after);
}

START_TEST(a_first_import)
{
    struct world world;
    struct buffer nothing = {0};

    world_open(&world);
    fail_everything(&world, &nothing);
    world_close(&world);
}
END_TEST

START_TEST(a_next_revision)
{
    struct world world;
    struct buffer before;

    world_open(&world);
    ck_assert_int_eq(world_run(&world, IMPORT_WRITE), 0);
    world_read(world.database, &before);
    world_change(&world, "figures.csv", "2.6,billion", "2.7,billion");
    world_add(&world, "series.csv", "e,E,Exports of e.,PK,USD,,,07-01,\n");
    fail_everything(&world, &before);
    buffer_clear(&before);
    world_close(&world);
}
END_TEST

int main(int argc, char **argv)
{
    const TTest *const first[] = {a_first_import}, *const next[] = {a_next_revision};

    failing_set_up();
    return argc == 2 && strcmp(argv[1], "first") == 0 ? SUITE_RUN("faults-importing", first)
                                                      : SUITE_RUN("faults-importing", next);
}
