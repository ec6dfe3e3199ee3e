/* Where a database may lie, and what may lie there already. */
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sqlite3.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/store.h"
#include "tests/import/world.h"

START_TEST(what_is_no_database_of_ours_is_refused)
{
    static const char *const contents[] = {"no database at all, but long enough to be looked at "
                                           "by somebody who expects a header of 100 bytes there.",
                                           ""};

    for (int i = 0; i < 2; i++) {
        struct world world;
        struct buffer before;

        world_open(&world);
        FILE *out = fopen(world.database, "w");
        ck_assert_int_ge(fputs(contents[i], out), 0);
        ck_assert_int_eq(fclose(out), 0);
        world_read(world.database, &before);
        ck_assert_int_eq(world_run(&world, IMPORT_WRITE), -1);
        ck_assert_msg(world.err.kind == ERROR_INPUT, "%s", world.err.detail);
        ck_assert_msg(strstr(world.err.detail, "test.db is no exportstats database"), "%s",
                      world.err.detail);
        world_expect_bytes(&before, world.database);
        buffer_clear(&before);
        world_close(&world);
    }
}
END_TEST

START_TEST(a_database_that_somebody_locks_is_named)
{
    struct world world;
    sqlite3 *db = NULL;

    world_open(&world);
    world_import(&world, 1);
    ck_assert_int_eq(sqlite3_open(world.database, &db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(db, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    ck_assert_int_eq(world_run(&world, IMPORT_COMPARE), -1);
    ck_assert_msg(strstr(world.err.detail, "test.db: database is locked"), "%s", world.err.detail);
    sqlite3_close(db);
    world_close(&world);
}
END_TEST

/* A place that cannot be written; root writes everywhere, so for root it is no folder at all. */
START_TEST(a_place_that_cannot_be_written_is_an_error)
{
    struct world world;
    struct stat about;

    world_open(&world);
    (void)snprintf(world.database, sizeof world.database, "/proc/no/test.db");
    ck_assert_int_eq(world_run(&world, IMPORT_WRITE), -1);
    ck_assert_ptr_nonnull(strstr(world.err.detail, "/proc/no"));
    (void)snprintf(world.database, sizeof world.database, "%.64s", world.folder);
    ck_assert_int_eq(world_run(&world, IMPORT_WRITE), -1);
    ck_assert_msg(strstr(world.err.detail, "there is no database at"), "%s", world.err.detail);
    ck_assert_int_eq(stat(world.folder, &about), 0);
    world_close(&world);
}
END_TEST

/* The new database would take the place of the link, in another folder than was meant. */
START_TEST(a_link_to_nothing_is_refused)
{
    struct world world;
    struct stat about;
    char target[WORLD_ROOM + 16];

    world_open(&world);
    (void)snprintf(target, sizeof target, "%s.elsewhere", world.database);
    ck_assert_int_eq(symlink(target, world.database), 0);
    ck_assert_int_eq(world_run(&world, IMPORT_WRITE), -1);
    ck_assert_int_eq(world.err.kind, ERROR_INPUT);
    ck_assert_msg(strstr(world.err.detail, "is a link to a file that does not exist"), "%s",
                  world.err.detail);
    ck_assert(lstat(world.database, &about) == 0 && S_ISLNK(about.st_mode));
    ck_assert_int_ne(stat(target, &about), 0);
    world_close(&world);
}
END_TEST

/* From now on this process copies no file by the kernel and gives none away, as in some sandboxes.
 */
static bool do_without_calls(void)
{
    struct sock_filter steps[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_copy_file_range, 2, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_fchown, 2, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EINVAL),
    };
    struct sock_fprog program = {sizeof steps / sizeof steps[0], steps};

    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

START_TEST(a_database_is_copied_where_the_kernel_copies_none)
{
    struct world world;
    int status = 0;

    world_open(&world);
    ck_assert_int_eq(world_run(&world, IMPORT_WRITE), 0);
    world_add_rows(&world, 0, 10);
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        if (!do_without_calls() || copy_file_range(-1, NULL, -1, NULL, 1, 0) == 0 ||
            errno != ENOSYS)
            _exit(9);
        _exit(world_run(&world, IMPORT_WRITE) == 0 ? 0 : 1);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_eq(status, 0);
    world_expect_readable(&world, 2);
    world_close(&world);
}
END_TEST

/* Readers of the old file go on, the new one keeps its mode, and a link stays a link. */
START_TEST(the_name_is_kept_and_so_are_readers)
{
    struct world world;
    struct error err = {0};
    struct stat about;
    char link[WORLD_ROOM + 16], path[WORLD_ROOM];

    world_open(&world);
    ck_assert_int_eq(world_run(&world, IMPORT_WRITE), 0);
    ck_assert_int_eq(chmod(world.database, 0640), 0);
    (void)snprintf(link, sizeof link, "%s.link", world.database);
    ck_assert_int_eq(symlink("test.db", link), 0);
    struct store *store = store_open(world.database, 0, &err);
    ck_assert_ptr_nonnull(store);
    world_add_rows(&world, 0, 10);
    (void)snprintf(path, sizeof path, "%s", world.database);
    (void)snprintf(world.database, sizeof world.database, "%.120s.link", path);
    ck_assert_int_eq(world_run(&world, IMPORT_WRITE), 0);
    ck_assert(lstat(world.database, &about) == 0 && S_ISLNK(about.st_mode));
    ck_assert(stat(path, &about) == 0 && (about.st_mode & 0777) == 0640);
    ck_assert_int_eq(store_revision(store), 1);
    store_close(store);
    world_expect_readable(&world, 2);
    world_close(&world);
}
END_TEST

/* Two slashes in front, and what means something in a URI. */
START_TEST(any_path_is_a_path)
{
    static const char *const names[][2] = {
        {"/", ""}, {"", "?mode=ro"}, {"", "%20#a"}, {"", "&a=b"}};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct world world;
        char plain[WORLD_ROOM];

        world_open(&world);
        (void)snprintf(plain, sizeof plain, "%s", world.database);
        (void)snprintf(world.database, sizeof world.database, "%s%.100s%s", names[i][0], plain,
                       names[i][1]);
        world_import(&world, 1);
        ck_assert_msg(world_run(&world, IMPORT_COMPARE) == 0, "%s", world.err.detail);
        world_expect_readable(&world, 1);
        world_close(&world);
    }
}
END_TEST

/* What SQLite takes for something else than a file, where it is not told. */
START_TEST(a_name_is_never_more_than_a_name)
{
    static const char *const names[] = {":memory:", "file::memory:", "file:x?mode=memory",
                                        "file:test.db"};
    int here = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    ck_assert_int_ge(here, 0);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct world world;
        struct stat about;

        world_open(&world);
        ck_assert_int_eq(chdir(world.folder), 0);
        (void)snprintf(world.database, sizeof world.database, "%s", names[i]);
        world_import(&world, 1);
        ck_assert_int_eq(stat(names[i], &about), 0);
        ck_assert_msg(world_run(&world, IMPORT_COMPARE) == 0, "%s", world.err.detail);
        (void)snprintf(world.database, sizeof world.database, "./%s", names[i]);
        world_expect_readable(&world, 1);
        ck_assert_int_eq(fchdir(here), 0);
        world_close(&world);
    }
    (void)close(here);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        what_is_no_database_of_ours_is_refused,
        a_place_that_cannot_be_written_is_an_error,
        a_database_that_somebody_locks_is_named,
        a_link_to_nothing_is_refused,
        a_database_is_copied_where_the_kernel_copies_none,
        the_name_is_kept_and_so_are_readers,
        any_path_is_a_path,
        a_name_is_never_more_than_a_name,
    };

    return SUITE_RUN("place", tests);
}
