/* What the readers share: what is asked of claims, and how they are read. */
#ifndef READER_INTERNAL_H
#define READER_INTERNAL_H

#include "handlers/reader.h"

/* The functions of a reader_kind: the rows are claims, completed, without their evidence. */
bool reader_claims_open(struct reader *reader, int64_t limit, struct error *err);
bool reader_claims_next(struct reader *reader, struct error *err);
bool reader_claims_count(struct reader *reader, struct claim_counts *counts, struct error *err);
void reader_claims_key(const struct reader *reader, struct buffer *out);

/* Every named series, code and source must exist: a typo must not look like an empty answer. */
bool reader_check_names(const struct ask *ask, struct store *store, struct error *err);
/* series, geo and unit together choose the series of reader->claims. */
bool reader_choose_series(struct reader *reader, struct ask *ask, struct error *err);
/* Claims of those kinds that a day leaves out because nobody can say when they were known; -1 where
 * to count them would take long. */
bool reader_count_undated(struct store *store, const struct claim_question *question,
                          const enum claim_kind kinds[], int kind_count, int64_t *undated,
                          struct error *err);

#endif
