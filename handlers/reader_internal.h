/* How claims are read, for the readers that make something else of them. */
#ifndef READER_INTERNAL_H
#define READER_INTERNAL_H

#include "handlers/reader.h"

/* The functions of a reader_kind: the rows are claims, completed, without their evidence. */
bool reader_claims_open(struct reader *reader, int64_t limit, struct error *err);
bool reader_claims_next(struct reader *reader, struct error *err);
bool reader_claims_count(struct reader *reader, struct claim_counts *counts, struct error *err);
void reader_claims_key(const struct reader *reader, struct buffer *out);

#endif
