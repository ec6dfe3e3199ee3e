#include "server/head.h"

#include <microhttpd.h>

const char HEAD_OWN_COOKIE[] = "", HEAD_OWN_LENGTH[] = "0";

static bool is_our_own(const char *value)
{
    return value == HEAD_OWN_COOKIE || value == HEAD_OWN_LENGTH;
}

static enum MHD_Result add(void *state, enum MHD_ValueKind kind, const char *name, size_t name_size,
                           const char *value, size_t value_size)
{
    struct head *head = state;

    (void)kind;
    if (is_our_own(value))
        return MHD_YES;
    head->overflow = head->request.header_count == HEAD_HEADERS_MAX;
    if (head->overflow)
        return MHD_NO;
    head->headers[head->request.header_count++] = (struct request_header){
        {name, name_size}, slice_trim((struct slice){value ? value : "", value_size})};
    return MHD_YES;
}

bool head_read(struct head *head, struct MHD_Connection *mhd, const char *method,
               struct slice target, const char *version)
{
    head->request = (struct request){
        .method = slice_of(method),
        .target = target,
        .version = slice_of(version),
        .headers = head->headers,
    };
    head->overflow = false;
    (void)MHD_get_connection_values_n(mhd, MHD_HEADER_KIND, add, head);
    return !head->overflow;
}
