/* A run of bytes that somebody else owns: a pointer and a size, not terminated by a zero byte.
 *
 * data == NULL means "no value" (SQL's NULL, JSON's null); an empty slice with data is "". */
#ifndef SLICE_H
#define SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct slice {
    const char *data;
    size_t size;
};

/* For printf's "%.*s". */
#define SLICE_ARGS(s) (int)(s).size, ((s).data ? (s).data : "")

/* text may be NULL: then the slice is "no value". */
static inline struct slice slice_of(const char *text)
{
    return (struct slice){text, text ? strlen(text) : 0};
}

static inline bool slice_is(struct slice s, const char *text)
{
    return s.data && strlen(text) == s.size && memcmp(s.data, text, s.size) == 0;
}

/* Same bytes; "no value" equals only itself. */
bool slice_equal(struct slice a, struct slice b);
bool slice_equal_ignoring_case(struct slice a, struct slice b); /* ASCII letters only */

/* As strcmp: bytes compared as unsigned, the shorter first. */
int slice_compare(struct slice a, struct slice b);

bool slice_starts(struct slice s, const char *prefix);
bool slice_ends(struct slice s, const char *suffix);

/* Without the first n bytes, or without the last n bytes; n may exceed the size. */
struct slice slice_skip(struct slice s, size_t n);
struct slice slice_drop(struct slice s, size_t n);

/* Spaces and tabs cut off at both ends. */
struct slice slice_trim(struct slice s);

/* Takes the part before the next separator off the front of *rest. Returns false when *rest is
 * used up ("no value"): "a,,b" gives "a", "", "b"; "" gives "" once. */
bool slice_cut(struct slice *rest, char separator, struct slice *part);

/* A whole decimal number without sign or leading junk; false when it is none or above max. */
bool slice_integer(struct slice s, int64_t max, int64_t *value);

/* Copied into room bytes with a closing zero; false when it does not fit (out is then ""). */
bool slice_copy(struct slice s, char *out, size_t room);

#endif
