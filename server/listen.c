#include "server/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "config/setting.h"
#include "server/unix_socket.h"

/* A slow reader of a stream would otherwise hold megabytes of the kernel's memory. */
enum { SEND_BUFFER = 64 * 1024, BACKLOG = 4096, HOST_ROOM = 256, PORT_ROOM = 16 };

bool address_split(struct slice address, char *host, size_t host_room, char *port, size_t port_room)
{
    size_t colon = address.size;

    while (colon > 0 && address.data[colon - 1] != ':')
        colon--;
    if (colon == 0)
        return false;
    struct slice name = {address.data, colon - 1};
    if (slice_starts(name, "[") && slice_ends(name, "]"))
        name = slice_drop(slice_skip(name, 1), 1);
    return slice_copy(name, host, host_room) &&
           slice_copy(slice_skip(address, colon), port, port_room);
}

static bool options_set(int fd, int family)
{
    int on = 1, size = SEND_BUFFER;

    return setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof size) == 0 &&
           (family == AF_UNIX || setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0);
}

static bool bind_to(int fd, const struct addrinfo *at)
{
    int on = 1, off = 0;

    return setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
           (at->ai_family != AF_INET6 ||
            setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off) == 0) &&
           bind(fd, at->ai_addr, at->ai_addrlen) == 0;
}

static int socket_open(const struct addrinfo *at)
{
    int fd = socket(at->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

    if (fd < 0)
        return -1;
    if (options_set(fd, at->ai_family) && bind_to(fd, at) && listen(fd, BACKLOG) == 0)
        return fd;
    int why = errno;
    (void)close(fd);
    errno = why;
    return -1;
}

void address_print(const struct sockaddr *address, char out[ADDRESS_ROOM])
{
    static const char mapped[] = "::ffff:";
    socklen_t size =
        address->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in);

    if (address->sa_family == AF_UNIX)
        (void)snprintf(out, ADDRESS_ROOM, "unix");
    else if (getnameinfo(address, size, out, ADDRESS_ROOM, NULL, 0, NI_NUMERICHOST) != 0)
        out[0] = '\0';
    else if (strncmp(out, mapped, sizeof mapped - 1) == 0 && strchr(out, '.'))
        memmove(out, out + sizeof mapped - 1, strlen(out) - sizeof mapped + 2);
}

/* An abstract one begins with a zero byte, which is written as @. */
static void print_unix(const struct sockaddr_un *at, socklen_t size, char out[LISTENER_ROOM])
{
    size_t length = size > offsetof(struct sockaddr_un, sun_path)
                        ? size - offsetof(struct sockaddr_un, sun_path)
                        : 0;
    bool abstract = length > 0 && at->sun_path[0] == '\0';

    (void)snprintf(out, LISTENER_ROOM, "unix:%s%.*s", abstract ? "@" : "",
                   (int)length - (abstract ? 1 : 0), at->sun_path + (abstract ? 1 : 0));
}

static void bound_address(int fd, char out[LISTENER_ROOM])
{
    struct sockaddr_storage at = {0};
    socklen_t size = sizeof at;
    char host[NI_MAXHOST] = "", port[PORT_ROOM] = "";

    out[0] = '\0';
    if (getsockname(fd, (struct sockaddr *)&at, &size) != 0)
        return;
    if (at.ss_family == AF_UNIX) {
        print_unix((struct sockaddr_un *)&at, size, out);
        return;
    }
    (void)getnameinfo((struct sockaddr *)&at, size, host, sizeof host, port, sizeof port,
                      NI_NUMERICHOST | NI_NUMERICSERV);
    (void)snprintf(out, LISTENER_ROOM, at.ss_family == AF_INET6 ? "[%.46s]:%.5s" : "%.46s:%.5s",
                   host, port);
}

static bool full(const struct listeners *listeners, struct error *err)
{
    if (listeners->count < LISTENERS_MAX)
        return false;
    error_set(err, ERROR_INPUT, "There are more than %d sockets to listen on.", LISTENERS_MAX);
    return true;
}

static struct listener *add(struct listeners *listeners, int fd)
{
    struct listener *listener = &listeners->items[listeners->count++];

    *listener = (struct listener){.fd = fd};
    bound_address(fd, listener->address);
    return listener;
}

static bool open_tcp(struct listeners *listeners, struct slice address, struct error *err)
{
    char host[HOST_ROOM], port[PORT_ROOM];
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
    struct addrinfo *found = NULL;
    int fd = -1;

    if (!address_split(address, host, sizeof host, port, sizeof port))
        return error_set(err, ERROR_USAGE, "Cannot listen on “%.*s”.", SLICE_ARGS(address));
    int fault = getaddrinfo(host, port, &hints, &found);
    if (fault)
        return error_set(err, ERROR_INPUT, "Cannot listen on %.*s: %s.", SLICE_ARGS(address),
                         gai_strerror(fault));
    for (struct addrinfo *at = found; at && fd < 0; at = at->ai_next)
        fd = socket_open(at);
    freeaddrinfo(found);
    if (fd < 0)
        return error_set(err, ERROR_INPUT, "Cannot listen on %.*s: %s.", SLICE_ARGS(address),
                         strerror(errno));
    (void)add(listeners, fd);
    return true;
}

static bool open_unix(struct listeners *listeners, struct slice path, mode_t mode,
                      struct error *err)
{
    struct unix_file file;
    int fd = unix_socket_bind(path, mode, &file, err);

    if (fd < 0)
        return false;
    struct listener *listener = add(listeners, fd);
    listener->made = true;
    listener->device = file.device;
    listener->inode = file.inode;
    if (options_set(fd, AF_UNIX) && listen(fd, BACKLOG) == 0)
        return true;
    return error_set(err, ERROR_INPUT, "Cannot listen on %s: %s.", listener->address,
                     strerror(errno));
}

bool listeners_open(struct listeners *listeners, const char *addresses, mode_t mode,
                    struct error *err)
{
    struct slice rest = slice_of(addresses), address;

    while (rest.size > 0 && slice_cut(&rest, ',', &address)) {
        struct slice path = setting_unix_path(address);

        if (full(listeners, err) || !(path.data ? open_unix(listeners, path, mode, err)
                                                : open_tcp(listeners, address, err)))
            return false;
    }
    return true;
}

static bool option_is(int fd, int option, int expected)
{
    int value = 0;
    socklen_t size = sizeof value;

    return getsockopt(fd, SOL_SOCKET, option, &value, &size) == 0 && value == expected;
}

bool listeners_adopt(struct listeners *listeners, int fd, struct error *err)
{
    bool is_unix = option_is(fd, SO_DOMAIN, AF_UNIX);
    bool known = is_unix || option_is(fd, SO_DOMAIN, AF_INET) || option_is(fd, SO_DOMAIN, AF_INET6);

    if (full(listeners, err))
        return false;
    if (!known || !option_is(fd, SO_TYPE, SOCK_STREAM) || !option_is(fd, SO_ACCEPTCONN, 1))
        return error_set(err, ERROR_INPUT,
                         "Descriptor %d, which was handed to us, is no listening stream socket.",
                         fd);
    if (fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK) != 0 ||
        fcntl(fd, F_SETFD, FD_CLOEXEC) != 0 || !options_set(fd, is_unix ? AF_UNIX : AF_INET))
        return error_set(err, ERROR_INPUT, "Descriptor %d: %s.", fd, strerror(errno));
    (void)add(listeners, fd);
    return true;
}

void listeners_close(struct listeners *listeners)
{
    for (int i = 0; i < listeners->count; i++) {
        const struct listener *listener = &listeners->items[i];

        if (listener->made)
            unix_socket_remove(setting_unix_path(slice_of(listener->address)),
                               &(struct unix_file){listener->device, listener->inode});
        (void)close(listener->fd);
    }
    listeners->count = 0;
}
