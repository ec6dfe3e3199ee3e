#include "server/head.h"

#include <microhttpd.h>

static enum MHD_Result add(void *state, enum MHD_ValueKind kind, const char *name, size_t name_size,
                           const char *value, size_t value_size)
{
    struct head *head = state;

    (void)kind;
    if (head->request.header_count == HEAD_HEADERS_MAX)
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
    int all = MHD_get_connection_values_n(mhd, MHD_HEADER_KIND, add, head);
    return all >= 0 && head->request.header_count == all;
}
