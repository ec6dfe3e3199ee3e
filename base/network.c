#include "base/network.h"

#include <arpa/inet.h>

enum { V4_OFFSET = 12, V4_BITS = 8 * V4_OFFSET };

static const unsigned char mapped[V4_OFFSET] = {[10] = 0xFF, [11] = 0xFF};

bool ip_parse(struct slice text, struct ip *ip)
{
    char copy[IP_ROOM];

    if (!text.size || memchr(text.data, '\0', text.size) || !slice_copy(text, copy, sizeof copy))
        return false;
    memcpy(ip->bytes, mapped, V4_OFFSET);
    return inet_pton(AF_INET, copy, ip->bytes + V4_OFFSET) == 1 ||
           inet_pton(AF_INET6, copy, ip->bytes) == 1;
}

static bool is_v4(const struct ip *ip)
{
    return memcmp(ip->bytes, mapped, V4_OFFSET) == 0;
}

void ip_print(const struct ip *ip, char out[IP_ROOM])
{
    out[0] = '\0';
    if (is_v4(ip))
        (void)inet_ntop(AF_INET, ip->bytes + V4_OFFSET, out, IP_ROOM);
    else
        (void)inet_ntop(AF_INET6, ip->bytes, out, IP_ROOM);
}

/* The same address with everything behind the first bits cleared. */
static struct ip start_of(struct ip ip, int bits)
{
    for (int i = 0; i < IP_BYTES; i++) {
        int kept = bits - 8 * i;

        if (kept < 8)
            ip.bytes[i] &= (unsigned char)(kept <= 0 ? 0 : 0xFF << (8 - kept));
    }
    return ip;
}

static bool is_network(struct slice text, const struct network *network, struct error *err)
{
    struct ip start = start_of(network->first, network->bits);
    char right[IP_ROOM];

    if (memcmp(&start, &network->first, sizeof start) == 0)
        return true;
    ip_print(&start, right);
    error_set(err, ERROR_USAGE, "“%.*s” has bits set behind its network's.", SLICE_ARGS(text));
    return error_hint(err, "The network is %s/%d.", right,
                      network->bits - (is_v4(&start) ? V4_BITS : 0));
}

bool network_parse(struct slice text, struct network *network, struct error *err)
{
    struct slice length = text, address;
    int64_t bits = 8 * IP_BYTES;

    (void)slice_cut(&length, '/', &address);
    bool fits = ip_parse(address, &network->first);
    bool short_form = fits && !memchr(address.data, ':', address.size);
    if (fits && length.data) {
        fits = slice_integer(length, short_form ? 32 : 128, &bits);
        bits += fits && short_form ? V4_BITS : 0;
    }
    network->bits = (int)bits;
    if (!fits)
        return error_set(err, ERROR_USAGE, "“%.*s” is no address or network, as 10.0.0.0/8.",
                         SLICE_ARGS(text));
    return is_network(text, network, err);
}

bool networks_parse(struct slice list, struct networks *networks, struct error *err)
{
    struct slice item;

    networks->count = 0;
    if (!slice_trim(list).size)
        return true;
    while (slice_cut(&list, ',', &item)) {
        if (networks->count == NETWORKS_MAX)
            return error_set(err, ERROR_USAGE, "There are more than %d networks.", NETWORKS_MAX);
        if (!network_parse(slice_trim(item), &networks->items[networks->count], err))
            return false;
        networks->count++;
    }
    return true;
}

bool networks_hold(const struct networks *networks, const struct ip *ip)
{
    for (int i = 0; i < networks->count; i++) {
        const struct network *network = &networks->items[i];
        struct ip start = start_of(*ip, network->bits);

        if (memcmp(&start, &network->first, sizeof start) == 0)
            return true;
    }
    return false;
}
