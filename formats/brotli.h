/* A brotli encoder that says so where it gets no memory: left to itself, the library ends the
 * process (1.0.9). Behind compress.h, and the only brotli/encode.h. */
#ifndef BROTLI_H
#define BROTLI_H

#include "base/slice.h"

/* NULL where memory ended. */
struct brotli;
struct brotli *brotli_open(int level, int log_window);
void brotli_close(struct brotli *brotli);

/* Takes some of *in, writes some of *room bytes to out and says how many. *more: it wants to be
 * called again even if nothing is left in *in. False where memory ended, and ever after. */
bool brotli_turn(struct brotli *brotli, struct slice *in, bool last, char *out, size_t *room,
                 bool *more);

#endif
