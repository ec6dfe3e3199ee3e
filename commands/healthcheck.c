#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "commands/commands.h"
#include "config/setting.h"
#include "server/listen.h"
#include "server/unix_socket.h"

enum { PATIENCE = 3 /* seconds, for each step */, STATUS_ROOM = 64, HOST_ROOM = 256 };

static int connected(const struct addrinfo *at)
{
    struct timeval patience = {.tv_sec = PATIENCE};
    int fd = socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd < 0)
        return -1;
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    (void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (connect(fd, at->ai_addr, at->ai_addrlen) == 0)
        return fd;
    int why = errno;
    (void)close(fd);
    errno = why;
    return -1;
}

/* Whoever listens everywhere is asked on the loopback: without a name and without AI_PASSIVE that
 * is what getaddrinfo() answers. */
static bool everywhere(const char *host)
{
    return strcmp(host, "0.0.0.0") == 0 || strcmp(host, "::") == 0;
}

static int connect_tcp(struct slice address, struct error *err)
{
    char host[HOST_ROOM], port[16];
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found = NULL;
    int fd = -1;

    if (!address_split(address, host, sizeof host, port, sizeof port) || strcmp(port, "0") == 0) {
        error_set(err, ERROR_USAGE, "“%.*s” is no address to ask at.", SLICE_ARGS(address));
        return -1;
    }
    hints.ai_family = strcmp(host, "0.0.0.0") == 0 ? AF_INET : AF_UNSPEC;
    int fault = getaddrinfo(everywhere(host) ? NULL : host, port, &hints, &found);
    for (struct addrinfo *at = fault ? NULL : found; at && fd < 0; at = at->ai_next)
        fd = connected(at);
    if (fd < 0)
        error_set(err, ERROR_INPUT, "Nobody answers at %.*s: %s.", SLICE_ARGS(address),
                  fault ? gai_strerror(fault) : strerror(errno));
    if (found)
        freeaddrinfo(found);
    return fd;
}

static int connect_unix(struct slice path, struct error *err)
{
    struct sockaddr_un address;
    struct addrinfo at = {
        .ai_family = AF_UNIX, .ai_addr = (struct sockaddr *)&address, .ai_addrlen = sizeof address};

    int fd = unix_address(path, &address) ? connected(&at) : -1;
    if (fd < 0)
        error_set(err, ERROR_INPUT, "Nobody answers at %.*s: %s.", SLICE_ARGS(path),
                  strerror(errno));
    return fd;
}

/* The operator's entrance, where there is one, is never full; it has no base path. */
struct place {
    struct slice address;
    const char *base_path;
};

static struct place place_of(const struct config *config)
{
    bool back = config->admin_listen[0] != '\0';
    struct slice list = slice_of(back ? config->admin_listen : config->listen);
    struct place place = {.base_path = back ? "" : config->base_path};

    (void)slice_cut(&list, ',', &place.address);
    return place;
}

static bool ask(int fd, const char *base_path, const char *path, char status[STATUS_ROOM])
{
    char request[CONFIG_TEXT_ROOM + 128];
    int size = snprintf(request, sizeof request,
                        "GET %s%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                        base_path, path);
    ssize_t got = 0;

    status[0] = '\0';
    if (send(fd, request, (size_t)size, MSG_NOSIGNAL) == size)
        got = recv(fd, status, STATUS_ROOM - 1, MSG_WAITALL);
    status[got > 0 ? got : 0] = '\0';
    char *end = strpbrk(status, "\r\n");
    if (end)
        *end = '\0';
    return strncmp(status, "HTTP/1.1 200", 12) == 0;
}

static int check(const struct config *config, const char *path)
{
    struct error err = {0};
    char status[STATUS_ROOM];
    struct place place = place_of(config);
    struct slice file = setting_unix_path(place.address);
    int fd = file.data ? connect_unix(file, &err) : connect_tcp(place.address, &err);

    if (fd < 0)
        return command_fail("healthcheck", &err);
    bool well = ask(fd, place.base_path, path, status);
    (void)close(fd);
    if (well)
        return EXIT_FINE;
    error_set(&err, ERROR_INPUT, "%s%s said: %s.", place.base_path, path,
              *status ? status : "nothing in time");
    return command_fail("healthcheck", &err);
}

int healthcheck_command(int argc, char **argv)
{
    struct config config;
    struct error err = {0};
    bool live = command_flag(&argc, argv, "--live");

    if (!command_settings(&config, argc, argv, NULL, 0, "no arguments but settings", &err))
        return command_fail("healthcheck", &err);
    return check(&config, live ? "/livez" : "/readyz");
}
