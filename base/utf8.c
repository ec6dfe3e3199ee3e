#include "base/utf8.h"

/* Bytes of the valid character at p, or 0. Table 3-7 of the Unicode standard. */
static size_t character(const unsigned char *p, size_t left)
{
    static const struct {
        unsigned char lead_low, lead_high, second_low, second_high, bytes;
    } forms[] = {
        {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3}, {0xE1, 0xEC, 0x80, 0xBF, 3},
        {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3}, {0xF0, 0xF0, 0x90, 0xBF, 4},
        {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
    };

    if (p[0] < 0x80)
        return 1;
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (p[0] < forms[i].lead_low || p[0] > forms[i].lead_high)
            continue;
        if (left < forms[i].bytes || p[1] < forms[i].second_low || p[1] > forms[i].second_high)
            return 0;
        for (size_t k = 2; k < forms[i].bytes; k++)
            if ((p[k] & 0xC0) != 0x80)
                return 0;
        return forms[i].bytes;
    }
    return 0;
}

size_t utf8_fault(struct slice text)
{
    size_t at = 0;

    while (at < text.size) {
        size_t bytes = character((const unsigned char *)text.data + at, text.size - at);

        if (!bytes)
            break;
        at += bytes;
    }
    return at;
}

size_t utf8_cut(struct slice text, size_t limit)
{
    if (limit >= text.size) {
        /* The text itself may have been cut short: drop an unfinished last character. */
        size_t fault = utf8_fault(text);

        return text.size - fault < 4 ? fault : text.size;
    }
    size_t start = limit;
    while (start && limit - start < 3 && ((unsigned char)text.data[start] & 0xC0) == 0x80)
        start--;
    const unsigned char *p = (const unsigned char *)text.data + start;
    return start + character(p, text.size - start) > limit ? start : limit;
}

uint32_t utf8_first(struct slice text, size_t *bytes)
{
    const unsigned char *p = (const unsigned char *)text.data;

    *bytes = character(p, text.size);
    switch (*bytes) {
    case 2:
        return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
    case 3:
        return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    case 4:
        return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 |
               (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
    default:
        return p[0];
    }
}
