#include "base/slice.h"

static unsigned char lower(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

bool slice_equal(struct slice a, struct slice b)
{
    if (!a.data || !b.data)
        return !a.data && !b.data;
    return a.size == b.size && memcmp(a.data, b.data, a.size) == 0;
}

bool slice_equal_ignoring_case(struct slice a, struct slice b)
{
    if (!a.data || !b.data || a.size != b.size)
        return !a.data && !b.data;
    for (size_t i = 0; i < a.size; i++)
        if (lower(a.data[i]) != lower(b.data[i]))
            return false;
    return true;
}

int slice_compare(struct slice a, struct slice b)
{
    size_t common = a.size < b.size ? a.size : b.size;
    int order = common ? memcmp(a.data, b.data, common) : 0;

    return order ? order : (a.size > b.size) - (a.size < b.size);
}

bool slice_starts(struct slice s, const char *prefix)
{
    size_t size = strlen(prefix);

    return s.data && s.size >= size && memcmp(s.data, prefix, size) == 0;
}

bool slice_ends(struct slice s, const char *suffix)
{
    size_t size = strlen(suffix);

    return s.data && s.size >= size && memcmp(s.data + s.size - size, suffix, size) == 0;
}

struct slice slice_skip(struct slice s, size_t n)
{
    if (!s.data)
        return s;
    if (n > s.size)
        n = s.size;
    return (struct slice){s.data + n, s.size - n};
}

struct slice slice_drop(struct slice s, size_t n)
{
    return (struct slice){s.data, n > s.size ? 0 : s.size - n};
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

struct slice slice_trim(struct slice s)
{
    while (s.size && is_blank(s.data[0]))
        s = slice_skip(s, 1);
    while (s.size && is_blank(s.data[s.size - 1]))
        s.size--;
    return s;
}

bool slice_cut(struct slice *rest, char separator, struct slice *part)
{
    if (!rest->data)
        return false;
    const char *found = rest->size ? memchr(rest->data, separator, rest->size) : NULL;
    if (!found) {
        *part = *rest;
        *rest = (struct slice){NULL, 0};
        return true;
    }
    *part = (struct slice){rest->data, (size_t)(found - rest->data)};
    *rest = slice_skip(*rest, part->size + 1);
    return true;
}

bool slice_integer(struct slice s, int64_t max, int64_t *value)
{
    int64_t sum = 0;

    if (!s.size || s.size > 18)
        return false;
    for (size_t i = 0; i < s.size; i++) {
        if (s.data[i] < '0' || s.data[i] > '9')
            return false;
        sum = sum * 10 + (s.data[i] - '0');
    }
    if (sum > max)
        return false;
    *value = sum;
    return true;
}

bool slice_copy(struct slice s, char *out, size_t room)
{
    if (s.size >= room) {
        if (room)
            out[0] = '\0';
        return false;
    }
    if (s.size)
        memcpy(out, s.data, s.size);
    out[s.size] = '\0';
    return true;
}
