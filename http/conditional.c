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

void etag_print(const struct entity *entity, enum encoding encoding, char out[ETAG_ROOM])
{
    bool plain = encoding == ENCODING_IDENTITY;

    (void)snprintf(out, ETAG_ROOM, "\"%s%s%s\"", entity->name, plain ? "" : "-",
                   plain ? "" : encodings[encoding]);
}

bool conditional_stands(const struct request *request)
{
    return request_header_count(request, "If-None-Match") ||
           request_header_count(request, "If-Modified-Since");
}

static bool has_coding(const struct request *request, const struct entity *entity,
                       enum encoding encoding)
{
    char etag[ETAG_ROOM];

    etag_print(entity, encoding, etag);
    return none_match_says_unchanged(request, slice_of(etag));
}

static bool has_any(const struct request *request, const struct entity *entity,
                    struct encoding_choice choice, enum encoding *had)
{
    *had = choice.best;
    if (has_coding(request, entity, choice.best))
        return true;
    for (int i = 0; i < ENCODING_COUNT; i++) {
        *had = (enum encoding)i;
        if (choice.allowed >> i & 1 && has_coding(request, entity, *had))
            return true;
    }
    return false;
}

bool conditional_unchanged(const struct request *request, const struct entity *entity,
                           struct encoding_choice choice, enum encoding *had)
{
    time_t since;

    if (request_header_count(request, "If-None-Match"))
        return has_any(request, entity, choice, had);
    *had = choice.best;
    return entity->modified > 0 && request_header_count(request, "If-Modified-Since") == 1 &&
           http_date_parse(request_header(request, "If-Modified-Since"), &since) &&
           entity->modified <= since;
}

bool conditional_names_tag(const struct request *request, const struct entity *entity,
                           struct encoding_choice choice, enum encoding *had)
{
    struct slice asked = request_header(request, "If-None-Match");

    return asked.data && !slice_is(asked, "*") && has_any(request, entity, choice, had);
}
