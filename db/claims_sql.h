/* The SQL of claim lists, put together from fixed fragments. Only db/ and its tests see this. */
#ifndef CLAIMS_SQL_H
#define CLAIMS_SQL_H

#include "base/buffer.h"
#include "db/list.h"
#include "db/store_internal.h"

/* Filters, one fragment each. */
enum filter {
    BY_KIND = 1 << 0,
    BY_LATEST = 1 << 1,
    BY_FIRST = 1 << 2,
    BY_SERIES = 1 << 3, /* one, an equality that an index begins with */
    BY_SERIES_SET = 1 << 4,
    BY_SOURCE = 1 << 5,
    BY_SOURCE_SET = 1 << 6,
    BY_STATUS = 1 << 7,
    BY_RANK = 1 << 8,
    BY_TYPE = 1 << 9,
    BY_PERIOD = 1 << 10,
    BY_PERIODS = 1 << 11,
    BY_LABEL = 1 << 12,
    BY_FROM = 1 << 13,
    BY_TO = 1 << 14,
    BY_DATED = 1 << 15,
    BY_UNDATED = 1 << 16,
    BY_DEPRECATED = 1 << 17,
    /* On a day: what was known, and what was chosen among it. */
    BY_KNOWN = 1 << 18,
    BY_LATEST_THEN = 1 << 19,
    BY_FIRST_THEN = 1 << 20,
    BY_NEVER_KNOWN = 1 << 21,
    BY_FIGURES = 1 << 22, /* the kind is theirs, who have indexes to themselves */
};

enum purpose {
    ROWS,
    COUNT,
    COUNT_PERIODS, /* from counts that were stored by period */
    COUNT_DAYS,    /* by day of knowledge */
    CHOSEN,        /* prints of one series, read beside a list that is running (db/prints.h) */
    SPANS,         /* the first and last days of their periods alone */
};

/* By what a list is narrowed down where that leaves a few rows, and a count is read. */
enum few {
    FEW_NONE,
    FEW_SERIES,
    FEW_SOURCE,
    FEW_PERIOD,
    FEW_KNOWN,
    FEW_TRAITS,
    FEW_DEPRECATED,
    FEW_LABEL,
    FEW_UNDATED,
    FEW_RARE, /* rows alone, not a count */
    FEW_WAYS,
};

/* All that decides the text of a statement. */
struct variant {
    enum purpose purpose;
    enum claim_sort sort;
    unsigned filters; /* bits of enum filter */
    bool after;       /* goes on behind a row */
    bool apart;       /* series and source are not joined but looked up, see db/cited.h */
    enum few few;     /* what it is read by instead of in its order, and then sorted */
    bool lean;        /* of a row only what claims_are_lean says */
};

/* A different number for each different text, never 0. */
uint64_t variant_key(const struct variant *variant);

/* A run along an index: its order, and what stands behind a row in that order. */
struct run {
    const char *index, *by, *after;
};
/* The run of a list. Of figures, and of what is preferred, another index may say the same. */
const struct run *variant_run(const struct variant *variant);

/* Whether the index that the order is read along begins with the series or sources asked for, or
 * none are asked for. */
bool variant_is_direct(const struct variant *variant);

/* Whether a count of what a rule chose on a day is made of groups, read one after the other, in
 * place of a look at each claim's whole group. */
bool variant_is_grouped(const struct variant *variant);

/* Whether the index that it is read along holds all that the filters look at. */
bool variant_is_in_index(const struct variant *variant);

/* Whether the order is read along an index that begins with one series, period, source or label. */
bool variant_is_narrow(const struct variant *variant);

/* Stands in statements that sort, which no other may. */
#define FEW_MARK "/* a few rows are sorted */"

void variant_sql(const struct variant *variant, struct buffer *sql);

/* The statement of a question, by series from the first row on, with all but :limit bound. */
sqlite3_stmt *claims_statement(struct store *store, const struct claim_question *question,
                               enum purpose purpose, struct error *err);

/* Read downwards, undated periods would come first: such a sort reads the dated ones in one run and
 * the undated ones in another behind it. */
bool sort_sets_undated_apart(enum claim_sort sort);

#endif
