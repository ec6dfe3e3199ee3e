#include "handlers/ask.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "base/date.h"
#include "base/utf8.h"
#include "formats/json.h"

enum { ARENA_CEILING = 8 * 1024 * 1024, JSON_CEILING = 1024 * 1024 };

/* "sort does not take "-foo": why", about a part of a parameter's value. */
static bool refuse(struct error *err, int param, struct slice value, const char *why)
{
    struct slice shown = {value.data, value.size < 80 ? value.size : utf8_cut(value, 80)};

    (void)error_set(err, ERROR_ARGUMENT, "%s does not take \"%.*s\": %s", params[param].name,
                    SLICE_ARGS(shown), why);
    return error_parameter(err, params[param].name);
}

static bool no_memory(struct error *err)
{
    return error_set(err, ERROR_INTERNAL, "no memory for a question");
}

/* The names a route takes, as a vocabulary for the problem document. */
static void list_allowed(const struct route *route, struct words *allowed, const char **room)
{
    int count = 0;

    for (int i = 0; i < PARAM_COUNT; i++)
        if (route->params >> i & 1)
            room[count++] = params[i].name;
    *allowed = (struct words){room, count};
}

static bool refuse_name(const struct route *route, struct slice name, struct words *allowed,
                        const char **room, struct error *err)
{
    char text[ERROR_PARAMETER_ROOM];
    struct slice shown = {name.data, utf8_cut(name, 40)};

    list_allowed(route, allowed, room);
    (void)error_set(err, ERROR_ARGUMENT, "%s takes no parameter \"%.*s\"", route->path,
                    SLICE_ARGS(shown));
    (void)slice_copy(shown, text, sizeof text);
    (void)error_parameter(err, text);
    err->allowed = allowed;
    const char *near = words_near(allowed, name);
    return near ? error_hint(err, "did you mean %s?", near) : false;
}

static bool take_values(struct ask *ask, const struct question *question, struct words *allowed,
                        const char **room, struct error *err)
{
    for (int i = 0; i < question->argument_count; i++) {
        const struct argument *argument = &question->arguments[i];
        int param = param_find(argument->name);

        if (param < 0 || !(ask->route->params >> param & 1))
            return refuse_name(ask->route, argument->name, allowed, room, err);
        if (ask->values[param].data) {
            (void)error_set(err, ERROR_ARGUMENT, "the parameter %s is given twice",
                            params[param].name);
            return error_parameter(err, params[param].name);
        }
        if (!argument->value.size) {
            (void)error_set(err, ERROR_ARGUMENT, "the parameter %s is empty; leave it out",
                            params[param].name);
            return error_parameter(err, params[param].name);
        }
        if (!arena_copy(&ask->arena, argument->value, &ask->values[param]))
            return no_memory(err);
    }
    return true;
}

static int compare_slices(const void *a, const void *b)
{
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

static bool refuse_word(int param, struct slice word, struct error *err)
{
    const struct words *words = params[param].words;

    (void)refuse(err, param, word, "no such word");
    err->allowed = words;
    const char *near = words_near(words, word);
    return near ? error_hint(err, "did you mean %s?", near) : false;
}

/* The parts of a comma-separated value, sorted and unique. */
static bool split(struct ask *ask, int param, struct error *err)
{
    struct slice rest = ask->values[param], part;
    struct slice *parts = arena_take(&ask->arena, VALUES_MOST * sizeof *parts);
    int count = 0, kept = 0;

    if (!parts)
        return no_memory(err);
    while (slice_cut(&rest, ',', &part)) {
        if (!part.size)
            return refuse(err, param, ask->values[param], "a part between commas is empty");
        if (count == VALUES_MOST)
            return refuse(err, param, part, "more than 100 values");
        parts[count++] = part;
    }
    qsort(parts, (size_t)count, sizeof *parts, compare_slices);
    for (int i = 0; i < count; i++)
        if (!i || !slice_equal(parts[i], parts[kept - 1]))
            parts[kept++] = parts[i];
    ask->parts[param] = parts;
    ask->sets[param].count = kept;
    ask->sets[param].first = parts[0];
    return true;
}

/* The set as a JSON array, which is how a statement takes it. */
static bool join_json(struct ask *ask, int param, struct error *err)
{
    CLEAN(buffer) struct buffer text;
    struct json json;

    buffer_init(&text, JSON_CEILING);
    json_init(&json, &text, false);
    json_array(&json);
    for (int i = 0; i < ask->sets[param].count; i++)
        json_string(&json, ask->parts[param][i]);
    json_array_end(&json);
    return (!text.failed && arena_copy(&ask->arena, buffer_all(&text), &ask->sets[param].json)) ||
           no_memory(err);
}

static bool read_words(struct ask *ask, int param, struct error *err)
{
    if (!split(ask, param, err))
        return false;
    for (int i = 0; i < ask->sets[param].count; i++)
        if (words_find(params[param].words, ask->parts[param][i]) < 0)
            return refuse_word(param, ask->parts[param][i], err);
    return join_json(ask, param, err);
}

static bool read_word(struct ask *ask, int param, struct error *err)
{
    ask->words[param] = words_find(params[param].words, ask->values[param]);
    return ask->words[param] >= 0 || refuse_word(param, ask->values[param], err);
}

static bool read_date(struct ask *ask, int param, struct error *err)
{
    struct date date;

    return date_parse(ask->values[param], &date) ||
           refuse(err, param, ask->values[param], "a day such as 2021-06-30 is expected");
}

static bool read_integer(struct ask *ask, int param, struct error *err)
{
    int64_t value;

    if (!slice_integer(ask->values[param], params[param].most, &value) || value < 1) {
        (void)refuse(err, param, ask->values[param], "a whole number from 1 to 1000 is expected");
        return false;
    }
    ask->limit = value;
    return true;
}

static bool read_names(struct ask *ask, int param, struct error *err)
{
    if (!split(ask, param, err))
        return false;
    for (int i = 0; i < ask->sets[param].count; i++) {
        struct slice name = ask->parts[param][i];

        if (field_choose(ask->route->fields, name, &ask->shown))
            continue;
        (void)refuse(err, param, name, "no such field");
        const char *near = field_near(ask->route->fields, name);
        return near ? error_hint(err, "did you mean %s?", near) : false;
    }
    return true;
}

static bool read_ids(struct ask *ask, int param, struct error *err)
{
    return split(ask, param, err) && join_json(ask, param, err);
}

static bool read_text(struct ask *ask, int param, struct error *err)
{
    return ask->values[param].size <= 200 || refuse(err, param, ask->values[param], "too long");
}

static bool read_value(struct ask *ask, int param, struct error *err)
{
    static bool (*const readers[])(struct ask *, int, struct error *) = {
        [PARAM_IDS] = read_ids,     [PARAM_WORDS] = read_words, [PARAM_WORD] = read_word,
        [PARAM_DATE] = read_date,   [PARAM_TEXT] = read_text,   [PARAM_INTEGER] = read_integer,
        [PARAM_NAMES] = read_names,
    };

    return readers[params[param].type](ask, param, err);
}

/* What concerns two parameters at once. */
static bool check_pairs(const struct ask *ask, struct error *err)
{
    struct slice from = ask->values[PARAM_FROM], to = ask->values[PARAM_TO];

    if (from.data && to.data && slice_compare(from, to) > 0)
        return refuse(err, PARAM_FROM, from, "it comes after `to`");
    if (ask->route->params >> PARAM_SELECT & 1 && ask->words[PARAM_SELECT] != SELECT_ALL) {
        for (int i = 0; i < ask->sets[PARAM_RANK].count; i++) {
            if (!slice_is(ask->parts[PARAM_RANK][i], "deprecated"))
                continue;
            (void)refuse(err, PARAM_RANK, ask->parts[PARAM_RANK][i],
                         "such figures are never selected");
            return error_hint(err, "ask for select=all as well");
        }
    }
    if (ask->bare && ask->format.format != FORMAT_JSON)
        return refuse(err, PARAM_SHAPE, ask->values[PARAM_SHAPE], "it is for JSON alone");
    return true;
}

static void encode(struct slice text, struct buffer *out)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                "-._~,/:";

    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];

        if (memchr(plain, c, sizeof plain - 1))
            buffer_char(out, (char)c);
        else
            buffer_format(out, "%%%02X", c);
    }
}

/* The value as links write it: sets in order, defaults left out. */
static void encode_value(const struct ask *ask, int param, struct buffer *out)
{
    if (!ask->parts[param]) {
        encode(ask->values[param], out);
        return;
    }
    for (int i = 0; i < ask->sets[param].count; i++) {
        if (i)
            buffer_char(out, ',');
        encode(ask->parts[param][i], out);
    }
}

void ask_arguments(const struct ask *ask, struct slice cursor, bool only_meaning,
                   struct buffer *out)
{
    bool first = true;

    for (int i = 0; i < PARAM_COUNT; i++) {
        struct slice value = i == PARAM_CURSOR ? cursor : ask->values[i];
        const char *standard = i == PARAM_LIMIT ? NULL : params[i].standard;

        if (!value.data || (only_meaning && params[i].form) ||
            (standard && slice_is(value, standard)))
            continue;
        buffer_format(out, "%s%s=", first ? "" : "&", params[i].name);
        if (i == PARAM_CURSOR)
            encode(cursor, out);
        else
            encode_value(ask, i, out);
        first = false;
    }
}

static bool write_canonical(struct ask *ask, struct error *err)
{
    CLEAN(buffer) struct buffer text;

    buffer_init(&text, JSON_CEILING);
    buffer_format(&text, "%s %.*s ", ask->route->path, SLICE_ARGS(ask->id));
    ask_arguments(ask, (struct slice){NULL, 0}, true, &text);
    bool whole = !text.failed && arena_copy(&ask->arena, buffer_all(&text), &ask->meaning);
    buffer_reset(&text);
    buffer_format(&text, "%.*s %.*s ", SLICE_ARGS(ask->target), SLICE_ARGS(ask->id));
    ask_arguments(ask, ask->values[PARAM_CURSOR], false, &text);
    buffer_format(&text, " %d", (int)ask->format.format);
    whole = whole && !text.failed && arena_copy(&ask->arena, buffer_all(&text), &ask->whole);
    return whole || no_memory(err);
}

static void set_defaults(struct ask *ask)
{
    for (int i = 0; i < PARAM_COUNT; i++)
        if (params[i].type == PARAM_WORD && params[i].standard)
            ask->words[i] = words_find(params[i].words, slice_of(params[i].standard));
}

/* The guide is text for curl and browsers alike, JSON for who accepts nothing else. */
static bool choose_document(struct ask *ask, const struct question *question, struct error *err)
{
    static const char *const offered[] = {"text/plain", "application/json"};
    struct slice accept = request_header(question->request, "Accept");
    int chosen = accept.data ? negotiate_accept(accept, offered, 2) : 0;

    if (chosen < 0)
        return error_set(err, ERROR_FORMAT, "there is text/plain and application/json here");
    ask->format = (struct format_choice){chosen ? FORMAT_JSON : FORMAT_TEXT, true};
    return true;
}

static bool choose_format(struct ask *ask, int suffix, const struct question *question,
                          struct error *err)
{
    if (ask->route->negotiates)
        return choose_document(ask, question, err);
    if (!ask->route->formats)
        return true;
    return format_negotiate(suffix, ask->values[PARAM_FORMAT],
                            request_header(question->request, "Accept"), ask->route->formats,
                            &ask->format, err);
}

/* What follows from the values that were read. */
static void settle(struct ask *ask)
{
    bool is_list = ask->route->fields && !ask->route->one;
    bool pages =
        ask->format.format == FORMAT_TEXT || (ask->format.format == FORMAT_JSON && !ask->bare);

    if (is_list && !ask->limit)
        ask->limit = pages ? LIMIT_STANDARD : -1;
    if (!ask->shown.bits && ask->route->fields)
        ask->shown = field_all(ask->route->fields);
    if (!ask->values[PARAM_FIELDS].data && ask->format.format == FORMAT_TEXT && is_list) {
        struct slice rest = slice_of(ask->route->text_fields), name;

        ask->shown.bits = 0;
        while (slice_cut(&rest, ',', &name))
            (void)field_choose(ask->route->fields, name, &ask->shown);
    }
}

static bool read_ask(struct ask *ask, int suffix, const struct question *question,
                     struct words *allowed, const char **room, struct error *err)
{
    set_defaults(ask);
    if (!take_values(ask, question, allowed, room, err))
        return false;
    for (int i = 0; i < PARAM_COUNT; i++)
        if (ask->values[i].data && !read_value(ask, i, err))
            return false;
    ask->bare = ask->words[PARAM_SHAPE] == 1;
    ask->pretty = ask->words[PARAM_PRETTY] == 1;
    if (!choose_format(ask, suffix, question, err))
        return false;
    settle(ask);
    return check_pairs(ask, err) && write_canonical(ask, err);
}

struct ask *ask_open(const struct route *route, struct slice id, int suffix,
                     const struct question *question, struct words *allowed,
                     const char **allowed_room, struct error *err)
{
    struct ask *ask = calloc(1, sizeof *ask);

    if (!ask) {
        (void)no_memory(err);
        return NULL;
    }
    arena_init(&ask->arena, ARENA_CEILING);
    ask->route = route;
    ask->http_1_0 = question->http_1_0;
    if (arena_copy(&ask->arena, id, &ask->id) &&
        arena_copy(&ask->arena, question->path, &ask->target) &&
        read_ask(ask, suffix, question, allowed, allowed_room, err))
        return ask;
    if (err->kind == ERROR_NONE)
        (void)no_memory(err);
    ask_close(ask);
    return NULL;
}

void ask_close(struct ask *ask)
{
    if (!ask)
        return;
    arena_clear(&ask->arena);
    free(ask);
}
