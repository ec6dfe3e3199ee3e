/* What the tests of formats/ share: byte-exact comparison and a source of chance. */
#ifndef EXPECT_H
#define EXPECT_H

#include "base/buffer.h"
#include "tests/base/suite.h"

/* Shows both sides whole; a zero byte inside counts. */
#define expect_bytes(out, wanted, length)                                                          \
    do {                                                                                           \
        struct slice got_ = buffer_all(out), want_ = {(wanted), (length)};                         \
        ck_assert_msg(slice_equal(got_, want_), "got:\n%.*s\nwanted:\n%.*s", SLICE_ARGS(got_),     \
                      SLICE_ARGS(want_));                                                          \
        ck_assert(!(out)->failed);                                                                 \
    } while (0)

#define expect_text(out, wanted) expect_bytes(out, wanted, strlen(wanted))

/* xorshift: the same numbers in every run. */
static inline uint32_t chance(uint32_t *state, uint32_t below)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state % below;
}

/* Any character but U+0000 and surrogates, often an ASCII one. */
static inline void chance_character(uint32_t *state, struct buffer *out)
{
    static const uint32_t limits[] = {0x80, 0x80, 0x80, 0x800, 0x10000, 0x110000};
    uint32_t c = 1 + chance(state, limits[chance(state, 6)] - 1);

    if (c >= 0xD800 && c <= 0xDFFF)
        c = 0x2028;
    if (c < 0x80) {
        buffer_char(out, (char)c);
    } else if (c < 0x800) {
        buffer_add(out, (char[]){(char)(0xC0 | c >> 6), (char)(0x80 | (c & 63))}, 2);
    } else if (c < 0x10000) {
        buffer_add(
            out,
            (char[]){(char)(0xE0 | c >> 12), (char)(0x80 | (c >> 6 & 63)), (char)(0x80 | (c & 63))},
            3);
    } else {
        buffer_add(out,
                   (char[]){(char)(0xF0 | c >> 18), (char)(0x80 | (c >> 12 & 63)),
                            (char)(0x80 | (c >> 6 & 63)), (char)(0x80 | (c & 63))},
                   4);
    }
}

#endif
