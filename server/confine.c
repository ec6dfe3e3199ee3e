#include "server/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "config/setting.h"
#include "server/line.h"
#include "server/server.h"

/* Of linux/landlock.h; Debian's is older than the kernels that we meet. */
enum { WHICH_VERSION = 1, RULE_BENEATH = 1 };

#define ACCESS_READ_FILE (UINT64_C(1) << 2)
#define ACCESS_READ_DIR (UINT64_C(1) << 3)
#define ACCESS_REMOVE_FILE (UINT64_C(1) << 5)
#define ALL(count) ((UINT64_C(1) << (count)) - 1)

struct ruleset {
    uint64_t files, network, scopes;
};

struct __attribute__((packed)) rule {
    uint64_t allowed;
    int32_t folder;
};

/* How many rights over files each version of Landlock knows, and from which on it knows of TCP and
 * of signals and abstract sockets. */
static const int file_rights[] = {0, 13, 14, 15, 15, 16};
enum {
    TCP_SINCE = 4,
    SCOPES_SINCE = 6,
    FILE_VERSIONS = sizeof file_rights / sizeof file_rights[0]
};

/* The version that the kernel has; 0 for none. */
static int landlock_version(void)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, WHICH_VERSION);

    return version > 0 ? (int)version : 0;
}

/* Everything that this version can forbid. */
static struct ruleset all_of(int version)
{
    int files = file_rights[version < FILE_VERSIONS ? version : FILE_VERSIONS - 1];

    return (struct ruleset){
        .files = ALL(files),
        .network = version >= TCP_SINCE ? ALL(2) : 0,
        .scopes = version >= SCOPES_SINCE ? ALL(2) : 0,
    };
}

/* Allows it for a file, or for all beneath a folder; what is not there needs nothing. */
static bool allow(int ruleset, const char *path, uint64_t allowed)
{
    struct rule rule = {allowed, open(path, O_PATH | O_CLOEXEC)};
    struct stat file;

    if (rule.folder < 0)
        return errno == ENOENT || errno == ENOTDIR || errno == EACCES;
    if (fstat(rule.folder, &file) == 0 && !S_ISDIR(file.st_mode))
        rule.allowed &= ~ACCESS_READ_DIR;
    bool added = syscall(SYS_landlock_add_rule, ruleset, RULE_BENEATH, &rule, 0) == 0;
    (void)close(rule.folder);
    return added;
}

/* Cuts the last part off a path: "/data/x.db" to "/data", "x.db" to ".", "/x.db" to "/". */
static void to_folder(char *path)
{
    char *slash = strrchr(path, '/');

    if (!slash)
        (void)snprintf(path, 2, ".");
    else
        slash[slash == path] = '\0';
}

/* The folder in which a file stands, or would; the nearest that is there. */
static void folder_of(const char *file, char out[CONFIG_TEXT_ROOM])
{
    struct stat found;

    (void)slice_copy(slice_of(file), out, CONFIG_TEXT_ROOM);
    do
        to_folder(out);
    while (stat(out, &found) != 0 && strcmp(out, "/") != 0 && strcmp(out, ".") != 0);
}

/* The database may be a link into another folder; files are renamed over both. */
static bool allow_database(int ruleset, const char *database, char folder[CONFIG_TEXT_ROOM])
{
    char *real = realpath(database, NULL);
    bool allowed = true;

    if (real) {
        to_folder(real);
        allowed = allow(ruleset, real, ACCESS_READ_FILE | ACCESS_READ_DIR);
    }
    free(real);
    folder_of(database, folder);
    return allow(ruleset, folder, ACCESS_READ_FILE | ACCESS_READ_DIR) && allowed;
}

/* The files of our sockets are taken away at the end. */
static bool allow_sockets(int ruleset, const struct listeners *listeners)
{
    for (int i = 0; i < listeners->count; i++) {
        char folder[LISTENER_ROOM];

        if (!listeners->items[i].made)
            continue;
        (void)slice_copy(setting_unix_path(slice_of(listeners->items[i].address)), folder,
                         sizeof folder);
        to_folder(folder);
        if (!allow(ruleset, folder, ACCESS_REMOVE_FILE))
            return false;
    }
    return true;
}

/* For the metrics; and for SQLite, which opens the latter two in place of a closed standard
 * descriptor and for its random numbers. */
static bool allow_system(int ruleset)
{
    return allow(ruleset, "/proc/self", ACCESS_READ_FILE | ACCESS_READ_DIR) &&
           allow(ruleset, "/dev/null", ACCESS_READ_FILE) &&
           allow(ruleset, "/dev/urandom", ACCESS_READ_FILE);
}

static bool restrict_to(const struct server *server, int version, char folder[CONFIG_TEXT_ROOM])
{
    struct ruleset all = all_of(version);
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);

    if (ruleset < 0)
        return false;
    bool done = allow_database(ruleset, server->config->database, folder) &&
                allow_system(ruleset) && allow_sockets(ruleset, &server->front.listeners) &&
                allow_sockets(ruleset, &server->back.listeners) &&
                syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    int why = errno;
    (void)close(ruleset);
    errno = why;
    return done;
}

static struct confinement none(const char *why, bool unexpected)
{
    struct confinement none = {.unexpected = unexpected};

    (void)snprintf(none.why_not, sizeof none.why_not, "%s", why);
    return none;
}

struct confinement confine(const struct server *server)
{
    struct confinement done = {.version = landlock_version()};

    (void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (!server->config->landlock)
        return none("Landlock is switched off.", false);
    if (!done.version)
        return none("This kernel has no Landlock.", false);
    if (!restrict_to(server, done.version, done.folder))
        return none(strerror(errno), true);
    return done;
}

void confinement_tell(const struct confinement *confinement, struct journal *journal)
{
    struct line line;

    line_begin(&line, journal, confinement->unexpected ? LEVEL_WARNING : LEVEL_INFO,
               confinement->version ? "confined" : "not confined");
    if (confinement->version) {
        line_integer(&line, "landlock", confinement->version);
        line_text(&line, "reads", slice_of(confinement->folder));
    } else {
        line_text(&line, "detail", slice_of(confinement->why_not));
    }
    line_end(&line);
}
