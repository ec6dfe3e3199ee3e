/* Imports that are killed, kept out, or have no room: the old database stays as it was. */
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/store.h"
#include "tests/import/world.h"

enum { ROWS = 3000 };

static pid_t start_import(struct world *world)
{
    pid_t child = fork();

    ck_assert_int_ge(child, 0);
    if (child == 0)
        _exit(world_run(world, IMPORT_WRITE) == 0 ? 0 : 1);
    return child;
}

/* Killed at points spread over the whole import, until one is quick enough to end. */
START_TEST(a_killed_import_leaves_the_old_database)
{
    struct world world;
    struct buffer before;
    int killed = 0, status = 0;

    world_open(&world);
    ck_assert_int_eq(world_run(&world, IMPORT_WRITE), 0);
    world_read(world.database, &before);
    world_add_rows(&world, 0, ROWS);
    for (useconds_t wait = 0; !WIFEXITED(status) || !killed; wait += 3000) {
        pid_t child = start_import(&world);

        (void)usleep(wait);
        (void)kill(child, SIGKILL);
        ck_assert_int_eq(waitpid(child, &status, 0), child);
        if (WIFEXITED(status))
            break;
        killed++;
        /* The kill may have come after the rename: then all of it is there. */
        struct error err = {0};
        struct store *store = store_open(world.database, 0, &err);
        ck_assert_msg(store, "%s", err.detail);
        int64_t revision = store_revision(store);
        store_close(store);
        world_expect_readable(&world, revision);
        if (revision == 2)
            break;
        world_expect_bytes(&before, world.database);
    }
    ck_assert_int_gt(killed, 0);
    /* What was left behind keeps nobody out. */
    ck_assert_int_eq(world_run(&world, IMPORT_WRITE), 0);
    world_expect_readable(&world, 2);
    buffer_clear(&before);
    world_close(&world);
}
END_TEST

START_TEST(a_second_import_is_kept_out)
{
    struct world world;
    struct stat about;
    char lock[WORLD_ROOM + 16];

    world_open(&world);
    (void)snprintf(lock, sizeof lock, "%s.lock", world.database);
    int held = open(lock, O_RDWR | O_CREAT, 0600);
    ck_assert_int_eq(flock(held, LOCK_EX), 0);
    ck_assert_int_eq(world_run(&world, IMPORT_WRITE), -1);
    ck_assert_ptr_nonnull(strstr(world.err.detail, "another import"));
    ck_assert_int_eq(close(held), 0);
    ck_assert_int_eq(world_run(&world, IMPORT_WRITE), 0);
    ck_assert_int_ne(stat(lock, &about), 0); /* and nothing is left of it */
    world_close(&world);
}
END_TEST

/* Of several at once each either writes or is told that another does. */
START_TEST(imports_at_once_do_not_meet)
{
    enum { CHILDREN = 6 };
    struct world world;
    pid_t children[CHILDREN];
    int done = 0;

    world_open(&world);
    world_add_rows(&world, 0, ROWS);
    for (int i = 0; i < CHILDREN; i++)
        children[i] = start_import(&world);
    for (int i = 0; i < CHILDREN; i++) {
        int status = 0;

        ck_assert_int_eq(waitpid(children[i], &status, 0), children[i]);
        ck_assert(WIFEXITED(status));
        done += WEXITSTATUS(status) == 0;
    }
    ck_assert_int_ge(done, 1);
    world_expect_readable(&world, 1);
    world_close(&world);
}
END_TEST

START_TEST(a_stray_journal_is_refused)
{
    static const char *const suffixes[] = {"-journal", "-wal"};

    for (int i = 0; i < 2; i++) {
        struct world world;
        char path[WORLD_ROOM + 16];

        world_open(&world);
        ck_assert_int_eq(world_run(&world, IMPORT_WRITE), 0);
        (void)snprintf(path, sizeof path, "%s%s", world.database, suffixes[i]);
        int journal = open(path, O_RDWR | O_CREAT, 0600);
        ck_assert_int_eq(close(journal), 0);
        ck_assert_int_eq(world_run(&world, IMPORT_WRITE), -1);
        ck_assert_int_eq(world.err.kind, ERROR_INPUT);
        ck_assert_ptr_nonnull(strstr(world.err.detail, suffixes[i]));
        world_close(&world);
    }
}
END_TEST

/* A disk that fills up, as a limit on the size of a file: the import says so and leaves nothing. */
START_TEST(a_full_disk_leaves_the_old_database)
{
    struct world world;
    struct buffer before;
    struct stat about;
    char path[WORLD_ROOM + 16];

    world_open(&world);
    ck_assert_int_eq(world_run(&world, IMPORT_WRITE), 0);
    world_read(world.database, &before);
    world_add_rows(&world, 0, ROWS);
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        const struct rlimit limit = {512 * 1024, 512 * 1024};

        (void)signal(SIGXFSZ, SIG_IGN);
        if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
            _exit(9);
        _exit(world_run(&world, IMPORT_WRITE) == -1 && world.err.kind == ERROR_INTERNAL ? 0 : 1);
    }
    int status = 0;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    world_expect_bytes(&before, world.database);
    (void)snprintf(path, sizeof path, "%s.import", world.database);
    ck_assert_int_ne(stat(path, &about), 0);
    buffer_clear(&before);
    world_close(&world);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        a_killed_import_leaves_the_old_database,
        a_second_import_is_kept_out,
        imports_at_once_do_not_meet,
        a_stray_journal_is_refused,
        a_full_disk_leaves_the_old_database,
    };

    return SUITE_RUN("crash", tests);
}
