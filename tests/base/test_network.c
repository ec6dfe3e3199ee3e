#include "base/network.h"
#include "tests/base/suite.h"

static const struct {
    const char *text, *printed; /* printed NULL: no address */
} addresses[] = {
    {"192.0.2.1", "192.0.2.1"},
    {"::1", "::1"},
    {"::", "::"},
    {"2001:DB8:0:0::1", "2001:db8::1"},
    {"::ffff:192.0.2.1", "192.0.2.1"},
    {"::ffff:c000:201", "192.0.2.1"},
    {"192.0.2", NULL},
    {"192.0.2.256", NULL},
    {"192.0.02.1", NULL},
    {"[::1]", NULL},
    {"fe80::1%eth0", NULL},
    {"192.0.2.1:80", NULL},
    {" 192.0.2.1", NULL},
    {"", NULL},
    {"a.example", NULL},
    {"1:2:3:4:5:6:7:8:9", NULL},
    {"0000000000000000000000000000000000000000000000000000::1", NULL},
};

START_TEST(reads_and_prints_addresses)
{
    for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++) {
        struct ip ip;
        char printed[IP_ROOM];
        bool fits = ip_parse(slice_of(addresses[i].text), &ip);

        ck_assert_msg(fits == (addresses[i].printed != NULL), "%s", addresses[i].text);
        if (!fits)
            continue;
        ip_print(&ip, printed);
        ck_assert_str_eq(printed, addresses[i].printed);
    }
    struct ip ip;
    ck_assert(!ip_parse((struct slice){NULL, 0}, &ip));
    ck_assert(!ip_parse((struct slice){"::1\0", 4}, &ip));
}
END_TEST

static const struct {
    const char *list, *inside, *outside; /* blanks between addresses */
} held[] = {
    {"192.0.2.0/24", "192.0.2.0 192.0.2.255 ::ffff:192.0.2.7", "192.0.3.0 192.0.1.255 ::192.0.2.7"},
    {"192.0.2.7", "192.0.2.7", "192.0.2.6 192.0.2.8"},
    {"192.0.2.128/25", "192.0.2.128 192.0.2.255", "192.0.2.127"},
    {"192.0.2.254/31", "192.0.2.254 192.0.2.255", "192.0.2.253"},
    {"0.0.0.0/0", "0.0.0.0 255.255.255.255", "::1 2001:db8::1"},
    {"::/0", "0.0.0.0 ::1 2001:db8::1", ""},
    {"::ffff:10.0.0.0/104", "10.1.2.3", "11.0.0.0"},
    {"2001:db8::/33", "2001:db8:: 2001:db8:7fff::1", "2001:db8:8000::"},
    {" 10.0.0.0/8 ,::1, fd00::/8", "10.9.9.9 ::1 fdff::1", "11.0.0.1 ::2 fe00::1"},
    {"", "", "127.0.0.1 ::1"},
};

static void expect_all(const struct networks *networks, const char *text, bool inside)
{
    struct slice rest = slice_of(text), part;
    struct ip ip;

    while (rest.size > 0 && slice_cut(&rest, ' ', &part)) {
        ck_assert(ip_parse(part, &ip));
        ck_assert_msg(networks_hold(networks, &ip) == inside, "%.*s", SLICE_ARGS(part));
    }
}

START_TEST(networks_hold_their_addresses)
{
    for (size_t i = 0; i < sizeof held / sizeof held[0]; i++) {
        struct networks networks;
        struct error err;

        ck_assert_msg(networks_parse(slice_of(held[i].list), &networks, &err), "%s", held[i].list);
        expect_all(&networks, held[i].inside, true);
        expect_all(&networks, held[i].outside, false);
    }
}
END_TEST

static const struct {
    const char *list, *detail, *hint;
} refused[] = {
    {"10.0.0.0/33", "“10.0.0.0/33” is no address or network, as 10.0.0.0/8.", ""},
    {"::/129", "“::/129” is no address or network, as 10.0.0.0/8.", ""},
    {"10.0.0.0/", "“10.0.0.0/” is no address or network, as 10.0.0.0/8.", ""},
    {"10.0.0.0/8/8", "“10.0.0.0/8/8” is no address or network, as 10.0.0.0/8.", ""},
    {"10.0.0.0/-1", "“10.0.0.0/-1” is no address or network, as 10.0.0.0/8.", ""},
    {"10.0.0.0/8,", "“” is no address or network, as 10.0.0.0/8.", ""},
    {"localhost", "“localhost” is no address or network, as 10.0.0.0/8.", ""},
    {"10.1.0.0/8", "“10.1.0.0/8” has bits set behind its network's.", "The network is 10.0.0.0/8."},
    {"::1/64", "“::1/64” has bits set behind its network's.", "The network is ::/64."},
};

START_TEST(refuses_what_is_no_network)
{
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        struct networks networks;
        struct error err;

        ck_assert(!networks_parse(slice_of(refused[i].list), &networks, &err));
        ck_assert_int_eq(err.kind, ERROR_USAGE);
        ck_assert_str_eq(err.detail, refused[i].detail);
        ck_assert_str_eq(err.hint, refused[i].hint);
    }
}
END_TEST

START_TEST(refuses_too_many)
{
    char list[NETWORKS_MAX * 4 + 8] = "::1";
    struct networks networks;
    struct error err;

    for (int i = 1; i < NETWORKS_MAX; i++)
        (void)snprintf(list + strlen(list), sizeof list - strlen(list), ",::1");
    ck_assert(networks_parse(slice_of(list), &networks, &err));
    ck_assert_int_eq(networks.count, NETWORKS_MAX);
    (void)snprintf(list + strlen(list), sizeof list - strlen(list), ",::1");
    ck_assert(!networks_parse(slice_of(list), &networks, &err));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        reads_and_prints_addresses,
        networks_hold_their_addresses,
        refuses_what_is_no_network,
        refuses_too_many,
    };

    return SUITE_RUN("network", tests);
}
