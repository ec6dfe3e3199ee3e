/* Problem documents, byte for byte. */
#include "formats/problem.h"

#include <cjson/cJSON.h>

#include "base/words.h"
#include "tests/formats/expect.h"

static const struct {
    enum error_kind kind;
    int status;
    const char *type;
} kinds[] = {
    {ERROR_REQUEST, 400, "request"},
    {ERROR_ARGUMENT, 400, "argument"},
    {ERROR_NOT_FOUND, 404, "not-found"},
    {ERROR_METHOD, 405, "method"},
    {ERROR_FORMAT, 406, "format"},
    {ERROR_GONE, 410, "gone"},
    {ERROR_PRECONDITION, 412, "precondition"},
    {ERROR_TARGET_LONG, 414, "target-long"},
    {ERROR_HEADERS_LARGE, 431, "headers-large"},
    {ERROR_VERSION, 505, "version"},
    {ERROR_UNAVAILABLE, 503, "unavailable"},
    {ERROR_DEADLINE, 503, "deadline"},
    {ERROR_INPUT, 500, "internal"},
    {ERROR_USAGE, 500, "internal"},
    {ERROR_INTERNAL, 500, "internal"},
    {ERROR_NONE, 500, "internal"},
    {(enum error_kind)99, 500, "internal"},
};

START_TEST(kind_has_status_type_and_title)
{
    ck_assert_int_eq(problem_status(kinds[_i].kind), kinds[_i].status);
    ck_assert_str_eq(problem_name(kinds[_i].kind), kinds[_i].type);
    ck_assert_int_ge((int)strlen(problem_title(kinds[_i].kind)), 4);
}
END_TEST

static const char *const word_items[] = {"json", "csv"};
static const struct words words = WORDS(word_items);

START_TEST(members_stand_in_order)
{
    CLEAN(buffer) struct buffer out;
    struct error err;

    buffer_init(&out, 2000);
    error_set(&err, ERROR_FORMAT, "no \"cvs\"");
    error_parameter(&err, "format");
    error_hint(&err, "did you mean %s", "csv");
    err.allowed = &words;
    problem_write(&err, "/stats", slice_of("/stats/v1/figures"), &out);
    expect_text(&out, "{\"type\":\"/stats/problems/format\",\"title\":\"No such representation\","
                      "\"status\":406,\"detail\":\"no \\\"cvs\\\"\","
                      "\"instance\":\"/stats/v1/figures\",\"parameter\":\"format\","
                      "\"allowed\":[\"json\",\"csv\"],\"hint\":\"did you mean csv\"}\n");
}
END_TEST

START_TEST(what_is_not_given_is_absent)
{
    CLEAN(buffer) struct buffer out;
    struct error err;

    buffer_init(&out, 2000);
    error_set(&err, ERROR_NOT_FOUND, "There is no such path.");
    problem_write(&err, "", slice_of(NULL), &out);
    expect_text(&out, "{\"type\":\"/problems/not-found\",\"title\":\"Not found\",\"status\":404,"
                      "\"detail\":\"There is no such path.\"}\n");
}
END_TEST

START_TEST(what_is_ours_is_not_told)
{
    static const enum error_kind ours[] = {ERROR_INTERNAL, ERROR_INPUT, ERROR_USAGE};
    CLEAN(buffer) struct buffer out;
    struct error err;

    buffer_init(&out, 2000);
    error_set(&err, ours[_i], "/var/lib/secret.db: disk image is malformed");
    error_parameter(&err, "secret");
    error_hint(&err, "secret");
    err.allowed = &words;
    problem_write(&err, "", slice_of("/v1"), &out);
    expect_text(&out, "{\"type\":\"/problems/internal\",\"title\":\"Internal error\","
                      "\"status\":500,\"detail\":\"Something went wrong here; it was logged.\","
                      "\"instance\":\"/v1\"}\n");
}
END_TEST

/* The gate refuses before anything was decoded: the document must be JSON all the same. */
START_TEST(an_unchecked_request_does_no_harm)
{
    static const struct {
        const char *detail, *instance, *wanted;
    } cases[] = {
        {"d", "/a\"b\\c<d>\r\n\x7F", "/a%22b%5Cc%3Cd%3E%0D%0A%7F"},
        {"d", "/\xFF\xC3(", "/%FF%C3("},
        {"cut \xFF here", "/%zz?a=1,2&b=%20", "/%zz?a=1,2&b=%20"},
        {"d", "", ""},
    };
    CLEAN(buffer) struct buffer out;
    struct error err;

    buffer_init(&out, 2000);
    error_set(&err, ERROR_REQUEST, "%s", cases[_i].detail);
    problem_write(&err, "", slice_of(cases[_i].instance), &out);
    cJSON *tree = cJSON_ParseWithLength(out.data, out.size);
    ck_assert_str_eq(cJSON_GetStringValue(cJSON_GetObjectItem(tree, "instance")), cases[_i].wanted);
    ck_assert_str_eq(cJSON_GetStringValue(cJSON_GetObjectItem(tree, "detail")),
                     _i == 2 ? "cut " : "d");
    cJSON_Delete(tree);
}
END_TEST

START_TEST(an_endless_instance_is_left_out)
{
    char path[2050];
    CLEAN(buffer) struct buffer out;
    struct error err;

    memset(path, 'a', sizeof path);
    error_set(&err, ERROR_TARGET_LONG, "too long");
    for (size_t size = 2048; size < 2050; size++) {
        buffer_init(&out, 4000);
        problem_write(&err, "", (struct slice){path, size}, &out);
        buffer_char(&out, '\0');
        ck_assert_int_eq(strstr(out.data, "instance") != NULL, size == 2048);
        if (size == 2048)
            buffer_clear(&out);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("formats/problem");
    TCase *all = tcase_create("all");

    suite_add_tcase(suite, all);
    tcase_add_loop_test(all, kind_has_status_type_and_title, 0, sizeof kinds / sizeof kinds[0]);
    tcase_add_test(all, members_stand_in_order);
    tcase_add_test(all, what_is_not_given_is_absent);
    tcase_add_loop_test(all, what_is_ours_is_not_told, 0, 3);
    tcase_add_loop_test(all, an_unchecked_request_does_no_harm, 0, 4);
    tcase_add_test(all, an_endless_instance_is_left_out);
    return suite_finish(suite);
}
