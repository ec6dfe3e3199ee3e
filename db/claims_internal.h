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

/* How many claims pass these filters of the question: by what was stored, is kept, or a query. -1
 * where too many would have to be looked at; what is deprecated or undated is always counted. */
bool claims_count_by(struct store *store, const struct claim_question *question, unsigned filters,
                     int64_t *count, struct error *err);

/* At least as many claims as pass these filters, from counts that were stored by period and by day:
 * whose series, source or label it is they do not know. */
bool claims_bound(struct store *store, const struct claim_question *question, unsigned filters,
                  int64_t *bound, struct error *err);

/* Counts that were stored at import, of all claims, of series or of a source. */
bool claims_tally(struct store *store, const struct claim_question *question, unsigned filters,
                  struct claim_counts *counts, struct error *err);

/* How many claims are to be looked at by each way; INT64_MAX where the filters offer it not. */
struct reach {
    int64_t of[FEW_WAYS];
    int64_t all;     /* of the kind */
    int64_t matches; /* as many as pass all filters, or more; FEW_RARE alone looks at it */
};

/* What looking costs, roughly, in tenths of a microsecond: at an entry of an index; at a row, which
 * for those of one day stand far from each other; at all claims of a series and period; at the one
 * of them that is chosen today. */
enum { COST_ENTRY = 1, COST_ROW = 8, COST_ROW_ELSEWHERE = 15, COST_GROUP = 25, COST_CHOSEN = 10 };

/* As much of a number as a part is of a whole. */
int64_t reach_share(int64_t number, int64_t part, int64_t whole);

bool claims_reach(struct store *store, const struct claim_question *question, unsigned filters,
                  struct reach *reach, struct error *err);
/* The way that costs least for a list or a count, and what. */
enum few reach_least(const struct reach *reach, const struct variant *variant, int64_t *cost);

/* How a list is read. */
struct reading_way {
    bool nothing; /* matches */
    enum few few; /* else FEW_NONE: in its order */
};

/* Where a filter leaves a few claims and the order's index would be read to find them: they are
 * sorted instead. `chained`: it is read series by series. `limit`: how many rows are wanted. */
bool claims_choose(struct store *store, const struct claim_question *question,
                   const struct variant *variant, bool chained, int64_t limit,
                   struct reading_way *choice, struct error *err);

#endif
