#include "formats/uri.h"

/* "unreserved", RFC 3986, 2.3. */
static const bool unreserved[256] = {
    ['a'] = true, ['b'] = true, ['c'] = true, ['d'] = true, ['e'] = true, ['f'] = true,
    ['g'] = true, ['h'] = true, ['i'] = true, ['j'] = true, ['k'] = true, ['l'] = true,
    ['m'] = true, ['n'] = true, ['o'] = true, ['p'] = true, ['q'] = true, ['r'] = true,
    ['s'] = true, ['t'] = true, ['u'] = true, ['v'] = true, ['w'] = true, ['x'] = true,
    ['y'] = true, ['z'] = true, ['A'] = true, ['B'] = true, ['C'] = true, ['D'] = true,
    ['E'] = true, ['F'] = true, ['G'] = true, ['H'] = true, ['I'] = true, ['J'] = true,
    ['K'] = true, ['L'] = true, ['M'] = true, ['N'] = true, ['O'] = true, ['P'] = true,
    ['Q'] = true, ['R'] = true, ['S'] = true, ['T'] = true, ['U'] = true, ['V'] = true,
    ['W'] = true, ['X'] = true, ['Y'] = true, ['Z'] = true, ['0'] = true, ['1'] = true,
    ['2'] = true, ['3'] = true, ['4'] = true, ['5'] = true, ['6'] = true, ['7'] = true,
    ['8'] = true, ['9'] = true, ['-'] = true, ['.'] = true, ['_'] = true, ['~'] = true,
};

static inline bool is_kept(char c, const char *also)
{
    return unreserved[(unsigned char)c] || (c && strchr(also, c));
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
