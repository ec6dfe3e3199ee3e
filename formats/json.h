/* JSON written straight into a buffer, compact or indented by two spaces.
 *
 * The writer keeps commas, colons and indentation; the caller keeps the order. Strings must be
 * valid UTF-8; control characters, quotes, backslashes, U+2028 and U+2029 and `</` are escaped. */
#ifndef JSON_H
#define JSON_H

#include "base/buffer.h"

struct cJSON;

struct json {
    struct buffer *out;
    bool pretty;
    int depth;
    bool first; /* nothing stands yet in the innermost array or object */
    bool keyed; /* a key was written and waits for its value */
};

void json_init(struct json *json, struct buffer *out, bool pretty);
void json_object(struct json *json);     /* { */
void json_object_end(struct json *json); /* } */
void json_array(struct json *json);      /* [ */
void json_array_end(struct json *json);  /* ] */
void json_key(struct json *json, struct slice key);
void json_name(struct json *json, const char *key);     /* json_key of a literal */
void json_string(struct json *json, struct slice text); /* no value: null */
void json_number(struct json *json,
                 struct slice digits); /* exact digits as they are; no value: null */
void json_integer(struct json *json, int64_t value);
void json_boolean(struct json *json, bool value);
void json_null(struct json *json);
/* A string of concatenated parts: prefix + text, for links. */
void json_joined(struct json *json, struct slice prefix, struct slice text);
/* A string alone, in quotes, for a caller that writes what stands before it. */
void json_text(struct buffer *out, struct slice text);
/* Only what stands before a value, for a caller that then writes its bytes itself. */
void json_value(struct json *json);
/* A whole tree of cJSON (documents: service document, OpenAPI, data package). Numbers that are
 * whole are written without exponent, others with the fewest digits that read back as the same. */
void json_tree(struct json *json, const struct cJSON *tree);

#endif
