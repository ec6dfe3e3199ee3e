#include "http/negotiate.h"

#include "base/buffer.h"
#include "http/accept.h"

enum { FORMAT_COUNT = 4, NAMES_MAX = 4 };

static const char *const format_names[] = {"json", "csv", "ndjson", "text"};
const struct words formats = WORDS(format_names);

/* The first media type of a format is what we send, the others are what clients call it too. */
static const struct {
    const char *suffix;
    const char *media_types[NAMES_MAX];
} shapes[FORMAT_COUNT] = {
    [FORMAT_JSON] = {".json", {"application/json"}},
    [FORMAT_CSV] = {".csv", {"text/csv; charset=utf-8; header=present"}},
    [FORMAT_NDJSON] = {".ndjson",
                       {"application/x-ndjson", "application/ndjson", "application/jsonl"}},
    [FORMAT_TEXT] = {".txt", {"text/plain; charset=utf-8"}},
};

const char *format_media_type(enum format format)
{
    return shapes[format].media_types[0];
}

bool format_suffix(struct slice *segment, enum format *format)
{
    for (int i = 0; i < FORMAT_COUNT; i++) {
        size_t size = strlen(shapes[i].suffix);

        if (segment->size > size && slice_ends(*segment, shapes[i].suffix)) {
            *segment = slice_drop(*segment, size);
            *format = (enum format)i;
            return true;
        }
    }
    return false;
}

/* Of all Accept headers: several lines are one list. */
struct ranges {
    const struct request *request;
    int line;          /* the header to be looked at next */
    struct slice rest; /* of the line before it */
};

static bool next_range(struct ranges *ranges, struct media_range *range)
{
    const struct request *request = ranges->request;

    while (!accept_next(&ranges->rest, range)) {
        if (ranges->line == request->header_count)
            return false;
        const struct request_header *header = &request->headers[ranges->line++];
        if (slice_equal_ignoring_case(header->name, slice_of("Accept")))
            ranges->rest = header->value;
    }
    return true;
}

/* How much a client wants what goes by any of these names, in thousandths: the closest range
 * decides, among equally close ones the most welcoming. */
static int accept_quality(const struct request *request, const char *const *names, int count)
{
    struct ranges ranges = {.request = request};
    struct media_range range;
    int closest = 0, quality = 0;

    while (next_range(&ranges, &range)) {
        for (int i = 0; i < count && names[i]; i++) {
            int fit = accept_fit(&range, names[i]);

            if (fit > closest || (fit && fit == closest && range.quality > quality)) {
                closest = fit;
                quality = range.quality;
            }
        }
    }
    return quality;
}

/* Whether it says anything: an absent header and one without a well-formed range do not. */
static bool accept_speaks(const struct request *request)
{
    struct ranges ranges = {.request = request};
    struct media_range range;

    return next_range(&ranges, &range);
}

int negotiate_accept(const struct request *request, const char *const *offered, int count)
{
    int best = -1, most = 0;

    if (!accept_speaks(request))
        return count > 0 ? 0 : -1;
    for (int i = 0; i < count; i++) {
        int quality = accept_quality(request, &offered[i], 1);

        if (quality > most) {
            most = quality;
            best = i;
        }
    }
    return best;
}

static int choose_by_accept(const struct request *request, unsigned offered)
{
    int best = -1, most = 0;
    bool speaks = accept_speaks(request);

    for (int i = 0; i < FORMAT_COUNT; i++) {
        if (!(offered >> i & 1))
            continue;
        int quality = speaks ? accept_quality(request, shapes[i].media_types, NAMES_MAX) : 1;

        if (quality > most) {
            most = quality;
            best = i;
        }
    }
    return best;
}

static bool refuse(struct error *err, unsigned offered, const char *what)
{
    const char *separator = "";
    CLEAN(buffer) struct buffer list;

    buffer_init(&list, ERROR_DETAIL_ROOM);
    for (int i = 0; i < FORMAT_COUNT; i++) {
        if (offered >> i & 1) {
            buffer_format(&list, "%s%s", separator, format_names[i]);
            separator = ", ";
        }
    }
    if (list.failed)
        return error_set(err, ERROR_INTERNAL, "no memory for a refusal");
    struct slice names = buffer_all(&list);
    error_set(err, ERROR_FORMAT, "%s: what is offered here is %.*s.", what, SLICE_ARGS(names));
    err->allowed = &formats;
    return false;
}

static bool choose(unsigned offered, int format, struct format_choice *choice, struct error *err)
{
    if (format < 0 || !(offered >> format & 1))
        return refuse(err, offered, "That format is not offered");
    *choice = (struct format_choice){(enum format)format, false};
    return true;
}

static bool read_argument(struct slice argument, unsigned offered, int *format, struct error *err)
{
    *format = slice_is(argument, "txt") ? FORMAT_TEXT : words_find(&formats, argument);
    if (*format >= 0)
        return true;
    const char *near = words_near(&formats, argument);
    refuse(err, offered, "There is no such format");
    error_parameter(err, "format");
    return near ? error_hint(err, "did you mean %s", near) : false;
}

bool format_negotiate(int suffix, struct slice argument, const struct request *request,
                      unsigned offered, struct format_choice *choice, struct error *err)
{
    int format = -1;

    if (argument.data && !read_argument(argument, offered, &format, err))
        return false;
    if (suffix >= 0 || argument.data)
        return choose(offered, suffix >= 0 ? suffix : format, choice, err);
    format = choose_by_accept(request, offered);
    if (format < 0)
        return refuse(err, offered, "Nothing that Accept allows can be had");
    *choice = (struct format_choice){(enum format)format, true};
    return true;
}
