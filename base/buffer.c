#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { FIRST_ROOM = 256 };

void buffer_init(struct buffer *b, size_t ceiling)
{
    *b = (struct buffer){.ceiling = ceiling};
}

void buffer_clear(struct buffer *b)
{
    free(b->data);
    *b = (struct buffer){.ceiling = b->ceiling};
}

void buffer_reset(struct buffer *b)
{
    b->size = 0;
    b->failed = false;
}

static size_t next_room(const struct buffer *b, size_t need)
{
    size_t room = b->room ? b->room : FIRST_ROOM;

    while (room < need && room < b->ceiling / 2)
        room *= 2;
    return need <= room && room < b->ceiling ? room : b->ceiling;
}

char *buffer_grow(struct buffer *b, size_t size)
{
    if (b->failed || size > b->ceiling - b->size) {
        b->failed = true;
        return NULL;
    }
    if (!b->data || size > b->room - b->size) {
        size_t room = next_room(b, b->size + size);
        char *data = realloc(b->data, room ? room : 1); /* a place of its own, also for nothing */

        if (!data) {
            b->failed = true;
            return NULL;
        }
        b->data = data;
        b->room = room;
    }
    return b->data + b->size;
}

void buffer_add_growing(struct buffer *b, const char *data, size_t size)
{
    char *end = size ? buffer_grow(b, size) : NULL;

    if (end) {
        memcpy(end, data, size);
        b->size += size;
    }
}

void buffer_repeat(struct buffer *b, char c, size_t times)
{
    char *end = times ? buffer_grow(b, times) : NULL;

    if (end) {
        memset(end, c, times);
        b->size += times;
    }
}

void buffer_integer(struct buffer *b, int64_t value)
{
    char digits[24];
    char *at = digits + sizeof digits;
    uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;

    do
        *--at = (char)('0' + rest % 10);
    while (rest /= 10);
    if (value < 0)
        *--at = '-';
    buffer_add(b, at, (size_t)(digits + sizeof digits - at));
}

void buffer_hexadecimal(struct buffer *b, uint64_t value)
{
    char digits[16];

    for (size_t i = sizeof digits; i > 0; value >>= 4)
        digits[--i] = "0123456789abcdef"[value & 15];
    buffer_add(b, digits, sizeof digits);
}

void buffer_format(struct buffer *b, const char *format, ...)
{
    va_list args, again;

    va_start(args, format);
    va_copy(again, args);
    int size = vsnprintf(NULL, 0, format, args);
    va_end(args);
    /* The closing zero needs a byte too, which is not counted: such text stays below the ceiling.
     */
    char *end = size >= 0 ? buffer_grow(b, (size_t)size + 1) : NULL;
    b->failed = b->failed || !end;
    if (end) {
        (void)vsnprintf(end, (size_t)size + 1, format, again);
        b->size += (size_t)size;
    }
    va_end(again);
}
