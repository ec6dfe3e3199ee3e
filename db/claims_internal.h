/* What the files of claim lists share: a question's filters, its statements and its counts. */
#ifndef CLAIMS_INTERNAL_H
#define CLAIMS_INTERNAL_H

#include "db/claims_sql.h"

/* What the question filters by, whatever its order. */
unsigned claims_filters(const struct claim_question *question);

/* Whether the question leaves anything to look for. */
bool claims_can_match(const struct claim_question *question);

/* The statement of a variant with all but :limit and the place bound. */
sqlite3_stmt *claims_prepare(struct store *store, const struct claim_question *question,
                             const struct variant *variant, struct error *err);

/* How many claims pass these filters of the question: by what was stored, is kept, or a query. */
bool claims_count_by(struct store *store, const struct claim_question *question, unsigned filters,
                     int64_t *count, struct error *err);

/* Counts that were stored at import, of all claims, of series or of a source. */
bool claims_tally(struct store *store, const struct claim_question *question, unsigned filters,
                  struct claim_counts *counts, struct error *err);

/* Whether the rows of the question are counted by what was stored by period or by day. */
bool claims_stored(unsigned filters);

/* Where a filter leaves a few claims and the order's index would be read to find them: they are
 * sorted instead (variant->few). */
bool claims_choose_few(struct store *store, const struct claim_question *question,
                       struct variant *variant, struct error *err);

#endif
