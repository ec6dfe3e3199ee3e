/* A whole request, line and headers, through the door: "GET /v1/figures HTTP/1.1\nAccept: …". */
#include "desks.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct request_text text;

    request_of_text(fuzz_text(data, size), true, &text);
    for (int i = 0; i < DESKS; i++)
        ask_and_check(desk_number(i), &text.request);
    return 0;
}
