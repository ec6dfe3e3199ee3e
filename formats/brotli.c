#include "formats/brotli.h"

#include <brotli/encode.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>

/* Before each piece of memory that the library was given. */
struct block {
    struct block *next, **place; /* that which leads here */
    max_align_t bytes[];
};

struct brotli {
    BrotliEncoderState *state; /* NULL: lost */
    struct block *blocks;
    jmp_buf out_of_memory;
};

/* Does not come back where there is none: the library would call exit(). */
static void *take(void *state, size_t size)
{
    struct brotli *brotli = state;
    struct block *block = size <= SIZE_MAX / 2 ? malloc(sizeof *block + size) : NULL;

    if (!block)
        longjmp(brotli->out_of_memory, 1);
    *block = (struct block){brotli->blocks, &brotli->blocks};
    if (block->next)
        block->next->place = &block->next;
    brotli->blocks = block;
    return block->bytes;
}

static void give_back(void *state, void *memory)
{
    (void)state;
    if (!memory)
        return;
    struct block *block = (void *)((char *)memory - offsetof(struct block, bytes));

    *block->place = block->next;
    if (block->next)
        block->next->place = block->place;
    free(block);
}

/* The library's own end would look at what it had not finished. */
static void lose(struct brotli *brotli)
{
    struct block *block = brotli->blocks, *next;

    for (; block; block = next) {
        next = block->next;
        free(block);
    }
    brotli->blocks = NULL;
    brotli->state = NULL;
}

static bool begin(struct brotli *brotli, int level, int log_window)
{
    if (setjmp(brotli->out_of_memory) != 0)
        return false;
    brotli->state = BrotliEncoderCreateInstance(take, give_back, brotli);
    return brotli->state &&
           BrotliEncoderSetParameter(brotli->state, BROTLI_PARAM_MODE, BROTLI_MODE_TEXT) &&
           BrotliEncoderSetParameter(brotli->state, BROTLI_PARAM_QUALITY, (uint32_t)level) &&
           BrotliEncoderSetParameter(brotli->state, BROTLI_PARAM_LGWIN, (uint32_t)log_window);
}

struct brotli *brotli_open(int level, int log_window)
{
    struct brotli *brotli = calloc(1, sizeof *brotli);

    if (brotli && begin(brotli, level, log_window))
        return brotli;
    brotli_close(brotli);
    return NULL;
}

void brotli_close(struct brotli *brotli)
{
    if (!brotli)
        return;
    lose(brotli);
    free(brotli);
}

static bool step(struct brotli *brotli, bool last, size_t *given, const uint8_t **in, size_t *room,
                 uint8_t **out)
{
    BrotliEncoderOperation what = last ? BROTLI_OPERATION_FINISH : BROTLI_OPERATION_PROCESS;

    if (setjmp(brotli->out_of_memory) != 0) {
        lose(brotli);
        return false;
    }
    return BrotliEncoderCompressStream(brotli->state, what, given, in, room, out, NULL);
}

bool brotli_turn(struct brotli *brotli, struct slice *in, bool last, char *out, size_t *room,
                 bool *more)
{
    size_t left = in->size, free_room = *room;
    const uint8_t *next_in = (const uint8_t *)in->data;
    uint8_t *next_out = (uint8_t *)out;

    if (!brotli->state || !step(brotli, last, &left, &next_in, &free_room, &next_out))
        return false;
    *in = slice_skip(*in, in->size - left);
    *room -= free_room;
    *more = left > 0 || BrotliEncoderHasMoreOutput(brotli->state) ||
            (last && !BrotliEncoderIsFinished(brotli->state));
    return true;
}
