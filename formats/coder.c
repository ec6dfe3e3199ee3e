#include "formats/compress.h"

#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

#include "formats/brotli.h"

/* Quick levels and small windows: one of these belongs to every client that reads a stream, and a
 * hundred of them may stand still. About 100 KB each for gzip and brotli, 240 KB for zstd. */
enum {
    GZIP_LEVEL = 1,
    GZIP_WINDOW = 13 + 16, /* with gzip's own head */
    GZIP_MEMORY = 7,
    BROTLI_LEVEL = 1,
    BROTLI_LOG_WINDOW = 15,
    ZSTD_LEVEL = 1,
    ZSTD_LOG_WINDOW = 15,
    PIECE = 16 * 1024, /* that out is made longer by */
};

struct coder {
    enum encoding encoding;
    z_stream gzip;
    struct brotli *brotli;
    ZSTD_CStream *zstd;
};

static bool zstd_open(struct coder *coder)
{
    coder->zstd = ZSTD_createCStream();
    return coder->zstd &&
           !ZSTD_isError(
               ZSTD_CCtx_setParameter(coder->zstd, ZSTD_c_compressionLevel, ZSTD_LEVEL)) &&
           !ZSTD_isError(ZSTD_CCtx_setParameter(coder->zstd, ZSTD_c_windowLog, ZSTD_LOG_WINDOW));
}

static bool open_library(struct coder *coder)
{
    switch (coder->encoding) {
    case ENCODING_GZIP:
        return deflateInit2(&coder->gzip, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY,
                            Z_DEFAULT_STRATEGY) == Z_OK;
    case ENCODING_BROTLI:
        coder->brotli = brotli_open(BROTLI_LEVEL, BROTLI_LOG_WINDOW);
        return coder->brotli != NULL;
    case ENCODING_ZSTD:
        return zstd_open(coder);
    case ENCODING_IDENTITY:
        break;
    }
    return false;
}

struct coder *coder_open(enum encoding encoding)
{
    struct coder *coder = calloc(1, sizeof *coder);

    if (!coder)
        return NULL;
    coder->encoding = encoding;
    if (open_library(coder))
        return coder;
    coder_close(coder);
    return NULL;
}

void coder_close(struct coder *coder)
{
    if (!coder)
        return;
    if (coder->gzip.state)
        (void)deflateEnd(&coder->gzip);
    brotli_close(coder->brotli);
    (void)ZSTD_freeCStream(coder->zstd);
    free(coder);
}

/* One turn of a library: takes some of *in, writes some of room bytes to out, says how many.
 * *more: it wants to be called again even if nothing is left in *in. */
static bool turn_gzip(struct coder *coder, struct slice *in, bool last, char *out, size_t *room,
                      bool *more)
{
    z_stream *z = &coder->gzip;
    size_t given = in->size < UINT32_MAX ? in->size : UINT32_MAX, had = *room;

    z->next_in = (Bytef *)in->data;
    z->avail_in = (uInt)given;
    z->next_out = (Bytef *)out;
    z->avail_out = (uInt)had;
    int code = deflate(z, last && given == in->size ? Z_FINISH : Z_NO_FLUSH);
    *in = slice_skip(*in, given - z->avail_in);
    *room = had - z->avail_out;
    *more = in->size > 0 || z->avail_out == 0 || (last && code != Z_STREAM_END);
    return code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR;
}

static bool turn_brotli(struct coder *coder, struct slice *in, bool last, char *out, size_t *room,
                        bool *more)
{
    return brotli_turn(coder->brotli, in, last, out, room, more);
}

static bool turn_zstd(struct coder *coder, struct slice *in, bool last, char *out, size_t *room,
                      bool *more)
{
    ZSTD_inBuffer from = {in->data, in->size, 0};
    ZSTD_outBuffer to = {out, *room, 0};
    size_t left =
        ZSTD_compressStream2(coder->zstd, &to, &from, last ? ZSTD_e_end : ZSTD_e_continue);

    if (ZSTD_isError(left))
        return false;
    *in = slice_skip(*in, from.pos);
    *more = from.pos < from.size || (last && left > 0);
    *room = to.pos;
    return true;
}

bool coder_add(struct coder *coder, struct slice bytes, bool last, struct buffer *out)
{
    static bool (*const turns[])(struct coder *, struct slice *, bool, char *, size_t *, bool *) = {
        [ENCODING_GZIP] = turn_gzip, [ENCODING_BROTLI] = turn_brotli, [ENCODING_ZSTD] = turn_zstd};
    bool more = bytes.size > 0 || last;

    while (more) {
        char *room = buffer_grow(out, PIECE);
        size_t size = PIECE;

        if (!room || !turns[coder->encoding](coder, &bytes, last, room, &size, &more))
            return false;
        out->size += size;
    }
    return true;
}
