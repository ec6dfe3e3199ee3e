#include "handlers/coded.h"

#include <stdlib.h>

#include "formats/compress.h"

enum { BLOCK = 16 * 1024, CODED_CEILING = 256 * 1024 };

struct coded {
    struct stream plain;
    struct coder *coder;
    struct buffer ready; /* coded, and not yet read */
    size_t read;
    bool ended;
    char block[BLOCK];
};

static void coded_close(void *state)
{
    struct coded *coded = state;

    if (coded->plain.close)
        coded->plain.close(coded->plain.state);
    coder_close(coded->coder);
    buffer_clear(&coded->ready);
    free(coded);
}

static bool code_block(struct coded *coded)
{
    ssize_t size = coded->plain.read(coded->plain.state, coded->block, BLOCK);

    if (size < 0)
        return false;
    buffer_reset(&coded->ready);
    coded->read = 0;
    coded->ended = size == 0;
    return coder_add(coded->coder, (struct slice){coded->block, (size_t)size}, coded->ended,
                     &coded->ready);
}

static ssize_t coded_read(void *state, char *out, size_t room)
{
    struct coded *coded = state;

    while (coded->read == coded->ready.size) {
        if (coded->ended)
            return 0;
        if (!code_block(coded))
            return -1;
    }
    size_t left = coded->ready.size - coded->read, size = left < room ? left : room;
    memcpy(out, coded->ready.data + coded->read, size);
    coded->read += size;
    return (ssize_t)size;
}

bool coded_stream(struct stream *stream, enum encoding encoding)
{
    struct coded *coded = malloc(sizeof *coded);
    struct coder *coder = coded ? coder_open(encoding) : NULL;

    if (!coder) {
        free(coded);
        return false;
    }
    coded->plain = *stream;
    coded->coder = coder;
    coded->ended = false;
    coded->read = 0;
    buffer_init(&coded->ready, CODED_CEILING);
    *stream = (struct stream){coded, coded_read, coded_close};
    return true;
}
