#include "base/buffer.h"
#include "formats/uri.h"
#include "handlers/ask_internal.h"

/* A question written back as links write it. */

void ask_encode(struct slice text, struct buffer *out)
{
    uri_add(out, text, ",/:");
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
        buffer_text(out, first ? "" : "&");
        buffer_text(out, params[i].name);
        buffer_char(out, '=');
        if (i == PARAM_CURSOR)
            ask_encode(cursor, out);
        else
            encode_value(ask, i, out);
        first = false;
    }
}
