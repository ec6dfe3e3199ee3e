/* One line of the log: begun, given members, ended.
 *
 * Text may be anything: what is no UTF-8 is replaced, what is too long is cut. Members with no
 * value are left out. */
#ifndef LINE_H
#define LINE_H

#include "formats/json.h"
#include "server/log.h"

enum level { LEVEL_INFO, LEVEL_WARNING, LEVEL_ERROR };

struct line {
    struct journal *journal;
    struct json json;
};

void line_begin(struct line *line, struct journal *journal, enum level level, const char *event);
void line_text(struct line *line, const char *name, struct slice text);
void line_integer(struct line *line, const char *name, int64_t value);
void line_end(struct line *line);

#endif
