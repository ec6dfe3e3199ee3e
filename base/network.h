/* Addresses of machines, and the networks that hold them.
 *
 * IPv4 and IPv6 are one kind: an IPv4 address is kept as IPv6 maps it (::ffff:192.0.2.1), so that
 * both spellings are the same address. */
#ifndef NETWORK_H
#define NETWORK_H

#include "base/error.h"
#include "base/slice.h"

enum { IP_BYTES = 16, IP_ROOM = 48 /* of an address as text */, NETWORKS_MAX = 64 };

struct ip {
    unsigned char bytes[IP_BYTES];
};

struct network {
    struct ip first;
    int bits; /* of the 128 that all its addresses share */
};

struct networks {
    int count;
    struct network items[NETWORKS_MAX];
};

/* "192.0.2.1", "2001:db8::1": without brackets, port or zone. */
bool ip_parse(struct slice text, struct ip *ip);
/* The shortest spelling; IPv4 in dots. */
void ip_print(const struct ip *ip, char out[IP_ROOM]);

/* "192.0.2.0/24", "2001:db8::/32", or one address. ERROR_USAGE says what is off: also bits behind
 * the network's own, which are a slip of the pen. */
bool network_parse(struct slice text, struct network *network, struct error *err);
/* Separated by commas, blanks around them; "" for none. */
bool networks_parse(struct slice list, struct networks *networks, struct error *err);
bool networks_hold(const struct networks *networks, const struct ip *ip);

#endif
