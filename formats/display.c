#include "formats/display.h"

#include <uniwidth.h>

#include "base/utf8.h"

static bool is_unprintable(uint32_t c)
{
    bool direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    bool line = c == 0x2028 || c == 0x2029;

    return c < 0x20 || (c >= 0x7F && c < 0xA0) || line || direction;
}

void display_clean(struct buffer *out, struct slice text)
{
    while (text.size) {
        size_t bytes;
        bool bad = is_unprintable(utf8_first(text, &bytes));

        bytes = bytes ? bytes : 1;
        buffer_slice(out, bad ? slice_of(" ") : (struct slice){text.data, bytes});
        text = slice_skip(text, bytes);
    }
}

size_t display_fit(struct slice text, int columns, int *width)
{
    size_t at = 0;
    int used = 0;

    while (at < text.size) {
        size_t bytes;
        int wide = uc_width(utf8_first(slice_skip(text, at), &bytes), "UTF-8");

        wide = wide < 0 ? 1 : wide;
        if (wide > columns - used)
            break;
        used += wide;
        at += bytes ? bytes : 1;
    }
    if (width)
        *width = used;
    return at;
}

int display_width(struct slice text)
{
    int width;

    display_fit(text, INT32_MAX, &width);
    return width;
}

static bool is_ascii(struct slice text)
{
    for (size_t i = 0; i < text.size; i++)
        if ((unsigned char)text.data[i] >= 0x80)
            return false;
    return true;
}

static size_t one_character(struct slice text)
{
    size_t bytes;

    (void)utf8_first(text, &bytes);
    return bytes ? bytes : 1;
}

size_t display_line(struct slice text, int columns)
{
    size_t fit = display_fit(text, columns, NULL);
    struct slice word = text;

    if (fit == text.size || text.data[fit] == ' ')
        return fit;
    for (size_t i = fit; i > 0; i--)
        if (text.data[i - 1] == ' ')
            return i - 1;
    (void)slice_cut(&text, ' ', &word);
    if (is_ascii(word))
        return word.size;
    return fit ? fit : one_character(word);
}
