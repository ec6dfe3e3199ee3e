#include "http/request.h"

int request_header_count(const struct request *request, const char *name)
{
    int count = 0;

    for (int i = 0; i < request->header_count; i++)
        count += slice_equal_ignoring_case(request->headers[i].name, slice_of(name));
    return count;
}

struct slice request_header(const struct request *request, const char *name)
{
    for (int i = 0; i < request->header_count; i++)
        if (slice_equal_ignoring_case(request->headers[i].name, slice_of(name)))
            return request->headers[i].value;
    return (struct slice){NULL, 0};
}
