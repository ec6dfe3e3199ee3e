#include <stdlib.h>

#include "base/buffer.h"
#include "base/date.h"
#include "base/utf8.h"
#include "formats/json.h"
#include "handlers/ask_internal.h"

/* What one parameter's value may be, by its type. */

enum { JSON_CEILING = 1024 * 1024 };

/* "sort does not take "-foo": why", about a part of a parameter's value. */
bool ask_refuse(struct error *err, int param, struct slice value, const char *why)
{
    struct slice shown = {value.data, value.size < 80 ? value.size : utf8_cut(value, 80)};

    (void)error_set(err, ERROR_ARGUMENT, "%s does not take \"%.*s\": %s", params[param].name,
                    SLICE_ARGS(shown), why);
    return error_parameter(err, params[param].name);
}

bool ask_no_memory(struct error *err)
{
    return error_set(err, ERROR_INTERNAL, "no memory for a question");
}

static int compare_slices(const void *a, const void *b)
{
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

static bool refuse_word(int param, struct slice word, struct error *err)
{
    const struct words *words = params[param].words;

    (void)ask_refuse(err, param, word, "no such word");
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
        return ask_no_memory(err);
    while (slice_cut(&rest, ',', &part)) {
        if (!part.size)
            return ask_refuse(err, param, ask->values[param], "a part between commas is empty");
        if (count == VALUES_MOST)
            return ask_refuse(err, param, part, "more than 100 values");
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
           ask_no_memory(err);
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
           ask_refuse(err, param, ask->values[param], "a day such as 2021-06-30 is expected");
}

static bool read_integer(struct ask *ask, int param, struct error *err)
{
    int64_t *number = &ask->numbers[param];
    char why[64];

    if (slice_integer(ask->values[param], params[param].most, number) && *number >= 1)
        return true;
    (void)snprintf(why, sizeof why, "a whole number from 1 to %lld is expected",
                   (long long)params[param].most);
    return ask_refuse(err, param, ask->values[param], why);
}

static bool read_names(struct ask *ask, int param, struct error *err)
{
    if (!split(ask, param, err))
        return false;
    for (int i = 0; i < ask->sets[param].count; i++) {
        struct slice name = ask->parts[param][i];

        if (field_choose(ask->fields, name, &ask->shown))
            continue;
        (void)ask_refuse(err, param, name, "no such field");
        const char *near = field_near(ask->fields, name);
        return near ? error_hint(err, "did you mean %s?", near) : false;
    }
    return true;
}

static bool read_ids(struct ask *ask, int param, struct error *err)
{
    return split(ask, param, err) && join_json(ask, param, err);
}

/* Characters are counted, so that every script may ask the same. */
static bool check_length(const struct ask *ask, int param, int64_t most, struct error *err)
{
    struct slice typed = ask->values[param];
    int64_t count = 0;
    char why[64];

    for (size_t i = 0; i < typed.size; i++)
        count += ((unsigned char)typed.data[i] & 0xC0) != 0x80;
    if (count <= most)
        return true;
    (void)snprintf(why, sizeof why, "at most %lld characters are expected", (long long)most);
    return ask_refuse(err, param, typed, why);
}

/* As long as a label of a package may be, which is a period too. */
static bool read_text(struct ask *ask, int param, struct error *err)
{
    enum { LABEL_MOST = 400 };

    return check_length(ask, param, LABEL_MOST, err);
}

static bool read_search(struct ask *ask, int param, struct error *err)
{
    return check_length(ask, param, params[param].most, err);
}

bool ask_read_value(struct ask *ask, int param, struct error *err)
{
    static bool (*const readers[])(struct ask *, int, struct error *) = {
        [PARAM_IDS] = read_ids,     [PARAM_WORDS] = read_words,   [PARAM_WORD] = read_word,
        [PARAM_DATE] = read_date,   [PARAM_TEXT] = read_text,     [PARAM_INTEGER] = read_integer,
        [PARAM_NAMES] = read_names, [PARAM_SEARCH] = read_search,
    };

    return readers[params[param].type](ask, param, err);
}
