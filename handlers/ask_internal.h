/* What the files of one ask share. */
#ifndef ASK_INTERNAL_H
#define ASK_INTERNAL_H

#include "db/aggregated.h"
#include "db/derived.h"
#include "handlers/ask.h"

/* Reads the given value of a parameter into the ask: parts, sets, words, limit, shown. */
bool ask_read_value(struct ask *ask, int param, struct error *err);

/* That nothing is missing that the route cannot do without, before values are read; and what
 * concerns several parameters at once, after. */
bool ask_check_given(const struct ask *ask, struct error *err);
bool ask_check_pairs(const struct ask *ask, struct error *err);

/* "sort does not take "-foo": why", about a parameter's value or a part of it. Always false. */
bool ask_refuse(struct error *err, int param, struct slice value, const char *why);
/* Percent-encoded as links write it. */
struct buffer;
void ask_encode(struct slice text, struct buffer *out);

bool ask_no_memory(struct error *err);

#endif
