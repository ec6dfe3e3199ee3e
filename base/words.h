/* Closed vocabularies, and the nearest word to one that was mistyped. */
#ifndef WORDS_H
#define WORDS_H

#include "base/slice.h"

/* A closed vocabulary. Order is meaning: an index is the enum value where one belongs to it. */
struct words {
    const char *const *items;
    int count;
};

#define WORDS(array)                                                                               \
    {                                                                                              \
        (array), (int)(sizeof(array) / sizeof((array)[0]))                                         \
    }

/* The index of a word, or -1. Case matters. */
int words_find(const struct words *words, struct slice word);

/* The nearest word, or NULL where none is near enough to be meant. */
const char *words_near(const struct words *words, struct slice word);

/* How many single edits (insert, delete, change, swap of neighbours) lead from a to b, case
 * ignored; anything above 3 counts as 4. Text over 64 bytes is never near: 4. */
int words_distance(struct slice a, struct slice b);

/* The greatest distance at which a word of this size still counts as a slip of `meant`. */
int words_tolerance(size_t size);

#endif
