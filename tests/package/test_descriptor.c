/* Descriptors that are taken, and what is said of those that are not. */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "db/check.h"
#include "db/staging_internal.h"
#include "package/descriptor.h"
#include "package/json_text.h"
#include "tests/base/suite.h"

#define FILES                                                                                      \
    "\"resources\": [{\"path\": \"series.csv\"}, {\"path\": \"sources.csv\"}, "                    \
    "{\"path\": \"figures.csv\"}, {\"path\": \"targets.csv\"}, {\"path\": \"growth_rates.csv\"}, " \
    "{\"path\": \"remarks.csv\"}]"
#define SCHEMA(schema)                                                                             \
    "\"resources\": [{\"path\": \"series.csv\", \"schema\": " schema                               \
    "}, {\"path\": \"sources.csv\"}, {\"path\": \"figures.csv\"}, {\"path\": \"targets.csv\"}, "   \
    "{\"path\": \"growth_rates.csv\"}, {\"path\": \"remarks.csv\"}]}"
#define TEN "xxxxxxxxxx"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN
#define LICENCE "\"licenses\": [{\"name\": \"CC0-1.0\"}]"

static const struct {
    const char *text;
    const char *expected; /* the stored metadata, or where it begins with a digit the faults */
} cases[] = {
    {"{\"name\": \"a\", " LICENCE ", " FILES "}",
     "{\n  \"name\": \"a\",\n  \"licenses\": [\n    {\n      \"name\": \"CC0-1.0\"\n    }\n  ]\n}"},
    /* Order, unknown properties, escapes and empty containers are kept. */
    {"\xEF\xBB\xBF{\"x\": {\"y\": [], \"z\": {}}, " LICENCE ", \"name\": \"a\", "
     "\"description\": \"a\\u00e4\\\"\\/\", " FILES ", \"n\": [1, -20, true, null]}",
     "{\n  \"x\": {\n    \"y\": [],\n    \"z\": {}\n  },\n  \"licenses\": [\n    {\n      "
     "\"name\": "
     "\"CC0-1.0\"\n    }\n  ],\n  \"name\": \"a\",\n  \"description\": "
     "\"a\xC3\xA4\\\"/\",\n"
     "  \"n\": [\n    1,\n    -20,\n    true,\n    null\n  ]\n}"},
    {"{\n\"name\": \"a\",\n" LICENCE ",\n" FILES ",\n}",
     "5 file is no JSON from here on, expected JSON;"},
    {"[]", "1 file is a list, expected an object;"},
    {"", "1 file is no JSON from here on, expected JSON;"},
    {"{\"name\": \"\xFF\"}", "1 file is no valid UTF-8, expected JSON;"},
    {"{\n\"name\":\n\"\x01\"}", "3 file holds a control character, expected JSON;"},
    {"{\"name\": \"a\\u0000b\"}", "1 file holds a zero character (\\u0000), expected text;"},
    {"{" LICENCE ",\n" FILES "}", "1 name is missing, expected a string;"},
    {"{" LICENCE ",\n" FILES ",\n\"name\": 5}", "3 name is a number, expected a string;"},
    {"{" LICENCE ",\n" FILES ",\n\"name\": \"A b\"}",
     "3 name does not fit, expected lower-case letters, digits, dots, hyphens and underscores;"},
    {"{\"name\": \"a\", " FILES "}", "1 licenses is missing, expected a list of objects;"},
    {"{\"name\": \"a\",\n\"licenses\": [], " FILES "}",
     "2 licenses is empty, expected at least one licence;"},
    {"{\"name\": \"a\",\n\"licenses\": [{\"title\": \"x\"}], " FILES "}",
     "2 licenses has one without a name or path, expected strings;"},
    {"{\"name\": \"a\", " LICENCE ",\n\"keywords\": \"a\", " FILES "}",
     "2 keywords is a string, expected a list of strings;"},
    {"{\"name\": \"a\", " LICENCE ",\n\"contributors\": [1], " FILES "}",
     "2 contributors is a list, expected a list of objects;"},
    {"{\"name\": \"a\", " LICENCE ",\n\"created\": \"yesterday\", " FILES "}",
     "2 created is no day, expected one such as 2021-07-20;"},
    {"{\"name\": \"a\", " LICENCE ",\n\"created\": \"2021-07-201\", " FILES "}",
     "2 created is no day, expected one such as 2021-07-20;"},
    {"{\"created\": \"2021-07-20T10:00:00Z\", \"name\": \"a\", " LICENCE ", " FILES "}",
     "{\n  \"created\": \"2021-07-20T10:00:00Z\",\n  \"name\": \"a\",\n  \"licenses\": [\n    {\n  "
     "    "
     "\"name\": \"CC0-1.0\"\n    }\n  ]\n}"},
    {"{\"name\": \"a\", " LICENCE ",\n\"title\": \"x\",\n\"title\": \"y\", " FILES "}",
     "2 title says \"title\" twice, expected once;"},
    {"{\"name\": \"a\", " LICENCE ",\n\"x\": {\"y\": 1, \"y\": 2}, " FILES "}",
     "2 x says \"y\" twice, expected once;"},
    {"{\"name\": \"a\", " LICENCE ",\n\"x\": 0.5, " FILES "}",
     "2 x holds a number with a fraction or of more than 15 digits, expected a whole number or a "
     "string;"},
    {"{\"name\": \"a\", " LICENCE ",\n\"x\": 1e300, " FILES "}",
     "2 x holds a number with a fraction or of more than 15 digits, expected a whole number or a "
     "string;"},
    {"{\"name\": \"a\", " LICENCE ",\n\"x\": 9007199254740993, " FILES "}",
     "2 x holds a number with a fraction or of more than 15 digits, expected a whole number or a "
     "string;"},
    {"{\"n\": [999999999999999, -999999999999999, 1e3], \"name\": \"a\", " LICENCE ", " FILES "}",
     "{\n  \"n\": [\n    999999999999999,\n    -999999999999999,\n    1000\n  ],\n  \"name\": "
     "\"a\","
     "\n  \"licenses\": [\n    {\n      \"name\": \"CC0-1.0\"\n    }\n  ]\n}"},
    /* A backslash and what looks like a zero byte. */
    {"{\"description\": \"a\\\\u0000\", \"name\": \"a\", " LICENCE ", " FILES "}",
     "{\n  \"description\": \"a\\\\u0000\",\n  \"name\": \"a\",\n  \"licenses\": [\n    {\n      "
     "\"name\": \"CC0-1.0\"\n    }\n  ]\n}"},
    {"{\"name\": \"a\\\\\\u0000b\"}", "1 file holds a zero character (\\u0000), expected text;"},
    {"{\"name\": \"a\", " LICENCE
     ",\n" SCHEMA("{\"primaryKey\": \"id\", \"primaryKey\": \"name\"}"),
     "2 resources says \"primaryKey\" twice, expected once;"},
    {"{\"name\": \"a\", " LICENCE ",\n\"x\": [[[[[[[[[[]]]]]]]]]], " FILES "}",
     "2 x lies deeper than 8 levels, expected fewer;"},
    {"{\"name\": \"a\", " LICENCE ",\n\"title\": \"a\\u001b[2J\", " FILES "}",
     "2 title holds U+001B, expected one line of text;"},
    {"{\"name\": \"a\", " LICENCE ",\n\"keywords\": [\"a\\nb\"], " FILES "}",
     "2 keywords holds a line break (U+000A), expected one line of text;"},
    {"{\"name\": \"a\", " LICENCE ",\n\"x\": {\"y\": [\"a\\u202eb\"]}, " FILES "}",
     "2 x holds U+202E, expected one line of text;"},
    {"{\"name\": \"a\", " LICENCE ",\n\"x\": {\"\\u2028\": 1}, " FILES "}",
     "2 x holds U+2028, expected one line of text;"},
    {"{\"name\": \"a\", " LICENCE ",\n\"x\\ny\": 1, " FILES "}",
     "1 x<U+000A>y holds a line break (U+000A), expected one line of text;"},
    {"{\"name\": \"a\", " LICENCE ",\n\"title\": \"\\u00a0\", " FILES "}",
     "2 title holds nothing that can be seen, expected text;"},
    {"{\"name\": \"a\", " LICENCE ",\n\"title\": \"" HUNDRED HUNDRED "\", " FILES "}",
     "{\n  \"name\": \"a\",\n  \"licenses\": [\n    {\n      \"name\": \"CC0-1.0\"\n    }\n  ],\n"
     "  \"title\": \"" HUNDRED HUNDRED "\"\n}"},
    {"{\"name\": \"a\", " LICENCE ",\n\"title\": \"" HUNDRED HUNDRED "x\", " FILES "}",
     "2 title is too long, expected at most 200 characters;"},
    {"{\"name\": \"a\",\n\"licenses\": [{\"path\": \"javascript:alert(1)\"}], " FILES "}",
     "2 licenses \"javascript:alert(1)\" does not fit, expected an absolute http or https URL "
     "without "
     "blanks;"},
    {"{\"name\": \"a\", " LICENCE ",\n\"homepage\": \"example.org\", " FILES "}",
     "2 homepage \"example.org\" does not fit, expected an absolute http or https URL without "
     "blanks;"},
    {"{\"name\": \"a\", " LICENCE
     ",\n" SCHEMA("{\"fields\": [{\"name\": \"id\", \"type\": \"integer\"}]}"),
     "2 resources series.csv: the field \"id\" has the type \"integer\", expected \"string\";"},
    {"{\"name\": \"a\", " LICENCE ",\n" SCHEMA("{\"fields\": [{\"name\": \"id\", \"type\": 1}]}"),
     "2 resources series.csv: the field \"id\" has the type \"a number\", expected \"string\";"},
    {"{\"name\": \"a\", " LICENCE ",\n" SCHEMA("{\"fields\": [{\"name\": \"x\\u001by\"}]}"),
     "2 resources series.csv: the field \"x<U+001B>y\" is no column of this file, expected one of "
     "its columns;"},
    {"{\"name\": \"a\", " LICENCE ",\n" SCHEMA("{\"primaryKey\": [\"name\"]}"),
     "2 resources series.csv: the primaryKey does not fit, expected id;"},
    {"{\"name\": \"a\", " LICENCE ",\n" SCHEMA("{\"fields\": [{\"type\": \"string\"}]}"),
     "2 resources series.csv: a field without a name, expected a string;"},
    {"{\"name\": \"a\", " LICENCE ",\n" SCHEMA("[]"),
     "2 resources series.csv: the schema does not fit, expected a list of fields;"},
    {"{\"name\": \"a\", " LICENCE ",\n" SCHEMA("{\"fields\": {}}"),
     "2 resources series.csv: the schema does not fit, expected a list of fields;"},
    {"{\"name\": \"a\", " LICENCE ",\n" SCHEMA("{}, \"encoding\": \"latin-1\""),
     "2 resources series.csv: the encoding does not fit, expected utf-8;"},
    {"{\"name\": \"a\", " LICENCE ",\n" SCHEMA("{}, \"dialect\": {\"delimiter\": \";\"}"),
     "2 resources series.csv: the delimiter does not fit, expected a comma;"},
    {"{\"name\": \"a\", " LICENCE ",\n" SCHEMA("{}}, {\"path\": \"series.csv\""),
     "2 resources has series.csv twice, expected once;"},
    {"{\"name\": \"a\", " LICENCE ",\n\"title\": \" a\", " FILES "}",
     "2 title begins or ends with a blank, expected text without;"},
    {"{\"name\": \"a\",\n\"licenses\": [{\"name\": \"\"}], " FILES "}",
     "2 licenses has one whose name is empty, expected text;"},
    {"{\"name\": true, " LICENCE ", " FILES "}", "1 name is true or false, expected a string;"},
    {"{\"name\": null, " LICENCE ", " FILES "}", "1 name is null, expected a string;"},
    {"{\"name\": \"a\", " LICENCE "}", "1 resources is missing, expected a list of the six files;"},
    {"{\"name\": \"a\", " LICENCE ",\n\"resources\": {}}",
     "2 resources is an object, expected a list of the six files;"},
    {"{\"name\": \"a\", " LICENCE ",\n\"resources\": [{\"path\": \"other.csv\"}]}",
     "2 resources has the path \"other.csv\", expected one of series.csv, sources.csv, "
     "figures.csv, targets.csv, growth_rates.csv, remarks.csv;"
     "2 resources does not name series.csv, expected all six files;"
     "2 resources does not name sources.csv, expected all six files;"
     "2 resources does not name figures.csv, expected all six files;"
     "2 resources does not name targets.csv, expected all six files;"
     "2 resources does not name growth_rates.csv, expected all six files;"
     "2 resources does not name remarks.csv, expected all six files;"},
};

static int write_descriptor(char *folder, const char *text, size_t size)
{
    ck_assert_ptr_nonnull(mkdtemp(folder));
    int place = open(folder, O_RDONLY | O_DIRECTORY);
    int file = openat(place, "datapackage.json", O_WRONLY | O_CREAT, 0600);

    ck_assert_int_eq(write(file, text, size), (ssize_t)size);
    (void)close(file);
    return place;
}

static void remove_descriptor(int place, const char *folder)
{
    (void)unlinkat(place, "datapackage.json", 0);
    (void)close(place);
    (void)rmdir(folder);
}

static void keep_fault(void *context, const struct fault *fault)
{
    buffer_format(context, "%lld %.*s %.*s;", (long long)fault->line, SLICE_ARGS(fault->column),
                  SLICE_ARGS(fault->message));
}

static void load(const char *text, size_t size, struct buffer *out)
{
    char folder[] = "/tmp/descriptor-XXXXXX";
    struct error err = {0};
    int place = write_descriptor(folder, text, size);
    struct staging *staging = staging_open(NULL, NULL, &err);

    ck_assert_ptr_nonnull(staging);
    ck_assert_msg(descriptor_load(place, staging, &err), "%s", err.detail);
    buffer_reset(out);
    if (staging->metadata)
        buffer_text(out, staging->metadata);
    ck_assert(check_tell(staging, 100, keep_fault, out, &err));
    buffer_char(out, '\0');
    staging_close(staging);
    remove_descriptor(place, folder);
}

START_TEST(descriptors_are_taken_or_refused)
{
    struct buffer out;

    buffer_init(&out, 64 * 1024);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        load(cases[i].text, strlen(cases[i].text), &out);
        ck_assert_str_eq(out.data, cases[i].expected);
    }
    buffer_clear(&out);
}
END_TEST

START_TEST(a_large_one_is_refused)
{
    struct buffer text, out;

    buffer_init(&text, (size_t)4 * DESCRIPTOR_CEILING);
    buffer_init(&out, 64 * 1024);
    buffer_text(&text, "{\"name\": \"a\", " LICENCE ", " FILES "}");
    size_t size = text.size;
    buffer_repeat(&text, ' ', DESCRIPTOR_CEILING - size);
    load(text.data, text.size, &out);
    ck_assert_int_eq(out.data[0], '{');
    buffer_repeat(&text, ' ', 1);
    load(text.data, text.size, &out);
    ck_assert_ptr_nonnull(strstr(out.data, "expected a file of at most"));
    buffer_clear(&text);
    buffer_clear(&out);
}
END_TEST

/* Blanks are added on the way out: what would be too large to be served, or read again, is a fault.
 */
START_TEST(what_grows_too_large_is_refused)
{
    CLEAN(buffer) struct buffer text, out;

    buffer_init(&text, DESCRIPTOR_CEILING);
    buffer_init(&out, 64 * 1024);
    buffer_text(&text, "{\"name\": \"a\", " LICENCE ", " FILES ", \"x\": [[[[");
    for (int i = 0; i < 90000; i++)
        buffer_text(&text, i % 900 ? "0," : i ? "0],[" : "[");
    buffer_text(&text, "0]]]]]}");
    load(text.data, text.size, &out);
    ck_assert_str_eq(out.data, "1 file is too large, expected at most 524288 bytes without the "
                               "resources, written one member a line;");
}
END_TEST

/* The line of a fault is found once, not for each of a million. */
START_TEST(many_faults_are_found_in_time)
{
    CLEAN(buffer) struct buffer text, out;
    const char *first =
        "2 resources has more than 1000 members, expected fewer;2 resources has the "
        "path \"\", expected one of series.csv";

    buffer_init(&text, DESCRIPTOR_CEILING);
    buffer_init(&out, 64 * 1024);
    buffer_text(&text, "{\"name\": \"a\", " LICENCE ", \"x\": [");
    for (int i = 0; i < 130; i++) {
        buffer_text(&text, i ? ",\"" : "\"");
        buffer_repeat(&text, 'x', 4000);
        buffer_char(&text, '"');
    }
    buffer_text(&text, "],\n\"resources\": [0");
    for (int i = 0; i < 200000; i++)
        buffer_text(&text, ",0");
    buffer_text(&text, "]}");
    load(text.data, text.size, &out);
    ck_assert_msg(slice_starts(buffer_all(&out), first), "%.200s", out.data);
}
END_TEST

/* What is written is read again as the same. */
START_TEST(what_is_written_is_read_again)
{
    struct buffer metadata, whole, again;
    struct error err = {0};

    buffer_init(&metadata, 64 * 1024);
    buffer_init(&whole, 1024 * 1024);
    buffer_init(&again, 64 * 1024);
    load(cases[1].text, strlen(cases[1].text), &metadata);
    metadata.size--; /* its zero byte */
    ck_assert(descriptor_write(buffer_all(&metadata), &whole, &err));
    load(whole.data, whole.size, &again);
    ck_assert_str_eq(again.data, metadata.data);
    buffer_clear(&metadata);
    buffer_clear(&whole);
    buffer_clear(&again);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {descriptors_are_taken_or_refused, a_large_one_is_refused,
                                  what_grows_too_large_is_refused, many_faults_are_found_in_time,
                                  what_is_written_is_read_again};

    return SUITE_RUN("descriptor", tests);
}
