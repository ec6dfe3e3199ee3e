/* The trace of a request, or none. */
#include "http/trace.h"

#include "tests/http/expect.h"

#define ID "0af7651916cd43dd8448eb211c80319c"
#define SPAN "b7ad6b7169203331"

static const struct {
    const char *headers;
    bool fits;
} cases[] = {
    {"", false},
    {"\ntraceparent: 00-" ID "-" SPAN "-01", true},
    {"\nTraceParent: 00-" ID "-" SPAN "-00", true},
    {"\ntraceparent: 01-" ID "-" SPAN "-01", true},
    {"\ntraceparent: cc-" ID "-" SPAN "-01-what-comes-later", true},
    {"\ntraceparent: cc-" ID "-" SPAN "-01.", false},
    {"\ntraceparent: 00-" ID "-" SPAN "-01-more", false},
    {"\ntraceparent: ff-" ID "-" SPAN "-01", false},
    {"\ntraceparent: 0g-" ID "-" SPAN "-01", false},
    {"\ntraceparent: 00-" ID "-" SPAN "-0", false},
    {"\ntraceparent: 00-" ID "-" SPAN "-0x", false},
    {"\ntraceparent: 00-" ID "-" SPAN, false},
    {"\ntraceparent: 00-0AF7651916CD43DD8448EB211C80319C-" SPAN "-01", false},
    {"\ntraceparent: 00-00000000000000000000000000000000-" SPAN "-01", false},
    {"\ntraceparent: 00-" ID "-0000000000000000-01", false},
    {"\ntraceparent: 00-" ID "x-" SPAN "-1", false},
    {"\ntraceparent: 00_" ID "-" SPAN "-01", false},
    {"\ntraceparent: 00-" ID "-" SPAN "-01\ntraceparent: 00-" ID "-" SPAN "-01", false},
    {"\ntraceparent: ", false},
    {"\ntraceparent: 00-0af7651916cd43dd\"448eb211c80319c-" SPAN "-01", false},
};

START_TEST(trace_of_headers)
{
    struct wire wire;
    struct trace trace;
    char text[512];

    (void)snprintf(text, sizeof text, "GET / HTTP/1.1%s", cases[_i].headers);
    wire_read(&wire, slice_of(text));
    ck_assert_msg(trace_read(&wire.request, &trace) == cases[_i].fits, "%s", cases[_i].headers);
    if (!cases[_i].fits)
        return;
    ck_assert_str_eq(trace.trace_id, ID);
    ck_assert_str_eq(trace.span_id, SPAN);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("trace");
    TCase *all = tcase_create("all");

    tcase_add_loop_test(all, trace_of_headers, 0, sizeof cases / sizeof cases[0]);
    suite_add_tcase(suite, all);
    return suite_finish(suite);
}
