#include "http/cors.h"

void cors_open(struct response *response)
{
    response_header_add(response, "Access-Control-Allow-Origin", slice_of("*"));
    response_header_add(response, "Access-Control-Expose-Headers",
                        slice_of("ETag, Link, X-Total-Count, X-Request-Id"));
}

void cors_options(const struct request *request, struct response *response)
{
    response->status = 204;
    response_header(response, "Allow", CORS_METHODS);
    if (!request_header_count(request, "Origin") ||
        !request_header_count(request, "Access-Control-Request-Method"))
        return;
    response_header(response, "Access-Control-Allow-Methods", CORS_METHODS);
    response_header(response, "Access-Control-Allow-Headers",
                    "Accept, Accept-Datetime, If-Match, If-Unmodified-Since, If-None-Match, "
                    "If-Modified-Since, X-Request-Id, traceparent, Range");
    response_header(response, "Access-Control-Max-Age", "86400");
}
