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

/* Whether any byte of a comparison's result is set. */
static inline bool scan_any(scan_block found)
{
    uint64_t halves[2];

    memcpy(halves, &found, sizeof halves);
    return (halves[0] | halves[1]) != 0;
}

#endif
