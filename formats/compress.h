/* Bytes made smaller: gzip, brotli and zstd.
 *
 * The whole once and for many, at a level that takes its time; or a stream for one, at a level that
 * keeps up with it, in constant memory. */
#ifndef COMPRESS_H
#define COMPRESS_H

#include "base/buffer.h"
#include "http/encoding.h"

/* Adds the coded bytes to out, at most `ceiling` of them. False where that is not enough or memory
 * ended; out is then as it was. */
bool compress_whole(enum encoding encoding, struct slice bytes, size_t ceiling, struct buffer *out);

#endif
