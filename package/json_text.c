#include "package/json_text.h"

static void new_line(struct json_text *json)
{
    buffer_char(json->out, '\n');
    buffer_repeat(json->out, ' ', (size_t)json->depth * 2);
}

/* Before every value and every key. */
static void begin(struct json_text *json)
{
    if (json->after_key) {
        json->after_key = false;
        return;
    }
    if (!json->depth)
        return;
    if (json->filled[json->depth - 1])
        buffer_char(json->out, ',');
    json->filled[json->depth - 1] = true;
    new_line(json);
}

void json_text_open(struct json_text *json, char bracket)
{
    begin(json);
    buffer_char(json->out, bracket);
    if (json->depth == JSON_TEXT_DEPTH) {
        json->out->failed = true;
        return;
    }
    json->filled[json->depth++] = false;
}

void json_text_close(struct json_text *json, char bracket)
{
    if (json->depth && json->filled[--json->depth])
        new_line(json);
    buffer_char(json->out, bracket);
}

static void write_string(struct buffer *out, struct slice text)
{
    static const char short_from[] = "\"\\\b\f\n\r\t", short_to[] = "\"\\bfnrt";

    buffer_char(out, '"');
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        const char *found = c ? strchr(short_from, c) : NULL;

        if (found) {
            buffer_char(out, '\\');
            buffer_char(out, short_to[found - short_from]);
        } else if ((unsigned char)c < 0x20) {
            buffer_format(out, "\\u%04x", (unsigned)c);
        } else {
            buffer_char(out, c);
        }
    }
    buffer_char(out, '"');
}

void json_text_key(struct json_text *json, struct slice key)
{
    begin(json);
    write_string(json->out, key);
    buffer_text(json->out, ": ");
    json->after_key = true;
}

void json_text_string(struct json_text *json, struct slice text)
{
    begin(json);
    write_string(json->out, text);
}

void json_text_plain(struct json_text *json, const char *word)
{
    begin(json);
    buffer_text(json->out, word);
}

void json_text_pair(struct json_text *json, const char *key, const char *text)
{
    json_text_key(json, slice_of(key));
    json_text_string(json, slice_of(text));
}
