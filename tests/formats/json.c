/* The JSON writer: byte for byte, and against cJSON as a reader. */
#include "formats/json.h"

#include <cjson/cJSON.h>

#include "tests/formats/expect.h"

static const struct {
    const char *text;
    size_t size;
    const char *wanted;
} strings[] = {
    {"", 0, "\"\""},
    {"plain", 5, "\"plain\""},
    {"a \"b\" \\ c", 9, "\"a \\\"b\\\" \\\\ c\""},
    {"\b\t\n\f\r", 5, "\"\\b\\t\\n\\f\\r\""},
    {"\0\x01\x1f\x7f", 4, "\"\\u0000\\u0001\\u001f\\u007f\""},
    {"</script><b>/", 13, "\"<\\/script><b>/\""},
    {"<", 1, "\"<\""},
    {"\xE2\x80\xA8\xE2\x80\xA9\xE2\x80\xA6", 9, "\"\\u2028\\u2029\xE2\x80\xA6\""},
    {"پاکستان 輸出 𝄞", 26, "\"پاکستان 輸出 𝄞\""},
    {NULL, 0, "null"},
};

START_TEST(string_is_escaped)
{
    CLEAN(buffer) struct buffer out;
    struct json json;

    buffer_init(&out, 1000);
    json_init(&json, &out, false);
    json_string(&json, (struct slice){strings[_i].text, strings[_i].size});
    expect_text(&out, strings[_i].wanted);
}
END_TEST

/* Text is looked at in blocks, the last of which may lie over another: whatever its length, one
 * character is found wherever it stands. */
START_TEST(character_is_escaped_anywhere)
{
    static const struct {
        char special;
        const char *escaped;
    } cases[] = {
        {'"', "\\\""}, {'\\', "\\\\"}, {'\n', "\\n"}, {'\x1f', "\\u001f"}, {'\x7f', "\\u007f"}};
    char text[40], wanted[48];

    memset(text, 'x', sizeof text);
    for (size_t size = 1; size < sizeof text; size++) {
        for (size_t at = 0; at < size; at++) {
            CLEAN(buffer) struct buffer out;

            buffer_init(&out, 1000);
            text[at] = cases[_i].special;
            json_text(&out, (struct slice){text, size});
            text[at] = 'x';
            (void)snprintf(wanted, sizeof wanted, "\"%.*s%s%.*s\"", (int)at, text,
                           cases[_i].escaped, (int)(size - at - 1), text);
            expect_text(&out, wanted);
        }
    }
}
END_TEST

static void write_sample(struct json *json)
{
    json_object(json);
    json_name(json, "empty");
    json_array(json);
    json_array_end(json);
    json_name(json, "none");
    json_object(json);
    json_object_end(json);
    json_name(json, "list");
    json_array(json);
    json_integer(json, INT64_MIN);
    json_number(json, slice_of("-12345678901234567890.500"));
    json_number(json, slice_of(NULL));
    json_array(json);
    json_boolean(json, true);
    json_null(json);
    json_array_end(json);
    json_object(json);
    json_key(json, (struct slice){"a\"bc", 3});
    json_joined(json, slice_of("/v1/"), slice_of("\"x\""));
    json_object_end(json);
    json_array_end(json);
    json_name(json, "last");
    json_boolean(json, false);
    json_object_end(json);
}

static const char *const sample[] = {
    "{\"empty\":[],\"none\":{},\"list\":[-9223372036854775808,-12345678901234567890.500,null,"
    "[true,null],{\"a\\\"b\":\"/v1/\\\"x\\\"\"}],\"last\":false}",
    "{\n"
    "  \"empty\": [],\n"
    "  \"none\": {},\n"
    "  \"list\": [\n"
    "    -9223372036854775808,\n"
    "    -12345678901234567890.500,\n"
    "    null,\n"
    "    [\n"
    "      true,\n"
    "      null\n"
    "    ],\n"
    "    {\n"
    "      \"a\\\"b\": \"/v1/\\\"x\\\"\"\n"
    "    }\n"
    "  ],\n"
    "  \"last\": false\n"
    "}",
};

START_TEST(shape_is_exact)
{
    CLEAN(buffer) struct buffer out;
    struct json json;

    buffer_init(&out, 1000);
    json_init(&json, &out, _i == 1);
    write_sample(&json);
    expect_text(&out, sample[_i]);
}
END_TEST

static const struct {
    const char *text, *wanted;
} trees[] = {
    {"{\"a\":[1,2.5,-0.1,1e3],\"b\":{\"c\":null,\"d\":[]}}", NULL},
    {"[9007199254740991,9007199254740992,-9007199254740991]",
     "[9007199254740991,9007199254740992,-9007199254740991]"},
    {"[1e20,1e300]", NULL},
    {"[0.1,1e-7,123456.789,0.30000000000000004]", "[0.1,1e-07,123456.789,0.30000000000000004]"},
    {"[true,false,\"</a>\"]", "[true,false,\"<\\/a>\"]"},
    {"3", "3"},
};

START_TEST(tree_reads_back_the_same)
{
    CLEAN(buffer) struct buffer out;
    struct json json;
    cJSON *tree = cJSON_Parse(trees[_i].text);

    ck_assert_ptr_nonnull(tree);
    buffer_init(&out, 2000);
    json_init(&json, &out, false);
    json_tree(&json, tree);
    if (trees[_i].wanted)
        expect_text(&out, trees[_i].wanted);
    ck_assert_msg(!memchr(buffer_all(&out).data, '+', out.size), "an exponent in %.*s",
                  SLICE_ARGS(buffer_all(&out)));
    cJSON *again = cJSON_ParseWithLength(out.data, out.size);
    ck_assert(cJSON_Compare(tree, again, true));
    cJSON_Delete(again);
    cJSON_Delete(tree);
}
END_TEST

START_TEST(tree_has_raw_numbers_and_no_infinity)
{
    CLEAN(buffer) struct buffer out;
    struct json json;
    cJSON *tree = cJSON_CreateArray();

    cJSON_AddItemToArray(tree, cJSON_CreateRaw("1234567890123456789.10"));
    cJSON_AddItemToArray(tree, cJSON_CreateNumber(strtod("inf", NULL)));
    cJSON_AddItemToArray(tree, cJSON_CreateNumber(strtod("nan", NULL)));
    buffer_init(&out, 100);
    json_init(&json, &out, true);
    json_tree(&json, tree);
    expect_text(&out, "[\n  1234567890123456789.10,\n  null,\n  null\n]");
    cJSON_Delete(tree);
}
END_TEST

START_TEST(any_string_survives_a_reader)
{
    uint32_t state = 20210720u + (uint32_t)_i;
    CLEAN(buffer) struct buffer text, out;
    struct json json;

    buffer_init(&text, 4000);
    buffer_init(&out, 40000);
    for (int round = 0; round < 200; round++) {
        buffer_reset(&text);
        buffer_reset(&out);
        for (uint32_t size = chance(&state, 60); size > 0; size--)
            chance_character(&state, &text);
        json_init(&json, &out, false);
        json_string(&json, buffer_all(&text));
        cJSON *read = cJSON_ParseWithLength(out.data, out.size);
        ck_assert_msg(cJSON_IsString(read), "not a string: %.*s", SLICE_ARGS(buffer_all(&out)));
        ck_assert(slice_equal(slice_of(read->valuestring), buffer_all(&text)));
        for (size_t i = 0; i < out.size; i++)
            ck_assert_int_ge((unsigned char)out.data[i], 0x20);
        cJSON_Delete(read);
    }
}
END_TEST

START_TEST(a_full_buffer_is_noticed)
{
    CLEAN(buffer) struct buffer out;
    struct json json;

    buffer_init(&out, 12);
    json_init(&json, &out, false);
    json_string(&json, slice_of("longer than that"));
    ck_assert(out.failed);
    ck_assert_uint_le(out.size, 12);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("formats/json");
    TCase *all = tcase_create("all");

    suite_add_tcase(suite, all);
    tcase_add_loop_test(all, string_is_escaped, 0, sizeof strings / sizeof strings[0]);
    tcase_add_loop_test(all, character_is_escaped_anywhere, 0, 5);
    tcase_add_loop_test(all, shape_is_exact, 0, 2);
    tcase_add_loop_test(all, tree_reads_back_the_same, 0, sizeof trees / sizeof trees[0]);
    tcase_add_test(all, tree_has_raw_numbers_and_no_infinity);
    tcase_add_loop_test(all, any_string_survives_a_reader, 0, 10);
    tcase_add_test(all, a_full_buffer_is_noticed);
    return suite_finish(suite);
}
