#include "http/question.h"

#include "base/utf8.h"
#include "http/percent.h"

enum { PARTS_MAX = 32 };

/* The decoded segments of a path and of the base path alike. */
struct parts {
    struct slice items[PARTS_MAX];
    int count; /* may exceed PARTS_MAX: then only the first ones are kept */
};

/* Decodes raw, a part of the target, into the question's memory. */
static bool decode(struct question *question, struct slice raw, bool plus, struct slice *text,
                   struct error *err)
{
    struct buffer *memory = &question->memory;
    size_t start = memory->size, at = 0;
    size_t place = (size_t)(raw.data - question->request->target.data);

    if (!percent_decode(memory, raw, plus, &at))
        return error_set(err, ERROR_REQUEST,
                         "At byte %zu of the request target, %% is not followed by two "
                         "hexadecimal digits.",
                         place + at);
    *text = (struct slice){memory->data + start, memory->size - start};
    if (utf8_fault(*text) < text->size)
        return error_set(err, ERROR_REQUEST,
                         "What begins at byte %zu of the request target is not UTF-8.", place);
    if (has_control_byte(*text))
        return error_set(err, ERROR_REQUEST,
                         "What begins at byte %zu of the request target holds a control byte.",
                         place);
    return true;
}

/* Segments that file systems and proxies would read differently from us. */
static bool check_segment(struct slice segment, struct error *err)
{
    if (slice_is(segment, ".") || slice_is(segment, ".."))
        return error_set(err, ERROR_REQUEST, "The path has a segment of only dots.");
    if (segment.size &&
        (memchr(segment.data, '/', segment.size) || memchr(segment.data, '\\', segment.size)))
        return error_set(err, ERROR_REQUEST, "A segment of the path holds a slash or a backslash.");
    return true;
}

static bool read_parts(struct question *question, struct slice path, struct parts *parts,
                       struct error *err)
{
    struct slice rest = slice_skip(path, 1), raw, segment = {0};

    while (slice_cut(&rest, '/', &raw)) {
        if (!decode(question, raw, false, &segment, err) || !check_segment(segment, err))
            return false;
        if (parts->count < PARTS_MAX)
            parts->items[parts->count] = segment;
        parts->count++;
    }
    return true;
}

/* How many parts the base path takes, or -1 where they are others. */
static int skip_base(const struct parts *parts, const char *base_path)
{
    struct slice rest = slice_skip(slice_of(base_path), 1), segment;
    int count = 0;

    while (*base_path && slice_cut(&rest, '/', &segment)) {
        if (count == parts->count || count == PARTS_MAX ||
            !slice_equal(parts->items[count], segment))
            return -1;
        count++;
    }
    return count;
}

static bool not_found(struct error *err)
{
    return error_set(err, ERROR_NOT_FOUND, "There is no such path.");
}

/* The segments below the base path; the root is asked with or without its slash. */
static bool choose_segments(struct question *question, const struct parts *parts,
                            const char *base_path, struct error *err)
{
    int first = skip_base(parts, base_path);
    int count = parts->count - first;

    if (first < 0 || parts->count > PARTS_MAX || count > QUESTION_SEGMENTS_MAX)
        return not_found(err);
    if (count == 1 && !parts->items[first].size)
        return true;
    for (int i = first; i < parts->count; i++) {
        if (!parts->items[i].size)
            return not_found(err) ||
                   error_hint(err, "a path has no doubled slash and none at its end");
        question->segments[question->segment_count++] = parts->items[i];
    }
    return true;
}

static bool read_argument(struct question *question, struct slice raw, struct error *err)
{
    struct argument *argument = &question->arguments[question->argument_count];
    struct slice name = {raw.data, 0}, value;

    (void)slice_cut(&raw, '=', &name);
    value = raw.data ? raw : (struct slice){name.data + name.size, 0};
    if (!name.size)
        return error_set(err, ERROR_ARGUMENT, "empty parameter name");
    if (question->argument_count == QUESTION_ARGUMENTS_MAX)
        return error_set(err, ERROR_ARGUMENT, "more than %d parameters", QUESTION_ARGUMENTS_MAX);
    if (!decode(question, name, true, &argument->name, err) ||
        !decode(question, value, true, &argument->value, err))
        return false;
    question->argument_count++;
    return true;
}

static bool read_arguments(struct question *question, struct slice query, struct error *err)
{
    struct slice raw;

    if (!query.size)
        return true;
    while (slice_cut(&query, '&', &raw))
        if (!read_argument(question, raw, err))
            return false;
    return true;
}

/* An absolute form is reduced to its path; the host in it is as good as any, we have one site. */
static bool reduce_absolute(struct slice *target, struct error *err)
{
    static const struct slice schemes[] = {{"http://", 7}, {"https://", 8}};

    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
        struct slice front = {target->data, schemes[i].size};

        if (target->size <= front.size || !slice_equal_ignoring_case(front, schemes[i]))
            continue;
        *target = slice_skip(*target, front.size);
        size_t host = 0;
        while (host < target->size && target->data[host] != '/' && target->data[host] != '?')
            host++;
        if (host && !memchr(target->data, '@', host)) {
            *target = slice_skip(*target, host);
            return true;
        }
    }
    return error_set(err, ERROR_REQUEST,
                     "The request target is neither a path nor an address of http or https.");
}

/* Splits a target into path (empty after a bare host) and query ("no value" without one). */
static bool split_target(struct slice target, struct slice *path, struct slice *query,
                         struct error *err)
{
    if (target.data[0] != '/' && !reduce_absolute(&target, err))
        return false;
    (void)slice_cut(&target, '?', path);
    *query = target;
    return true;
}

struct slice target_path(struct slice target)
{
    struct slice path = target, query;
    struct error ignored;

    if (!target.size || !split_target(target, &path, &query, &ignored))
        (void)slice_cut(&target, '?', &path);
    else if (!path.size)
        path = slice_of("/");
    return path;
}

static bool take_apart(struct question *question, const char *base_path, struct error *err)
{
    struct parts parts = {.count = 0};
    struct slice target = question->request->target, path, query;

    if (question->method == METHOD_OPTIONS && slice_is(target, "*")) {
        question->path = target;
        return true;
    }
    if (!split_target(target, &path, &query, err))
        return false;
    question->path = path.size ? path : slice_of("/");
    return read_parts(question, path, &parts, err) && read_arguments(question, query, err) &&
           choose_segments(question, &parts, base_path, err);
}

bool question_read(struct question *question, const struct request *request, const char *base_path,
                   struct error *err)
{
    *question = (struct question){.request = request};
    if (!gate_check(request, err))
        return false;
    question->method = (enum method)words_find(&methods, request->method);
    question->http_1_0 = slice_is(request->version, "HTTP/1.0");
    /* Room for all now, so that slices into it stay where they are. */
    buffer_init(&question->memory, request->target.size);
    if (!buffer_grow(&question->memory, request->target.size))
        return error_set(err, ERROR_INTERNAL, "no memory for a request");
    return take_apart(question, base_path, err);
}

void question_clear(struct question *question)
{
    buffer_clear(&question->memory);
}
