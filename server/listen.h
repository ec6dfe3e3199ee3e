/* Sockets that newcomers knock at: TCP and Unix, ours or inherited from a supervisor. Accepted ones
 * inherit what is set here. */
#ifndef LISTEN_H
#define LISTEN_H

#include <sys/types.h>

#include "base/error.h"
#include "base/slice.h"

enum { LISTENERS_MAX = 8, ADDRESS_ROOM = 64, LISTENER_ROOM = 128 };

struct listeners {
    int count;
    struct listener {
        int fd;
        char address[LISTENER_ROOM]; /* as bound: with the port that was taken for port 0 */
        /* Of a Unix socket that we made, to be taken away at the end. */
        bool made;
        dev_t device;
        ino_t inode;
    } items[LISTENERS_MAX];
};

/* addresses: as config/ has them, "127.0.0.1:8080,[::1]:0,unix:/run/stats.sock"; "" for none. mode:
 * permissions of Unix sockets. ERROR_INPUT where one cannot be had; those before it stay open, for
 * listeners_close(). */
bool listeners_open(struct listeners *listeners, const char *addresses, mode_t mode,
                    struct error *err);

/* Takes a socket over that already listens. ERROR_INPUT, and it stays open, where it does not. */
bool listeners_adopt(struct listeners *listeners, int fd, struct error *err);

/* Unix sockets that we made go, if they are still ours. */
void listeners_close(struct listeners *listeners);

/* "127.0.0.1" of an address, IPv4 in IPv6 as plain IPv4; "unix" of a Unix socket. */
struct sockaddr;
void address_print(const struct sockaddr *address, char out[ADDRESS_ROOM]);

/* "[::1]:8080" taken apart; false when it is no host:port. */
bool address_split(struct slice address, char *host, size_t host_room, char *port,
                   size_t port_room);

#endif
