#include "http/conditional.h"

/* Takes one entity tag off the front; *opaque is the part with its quotes, without W/. */
static bool take_tag(struct slice *rest, struct slice *opaque)
{
    if (slice_starts(*rest, "W/"))
        *rest = slice_skip(*rest, 2);
    if (!slice_starts(*rest, "\""))
        return false;
    const char *end = memchr(rest->data + 1, '"', rest->size - 1);
    if (!end)
        return false;
    *opaque = (struct slice){rest->data, (size_t)(end - rest->data) + 1};
    *rest = slice_trim(slice_skip(*rest, opaque->size));
    return true;
}

static struct slice without_weakness(struct slice tag)
{
    return slice_starts(tag, "W/") ? slice_skip(tag, 2) : tag;
}

/* Tags may hold commas, so that a list is read tag by tag. A list with a fault matches nothing: the
 * answer is then sent once too often. */
static bool list_matches(struct slice list, struct slice etag)
{
    struct slice rest = list, tag;
    bool found = false;

    if (slice_is(rest, "*"))
        return true;
    while (rest.size) {
        if (rest.data[0] != ',') {
            if (!take_tag(&rest, &tag) || (rest.size && rest.data[0] != ','))
                return false;
            found |= slice_equal(tag, without_weakness(etag));
        }
        rest = slice_trim(slice_skip(rest, 1));
    }
    return found;
}

static bool none_match_says_unchanged(const struct request *request, struct slice etag)
{
    for (int i = 0; i < request->header_count; i++)
        if (slice_equal_ignoring_case(request->headers[i].name, slice_of("If-None-Match")) &&
            list_matches(request->headers[i].value, etag))
            return true;
    return false;
}

bool conditional_unchanged(const struct request *request, struct slice etag, time_t modified)
{
    time_t since;

    if (request_header_count(request, "If-None-Match"))
        return none_match_says_unchanged(request, etag);
    return modified > 0 && request_header_count(request, "If-Modified-Since") == 1 &&
           http_date_parse(request_header(request, "If-Modified-Since"), &since) &&
           modified <= since;
}

bool conditional_names_tag(const struct request *request, struct slice etag)
{
    struct slice asked = request_header(request, "If-None-Match");

    return asked.data && !slice_is(asked, "*") && conditional_unchanged(request, etag, 0);
}
