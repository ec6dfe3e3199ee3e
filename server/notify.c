#include "server/notify.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "server/clock.h"
#include "server/unix_socket.h"

enum { STATE_ROOM = 128, WORDS_A_PERIOD = 4, PATIENCE = 5 /* seconds for a busy supervisor */ };

/* µs in which the supervisor expects a word; 0: it does not. */
static int64_t watchdog_period(void)
{
    struct slice process = slice_of(getenv("WATCHDOG_PID"));
    int64_t period, meant;

    if (!slice_integer(slice_of(getenv("WATCHDOG_USEC")), INT64_MAX, &period))
        return 0;
    if (process.data && (!slice_integer(process, INT32_MAX, &meant) || meant != getpid()))
        return 0;
    return period;
}

/* Connected at once, so that no confinement later can take it from us. */
static int connect_to(const char *path)
{
    static const struct timeval patience = {.tv_sec = PATIENCE};
    struct sockaddr_un address;
    socklen_t size = sizeof address;

    if (!path || (path[0] != '/' && path[0] != '@') || !unix_address(slice_of(path), &address))
        return -1;
    if (path[0] == '@') {
        address.sun_path[0] = '\0';
        size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(path));
    }
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&address, size) == 0 &&
        setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience) == 0)
        return fd;
    if (fd >= 0)
        (void)close(fd);
    return -1;
}

void notify_open(struct notify *notify)
{
    notify->fd = connect_to(getenv("NOTIFY_SOCKET"));
    notify->watchdog = notify->fd >= 0 ? watchdog_period() / 1000 / WORDS_A_PERIOD : 0;
    (void)unsetenv("NOTIFY_SOCKET");
    (void)unsetenv("WATCHDOG_USEC");
    (void)unsetenv("WATCHDOG_PID");
}

void notify_close(struct notify *notify)
{
    if (notify->fd >= 0)
        (void)close(notify->fd);
    notify->fd = -1;
}

void notify_say(const struct notify *notify, const char *state)
{
    if (notify->fd < 0)
        return;
    bool full = send(notify->fd, state, strlen(state), MSG_NOSIGNAL) < 0 && errno == EAGAIN;
    /* Signals are heard between two words: who let us wait is waited for again once it reads. */
    (void)fcntl(notify->fd, F_SETFL, full ? O_NONBLOCK : 0);
}

void notify_reloading(const struct notify *notify)
{
    char state[STATE_ROOM];

    (void)snprintf(state, sizeof state, "RELOADING=1\nMONOTONIC_USEC=%lld", (long long)clock_us());
    notify_say(notify, state);
}
