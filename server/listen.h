/* Sockets that newcomers knock at. Accepted ones inherit what is set here. */
#ifndef LISTEN_H
#define LISTEN_H

#include "base/error.h"

enum { LISTENERS_MAX = 4, ADDRESS_ROOM = 64 };

struct listeners {
    int count;
    struct listener {
        int fd;
        char address[ADDRESS_ROOM]; /* as bound: with the port that was taken for port 0 */
    } items[LISTENERS_MAX];
};

/* address: "127.0.0.1:8080", "[::1]:8080", "localhost:0". ERROR_INPUT where it cannot be had. */
bool listeners_add(struct listeners *listeners, const char *address, struct error *err);
void listeners_close(struct listeners *listeners);

/* "127.0.0.1" of an address, IPv4 in IPv6 as plain IPv4; "" for what has none. */
struct sockaddr;
void address_print(const struct sockaddr *address, char out[ADDRESS_ROOM]);

/* "[::1]:8080" taken apart; false when it is no host:port. */
bool address_split(const char *address, char *host, size_t host_room, char *port, size_t port_room);

#endif
