/* Answers: rows with what stands around them, single records, documents. */
#ifndef ANSWER_H
#define ANSWER_H

#include "handlers/reader.h"

struct desk;

/* A list: JSON with meta and links, a bare array, CSV, NDJSON or a text table. Where the whole is
 * asked and it does not fit in one piece, the ask and the reader's place go along in a stream:
 * *ask is then NULL. The reader is shut in either case. */
bool answer_list(struct desk *desk, struct ask **ask, struct reader *reader,
                 struct response *response, struct error *err);

/* One record. */
bool answer_one(struct desk *desk, const struct ask *ask, const void *record,
                struct response *response, struct error *err);

/* Content-Type from the ask's format. */
void answer_type(const struct ask *ask, struct response *response);

/* This question's own path with its arguments, and `cursor` in place of the given one. */
void answer_link(const struct desk *desk, const struct ask *ask, struct slice cursor,
                 struct buffer *out);

#endif
