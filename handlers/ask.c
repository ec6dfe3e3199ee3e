#include "handlers/ask_internal.h"
#include "handlers/memento.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "base/utf8.h"

enum { ARENA_CEILING = 8 * 1024 * 1024, JSON_CEILING = 1024 * 1024 };

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
            (void)error_set(err, ERROR_ARGUMENT, "the parameter %s is empty%s", params[param].name,
                            params[param].type == PARAM_SEARCH ? "" : "; leave it out");
            return error_parameter(err, params[param].name);
        }
        if (!arena_copy(&ask->arena, argument->value, &ask->values[param]))
            return ask_no_memory(err);
    }
    return true;
}

static bool write_canonical(struct ask *ask, struct error *err)
{
    CLEAN(buffer) struct buffer text;

    buffer_init(&text, JSON_CEILING);
    buffer_text(&text, ask->route->path);
    buffer_char(&text, ' ');
    buffer_slice(&text, ask->id);
    buffer_char(&text, ' ');
    ask_arguments(ask, (struct slice){NULL, 0}, true, &text);
    bool whole = !text.failed && arena_copy(&ask->arena, buffer_all(&text), &ask->meaning);
    buffer_reset(&text);
    buffer_slice(&text, ask->target);
    buffer_char(&text, ' ');
    buffer_slice(&text, ask->id);
    buffer_char(&text, ' ');
    ask_arguments(ask, ask->values[PARAM_CURSOR], false, &text);
    buffer_char(&text, ' ');
    buffer_integer(&text, (int)ask->format.format);
    whole = whole && !text.failed && arena_copy(&ask->arena, buffer_all(&text), &ask->whole);
    return whole || ask_no_memory(err);
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
    int chosen = negotiate_accept(question->request, offered, 2);

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
    return format_negotiate(suffix, ask->values[PARAM_FORMAT], question->request,
                            ask->route->formats, &ask->format, err);
}

/* What follows from the values that were read. */
static void settle(struct ask *ask)
{
    bool is_list = ask->fields && !ask->route->one;
    bool pages = ask->route->ranked || ask->format.format == FORMAT_TEXT ||
                 (ask->format.format == FORMAT_JSON && !ask->bare);

    ask->select = SELECT_ALL;
    if (ask->route->params >> PARAM_SELECT & 1)
        ask->select = (enum select)ask->words[PARAM_SELECT];
    else if (ask->fields != ask->route->fields)
        ask->select = SELECT_LATEST; /* what is worked out stands on preferred figures */
    ask->limit = ask->numbers[PARAM_LIMIT];
    if (is_list && !ask->limit)
        ask->limit = pages ? LIMIT_STANDARD : -1;
    if (!ask->shown.bits && ask->fields)
        ask->shown = field_all(ask->fields);
    if (!ask->values[PARAM_FIELDS].data && ask->format.format == FORMAT_TEXT && is_list) {
        struct slice rest = slice_of(ask->text_fields), name;

        ask->shown.bits = 0;
        while (slice_cut(&rest, ',', &name))
            (void)field_choose(ask->fields, name, &ask->shown);
    }
}

/* Which record answers. */
static void choose_view(struct ask *ask)
{
    ask->fields = ask->route->fields;
    ask->text_fields = ask->route->text_fields;
    for (const struct view *view = ask->route->views; view && view->fields; view++) {
        const struct param_row *row = &params[view->param];

        if (!ask->values[view->param].data ||
            (row->standard && slice_is(ask->values[view->param], row->standard)))
            continue;
        ask->fields = view->fields;
        ask->text_fields = view->text_fields;
        return;
    }
}

/* The given values of what says which answer is asked, or of what says how it looks. */
static bool read_values(struct ask *ask, bool form, struct error *err)
{
    for (int i = 0; i < PARAM_COUNT; i++)
        if (params[i].form == form && ask->values[i].data && !ask_read_value(ask, i, err))
            return false;
    return true;
}

static bool read_ask(struct ask *ask, int suffix, const struct question *question,
                     struct words *allowed, const char **room, struct error *err)
{
    set_defaults(ask);
    if (!take_values(ask, question, allowed, room, err))
        return false;
    if (!ask_check_given(ask, err))
        return false;
    if (!read_values(ask, false, err))
        return false;
    choose_view(ask);
    if (!read_values(ask, true, err))
        return false;
    if (!memento_read(ask, question->request, err))
        return false;
    ask->bare = ask->words[PARAM_SHAPE] == 1;
    ask->pretty = ask->words[PARAM_PRETTY] == 1;
    if (!choose_format(ask, suffix, question, err))
        return false;
    settle(ask);
    return ask_check_pairs(ask, err) && write_canonical(ask, err);
}

/* The path below the base path, however either was written. */
static bool keep_target(struct ask *ask, const struct question *question)
{
    CLEAN(buffer) struct buffer path = {0};

    buffer_init(&path, JSON_CEILING);
    if (!question->segment_count)
        buffer_char(&path, '/');
    for (int i = 0; i < question->segment_count; i++) {
        buffer_char(&path, '/');
        ask_encode(question->segments[i], &path);
    }
    return !path.failed && arena_copy(&ask->arena, buffer_all(&path), &ask->target);
}

struct ask *ask_open(const struct route *route, struct slice id, int suffix,
                     const struct question *question, struct words *allowed,
                     const char **allowed_room, struct error *err)
{
    struct ask *ask = calloc(1, sizeof *ask);

    if (!ask) {
        (void)ask_no_memory(err);
        return NULL;
    }
    arena_init(&ask->arena, ARENA_CEILING);
    ask->route = route;
    if (arena_copy(&ask->arena, id, &ask->id) && keep_target(ask, question) &&
        read_ask(ask, suffix, question, allowed, allowed_room, err))
        return ask;
    if (err->kind == ERROR_NONE)
        (void)ask_no_memory(err);
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
