/* Conditional requests and the dates of HTTP. */
#include "http/conditional.h"

#include "tests/http/expect.h"

enum { NOON_2021 = 1626782400 /* 2021-07-20 12:00:00 */ };

#define LIST(value) "\nIf-None-Match: " value
#define SINCE(value) "\nIf-Modified-Since: " value
#define NOON "Tue, 20 Jul 2021 12:00:00 GMT"

static const struct {
    const char *headers;
    bool unchanged;
} cases[] = {
    {"", false},
    {LIST("\"a,b\""), true},
    {LIST("W/\"a,b\""), true},
    {LIST("*"), true},
    {LIST("\"x\", \"a,b\""), true},
    {LIST("\"a,b\", \"x\""), true},
    {LIST("\"x\",W/\"a,b\"  ,  \"y\""), true},
    {LIST(", ,\"a,b\","), true},
    {LIST("\"x\"") LIST("\"a,b\""), true},
    {LIST("\"a\",\"b\""), false},
    {LIST("\"a\""), false},
    {LIST("\"A,B\""), false},
    {LIST("\"\""), false},
    {LIST("w/\"a,b\""), false},
    {LIST("W/ \"a,b\""), false},
    {LIST("a,b"), false},
    {LIST("\"a,b"), false},
    {LIST("\"a,b\" \"x\""), false},
    {LIST("\"a,b\", x"), false},
    {LIST("\"a,b\"x"), false},
    {LIST("*, \"a,b\""), false},
    {LIST("\""), false},
    {LIST(""), false},
    {SINCE(NOON), true},
    {SINCE("Tue, 20 Jul 2021 12:00:01 GMT"), true},
    {SINCE("Tue, 20 Jul 2021 11:59:59 GMT"), false},
    {SINCE("Tuesday, 20-Jul-21 12:00:00 GMT"), true},
    {SINCE("Tue Jul 20 12:00:00 2021"), true},
    {SINCE("yesterday"), false},
    {SINCE(""), false},
    {SINCE(NOON) SINCE(NOON), false},
    /* The date counts only where there is no tag. */
    {LIST("\"x\"") SINCE(NOON), false},
    {LIST("junk") SINCE(NOON), false},
    {LIST("\"a,b\"") SINCE("Tue, 20 Jul 1999 12:00:00 GMT"), true},
};

static const struct encoding_choice plain = {1u << ENCODING_IDENTITY, ENCODING_IDENTITY};

static bool unchanged(const char *headers, const char *name, time_t modified)
{
    struct entity entity = {.modified = modified};
    enum encoding had;
    char text[300];
    struct wire wire;

    (void)slice_copy(slice_of(name), entity.name, sizeof entity.name);

    (void)snprintf(text, sizeof text, "GET / HTTP/1.1%s", headers);
    wire_read(&wire, slice_of(text));
    return conditional_unchanged(&wire.request, &entity, plain, &had);
}

START_TEST(client_has_it_or_not)
{
    ck_assert_msg(unchanged(cases[_i].headers, "a,b", NOON_2021) == cases[_i].unchanged, "%s",
                  cases[_i].headers);
}
END_TEST

START_TEST(what_is_not_known_does_not_match)
{
    ck_assert(!unchanged(SINCE(NOON), "a", 0));
}
END_TEST

/* Every coding has its tag, and any that the client would take now will do. */
static const struct {
    const char *tags;
    unsigned allowed;
    enum encoding best;
    int had; /* -1: it has none of them */
} tagged[] = {
    {"\"a-gzip\"", ENCODING_ALL, ENCODING_GZIP, ENCODING_GZIP},
    {"\"a\"", ENCODING_ALL, ENCODING_BROTLI, ENCODING_IDENTITY},
    {"\"a-zstd\"", ENCODING_ALL, ENCODING_BROTLI, ENCODING_ZSTD},
    {"\"a\", \"a-br\"", ENCODING_ALL, ENCODING_BROTLI, ENCODING_BROTLI},
    {"W/\"a-br\"", ENCODING_ALL, ENCODING_BROTLI, ENCODING_BROTLI},
    {"\"a-gzip\"", 1u << ENCODING_IDENTITY, ENCODING_IDENTITY, -1},
    {"\"a\"", 1u << ENCODING_GZIP, ENCODING_GZIP, -1},
    {"\"a-identity\"", ENCODING_ALL, ENCODING_GZIP, -1},
    {"\"b-gzip\"", ENCODING_ALL, ENCODING_GZIP, -1},
    {"\"a-gzip", ENCODING_ALL, ENCODING_GZIP, -1},
    {"*", ENCODING_ALL, ENCODING_ZSTD, ENCODING_ZSTD},
};

START_TEST(any_coding_that_the_client_takes_will_do)
{
    struct entity entity = {.name = "a"};
    struct encoding_choice choice = {tagged[_i].allowed, tagged[_i].best};
    enum encoding had;
    char text[300];
    struct wire wire;

    (void)snprintf(text, sizeof text, "GET / HTTP/1.1" LIST("%s"), tagged[_i].tags);
    wire_read(&wire, slice_of(text));
    bool found = conditional_unchanged(&wire.request, &entity, choice, &had);
    ck_assert_msg(found == (tagged[_i].had >= 0), "%s", tagged[_i].tags);
    ck_assert(!found || (int)had == tagged[_i].had);
    bool by_name = tagged[_i].tags[0] != '*';
    ck_assert(conditional_names_tag(&wire.request, &entity, choice, &had) == (found && by_name));
}
END_TEST

static const struct {
    const char *text;
    int64_t when; /* -1: not a date */
} dates[] = {
    {"Sun, 06 Nov 1994 08:49:37 GMT", 784111777},
    {"Sunday, 06-Nov-94 08:49:37 GMT", 784111777},
    {"Sun Nov  6 08:49:37 1994", 784111777},
    {"Sun Nov 16 08:49:37 1994", 784975777},
    {"Thu, 01 Jan 1970 00:00:00 GMT", 0},
    {"Tue, 29 Feb 2000 23:59:59 GMT", 951868799},
    {"Sat, 31 Dec 2016 23:59:60 GMT", 1483228800},
    {"Tue, 19 Jan 2038 03:14:08 GMT", 2147483648},
    {"Friday, 31-Dec-99 00:00:00 GMT", 946598400},
    {"Saturday, 01-Jan-00 00:00:00 GMT", 946684800},
    {"Sunday, 06-Nov-1994 08:49:37 GMT", -1},
    {"Mon, 29 Feb 2021 00:00:00 GMT", -1},
    {"Sun, 00 Nov 1994 08:49:37 GMT", -1},
    {"Sun, 31 Nov 1994 08:49:37 GMT", -1},
    {"Sun, 06 Nov 0000 08:49:37 GMT", -1},
    {"Sun, 06 Nov 1994 24:00:00 GMT", -1},
    {"Sun, 06 Nov 1994 08:60:00 GMT", -1},
    {"Sun, 06 Nov 1994 08:49:61 GMT", -1},
    {"Sun, 06 Nov 1994 08:49:37", -1},
    {"Sun, 06 Nov 1994 08:49:37 GMT ", -1},
    {"Sun, 06 Nov 1994 08:49:37 UTC", -1},
    {"Sun, 06 Nov 1994 08:49:37 +0000", -1},
    {"Sun, 6 Nov 1994 08:49:37 GMT", -1},
    {"sun, 06 Nov 1994 08:49:37 GMT", -1},
    {"Sun, 06 nov 1994 08:49:37 GMT", -1},
    {"Sun, 06 Nov 1994 8:49:37 GMT", -1},
    {"Sun, 06 Nov -994 08:49:37 GMT", -1},
    {"1994-11-06T08:49:37Z", -1},
    {"784111777", -1},
    {"Sun", -1},
    {"", -1},
};

START_TEST(date_is_read)
{
    time_t when = -1;
    bool is_date = http_date_parse(slice_of(dates[_i].text), &when);

    ck_assert_msg(is_date == (dates[_i].when >= 0), "%s", dates[_i].text);
    ck_assert_int_eq(when, dates[_i].when);
}
END_TEST

START_TEST(date_is_written_and_read_back)
{
    static const struct {
        time_t when;
        const char *text;
    } written[] = {
        {0, "Thu, 01 Jan 1970 00:00:00 GMT"},
        {784111777, "Sun, 06 Nov 1994 08:49:37 GMT"},
        {NOON_2021, NOON},
        {253402300799, "Fri, 31 Dec 9999 23:59:59 GMT"},
    };
    char out[HTTP_DATE_ROOM];
    time_t when;

    http_date_print(written[_i].when, out);
    ck_assert_str_eq(out, written[_i].text);
    ck_assert(http_date_parse(slice_of(out), &when));
    ck_assert_int_eq(when, written[_i].when);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http/conditional");
    TCase *all = tcase_create("all");

    suite_add_tcase(suite, all);
    tcase_add_loop_test(all, client_has_it_or_not, 0, sizeof cases / sizeof cases[0]);
    tcase_add_test(all, what_is_not_known_does_not_match);
    tcase_add_loop_test(all, any_coding_that_the_client_takes_will_do, 0,
                        sizeof tagged / sizeof tagged[0]);
    tcase_add_loop_test(all, date_is_read, 0, sizeof dates / sizeof dates[0]);
    tcase_add_loop_test(all, date_is_written_and_read_back, 0, 4);
    return suite_finish(suite);
}
