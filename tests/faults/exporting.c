/* Exports while memory, a query or any file they touch fails at the n-th call, for every n.
 *
 * Over an older export of other data. What may come is an error with its reason, or success and the
 * new package to the byte; each file in the folder is a whole old or a whole new one, and nothing
 * is left beside them. */
#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/store.h"
#include "failing.h"
#include "package/export.h"
#include "places.h"
#include "tests/import/world.h"

enum { PATH_ROOM = 2 * WORLD_ROOM };

static struct buffer before[PACKAGE_FILES], after[PACKAGE_FILES];
static long faults, refused, done;

static void path_of(const char *folder, int file, char path[PATH_ROOM])
{
    (void)snprintf(path, PATH_ROOM, "%s/%s", folder, package_file_name((enum package_file)file));
}

static void read_all(const char *folder, struct buffer *files)
{
    char path[PATH_ROOM];

    for (int i = 0; i < PACKAGE_FILES; i++) {
        path_of(folder, i, path);
        world_read(path, &files[i]);
    }
}

static void restore(const char *folder)
{
    char path[PATH_ROOM];

    for (int i = 0; i < PACKAGE_FILES; i++) {
        path_of(folder, i, path);
        FILE *out = fopen(path, "w");
        ck_assert(out && fwrite(before[i].data, 1, before[i].size, out) == before[i].size);
        ck_assert_int_eq(fclose(out), 0);
    }
}

/* Whether all are new; each is a whole one. */
static bool check_files(const char *folder, long nth)
{
    char path[PATH_ROOM];
    bool is_new = true;

    for (int i = 0; i < PACKAGE_FILES; i++) {
        struct buffer now;

        path_of(folder, i, path);
        world_read(path, &now);
        bool same = slice_equal(buffer_all(&now), buffer_all(&after[i]));
        ck_assert_msg(same || slice_equal(buffer_all(&now), buffer_all(&before[i])),
                      "call %ld: %s is neither old nor new", nth, path);
        is_new &= same;
        buffer_clear(&now);
    }
    return is_new;
}

static void expect_nothing_beside(const char *folder, long nth)
{
    DIR *all = opendir(folder);
    int count = 0;

    ck_assert_ptr_nonnull(all);
    while (readdir(all))
        count++;
    ck_assert_int_eq(closedir(all), 0);
    ck_assert_msg(count == PACKAGE_FILES + 2, "call %ld leaves %d files", nth, count);
}

static bool run(const struct world *world, const char *folder, struct error *err)
{
    *err = (struct error){0};
    CLOSE(store) struct store *store = store_open(world->database, 0, err);

    return store && package_export(folder, store, store_revision(store), err);
}

static void fail_all(const struct world *world, const char *folder, unsigned kinds, bool for_good)
{
    struct plan plan = {.near = places_look() == LOOK_SHORT, .salt = kinds << 1 | for_good};
    struct error err;

    restore(folder);
    failing_survey(kinds);
    ck_assert(run(world, folder, &err));
    (void)failing_disarm();
    plan.step = places_look() == LOOK_ALL ? 1 : failing_calls() / 100 + 1;
    for (long nth = 0; (nth = plan_next(&plan, nth));) {
        restore(folder);
        failing_arm(kinds, nth, for_good);
        bool ok = run(world, folder, &err);
        bool has_failed = failing_disarm();
        bool is_new = check_files(folder, nth);
        ck_assert_msg(!ok || is_new, "call %ld of %u: success, and not all is new", nth, kinds);
        ck_assert_msg(!ok || !has_failed || !(kinds & FAIL_TOLD), "call %ld of %u: untold", nth,
                      kinds);
        ck_assert_msg(ok || err.detail[0], "call %ld of %u: no reason", nth, kinds);
        expect_nothing_beside(folder, nth);
        faults += has_failed;
        done += ok;
        refused += !ok;
    }
}

START_TEST(an_export)
{
    static const unsigned kinds[] = {FAIL_MEMORY, FAIL_STEP, FAIL_READ, FAIL_SHORT_READ,
                                     FAIL_WRITE,  FAIL_FULL, FAIL_SYNC, FAIL_OPEN};
    struct world world;
    char folder[WORLD_ROOM + 8];
    struct error err;

    world_open(&world);
    (void)snprintf(folder, sizeof folder, "%s/out", world.folder);
    ck_assert_int_eq(world_run(&world, IMPORT_WRITE), 0);
    ck_assert_msg(run(&world, folder, &err), "%s", err.detail);
    read_all(folder, before);
    world_change(&world, "figures.csv", "2.6,billion", "2.7,billion");
    ck_assert_int_eq(world_run(&world, IMPORT_WRITE), 0);
    ck_assert_msg(run(&world, folder, &err), "%s", err.detail);
    read_all(folder, after);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        for (int for_good = 0; for_good < 2; for_good++)
            fail_all(&world, folder, kinds[i], for_good);
    ck_assert_int_gt(refused, 100);
    (void)printf("counts: requests=%ld faults=%ld right=%ld error=%ld\n", done + refused, faults,
                 done, refused);
    for (int i = 0; i < PACKAGE_FILES; i++) {
        buffer_clear(&before[i]);
        buffer_clear(&after[i]);
    }
    world_close(&world);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {an_export};

    failing_set_up();
    return SUITE_RUN("faults-exporting", tests);
}
