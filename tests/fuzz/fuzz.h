/* What every fuzzer says: an input in, and an abort where an answer is wrong.
 *
 * `./dev fuzz` links each with libFuzzer; the ordinary builds link it with replay.c, which runs the
 * inputs that are kept in tests/fuzz/corpus. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/slice.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define EXPECT(condition, ...)                                                                     \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            (void)fprintf(stderr, "%s:%d: %s: ", __FILE__, __LINE__, #condition);                  \
            (void)fprintf(stderr, __VA_ARGS__);                                                    \
            (void)fputc('\n', stderr);                                                             \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

static inline struct slice fuzz_text(const uint8_t *data, size_t size)
{
    return (struct slice){data ? (const char *)data : "", size};
}

#endif
