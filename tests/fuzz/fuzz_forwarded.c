/* Forwarding headers, Forwarded on the first line and X-Forwarded-For on the second, and a
 * traceparent on the third: whatever a client writes, what a trusted proxy adds behind it decides.
 */
#include "base/buffer.h"
#include "fuzz.h"
#include "http/forwarded.h"
#include "http/trace.h"

static struct networks trusted(void)
{
    struct networks networks;
    struct error err;

    EXPECT(networks_parse(slice_of("10.0.0.0/8,fd00::/8"), &networks, &err), "%s", err.detail);
    return networks;
}

static bool ask(const char *name, struct slice value, struct ip *client)
{
    const struct networks networks = trusted();
    const struct request_header header = {slice_of(name), slice_trim(value)};
    const struct request request = {.headers = &header, .header_count = 1};

    return forwarded_client(&request, &networks, client);
}

/* The header as it comes to us when proxies have added to what the client wrote. */
static void check_added(const char *name, struct slice written, const char *added)
{
    CLEAN(buffer) struct buffer whole;
    char printed[IP_ROOM];
    struct ip client;

    buffer_init(&whole, written.size + 256);
    buffer_slice(&whole, written);
    buffer_text(&whole, added);
    EXPECT(ask(name, buffer_all(&whole), &client), "%s: %.*s", name,
           SLICE_ARGS(buffer_all(&whole)));
    ip_print(&client, printed);
    EXPECT(strcmp(printed, "198.51.100.7") == 0, "%s of %.*s", printed,
           SLICE_ARGS(buffer_all(&whole)));
}

static void check_printed(const char *name, struct slice written)
{
    char printed[IP_ROOM];
    struct ip client, again;

    if (!ask(name, written, &client))
        return;
    ip_print(&client, printed);
    EXPECT(ip_parse(slice_of(printed), &again) && memcmp(&client, &again, sizeof again) == 0, "%s",
           printed);
}

static void check_trace(struct slice value)
{
    const struct request_header header = {slice_of("traceparent"), slice_trim(value)};
    const struct request request = {.headers = &header, .header_count = 1};
    struct trace trace;

    if (!trace_read(&request, &trace))
        return;
    EXPECT(strlen(trace.trace_id) == 32 && strspn(trace.trace_id, "0123456789abcdef") == 32, "%s",
           trace.trace_id);
    EXPECT(strlen(trace.span_id) == 16 && strspn(trace.span_id, "0123456789abcdef") == 16, "%s",
           trace.span_id);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice text = fuzz_text(data, size), line[3];

    for (int i = 0; i < 3; i++) {
        line[i] = slice_of("");
        (void)slice_cut(&text, '\n', &line[i]);
    }
    check_printed("Forwarded", line[0]);
    check_added("Forwarded", line[0], ", for=198.51.100.7");
    check_added("Forwarded", line[0], ",for=\"198.51.100.7:80\";by=\"a,\\\"b\", for=10.0.0.1");
    check_printed("X-Forwarded-For", line[1]);
    check_added("X-Forwarded-For", line[1], ", 198.51.100.7");
    check_added("X-Forwarded-For", line[1], ",198.51.100.7:80, fd00::1,10.0.0.1");
    check_trace(line[2]);
    return 0;
}
