#include "formats/uri.h"

static bool is_kept(char c, const char *also)
{
    char lower = (char)(c | 0x20);

    if ((lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.')
        return true;
    return c && (c == '_' || c == '~' || strchr(also, c));
}

static void encode(struct buffer *out, unsigned char c)
{
    static const char digits[] = "0123456789ABCDEF";

    buffer_add(out, (char[]){'%', digits[c >> 4], digits[c & 15]}, 3);
}

void uri_add(struct buffer *out, struct slice text, const char *also)
{
    while (text.size) {
        size_t kept = 0;

        while (kept < text.size && is_kept(text.data[kept], also))
            kept++;
        buffer_add(out, text.data, kept);
        text = slice_skip(text, kept);
        if (text.size) {
            encode(out, (unsigned char)text.data[0]);
            text = slice_skip(text, 1);
        }
    }
}
