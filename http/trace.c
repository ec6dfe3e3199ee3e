#include "http/trace.h"

/* version "-" trace-id "-" parent-id "-" flags */
enum { VERSION = 2, TRACE = 32, SPAN = 16, FLAGS = 2, SIZE = VERSION + TRACE + SPAN + FLAGS + 3 };

static bool is_hex(struct slice text)
{
    for (size_t i = 0; i < text.size; i++)
        if (!(text.data[i] >= '0' && text.data[i] <= '9') &&
            !(text.data[i] >= 'a' && text.data[i] <= 'f'))
            return false;
    return true;
}

/* An id of only zeros means none. */
static bool is_id(struct slice text)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] != '0')
            return is_hex(text);
    return false;
}

/* What may follow depends on the version. */
static bool version_fits(struct slice version, struct slice rest)
{
    if (!is_hex(version) || slice_is(version, "ff"))
        return false;
    return !rest.size || (!slice_is(version, "00") && slice_starts(rest, "-"));
}

bool trace_read(const struct request *request, struct trace *trace)
{
    struct slice value = request_header(request, "traceparent");

    if (value.size < SIZE)
        return false;
    struct slice version = {value.data, VERSION}, id = {value.data + VERSION + 1, TRACE};
    struct slice span = {id.data + TRACE + 1, SPAN}, flags = {span.data + SPAN + 1, FLAGS};
    return version.data[VERSION] == '-' && id.data[TRACE] == '-' && span.data[SPAN] == '-' &&
           version_fits(version, slice_skip(value, SIZE)) && is_id(id) && is_id(span) &&
           is_hex(flags) && request_header_count(request, "traceparent") == 1 &&
           slice_copy(id, trace->trace_id, sizeof trace->trace_id) &&
           slice_copy(span, trace->span_id, sizeof trace->span_id);
}
