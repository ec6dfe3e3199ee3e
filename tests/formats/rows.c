/* Rows as JSON, NDJSON and CSV, byte for byte. */
#include "tests/formats/claim.h"

#define FULL_JSON                                                                                  \
    "{\"id\":\"pk-ict.fy2021\",\"period\":{\"label\":\"FY2020-21\",\"start\":\"2020-07-01\"},"     \
    "\"value\":-2123000000.50,\"comparator\":\"=\",\"check\":{\"percent\":-2123000000.50,"         \
    "\"bounds\":{\"low\":12345678901234567890,\"high\":0.10}},\"replaces\":[\"a-1\",\"b-2\"],"     \
    "\"citation\":{\"title\":\"IT exports, \\\"record\\\"\\nhigh\","                               \
    "\"url\":\"https://example.org/a?b=c\"},"                                                      \
    "\"links\":{\"source\":\"/stats/v1/sources/pakobserver/2021%2007\"},\"alternatives\":-6,"      \
    "\"derived\":true}"

#define BARE_JSON                                                                                  \
    "{\"id\":\"b\",\"period\":{\"label\":\"\",\"start\":null},\"value\":null,\"comparator\":\"~"   \
    "\","                                                                                          \
    "\"check\":{\"percent\":null,\"bounds\":{\"low\":null,\"high\":null}},\"replaces\":[],"        \
    "\"citation\":{\"title\":null,\"url\":null},\"links\":{\"source\":null},\"alternatives\":0,"   \
    "\"derived\":false}"

#define HEADING                                                                                    \
    "id,period_label,period_start,value,comparator,check_percent,check_bounds_low,"                \
    "check_bounds_high,replaces,citation_title,citation_url,links_source,alternatives,derived\r\n"

static const struct {
    struct shape shape;
    int count; /* of the full and the bare claim, in that order */
    const char *wanted;
} cases[] = {
    {{FORMAT_JSON, false, false, NULL}, 0, "[]"},
    {{FORMAT_JSON, true, false, NULL}, 0, "[]"},
    {{FORMAT_JSON, false, false, NULL}, 2, "[" FULL_JSON "," BARE_JSON "]"},
    {{FORMAT_JSON, false, true, NULL}, 1, FULL_JSON},
    {{FORMAT_JSON, false, false, "value,check.bounds.high,id"},
     1,
     "[{\"id\":\"pk-ict.fy2021\",\"value\":-2123000000.50,\"check\":{\"bounds\":{\"high\":0.10}}}"
     "]"},
    {{FORMAT_JSON, true, false, "period,replaces,derived"},
     2,
     "[\n"
     "  {\n"
     "    \"period\": {\n"
     "      \"label\": \"FY2020-21\",\n"
     "      \"start\": \"2020-07-01\"\n"
     "    },\n"
     "    \"replaces\": [\n"
     "      \"a-1\",\n"
     "      \"b-2\"\n"
     "    ],\n"
     "    \"derived\": true\n"
     "  },\n"
     "  {\n"
     "    \"period\": {\n"
     "      \"label\": \"\",\n"
     "      \"start\": null\n"
     "    },\n"
     "    \"replaces\": [],\n"
     "    \"derived\": false\n"
     "  }\n"
     "]"},
    {{FORMAT_JSON, true, true, "check.bounds.low,check.bounds.high"},
     1,
     "{\n"
     "  \"check\": {\n"
     "    \"bounds\": {\n"
     "      \"low\": 12345678901234567890,\n"
     "      \"high\": 0.10\n"
     "    }\n"
     "  }\n"
     "}"},
    {{FORMAT_NDJSON, false, false, NULL}, 0, ""},
    {{FORMAT_NDJSON, true, false, NULL}, 2, FULL_JSON "\n" BARE_JSON "\n"},
    {{FORMAT_NDJSON, false, true, "id"}, 1, "{\"id\":\"pk-ict.fy2021\"}\n"},
    {{FORMAT_CSV, false, false, NULL}, 0, HEADING},
    {{FORMAT_CSV, false, false, NULL},
     2,
     HEADING
     "pk-ict.fy2021,FY2020-21,2020-07-01,-2123000000.50,=,-2123000000.50,12345678901234567890,0.10,"
     "a-1 b-2,\"IT exports, \"\"record\"\"\nhigh\",https://example.org/a?b=c,"
     "/stats/v1/sources/pakobserver/2021%2007,-6,true\r\n"
     "b,,,,~,,,,,,,,0,false\r\n"},
    {{FORMAT_CSV, false, true, "derived,id"}, 1, "id,derived\r\npk-ict.fy2021,true\r\n"},
    {{FORMAT_CSV, false, false, "citation.title"},
     2,
     "citation_title\r\n\"IT exports, \"\"record\"\"\nhigh\"\r\n\"\"\r\n"},
};

START_TEST(rows_are_exact)
{
    CLEAN(buffer) struct buffer out;
    const struct claim claims[] = {full_claim, bare_claim};

    buffer_init(&out, 10000);
    write_rows(&out, cases[_i].shape, claims, cases[_i].count);
    expect_text(&out, cases[_i].wanted);
}
END_TEST

/* As a list is answered: an envelope through the same writer, and rows handed on as they come. */
START_TEST(rows_stand_in_an_envelope_and_can_be_drained)
{
    CLEAN(buffer) struct buffer out, all;
    CLEAN(rows) struct rows rows;

    buffer_init(&out, 1000);
    buffer_init(&all, 1000);
    rows_init(&rows, FORMAT_JSON, &claim_fields, choose("id"), "", false, false, &out);
    json_object(&rows.json);
    json_name(&rows.json, "data");
    rows_begin(&rows);
    for (int i = 0; i < 3; i++) {
        rows_row(&rows, &bare_claim);
        buffer_slice(&all, buffer_all(&out));
        buffer_reset(&out);
    }
    rows_end(&rows);
    json_name(&rows.json, "total");
    json_integer(&rows.json, rows.count);
    json_object_end(&rows.json);
    buffer_slice(&all, buffer_all(&out));
    expect_text(&all, "{\"data\":[{\"id\":\"b\"},{\"id\":\"b\"},{\"id\":\"b\"}],\"total\":3}");
}
END_TEST

START_TEST(hidden_fields_stay_hidden)
{
    CLEAN(buffer) struct buffer out;
    CLEAN(rows) struct rows rows;

    buffer_init(&out, 1000);
    rows_init(&rows, FORMAT_NDJSON, &claim_fields, (struct field_set){3}, "", false, false, &out);
    rows_begin(&rows);
    rows_row(&rows, &full_claim);
    expect_text(&out, "{\"id\":\"pk-ict.fy2021\"}\n");
}
END_TEST

/* Text that a list was not promised to have, but that must not break anything. */
START_TEST(lists_bear_odd_blanks)
{
    static const struct {
        const char *list, *wanted;
    } lists[] = {{" ", "[]"}, {"a", "[\"a\"]"}, {" a  b ", "[\"a\",\"b\"]"}, {"\"", "[\"\\\"\"]"}};

    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        CLEAN(buffer) struct buffer out, wanted;
        struct claim claim = {.replaces = slice_of(lists[i].list)};

        buffer_init(&out, 100);
        buffer_init(&wanted, 100);
        buffer_format(&wanted, "{\"replaces\":%s}\n", lists[i].wanted);
        write_rows(&out, (struct shape){FORMAT_NDJSON, false, false, "replaces"}, &claim, 1);
        ck_assert(slice_equal(buffer_all(&out), buffer_all(&wanted)));
    }
}
END_TEST

static const struct {
    const char *base, *pattern, *id, *wanted;
} links[] = {
    {"", "/v1/figures/{}", "pk-ict.fy2021_a~b", "/v1/figures/pk-ict.fy2021_a~b"},
    {"/a b", "/v1/figures/{}/why", "x", "/a%20b/v1/figures/x/why"},
    {"", "/v1/figures?series={}&limit=1", "a&b=c+d#e",
     "/v1/figures?series=a%26b%3Dc%2Bd%23e&limit=1"},
    {"", "/v1/sources/{}", "../\"\\<", "/v1/sources/../%22%5C%3C"},
    {"", "/v1/sources/{}", "ش", "/v1/sources/%D8%B4"},
    {"/s", "/v1", "unused", "/s/v1"},
};

START_TEST(link_is_encoded)
{
    CLEAN(buffer) struct buffer out;

    buffer_init(&out, 200);
    rows_link(&out, links[_i].base, links[_i].pattern, slice_of(links[_i].id));
    expect_text(&out, links[_i].wanted);
}
END_TEST

START_TEST(link_bears_a_zero_byte)
{
    CLEAN(buffer) struct buffer out;

    buffer_init(&out, 200);
    rows_link(&out, "", "/v1/{}", (struct slice){"a\0b", 3});
    expect_text(&out, "/v1/a%00b");
}
END_TEST

START_TEST(a_full_buffer_is_noticed)
{
    CLEAN(buffer) struct buffer out;
    const struct claim claims[] = {full_claim, bare_claim};

    buffer_init(&out, 150);
    write_rows(&out, (struct shape){(enum format)_i, false, false, NULL}, claims, 2);
    ck_assert(out.failed);
    ck_assert_uint_le(out.size, 150);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("formats/rows");
    TCase *all = tcase_create("all");

    suite_add_tcase(suite, all);
    tcase_add_loop_test(all, rows_are_exact, 0, sizeof cases / sizeof cases[0]);
    tcase_add_test(all, rows_stand_in_an_envelope_and_can_be_drained);
    tcase_add_test(all, hidden_fields_stay_hidden);
    tcase_add_test(all, lists_bear_odd_blanks);
    tcase_add_loop_test(all, link_is_encoded, 0, sizeof links / sizeof links[0]);
    tcase_add_test(all, link_bears_a_zero_byte);
    tcase_add_loop_test(all, a_full_buffer_is_noticed, FORMAT_JSON, FORMAT_TEXT + 1);
    return suite_finish(suite);
}
