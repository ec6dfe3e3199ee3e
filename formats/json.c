#include "formats/json.h"

#include "formats/scan.h"

/* Bytes that do not go into a string as they are; '<' and 0xE2 (the first byte of U+2028) only
 * before certain others. */
static const bool special[256] = {
    true,         true,         true,          true,          true,          true, true, true,
    true,         true,         true,          true,          true,          true, true, true,
    true,         true,         true,          true,          true,          true, true, true,
    true,         true,         true,          true,          true,          true, true, true,
    ['"'] = true, ['<'] = true, ['\\'] = true, [0x7F] = true, [0xE2] = true,
};

void json_init(struct json *json, struct buffer *out, bool pretty)
{
    *json = (struct json){.out = out, .pretty = pretty, .first = true};
}

static void break_line(struct json *json)
{
    if (json->pretty) {
        buffer_char(json->out, '\n');
        buffer_repeat(json->out, ' ', 2 * (size_t)json->depth);
    }
}

void json_value(struct json *json)
{
    if (json->keyed) {
        json->keyed = false;
        return;
    }
    if (json->depth) {
        if (!json->first)
            buffer_char(json->out, ',');
        break_line(json);
    }
    json->first = false;
}

static void begin(struct json *json, char bracket)
{
    json_value(json);
    buffer_char(json->out, bracket);
    json->depth++;
    json->first = true;
}

static void end(struct json *json, char bracket)
{
    json->depth--;
    if (!json->first)
        break_line(json);
    buffer_char(json->out, bracket);
    json->first = false;
}

void json_object(struct json *json)
{
    begin(json, '{');
}

void json_object_end(struct json *json)
{
    end(json, '}');
}

void json_array(struct json *json)
{
    begin(json, '[');
}

void json_array_end(struct json *json)
{
    end(json, ']');
}

static void write_control(struct buffer *out, unsigned char c)
{
    static const char letters[32 + 1] = "uuuuuuuubtnufruuuuuuuuuuuuuuuuuu";
    static const char digits[] = "0123456789abcdef";
    char letter = c < 0x20 ? letters[c] : 'u';

    buffer_char(out, '\\');
    buffer_char(out, letter);
    if (letter == 'u')
        buffer_add(out, (char[]){'0', '0', digits[c >> 4], digits[c & 15]}, 4);
}

/* Writes the special byte at the front, and what belongs to it; returns how many were used. */
static size_t write_special(struct buffer *out, struct slice rest)
{
    unsigned char c = (unsigned char)rest.data[0];

    if (c == '"' || c == '\\') {
        buffer_add(out, (char[]){'\\', (char)c}, 2);
    } else if (c == '<' && slice_starts(rest, "</")) {
        buffer_text(out, "<\\/");
        return 2;
    } else if (slice_starts(rest, "\xE2\x80\xA8") || slice_starts(rest, "\xE2\x80\xA9")) {
        buffer_text(out, (unsigned char)rest.data[2] == 0xA8 ? "\\u2028" : "\\u2029");
        return 3;
    } else if (c < 0x20 || c == 0x7F) {
        write_control(out, c);
    } else {
        buffer_char(out, (char)c);
    }
    return 1;
}

static scan_block find_special(scan_block b)
{
    return (scan_block)((b < 0x20) | (b == '"') | (b == '<') | (b == '\\') | (b == 0x7F) |
                        (b == 0xE2));
}

/* Whether text needs no escapes. Its last block lies over the one before. */
static bool is_plain(struct slice text)
{
    scan_block found = {0};

    if (text.size < sizeof(scan_block))
        return !scan_any(find_special(scan_short(text)));
    for (size_t at = 0; at + sizeof(scan_block) < text.size; at += sizeof(scan_block))
        found |= find_special(scan_load(text.data + at));
    return !scan_any(found | find_special(scan_load(text.data + text.size - sizeof(scan_block))));
}

static size_t count_plain(struct slice text)
{
    size_t plain = 0;

    while (plain + sizeof(scan_block) <= text.size &&
           !scan_any(find_special(scan_load(text.data + plain))))
        plain += sizeof(scan_block);
    while (plain < text.size && !special[(unsigned char)text.data[plain]])
        plain++;
    return plain;
}

/* Apart from what most text goes through, which is then short. */
__attribute__((noinline)) static void escape_some(struct buffer *out, struct slice text)
{
    while (text.size) {
        size_t plain = count_plain(text);

        buffer_add(out, text.data, plain);
        text = slice_skip(text, plain);
        if (text.size)
            text = slice_skip(text, write_special(out, text));
    }
}

static void escape(struct buffer *out, struct slice text)
{
    if (is_plain(text))
        buffer_slice(out, text);
    else
        escape_some(out, text);
}

void json_key(struct json *json, struct slice key)
{
    json_value(json);
    json_text(json->out, key);
    buffer_add(json->out, ": ", json->pretty ? 2 : 1);
    json->keyed = true;
}

void json_name(struct json *json, const char *key)
{
    json_key(json, slice_of(key));
}

void json_joined(struct json *json, struct slice prefix, struct slice text)
{
    json_value(json);
    buffer_char(json->out, '"');
    escape(json->out, prefix);
    escape(json->out, text);
    buffer_char(json->out, '"');
}

void json_text(struct buffer *out, struct slice text)
{
    if (is_plain(text)) {
        buffer_between(out, '"', text);
        return;
    }
    buffer_char(out, '"');
    escape_some(out, text);
    buffer_char(out, '"');
}

void json_string(struct json *json, struct slice text)
{
    if (!text.data) {
        json_null(json);
        return;
    }
    json_value(json);
    json_text(json->out, text);
}

void json_number(struct json *json, struct slice digits)
{
    if (!digits.data) {
        json_null(json);
        return;
    }
    json_value(json);
    buffer_slice(json->out, digits);
}

void json_integer(struct json *json, int64_t value)
{
    json_value(json);
    buffer_integer(json->out, value);
}

void json_boolean(struct json *json, bool value)
{
    json_value(json);
    buffer_text(json->out, value ? "true" : "false");
}

void json_null(struct json *json)
{
    json_value(json);
    buffer_text(json->out, "null");
}
