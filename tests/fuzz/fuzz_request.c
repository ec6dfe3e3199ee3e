/* A whole request, line and headers, through the door: "GET /v1/figures HTTP/1.1\nAccept: …". */
#include "desks.h"
#include "fuzz.h"

enum { TIMES = 3 /* made, recalled, and recalled when it is worth a coding */ };

static void leave_out(struct request_text *text, const char *name)
{
    int count = 0;

    for (int i = 0; i < text->request.header_count; i++)
        if (!slice_equal_ignoring_case(text->headers[i].name, slice_of(name)))
            text->headers[count++] = text->headers[i];
    text->request.header_count = count;
}

static bool is_as_made(const struct visit *made, const struct visit *kept)
{
    if (made->status == 304)
        return slice_equal(visit_header(made, "ETag"), visit_header(kept, "ETag"));
    return visit_equal(made, kept);
}

/* Whatever was asked before: a desk that keeps its answers says what one says that keeps none.
 * Where it may be in a coding, it has another tag and other bytes. */
static void check_kept(const struct request *request, bool is_plain)
{
    CLEAN(visit) struct visit made;
    CLEAN(visit) struct visit kept;

    visit_init(&made);
    visit_init(&kept);
    visit_make(desk_number(0), request, &made);
    for (int i = 0; i < TIMES; i++) {
        visit_make(desk_number(KEEPING), request, &kept);
        EXPECT(kept.internal.kind == ERROR_NONE, "%s", kept.internal.detail);
        EXPECT(kept.status == made.status, "%d, kept %d", made.status, kept.status);
        EXPECT(!is_plain || is_as_made(&made, &kept), "made\n%.*s%.*s\nkept\n%.*s%.*s",
               SLICE_ARGS(buffer_all(&made.head)), SLICE_ARGS(buffer_all(&made.body)),
               SLICE_ARGS(buffer_all(&kept.head)), SLICE_ARGS(buffer_all(&kept.body)));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const varying[] = {"Accept-Encoding", "Accept-Datetime", "Accept"};
    struct request_text text;

    request_of_text(fuzz_text(data, size), true, &text);
    for (int i = 0; i < DESKS; i++)
        ask_and_check(desk_number(i), &text.request);
    check_kept(&text.request, false);
    for (size_t i = 0; i < sizeof varying / sizeof varying[0]; i++) {
        leave_out(&text, varying[i]);
        check_kept(&text.request, true);
    }
    return 0;
}
