/* Bytes that grow up to a ceiling set at birth.
 *
 * Adding never fails loudly: where memory or the ceiling ends, `failed` becomes true, nothing
 * more is added, and whoever hands the bytes on looks at it once. */
#ifndef BUFFER_H
#define BUFFER_H

#include "base/clean.h"
#include "base/slice.h"

struct buffer {
    char *data;
    size_t size;
    size_t room;
    size_t ceiling;
    bool failed;
};

/* No memory is taken before the first byte. A zeroed struct has a ceiling of 0. */
void buffer_init(struct buffer *b, size_t ceiling);
void buffer_clear(struct buffer *b);
DEFINE_CLEAN(buffer)

/* Empties without giving the memory back; `failed` is forgotten. */
void buffer_reset(struct buffer *b);

/* What the functions below do where there may be no room yet. */
void buffer_add_growing(struct buffer *b, const char *data, size_t size);

/* Rows are written by some hundred of these each: where there is room they are a copy. */
static inline void buffer_add(struct buffer *b, const char *data, size_t size)
{
    if (size - 1 < b->room - b->size && !b->failed) { /* no size is no room */
        memcpy(b->data + b->size, data, size);
        b->size += size;
    } else {
        buffer_add_growing(b, data, size);
    }
}

static inline void buffer_char(struct buffer *b, char c)
{
    buffer_add(b, &c, 1);
}

/* Between two marks, with one look at the room. */
static inline void buffer_between(struct buffer *b, char mark, struct slice s)
{
    if (s.size && s.size + 2 < b->room - b->size && !b->failed) {
        char *end = b->data + b->size;

        end[0] = mark;
        memcpy(end + 1, s.data, s.size);
        end[s.size + 1] = mark;
        b->size += s.size + 2;
    } else {
        buffer_add(b, &mark, 1);
        buffer_add(b, s.data, s.size);
        buffer_add(b, &mark, 1);
    }
}

static inline void buffer_slice(struct buffer *b, struct slice s)
{
    buffer_add(b, s.data, s.size);
}

static inline void buffer_text(struct buffer *b, const char *text)
{
    buffer_add(b, text, strlen(text));
}

void buffer_repeat(struct buffer *b, char c, size_t times);
void buffer_integer(struct buffer *b, int64_t value);
/* Sixteen digits. */
void buffer_hexadecimal(struct buffer *b, uint64_t value);
__attribute__((format(printf, 2, 3))) void buffer_format(struct buffer *b, const char *format, ...);

/* Room for `size` more bytes at the end, to be written in place and counted by hand; NULL where
 * there is none. */
char *buffer_grow(struct buffer *b, size_t size);

static inline struct slice buffer_all(const struct buffer *b)
{
    return (struct slice){b->data ? b->data : "", b->size};
}

#endif
