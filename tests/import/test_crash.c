/* Imports that are killed, kept out, or have no room: the old database stays as it was. */
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/store.h"
#include "tests/import/world.h"

enum { ROWS = 3000 };

static void add_rows(const struct world *world, int from, int to)
{
    struct buffer rows;

    buffer_init(&rows, 16 * 1024 * 1024);
    for (int i = from; i < to; i++)
        buffer_format(&rows,
                      "x.%d,a,%04d-01-01,%04d-12-31,,%d,million,=,paper,p. %d,,,,It was "
                      "%d.,,normal,,,actual\n",
                      i, 1000 + i % 1000, 1000 + i % 1000, i, i, i);
    buffer_char(&rows, '\0');
    world_add(world, "figures.csv", rows.data);
    buffer_clear(&rows);
}

static void expect_readable(const struct world *world, int64_t revision)
{
    struct error err = {0};
    struct store *store = store_open(world->database, 0, &err);
    char out[WORLD_ROOM];

    ck_assert_msg(store, "%s", err.detail);
    ck_assert_int_eq(store_revision(store), revision);
    store_close(store);
    ck_assert_str_eq(world_ask(world, "PRAGMA integrity_check", out), "ok");
}

static void expect_same_bytes(const struct buffer *before, const char *path)
{
    struct buffer after;

    world_read(path, &after);
    ck_assert(slice_equal(buffer_all(before), buffer_all(&after)));
    buffer_clear(&after);
}

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
    add_rows(&world, 0, ROWS);
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
        expect_readable(&world, revision);
        if (revision == 2)
            break;
        expect_same_bytes(&before, world.database);
    }
    ck_assert_int_gt(killed, 0);
    /* What was left behind keeps nobody out. */
    ck_assert_int_eq(world_run(&world, IMPORT_WRITE), 0);
    expect_readable(&world, 2);
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
    add_rows(&world, 0, ROWS);
    for (int i = 0; i < CHILDREN; i++)
        children[i] = start_import(&world);
    for (int i = 0; i < CHILDREN; i++) {
        int status = 0;

        ck_assert_int_eq(waitpid(children[i], &status, 0), children[i]);
        ck_assert(WIFEXITED(status));
        done += WEXITSTATUS(status) == 0;
    }
    ck_assert_int_ge(done, 1);
    expect_readable(&world, 1);
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
        expect_same_bytes(&before, world.database);
        buffer_clear(&before);
        world_close(&world);
    }
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
    add_rows(&world, 0, ROWS);
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
    expect_readable(&world, 2);
    world_close(&world);
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
    add_rows(&world, 0, ROWS);
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
    expect_same_bytes(&before, world.database);
    (void)snprintf(path, sizeof path, "%s.import", world.database);
    ck_assert_int_ne(stat(path, &about), 0);
    buffer_clear(&before);
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
    add_rows(&world, 0, 10);
    (void)snprintf(path, sizeof path, "%s", world.database);
    (void)snprintf(world.database, sizeof world.database, "%.120s.link", path);
    ck_assert_int_eq(world_run(&world, IMPORT_WRITE), 0);
    ck_assert(lstat(world.database, &about) == 0 && S_ISLNK(about.st_mode));
    ck_assert(stat(path, &about) == 0 && (about.st_mode & 0777) == 0640);
    ck_assert_int_eq(store_revision(store), 1);
    store_close(store);
    expect_readable(&world, 2);
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
        expect_readable(&world, 1);
        world_close(&world);
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        a_killed_import_leaves_the_old_database,
        a_second_import_is_kept_out,
        imports_at_once_do_not_meet,
        a_stray_journal_is_refused,
        what_is_no_database_of_ours_is_refused,
        a_place_that_cannot_be_written_is_an_error,
        a_link_to_nothing_is_refused,
        a_database_is_copied_where_the_kernel_copies_none,
        a_full_disk_leaves_the_old_database,
        the_name_is_kept_and_so_are_readers,
        any_path_is_a_path,
    };

    return SUITE_RUN("crash", tests);
}
