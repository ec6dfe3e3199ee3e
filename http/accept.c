#include "http/accept.h"

/* Takes the part before a separator that does not stand inside of quotes. */
static bool cut_unquoted(struct slice *rest, char separator, struct slice *part)
{
    bool quoted = false;
    size_t i = 0;

    if (!rest->data)
        return false;
    for (; i < rest->size && (quoted || rest->data[i] != separator); i++) {
        if (rest->data[i] == '"')
            quoted = !quoted;
        else if (rest->data[i] == '\\' && quoted)
            i++;
    }
    i = i < rest->size ? i : rest->size;
    *part = (struct slice){rest->data, i};
    *rest = i < rest->size ? slice_skip(*rest, i + 1) : (struct slice){NULL, 0};
    return true;
}

/* "0", "1", "0.125" in thousandths. Without the zero before the point too: Java's URLConnection
 * says q=.2 to everybody. */
static bool read_quality(struct slice text, int *quality)
{
    int sum = 0;
    size_t i = 0;

    if (i < text.size && (text.data[i] == '0' || text.data[i] == '1'))
        sum = text.data[i++] - '0';
    bool point = i < text.size && text.data[i] == '.';
    if ((!i && text.size < 2) || (text.size > i && !point) || text.size > i + 4)
        return false;
    i += point;
    for (int digits = 0; digits < 3; digits++) {
        char c = i < text.size ? text.data[i++] : '0';

        if (c < '0' || c > '9')
            return false;
        sum = sum * 10 + (c - '0');
    }
    *quality = sum;
    return sum <= 1000;
}

static bool is_name(struct slice text)
{
    for (size_t i = 0; i < text.size; i++)
        if ((unsigned char)text.data[i] <= ' ' || strchr("\"(),/:;<=>?@[\\]{}\x7F", text.data[i]) ||
            (unsigned char)text.data[i] >= 0x80)
            return false;
    return text.size > 0;
}

static bool read_type(struct slice text, struct media_range *range)
{
    /* Java again: a lone star is any type. */
    struct slice rest = slice_is(text, "*") ? slice_of("*/*") : text;

    if (!slice_cut(&rest, '/', &range->type) || !is_name(range->type) || !is_name(rest))
        return false;
    range->subtype = rest;
    return !slice_is(range->type, "*") || slice_is(rest, "*");
}

/* "name;a=b;q=0.5": the name, and the quality, 1 where none is said. */
static bool read_element(struct slice text, struct slice *name, int *quality)
{
    struct slice part, parameter;

    *quality = 1000;
    if (!cut_unquoted(&text, ';', name))
        return false;
    *name = slice_trim(*name);
    while (cut_unquoted(&text, ';', &part)) {
        part = slice_trim(part);
        if (slice_cut(&part, '=', &parameter) &&
            slice_equal_ignoring_case(parameter, slice_of("q")) && !read_quality(part, quality))
            return false;
    }
    return true;
}

bool accept_next_word(struct slice *rest, struct slice *word, int *quality)
{
    struct slice text;

    while (cut_unquoted(rest, ',', &text))
        if (read_element(text, word, quality) && is_name(*word))
            return true;
    return false;
}

bool accept_next(struct slice *rest, struct media_range *range)
{
    struct slice text, name;

    while (cut_unquoted(rest, ',', &text))
        if (read_element(text, &name, &range->quality) && read_type(name, range))
            return true;
    return false;
}

int accept_fit(const struct media_range *range, const char *media_type)
{
    struct slice rest = slice_of(media_type), whole, type;

    (void)slice_cut(&rest, ';', &whole);
    (void)slice_cut(&whole, '/', &type);
    if (slice_is(range->type, "*"))
        return 1;
    if (!slice_equal_ignoring_case(range->type, type))
        return 0;
    if (slice_is(range->subtype, "*"))
        return 2;
    return slice_equal_ignoring_case(range->subtype, whole) ? 3 : 0;
}
