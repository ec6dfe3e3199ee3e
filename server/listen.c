#include "server/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/slice.h"

/* A slow reader of a stream would otherwise hold megabytes of the kernel's memory. */
enum { SEND_BUFFER = 64 * 1024, BACKLOG = 4096, HOST_ROOM = 256, PORT_ROOM = 16 };

bool address_split(const char *address, char *host, size_t host_room, char *port, size_t port_room)
{
    const char *colon = strrchr(address, ':');

    if (!colon)
        return false;
    struct slice name = {address, (size_t)(colon - address)};
    if (slice_starts(name, "[") && slice_ends(name, "]"))
        name = slice_drop(slice_skip(name, 1), 1);
    return slice_copy(name, host, host_room) && slice_copy(slice_of(colon + 1), port, port_room);
}

static bool options_set(int fd, int family)
{
    int on = 1, off = 0, size = SEND_BUFFER;

    return setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
           setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof size) == 0 &&
           setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0 &&
           (family != AF_INET6 || setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off) == 0);
}

static int socket_open(const struct addrinfo *at)
{
    int fd = socket(at->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

    if (fd < 0)
        return -1;
    if (options_set(fd, at->ai_family) && bind(fd, at->ai_addr, at->ai_addrlen) == 0 &&
        listen(fd, BACKLOG) == 0)
        return fd;
    int why = errno;
    (void)close(fd);
    errno = why;
    return -1;
}

void address_print(const struct sockaddr *address, char out[ADDRESS_ROOM])
{
    static const char mapped[] = "::ffff:";

    if (getnameinfo(address,
                    address->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6)
                                                   : sizeof(struct sockaddr_in),
                    out, ADDRESS_ROOM, NULL, 0, NI_NUMERICHOST) != 0)
        out[0] = '\0';
    else if (strncmp(out, mapped, sizeof mapped - 1) == 0 && strchr(out, '.'))
        memmove(out, out + sizeof mapped - 1, strlen(out) - sizeof mapped + 2);
}

static void bound_address(int fd, char out[ADDRESS_ROOM])
{
    struct sockaddr_storage at = {0};
    socklen_t size = sizeof at;
    char host[NI_MAXHOST] = "", port[PORT_ROOM] = "";

    if (getsockname(fd, (struct sockaddr *)&at, &size) == 0)
        (void)getnameinfo((struct sockaddr *)&at, size, host, sizeof host, port, sizeof port,
                          NI_NUMERICHOST | NI_NUMERICSERV);
    (void)snprintf(out, ADDRESS_ROOM, at.ss_family == AF_INET6 ? "[%.46s]:%.5s" : "%.46s:%.5s",
                   host, port);
}

bool listeners_add(struct listeners *listeners, const char *address, struct error *err)
{
    char host[HOST_ROOM], port[PORT_ROOM];
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
    struct addrinfo *found = NULL;
    struct listener *listener = &listeners->items[listeners->count];

    if (listeners->count == LISTENERS_MAX ||
        !address_split(address, host, sizeof host, port, sizeof port))
        return error_set(err, ERROR_USAGE, "Cannot listen on “%s”.", address);
    int fault = getaddrinfo(host, port, &hints, &found);
    if (fault)
        return error_set(err, ERROR_INPUT, "Cannot listen on %s: %s.", address,
                         gai_strerror(fault));
    listener->fd = -1;
    for (struct addrinfo *at = found; at && listener->fd < 0; at = at->ai_next)
        listener->fd = socket_open(at);
    freeaddrinfo(found);
    if (listener->fd < 0)
        return error_set(err, ERROR_INPUT, "Cannot listen on %s: %s.", address, strerror(errno));
    bound_address(listener->fd, listener->address);
    listeners->count++;
    return true;
}

void listeners_close(struct listeners *listeners)
{
    for (int i = 0; i < listeners->count; i++)
        (void)close(listeners->items[i].fd);
    listeners->count = 0;
}
