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

/* A coding on its way. NULL where memory ended. */
struct coder;
struct coder *coder_open(enum encoding encoding);
void coder_close(struct coder *coder);

/* Takes the bytes and adds to out what has come of them by now, which may be nothing; `last`: no
 * more will come, and out gets the end. False where out's ceiling or memory ended. */
bool coder_add(struct coder *coder, struct slice bytes, bool last, struct buffer *out);

#endif
