#include "http/conditional.h"

void etag_print(const struct entity *entity, enum encoding encoding, char out[ETAG_ROOM])
{
    bool plain = encoding == ENCODING_IDENTITY;

    (void)snprintf(out, ETAG_ROOM, "\"%s%s%s\"", entity->name, plain ? "" : "-",
                   plain ? "" : encodings[encoding]);
}

/* The headers that are conditions, in the order in which they are looked at. */
enum condition_header {
    IF_MATCH,
    IF_UNMODIFIED_SINCE,
    IF_NONE_MATCH,
    IF_MODIFIED_SINCE,
    CONDITION_HEADERS
};

/* What a request says in them, lent. */
struct conditions {
    const struct request *request;
    int lines[CONDITION_HEADERS];
    struct slice first[CONDITION_HEADERS]; /* line */
};

/* CONDITION_HEADERS where it is none of them, as most are. */
static enum condition_header header_of(struct slice name)
{
    static const struct slice names[CONDITION_HEADERS] = {{"If-Match", 8},
                                                          {"If-Unmodified-Since", 19},
                                                          {"If-None-Match", 13},
                                                          {"If-Modified-Since", 17}};
    int header = 0;

    if (name.size < 8 || name.data[2] != '-')
        return CONDITION_HEADERS;
    while (header < CONDITION_HEADERS &&
           (name.size != names[header].size || !slice_equal_ignoring_case(name, names[header])))
        header++;
    return (enum condition_header)header;
}

/* False: there are none. */
static bool read_conditions(const struct request *request, struct conditions *out)
{
    bool any = false;

    *out = (struct conditions){.request = request};
    for (int i = 0; i < request->header_count; i++) {
        enum condition_header header = header_of(request->headers[i].name);

        if (header == CONDITION_HEADERS)
            continue;
        if (!out->lines[header]++)
            out->first[header] = request->headers[i].value;
        any = true;
    }
    return any;
}

static struct slice without_weakness(struct slice tag)
{
    return slice_starts(tag, "W/") ? slice_skip(tag, 2) : tag;
}

/* Takes one entity tag off the front. */
static bool take_tag(struct slice *rest, struct slice *tag)
{
    struct slice opaque = without_weakness(*rest);

    if (!slice_starts(opaque, "\""))
        return false;
    const char *end = memchr(opaque.data + 1, '"', opaque.size - 1);
    if (!end)
        return false;
    *tag = (struct slice){rest->data, (size_t)(end - rest->data) + 1};
    *rest = slice_trim(slice_skip(*rest, tag->size));
    return true;
}

/* Tags may hold commas, so that a list is read tag by tag; false where it has a fault. */
static bool read_list(struct slice rest, struct slice etag, bool strong, bool *found)
{
    struct slice tag;

    while (rest.size) {
        if (rest.data[0] != ',') {
            if (!take_tag(&rest, &tag) || (rest.size && rest.data[0] != ','))
                return false;
            *found |= slice_equal(strong ? tag : without_weakness(tag), etag);
        }
        rest = slice_trim(slice_skip(rest, 1));
    }
    return true;
}

/* Several lines are one list, and a list with a fault matches nothing. A weak tag is none for
 * If-Match (RFC 9110, 8.8.3.2). */
static bool names_coding(const struct conditions *conditions, enum condition_header header,
                         const struct entity *entity, enum encoding encoding)
{
    const struct request *request = conditions->request;
    char etag[ETAG_ROOM];
    bool found = false;

    etag_print(entity, encoding, etag);
    for (int i = 0; i < request->header_count; i++)
        if (header_of(request->headers[i].name) == header &&
            !read_list(request->headers[i].value, slice_of(etag), header == IF_MATCH, &found))
            return false;
    return found;
}

static bool is_star(const struct conditions *conditions, enum condition_header header)
{
    return conditions->lines[header] == 1 && slice_is(conditions->first[header], "*");
}

static bool names_any(const struct conditions *conditions, enum condition_header header,
                      const struct entity *entity, struct encoding_choice choice,
                      enum encoding *had)
{
    *had = choice.best;
    if (is_star(conditions, header) || names_coding(conditions, header, entity, choice.best))
        return true;
    for (int i = 0; i < ENCODING_COUNT; i++) {
        *had = (enum encoding)i;
        if (choice.allowed >> i & 1 && names_coding(conditions, header, entity, *had))
            return true;
    }
    return false;
}

/* What is no single date, or cannot be compared, is as good as absent. */
static bool has_date(const struct conditions *conditions, enum condition_header header,
                     const struct entity *entity, time_t *date)
{
    return entity->modified > 0 && conditions->lines[header] == 1 &&
           http_date_parse(conditions->first[header], date);
}

/* It is what the client takes it for: the steps 1 and 2 of RFC 9110, 13.2.2. */
static bool is_as_expected(const struct conditions *conditions, const struct entity *entity,
                           struct encoding_choice choice)
{
    enum encoding named;
    time_t since;

    if (conditions->lines[IF_MATCH])
        return names_any(conditions, IF_MATCH, entity, choice, &named);
    return !has_date(conditions, IF_UNMODIFIED_SINCE, entity, &since) || entity->modified <= since;
}

/* The client has it: the steps 3 and 4. */
static bool is_unchanged(const struct conditions *conditions, const struct entity *entity,
                         struct encoding_choice choice, enum encoding *had)
{
    time_t since;

    if (conditions->lines[IF_NONE_MATCH])
        return names_any(conditions, IF_NONE_MATCH, entity, choice, had);
    *had = choice.best;
    return has_date(conditions, IF_MODIFIED_SINCE, entity, &since) && entity->modified <= since;
}

enum condition conditional_judge(const struct request *request, const struct entity *entity,
                                 struct encoding_choice choice, enum encoding *had)
{
    struct conditions conditions;

    if (!read_conditions(request, &conditions))
        return CONDITION_SEND;
    if (!is_as_expected(&conditions, entity, choice))
        return CONDITION_FAILED;
    return is_unchanged(&conditions, entity, choice, had) ? CONDITION_UNCHANGED : CONDITION_SEND;
}

bool conditional_names_tag(const struct request *request)
{
    struct conditions conditions;

    return read_conditions(request, &conditions) && conditions.lines[IF_NONE_MATCH] &&
           !is_star(&conditions, IF_NONE_MATCH);
}
