/* The periods of a series' claims, kept: how many lie between two days is counted without a query.
 *
 * A list says how many rows it has in all, whatever a page shows of them; to step over the claims
 * of a series for that costs more than the page. Of figures that are preferred and of those that
 * are deprecated the periods were stored at import; those of other selections are read from the
 * claims of a series that is asked about again. Kept they are bounded in bytes and of one revision
 * at a time; all others are counted as ever. Behind db/claims_internal.h. */
#ifndef SPANS_H
#define SPANS_H

#include "db/claims_internal.h"
#include "db/spans_pack.h"

/* How many claims pass these filters (db/claims_sql.h) of a question about one series. -1 where a
 * query must count them (err->kind ERROR_NONE), or on failure. */
int64_t spans_count(struct store *store, const struct claim_question *question, unsigned filters,
                    struct error *err);

void spans_close(struct spans *spans);

#endif
