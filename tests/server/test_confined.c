/* What a process that was taken over could still do: tried by a child, once it has confined itself.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "server/confine.h"
#include "server/server.h"
#include "tests/base/suite.h"

enum { ROOM = 64, NO_LANDLOCK = 100, TRUNCATES = 3, NETWORK = 4, SCOPES = 6 };

static char folder[ROOM], database[2 * ROOM], other[2 * ROOM], elsewhere[ROOM];

static void make_file(const char *path)
{
    int file = open(path, O_WRONLY | O_CREAT, 0700);

    ck_assert(file >= 0 && write(file, "x", 1) == 1 && close(file) == 0);
}

static void set_up(void)
{
    (void)snprintf(folder, ROOM, "/tmp/confined-XXXXXX");
    (void)snprintf(elsewhere, ROOM, "/tmp/elsewhere-XXXXXX");
    ck_assert(mkdtemp(folder) && close(mkstemp(elsewhere)) == 0);
    (void)snprintf(database, sizeof database, "%s/a.db", folder);
    (void)snprintf(other, sizeof other, "%s/b.db", folder);
    make_file(database);
}

static void tear_down(void)
{
    (void)unlink(database);
    (void)unlink(other);
    (void)rmdir(other);
    (void)rmdir(folder);
    (void)unlink(elsewhere);
}

/* How many of these were not as they must be. */
static int faults;

static void expect(bool is_right, const char *what)
{
    if (is_right)
        return;
    (void)fprintf(stderr, "%s: %s\n", what, strerror(errno));
    faults++;
}

static bool is_opened(const char *path, int flags)
{
    int file = open(path, flags, 0600);

    return file >= 0 && close(file) == 0;
}

static void try_files(int version)
{
    char *const arguments[] = {database, NULL};

    expect(is_opened(database, O_RDONLY), "the database is read");
    expect(is_opened(folder, O_RDONLY | O_DIRECTORY), "its folder is read");
    expect(is_opened("/proc/self/stat", O_RDONLY), "the process is measured");
    expect(!is_opened(database, O_RDWR), "the database is written");
    expect(!is_opened(other, O_WRONLY | O_CREAT), "a file is made");
    expect(!is_opened(elsewhere, O_RDONLY), "another's file is read");
    expect(!is_opened("/etc/passwd", O_RDONLY), "a file of the system is read");
    expect(unlink(database) != 0, "the database is taken away");
    expect(rename(database, other) != 0, "the database is renamed");
    expect(mkdir(other, 0700) != 0, "a folder is made");
    expect(symlink(database, other) != 0, "a link is made");
    expect(version < TRUNCATES || truncate(database, 0) != 0, "the database is cut off");
    /* It is none, but that would be found out later. */
    (void)execv(database, arguments);
    expect(errno == EACCES, "a program is run");
}

static void try_others(int version, const struct sockaddr_in *listening)
{
    int client = socket(AF_INET, SOCK_STREAM, 0), server = socket(AF_INET, SOCK_STREAM, 0);
    const struct sockaddr_in any = {.sin_family = AF_INET};

    expect(client >= 0 && server >= 0, "sockets");
    expect(version < NETWORK ||
               connect(client, (const struct sockaddr *)listening, sizeof *listening) != 0,
           "a connection is made");
    expect(version < NETWORK || bind(server, (const struct sockaddr *)&any, sizeof any) != 0,
           "a port is taken");
    expect(version < SCOPES || kill(getppid(), 0) != 0, "a signal is sent");
}

/* Ends this process with the number of faults. */
static void be_confined(const struct sockaddr_in *listening)
{
    static struct config config = {.landlock = true};
    static struct server server = {.config = &config};

    (void)slice_copy(slice_of(database), config.database, sizeof config.database);
    struct confinement done = confine(&server);
    if (!done.version)
        _exit(NO_LANDLOCK);
    try_others(done.version, listening);
    try_files(done.version);
    _exit(faults);
}

START_TEST(reads_the_folder_and_nothing_else)
{
    struct sockaddr_in listening = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof listening;
    int listener = socket(AF_INET, SOCK_STREAM, 0), status = 0;

    ck_assert_int_eq(bind(listener, (struct sockaddr *)&listening, size), 0);
    ck_assert_int_eq(listen(listener, 1), 0);
    ck_assert_int_eq(getsockname(listener, (struct sockaddr *)&listening, &size), 0);
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0)
        be_confined(&listening);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_eq(close(listener), 0);
    ck_assert(WIFEXITED(status));
    if (WEXITSTATUS(status) == NO_LANDLOCK)
        (void)fprintf(stderr, "... skipped 'this kernel has no Landlock'\n");
    else
        ck_assert_int_eq(WEXITSTATUS(status), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("confined");
    TCase *all = tcase_create("all");

    tcase_add_checked_fixture(all, set_up, tear_down);
    tcase_add_test(all, reads_the_folder_and_nothing_else);
    suite_add_tcase(suite, all);
    return suite_finish(suite);
}
