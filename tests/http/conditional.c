/* Conditional requests and the dates of HTTP. */
#include "http/conditional.h"

#include "tests/http/expect.h"

enum { NOON_2021 = 1626782400 /* 2021-07-20 12:00:00 */ };

#define LIST(value) "\nIf-None-Match: " value
#define SINCE(value) "\nIf-Modified-Since: " value
#define MATCH(value) "\nIf-Match: " value
#define UNTIL(value) "\nIf-Unmodified-Since: " value
#define NOON "Tue, 20 Jul 2021 12:00:00 GMT"
#define BEFORE "Tue, 20 Jul 2021 11:59:59 GMT"
#define AFTER "Tue, 20 Jul 2021 12:00:01 GMT"

static const struct {
    const char *headers;
    enum condition condition;
} cases[] = {
    {"", CONDITION_SEND},
    {LIST("\"a,b\""), CONDITION_UNCHANGED},
    {LIST("W/\"a,b\""), CONDITION_UNCHANGED},
    {LIST("*"), CONDITION_UNCHANGED},
    {LIST("\"x\", \"a,b\""), CONDITION_UNCHANGED},
    {LIST("\"a,b\", \"x\""), CONDITION_UNCHANGED},
    {LIST("\"x\",W/\"a,b\"  ,  \"y\""), CONDITION_UNCHANGED},
    {LIST(", ,\"a,b\","), CONDITION_UNCHANGED},
    {LIST("\"x\"") LIST("\"a,b\""), CONDITION_UNCHANGED},
    {LIST("\"a\",\"b\""), CONDITION_SEND},
    {LIST("\"a\""), CONDITION_SEND},
    {LIST("\"A,B\""), CONDITION_SEND},
    {LIST("\"\""), CONDITION_SEND},
    {LIST("w/\"a,b\""), CONDITION_SEND},
    {LIST("W/ \"a,b\""), CONDITION_SEND},
    {LIST("a,b"), CONDITION_SEND},
    {LIST("\"a,b"), CONDITION_SEND},
    {LIST("\"a,b\" \"x\""), CONDITION_SEND},
    {LIST("\"a,b\", x"), CONDITION_SEND},
    {LIST("\"a,b\"x"), CONDITION_SEND},
    {LIST("*, \"a,b\""), CONDITION_SEND},
    {LIST("*") LIST("\"a,b\""), CONDITION_SEND},
    {LIST("\"a,b\"") LIST("*"), CONDITION_SEND},
    {LIST("\"a,b\"") LIST("x"), CONDITION_SEND},
    {LIST("\""), CONDITION_SEND},
    {LIST(""), CONDITION_SEND},
    {SINCE(NOON), CONDITION_UNCHANGED},
    {SINCE(AFTER), CONDITION_UNCHANGED},
    {SINCE(BEFORE), CONDITION_SEND},
    {SINCE("Tuesday, 20-Jul-21 12:00:00 GMT"), CONDITION_UNCHANGED},
    {SINCE("Tue Jul 20 12:00:00 2021"), CONDITION_UNCHANGED},
    {SINCE("yesterday"), CONDITION_SEND},
    {SINCE(""), CONDITION_SEND},
    {SINCE(NOON) SINCE(NOON), CONDITION_SEND},
    /* The date counts only where there is no tag. */
    {LIST("\"x\"") SINCE(NOON), CONDITION_SEND},
    {LIST("junk") SINCE(NOON), CONDITION_SEND},
    {LIST("\"a,b\"") SINCE("Tue, 20 Jul 1999 12:00:00 GMT"), CONDITION_UNCHANGED},
    {MATCH("\"a,b\""), CONDITION_SEND},
    {MATCH("*"), CONDITION_SEND},
    {MATCH("\"x\", \"a,b\""), CONDITION_SEND},
    {MATCH("W/\"a,b\", \"a,b\""), CONDITION_SEND},
    {MATCH(", ,\"a,b\","), CONDITION_SEND},
    {MATCH("\"x\"") MATCH("\"a,b\""), CONDITION_SEND},
    {MATCH("\"a,b\"") MATCH("\"x\""), CONDITION_SEND},
    {"\nif-match: \"a,b\"", CONDITION_SEND},
    {MATCH("W/\"a,b\""), CONDITION_FAILED},
    {MATCH("W/*"), CONDITION_FAILED},
    {MATCH("\"x\""), CONDITION_FAILED},
    {MATCH("\"x\"") MATCH("\"y\""), CONDITION_FAILED},
    {MATCH("\"A,B\""), CONDITION_FAILED},
    {MATCH("a,b"), CONDITION_FAILED},
    {MATCH("\"a,b"), CONDITION_FAILED},
    {MATCH("\"a,b\" \"x\""), CONDITION_FAILED},
    {MATCH("\"a,b\", x"), CONDITION_FAILED},
    {MATCH("\"a,b\"") MATCH("x"), CONDITION_FAILED},
    {MATCH("*, \"a,b\""), CONDITION_FAILED},
    {MATCH("\"a,b\"") MATCH("*"), CONDITION_FAILED},
    {MATCH("*") MATCH("*"), CONDITION_FAILED},
    {MATCH(""), CONDITION_FAILED},
    {"\niF-mATCH: \"x\"", CONDITION_FAILED},
    {UNTIL(NOON), CONDITION_SEND},
    {UNTIL(AFTER), CONDITION_SEND},
    {UNTIL(BEFORE), CONDITION_FAILED},
    {UNTIL("Tuesday, 20-Jul-21 11:59:59 GMT"), CONDITION_FAILED},
    {UNTIL("Tue Jul 20 11:59:59 2021"), CONDITION_FAILED},
    {UNTIL("yesterday"), CONDITION_SEND},
    {UNTIL(""), CONDITION_SEND},
    {UNTIL(BEFORE) UNTIL(BEFORE), CONDITION_SEND},
    /* The tag before the date, whatever becomes of it. */
    {MATCH("\"a,b\"") UNTIL(BEFORE), CONDITION_SEND},
    {MATCH("*") UNTIL(BEFORE), CONDITION_SEND},
    {MATCH("\"x\"") UNTIL(AFTER), CONDITION_FAILED},
    {MATCH("x") UNTIL(AFTER), CONDITION_FAILED},
    /* What is expected comes before what is had, in whatever order they stand. */
    {MATCH("\"a,b\"") LIST("\"a,b\""), CONDITION_UNCHANGED},
    {MATCH("*") LIST("*"), CONDITION_UNCHANGED},
    {LIST("\"x\"") MATCH("\"a,b\""), CONDITION_SEND},
    {LIST("\"a,b\"") MATCH("\"x\""), CONDITION_FAILED},
    {LIST("*") UNTIL(BEFORE), CONDITION_FAILED},
    {LIST("*") UNTIL(AFTER), CONDITION_UNCHANGED},
    {SINCE(NOON) MATCH("\"x\""), CONDITION_FAILED},
    {SINCE(NOON) MATCH("\"a,b\""), CONDITION_UNCHANGED},
    {SINCE(NOON) UNTIL(NOON), CONDITION_UNCHANGED},
    {SINCE(BEFORE) UNTIL(NOON), CONDITION_SEND},
    {SINCE(NOON) UNTIL(BEFORE), CONDITION_FAILED},
    /* None of them. */
    {"\nIf-Range: \"x\"", CONDITION_SEND},
    {"\nIf-Matching: \"x\"", CONDITION_SEND},
    {"\nIf-: \"x\"\nIf: \"x\"", CONDITION_SEND},
};

static const struct encoding_choice plain = {1u << ENCODING_IDENTITY, ENCODING_IDENTITY};

static enum condition judge(const char *headers, const char *name, time_t modified)
{
    struct entity entity = {.modified = modified};
    enum encoding had = ENCODING_GZIP;
    char text[300];
    struct wire wire;

    (void)slice_copy(slice_of(name), entity.name, sizeof entity.name);
    (void)snprintf(text, sizeof text, "GET / HTTP/1.1%s", headers);
    wire_read(&wire, slice_of(text));
    enum condition condition = conditional_judge(&wire.request, &entity, plain, &had);
    ck_assert(condition != CONDITION_UNCHANGED || had == ENCODING_IDENTITY);
    return condition;
}

START_TEST(conditions_are_judged)
{
    ck_assert_msg(judge(cases[_i].headers, "a,b", NOON_2021) == cases[_i].condition, "%s",
                  cases[_i].headers);
}
END_TEST

START_TEST(a_date_that_is_not_known_decides_nothing)
{
    ck_assert_int_eq(judge(SINCE(NOON), "a", 0), CONDITION_SEND);
    ck_assert_int_eq(judge(UNTIL("Thu, 01 Jan 1970 00:00:00 GMT"), "a", 0), CONDITION_SEND);
    ck_assert_int_eq(judge(UNTIL("Wed, 31 Dec 1969 00:00:00 GMT"), "a", 0), CONDITION_SEND);
    ck_assert_int_eq(judge(MATCH("\"x\""), "a", 0), CONDITION_FAILED);
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

static enum condition judge_tags(const char *name, int i, enum encoding *had, bool *named)
{
    struct entity entity = {.name = "a"};
    struct encoding_choice choice = {tagged[i].allowed, tagged[i].best};
    char text[300];
    struct wire wire;

    (void)snprintf(text, sizeof text, "GET / HTTP/1.1\n%s: %s", name, tagged[i].tags);
    wire_read(&wire, slice_of(text));
    *named = conditional_names_tag(&wire.request);
    return conditional_judge(&wire.request, &entity, choice, had);
}

START_TEST(any_coding_that_the_client_takes_will_do)
{
    bool found = tagged[_i].had >= 0, weak = tagged[_i].tags[0] == 'W', named;
    enum encoding had;

    ck_assert_msg(judge_tags("If-None-Match", _i, &had, &named) ==
                      (found ? CONDITION_UNCHANGED : CONDITION_SEND),
                  "%s", tagged[_i].tags);
    ck_assert(!found || (int)had == tagged[_i].had);
    ck_assert(named == (tagged[_i].tags[0] != '*'));
    ck_assert_msg(judge_tags("If-Match", _i, &had, &named) ==
                      (found && !weak ? CONDITION_SEND : CONDITION_FAILED),
                  "%s", tagged[_i].tags);
    ck_assert(!named);
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
    tcase_add_loop_test(all, conditions_are_judged, 0, sizeof cases / sizeof cases[0]);
    tcase_add_test(all, a_date_that_is_not_known_decides_nothing);
    tcase_add_loop_test(all, any_coding_that_the_client_takes_will_do, 0,
                        sizeof tagged / sizeof tagged[0]);
    tcase_add_loop_test(all, date_is_read, 0, sizeof dates / sizeof dates[0]);
    tcase_add_loop_test(all, date_is_written_and_read_back, 0, 4);
    return suite_finish(suite);
}
