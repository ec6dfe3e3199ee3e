#include "package/text.h"

#include <stdio.h>

#include "base/utf8.h"

struct range {
    uint32_t from, to;
};

/* Controls, line and paragraph separators, marks that turn the direction of the text behind them,
 * what Unicode says is no character, the byte order mark, and annotations. */
static const struct range forbidden[] = {
    {0, 0x1F},        {0x7F, 0x9F},     {0x2028, 0x202E}, {0x2066, 0x206F},
    {0xFDD0, 0xFDEF}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0, 0}};

/* White space, and the zero width space. */
static const struct range blanks[] = {{0x09, 0x0D},
                                      {0x20, 0x20},
                                      {0x85, 0x85},
                                      {0xA0, 0xA0},
                                      {0x1680, 0x1680},
                                      {0x2000, 0x200B},
                                      {0x2028, 0x2029},
                                      {0x202F, 0x202F},
                                      {0x205F, 0x205F},
                                      {0x3000, 0x3000},
                                      {0, 0}};

/* Allowed inside of words, where scripts need them; alone they show nothing. */
static const struct range unseen[] = {
    {0xAD, 0xAD},     {0x34F, 0x34F},   {0x61C, 0x61C},     {0x115F, 0x1160},   {0x17B4, 0x17B5},
    {0x180B, 0x180F}, {0x200C, 0x200F}, {0x2060, 0x2065},   {0x2800, 0x2800},   {0x3164, 0x3164},
    {0xFE00, 0xFE0F}, {0xFFA0, 0xFFA0}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}, {0, 0}};

static bool is_in(const struct range *ranges, uint32_t code)
{
    for (; ranges->to; ranges++)
        if (code >= ranges->from && code <= ranges->to)
            return true;
    return false;
}

static bool is_forbidden(uint32_t code)
{
    return is_in(forbidden, code) || (code & 0xFFFE) == 0xFFFE;
}

static bool is_printable_ascii(char c)
{
    return c > ' ' && c < 0x7F;
}

/* What one look at all characters tells. */
struct look {
    uint32_t first, last, forbidden;
    size_t characters;
    bool is_seen, is_forbidden;
};

static void look_at(struct look *look, uint32_t code)
{
    if (!look->characters++)
        look->first = code;
    look->last = code;
    if (code > ' ' && code < 0x7F) { /* nearly all of it */
        look->is_seen = true;
        return;
    }
    if (!look->is_forbidden && is_forbidden(code)) {
        look->is_forbidden = true;
        look->forbidden = code;
    }
    look->is_seen = look->is_seen || !(is_in(blanks, code) || is_in(unseen, code));
}

/* Nearly every text is of ASCII that prints; how many of its bytes are, from the first on. */
static size_t plain_bytes(struct slice text)
{
    size_t at = 0;

    while (at < text.size && text.data[at] >= ' ' && text.data[at] < 0x7F)
        at++;
    return at;
}

/* Without a blank at its ends it has something that can be seen. */
static bool is_plain(struct slice text, int longest)
{
    return text.size && text.size <= (size_t)longest && text.data[0] != ' ' &&
           text.data[text.size - 1] != ' ' && plain_bytes(text) == text.size;
}

enum text_fault text_check(struct slice text, int longest, uint32_t *code)
{
    struct look look = {0};

    *code = 0;
    if (is_plain(text, longest))
        return TEXT_FINE;
    for (size_t at = 0, bytes = 1; at < text.size && bytes; at += bytes)
        look_at(&look, utf8_first(slice_skip(text, at), &bytes));
    *code = look.forbidden;
    if (look.is_forbidden)
        return TEXT_FORBIDDEN;
    if (!look.is_seen)
        return TEXT_UNSEEN;
    if (is_in(blanks, look.first) || is_in(blanks, look.last))
        return TEXT_BLANK_END;
    return look.characters > (size_t)longest ? TEXT_LONG : TEXT_FINE;
}

const char *text_name(uint32_t code, char out[TEXT_NAME_ROOM])
{
    bool is_line_break = code == '\n' || code == '\r';

    (void)snprintf(out, TEXT_NAME_ROOM, is_line_break ? "a line break (U+%04X)" : "U+%04X",
                   (unsigned)code);
    return out;
}

/* One character as it is shown; half of one, where the text was cut, is not. */
static size_t show_one(struct slice text, char out[16], size_t *bytes)
{
    uint32_t code = utf8_first(text, bytes);

    if (!*bytes) {
        *bytes = 1;
        return 0;
    }
    if (code == ' ' || is_printable_ascii(text.data[0]) ||
        !(is_forbidden(code) || is_in(blanks, code) || is_in(unseen, code))) {
        memcpy(out, text.data, *bytes);
        return *bytes;
    }
    return (size_t)snprintf(out, 16, "<U+%04X>", (unsigned)code);
}

void text_show(struct slice text, size_t most, char *out, size_t room)
{
    static const char cut[] = "…";
    size_t at = 0, size = 0, bytes = 0;

    for (; at < text.size; at += bytes) {
        char one[16];
        size_t more = show_one(slice_skip(text, at), one, &bytes);

        if (at + bytes > most || size + more + sizeof cut > room)
            break;
        memcpy(out + size, one, more);
        size += more;
    }
    (void)snprintf(out + size, room - size, "%s", at < text.size ? cut : "");
}
