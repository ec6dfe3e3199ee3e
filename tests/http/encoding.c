/* Accept-Encoding: which coding a client gets, and which it would take. */
#include "http/encoding.h"

#include "tests/http/expect.h"

enum {
    I = 1u << ENCODING_IDENTITY,
    G = 1u << ENCODING_GZIP,
    B = 1u << ENCODING_BROTLI,
    Z = 1u << ENCODING_ZSTD,
};

#define CODING(value) "\nAccept-Encoding: " value

static const struct {
    const char *headers;
    unsigned offered, allowed;
    enum encoding best;
} cases[] = {
    {"", ENCODING_ALL, I, ENCODING_IDENTITY},
    {CODING(""), ENCODING_ALL, I, ENCODING_IDENTITY},
    {CODING("gzip"), ENCODING_ALL, I | G, ENCODING_GZIP},
    {CODING("GZip"), ENCODING_ALL, I | G, ENCODING_GZIP},
    {CODING("x-gzip"), ENCODING_ALL, I | G, ENCODING_GZIP},
    {CODING("gzip, deflate, br, zstd"), ENCODING_ALL, ENCODING_ALL, ENCODING_BROTLI},
    {CODING("gzip, deflate") CODING("br"), ENCODING_ALL, I | G | B, ENCODING_BROTLI},
    {CODING("gzip;q=1.0, br;q=0.9"), ENCODING_ALL, I | G | B, ENCODING_GZIP},
    {CODING("zstd, gzip"), ENCODING_ALL, I | G | Z, ENCODING_ZSTD},
    {CODING("gzip;q=0"), ENCODING_ALL, I, ENCODING_IDENTITY},
    {CODING("gzip;q=0, gzip"), ENCODING_ALL, I, ENCODING_IDENTITY},
    {CODING("*"), ENCODING_ALL, ENCODING_ALL, ENCODING_BROTLI},
    {CODING("*;q=0.1, br;q=0"), ENCODING_ALL, I | G | Z, ENCODING_ZSTD},
    {CODING("*;q=0"), ENCODING_ALL, 0, ENCODING_IDENTITY},
    {CODING("*;q=0, gzip"), ENCODING_ALL, G, ENCODING_GZIP},
    {CODING("*;q=0, identity"), ENCODING_ALL, I, ENCODING_IDENTITY},
    {CODING("identity;q=0"), ENCODING_ALL, 0, ENCODING_IDENTITY},
    {CODING("identity;q=0, br"), ENCODING_ALL, B, ENCODING_BROTLI},
    {CODING("identity;q=0, *"), ENCODING_ALL, G | B | Z, ENCODING_BROTLI},
    {CODING("identity, gzip;q=0.5"), ENCODING_ALL, I | G, ENCODING_IDENTITY},
    {CODING("identity, gzip"), ENCODING_ALL, I | G, ENCODING_GZIP},
    {CODING("gzip;q=0.001"), ENCODING_ALL, I | G, ENCODING_GZIP},
    /* What is malformed or unknown is passed over. */
    {CODING("deflate, compress"), ENCODING_ALL, I, ENCODING_IDENTITY},
    {CODING("gzip;q=2"), ENCODING_ALL, I, ENCODING_IDENTITY},
    {CODING("gzip;q=0.1234, br"), ENCODING_ALL, I | B, ENCODING_BROTLI},
    {CODING(",, gzip ,"), ENCODING_ALL, I | G, ENCODING_GZIP},
    {CODING("gz ip"), ENCODING_ALL, I, ENCODING_IDENTITY},
    /* What is not offered is not there. */
    {CODING("gzip, br"), I, I, ENCODING_IDENTITY},
    {CODING("gzip, identity;q=0"), I, 0, ENCODING_IDENTITY},
    {CODING("br, gzip;q=0.5"), I | G, I | G, ENCODING_GZIP},
};

START_TEST(coding_is_chosen)
{
    char text[300];
    struct wire wire;

    (void)snprintf(text, sizeof text, "GET / HTTP/1.1%s", cases[_i].headers);
    wire_read(&wire, slice_of(text));
    struct encoding_choice choice = encoding_negotiate(&wire.request, cases[_i].offered);
    ck_assert_msg(choice.allowed == cases[_i].allowed && choice.best == cases[_i].best,
                  "%s: allowed %x, best %d", cases[_i].headers, choice.allowed, (int)choice.best);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http/encoding");
    TCase *all = tcase_create("all");

    tcase_add_loop_test(all, coding_is_chosen, 0, sizeof cases / sizeof cases[0]);
    suite_add_tcase(suite, all);
    return suite_finish(suite);
}
