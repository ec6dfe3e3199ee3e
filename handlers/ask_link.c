#include "base/buffer.h"
#include "handlers/ask_internal.h"

/* A question written back as links write it. */

void ask_encode(struct slice text, struct buffer *out)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                "-._~,/:";

    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];

        if (memchr(plain, c, sizeof plain - 1))
            buffer_char(out, (char)c);
        else
            buffer_format(out, "%%%02X", c);
    }
}

/* The value as links write it: sets in order, defaults left out. */
static void encode_value(const struct ask *ask, int param, struct buffer *out)
{
    if (!ask->parts[param]) {
        ask_encode(ask->values[param], out);
        return;
    }
    for (int i = 0; i < ask->sets[param].count; i++) {
        if (i)
            buffer_char(out, ',');
        ask_encode(ask->parts[param][i], out);
    }
}

void ask_arguments(const struct ask *ask, struct slice cursor, bool only_meaning,
                   struct buffer *out)
{
    bool first = true;

    for (int i = 0; i < PARAM_COUNT; i++) {
        struct slice value = i == PARAM_CURSOR ? cursor : ask->values[i];
        const char *standard = i == PARAM_LIMIT ? NULL : params[i].standard;

        if (!value.data || (only_meaning && params[i].form) ||
            (standard && slice_is(value, standard)))
            continue;
        buffer_format(out, "%s%s=", first ? "" : "&", params[i].name);
        if (i == PARAM_CURSOR)
            ask_encode(cursor, out);
        else
            encode_value(ask, i, out);
        first = false;
    }
}
