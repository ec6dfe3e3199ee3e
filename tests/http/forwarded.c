/* Whom a trusted peer was asked by, as far as its headers can be believed. */
#include "http/forwarded.h"

#include "tests/http/expect.h"

/* Trusted: 10.0.0.0/8 and fd00::/8. */
static const struct {
    const char *headers;
    const char *client; /* NULL: nothing is known beyond the peer */
} cases[] = {
    {"", NULL},
    {"\nX-Forwarded-For: 192.0.2.1", "192.0.2.1"},
    {"\nx-forwarded-for:   192.0.2.1  ", "192.0.2.1"},
    {"\nX-Forwarded-For: 192.0.2.1:4711", "192.0.2.1"},
    {"\nX-Forwarded-For: 2001:db8::1", "2001:db8::1"},
    {"\nX-Forwarded-For: [2001:db8::1]", "2001:db8::1"},
    {"\nX-Forwarded-For: [2001:db8::1]:80", "2001:db8::1"},
    {"\nX-Forwarded-For: ::ffff:192.0.2.1", "192.0.2.1"},
    /* From the right, through those who are trusted. */
    {"\nX-Forwarded-For: 6.6.6.6, 192.0.2.1", "192.0.2.1"},
    {"\nX-Forwarded-For: 192.0.2.1, 10.0.0.2, fd00::3", "192.0.2.1"},
    {"\nX-Forwarded-For: 6.6.6.6, 192.0.2.1, 10.0.0.2", "192.0.2.1"},
    {"\nX-Forwarded-For: 6.6.6.6\nX-Forwarded-For: 192.0.2.1", "192.0.2.1"},
    {"\nX-Forwarded-For: 192.0.2.1\nX-Other: 1\nX-Forwarded-For: 10.0.0.2", "192.0.2.1"},
    {"\nX-Forwarded-For: 10.0.0.9, 10.0.0.2", "10.0.0.9"},
    /* What cannot be read ends the reading. */
    {"\nX-Forwarded-For: ", NULL},
    {"\nX-Forwarded-For: 192.0.2.1,", NULL},
    {"\nX-Forwarded-For: unknown", NULL},
    {"\nX-Forwarded-For: 192.0.2.1 6.6.6.6", NULL},
    {"\nX-Forwarded-For: 192.0.2.1:port", NULL},
    {"\nX-Forwarded-For: 192.0.2.1:", NULL},
    {"\nX-Forwarded-For: 192.0.2.1:65536", NULL},
    {"\nX-Forwarded-For: [192.0.2.1]", NULL},
    {"\nX-Forwarded-For: [2001:db8::1", NULL},
    {"\nX-Forwarded-For: [2001:db8::1]80", NULL},
    {"\nX-Forwarded-For: [", NULL},
    {"\nX-Forwarded-For: ,", NULL},
    {"\nX-Forwarded-For: 6.6.6.6, nonsense, 10.0.0.2", "10.0.0.2"},
    {"\nX-Forwarded-For: \", 192.0.2.1", "192.0.2.1"},
    /* RFC 7239. */
    {"\nForwarded: for=192.0.2.1", "192.0.2.1"},
    {"\nForwarded: For=192.0.2.1;proto=https;by=10.0.0.1;host=a.example", "192.0.2.1"},
    {"\nForwarded: proto=https;for=\"192.0.2.1:80\"", "192.0.2.1"},
    {"\nForwarded: for=\"[2001:db8::1]:80\"", "2001:db8::1"},
    {"\nForwarded: for=\"[2001:db8::1]\"", "2001:db8::1"},
    {"\nForwarded: for=6.6.6.6, for=192.0.2.1, for=10.0.0.2;by=\"a,b\"", "192.0.2.1"},
    {"\nForwarded: for=6.6.6.6, for=192.0.2.1;by=\"a\\\",b\"", "192.0.2.1"},
    {"\nForwarded: for=\"6.6.6.6, for=192.0.2.1", "192.0.2.1"},
    {"\nForwarded: for=\"_, for=\"[2001:db8::1]:80\"", "2001:db8::1"},
    {"\nForwarded: for=192.0.2.1\nForwarded: for=10.0.0.2", "192.0.2.1"},
    {"\nForwarded: for=unknown, for=10.0.0.2", "10.0.0.2"},
    {"\nForwarded: for=192.0.2.1;", "192.0.2.1"},
    {"\nForwarded: ;for=192.0.2.1;;proto=http", "192.0.2.1"},
    {"\nForwarded: for=\"192.0.2.1:_gate-1.a\"", "192.0.2.1"},
    {"\nForwarded: for=\"[2001:db8::1]:_b\"", "2001:db8::1"},
    {"\nForwarded: for=\"192.0.2.1:_\"", NULL},
    {"\nForwarded: for=\"192.0.2.1:_a b\"", NULL},
    {"\nForwarded: for=\"192.0.2.1:_é\"", NULL},
    {"\nForwarded: ;;", NULL},
    {"\nForwarded: for=unknown", NULL},
    {"\nForwarded: for=_hidden", NULL},
    {"\nForwarded: for=\"_hidden\"", NULL},
    {"\nForwarded: for=192.0.2.1;for=192.0.2.1", NULL},
    {"\nForwarded: for=192.0.2.1 ;proto=http", NULL},
    {"\nForwarded: for = 192.0.2.1", NULL},
    {"\nForwarded: for=2001:db8::1", NULL},
    {"\nForwarded: for=\"2001:db8::1\"", NULL},
    {"\nForwarded: for=192.0.2.1:80", NULL},
    {"\nForwarded: for=", NULL},
    {"\nForwarded: for=\"", NULL},
    {"\nForwarded: for=\"192.0.2.1", NULL},
    {"\nForwarded: for=\"192.0.2.1\\", NULL},
    {"\nForwarded: for=\"192.0.2.1\"x", NULL},
    {"\nForwarded: for", NULL},
    {"\nForwarded: =192.0.2.1", NULL},
    {"\nForwarded: proto=https", NULL},
    {"\nForwarded: 192.0.2.1", NULL},
    {"\nForwarded: ", NULL},
    /* A proxy writes one of them and may pass on the other as the client made it up. */
    {"\nForwarded: for=192.0.2.1\nX-Forwarded-For: 192.0.2.1", "192.0.2.1"},
    {"\nForwarded: for=6.6.6.6\nX-Forwarded-For: 192.0.2.1", NULL},
    {"\nForwarded: for=192.0.2.1\nX-Forwarded-For: 6.6.6.6", NULL},
    {"\nForwarded: nonsense\nX-Forwarded-For: 192.0.2.1", NULL},
    {"\nForwarded: for=192.0.2.1\nX-Forwarded-For: nonsense", NULL},
};

START_TEST(client_of_headers)
{
    struct networks trusted;
    struct error err;
    struct wire wire;
    char text[512], printed[IP_ROOM];
    struct ip client;

    ck_assert(networks_parse(slice_of("10.0.0.0/8,fd00::/8"), &trusted, &err));
    (void)snprintf(text, sizeof text, "GET / HTTP/1.1%s", cases[_i].headers);
    wire_read(&wire, slice_of(text));
    bool known = forwarded_client(&wire.request, &trusted, &client);
    ck_assert_msg(known == (cases[_i].client != NULL), "%s", cases[_i].headers);
    if (!known)
        return;
    ip_print(&client, printed);
    ck_assert_str_eq(printed, cases[_i].client);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("forwarded");
    TCase *all = tcase_create("all");

    tcase_add_loop_test(all, client_of_headers, 0, sizeof cases / sizeof cases[0]);
    suite_add_tcase(suite, all);
    return suite_finish(suite);
}
