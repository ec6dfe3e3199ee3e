#include "server/unix_socket.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

bool unix_address(struct slice path, struct sockaddr_un *address)
{
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    return slice_copy(path, address->sun_path, sizeof address->sun_path);
}

static int make_socket(void)
{
    return socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}

/* Whether it is a socket at which nobody listens any more. */
static bool is_stale(const struct sockaddr_un *address)
{
    struct stat file;
    int probe;

    if (lstat(address->sun_path, &file) != 0 || !S_ISSOCK(file.st_mode))
        return false;
    probe = make_socket();
    if (probe < 0)
        return false;
    bool stale = connect(probe, (const struct sockaddr *)address, sizeof *address) != 0 &&
                 errno == ECONNREFUSED;
    (void)close(probe);
    return stale;
}

static bool bind_to(int fd, const struct sockaddr_un *address)
{
    if (bind(fd, (const struct sockaddr *)address, sizeof *address) == 0)
        return true;
    if (errno != EADDRINUSE)
        return false;
    if (!is_stale(address)) {
        errno = EADDRINUSE;
        return false;
    }
    return unlink(address->sun_path) == 0 &&
           bind(fd, (const struct sockaddr *)address, sizeof *address) == 0;
}

static bool finish(const struct sockaddr_un *address, mode_t mode, struct unix_file *file)
{
    struct stat made;

    if (chmod(address->sun_path, mode) != 0 || lstat(address->sun_path, &made) != 0) {
        (void)unlink(address->sun_path);
        return false;
    }
    *file = (struct unix_file){made.st_dev, made.st_ino};
    return true;
}

int unix_socket_bind(struct slice path, mode_t mode, struct unix_file *file, struct error *err)
{
    struct sockaddr_un address;
    int fd;

    if (!unix_address(path, &address)) {
        error_set(err, ERROR_USAGE, "The path of a socket is too long: %.*s.", SLICE_ARGS(path));
        return -1;
    }
    fd = make_socket();
    if (fd >= 0 && bind_to(fd, &address) && finish(&address, mode, file))
        return fd;
    error_set(err, ERROR_INPUT, "Cannot listen on unix:%s: %s.", address.sun_path,
              errno == EADDRINUSE ? "somebody serves there, or it is no socket" : strerror(errno));
    if (fd >= 0)
        (void)close(fd);
    return -1;
}

void unix_socket_remove(struct slice path, const struct unix_file *file)
{
    struct sockaddr_un address;
    struct stat now;

    if (unix_address(path, &address) && lstat(address.sun_path, &now) == 0 &&
        now.st_dev == file->device && now.st_ino == file->inode)
        (void)unlink(address.sun_path);
}
