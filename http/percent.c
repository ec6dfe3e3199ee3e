#include "http/percent.h"

static int hex_value(char c)
{
    char lower = (char)(c | 0x20);

    if (c >= '0' && c <= '9')
        return c - '0';
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* The byte that %xx at the front stands for, or -1. */
static int decode_one(struct slice rest)
{
    if (rest.size < 3)
        return -1;
    int high = hex_value(rest.data[1]), low = hex_value(rest.data[2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

bool percent_decode(struct buffer *out, struct slice raw, bool plus, size_t *at)
{
    for (size_t i = 0; i < raw.size; i++) {
        char c = raw.data[i];

        if (c == '%') {
            int byte = decode_one(slice_skip(raw, i));

            if (byte < 0) {
                *at = i;
                return false;
            }
            c = (char)byte;
            i += 2;
        } else if (c == '+' && plus) {
            c = ' ';
        }
        buffer_char(out, c);
    }
    return true;
}

/* All are looked at, so that it can be done with several at once: there hardly ever is one. */
bool has_control_byte(struct slice text)
{
    unsigned found = 0;

    for (size_t i = 0; i < text.size; i++)
        found |= ((unsigned char)text.data[i] < 0x20) | (text.data[i] == 0x7F);
    return found;
}
