/* What a person types into the search: each input is the text itself. */
#include "desks.h"
#include "fuzz.h"

static void encode(struct slice text, struct buffer *out)
{
    for (size_t i = 0; i < text.size; i++)
        buffer_format(out, "%%%02X", (unsigned char)text.data[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEAN(buffer) struct buffer target;
    CLEAN(visit) struct visit visit;

    visit_init(&visit);
    buffer_init(&target, (size_t)16 * 1024);
    buffer_text(&target, "/v1/search?limit=3&q=");
    encode(fuzz_text(data, size > 1300 ? 1300 : size), &target);
    visit_get(desk_number(0), buffer_all(&target), NULL, slice_of(""), &visit);
    check_answer(&visit);
    EXPECT(visit.status == 200 || visit.status == 400, "status %d", visit.status);
    return 0;
}
