#include "base/buffer.h"
#include "db/search.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Whether it can hold a word: marks alone find nothing. */
static bool has_word(struct slice part)
{
    for (size_t i = 0; i < part.size; i++) {
        unsigned char c = (unsigned char)part.data[i], lower = c | 0x20;

        if (c >= 0x80 || (c >= '0' && c <= '9') || (lower >= 'a' && lower <= 'z'))
            return true;
    }
    return false;
}

static struct slice take_word(struct slice *rest)
{
    struct slice word = {rest->data, 0};

    while (word.size < rest->size && !is_space(word.data[word.size]) && word.data[word.size] != '"')
        word.size++;
    *rest = slice_skip(*rest, word.size);
    return word;
}

/* The part in front, without quotes; false where a quote stays open. */
static bool take_part(struct slice *rest, struct slice *part, bool *is_beginning, struct error *err)
{
    if (rest->data[0] != '"') {
        *part = take_word(rest);
        *is_beginning = slice_ends(*part, "*");
        *part = slice_drop(*part, *is_beginning);
        return true;
    }
    *rest = slice_skip(*rest, 1);
    if (!memchr(rest->data, '"', rest->size))
        return error_set(err, ERROR_ARGUMENT, "a quote is opened and not closed");
    (void)slice_cut(rest, '"', part);
    *is_beginning = slice_starts(*rest, "*");
    *rest = slice_skip(*rest, *is_beginning);
    return true;
}

bool search_expression(struct slice typed, struct buffer *out, struct error *err)
{
    struct slice part = {NULL, 0};
    bool is_beginning = false;

    while (typed.size) {
        if (is_space(typed.data[0])) {
            typed = slice_skip(typed, 1);
            continue;
        }
        if (!take_part(&typed, &part, &is_beginning, err))
            return false;
        if (!has_word(part))
            continue;
        buffer_format(out, "%s\"%.*s\"%s", out->size ? " " : "", SLICE_ARGS(part),
                      is_beginning ? " *" : "");
    }
    if (out->failed)
        return error_set(err, ERROR_INTERNAL, "no memory for a search");
    return out->size || error_set(err, ERROR_ARGUMENT, "there is no word in it");
}
