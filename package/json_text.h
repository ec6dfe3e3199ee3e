/* JSON documents written in one form: two blanks a level, one member a line, no escape that need
 * not be. Only for the descriptor, so that the same content is the same bytes. */
#ifndef JSON_TEXT_H
#define JSON_TEXT_H

#include "base/buffer.h"

enum { JSON_TEXT_DEPTH = 16 };

struct json_text {
    struct buffer *out; /* lent */
    int depth;
    bool filled[JSON_TEXT_DEPTH]; /* the level has a member already */
    bool after_key;
};

void json_text_open(struct json_text *json, char bracket);  /* '{' or '[' */
void json_text_close(struct json_text *json, char bracket); /* '}' or ']' */
void json_text_key(struct json_text *json, struct slice key);
void json_text_string(struct json_text *json, struct slice text);
/* A number, true, false or null, as it is. */
void json_text_plain(struct json_text *json, const char *word);

/* A member of an object whose value is a string. */
void json_text_pair(struct json_text *json, const char *key, const char *text);

#endif
