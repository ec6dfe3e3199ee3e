/* How far text can be copied as it is: sixteen bytes at a time where nothing is special. */
#ifndef SCAN_H
#define SCAN_H

#include "base/slice.h"

typedef unsigned char scan_block __attribute__((vector_size(16)));

static inline scan_block scan_load(const char *text)
{
    scan_block block;

    memcpy(&block, text, sizeof block);
    return block;
}

/* Text that is shorter than a block: some of its bytes stand twice, or blanks fill up. */
static inline scan_block scan_short(struct slice text)
{
    char bytes[sizeof(scan_block)];

    memset(bytes, ' ', sizeof bytes);
    if (text.size >= 8) {
        memcpy(bytes, text.data, 8);
        memcpy(bytes + 8, text.data + text.size - 8, 8);
    } else if (text.size >= 4) {
        memcpy(bytes, text.data, 4);
        memcpy(bytes + 4, text.data + text.size - 4, 4);
    } else {
        for (size_t i = 0; i < text.size; i++)
            bytes[i] = text.data[i];
    }
    return scan_load(bytes);
}

/* Whether any byte of a comparison's result is set. */
static inline bool scan_any(scan_block found)
{
    uint64_t halves[2];

    memcpy(halves, &found, sizeof halves);
    return (halves[0] | halves[1]) != 0;
}

#endif
