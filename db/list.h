/* Lists: questions to the store whose answers come a row at a time, in a stated order, from any
 * place on.
 *
 * The SQL is put together from fixed fragments, chosen by which filters, which sort and whether a
 * place to go on from are asked; no text from outside enters it. Every combination reads along an
 * index; sorted is only what a filter leaves few of (db/claims_few.c). */
#ifndef LIST_H
#define LIST_H

#include "db/records.h"
#include "db/store.h"

/* A set of ids or words as the store takes it: a JSON array of strings, and their number. The first
 * is kept apart, since one alone often has an index of its own. */
struct text_set {
    struct slice json; /* no value: not asked */
    struct slice first;
    int count;
};

/* Order of `selects`: latest, first, all. */
enum select { SELECT_LATEST, SELECT_FIRST, SELECT_ALL };
extern const struct words selects;

/* Order of `claim_sorts`: series (default), period, -period, value, -value, -period,value,
 * period,-value. `value` is the percentage of a growth rate. */
enum claim_sort {
    SORT_SERIES,
    SORT_PERIOD,
    SORT_PERIOD_DOWN,
    SORT_VALUE,
    SORT_VALUE_DOWN,
    SORT_PERIOD_DOWN_VALUE,
    SORT_PERIOD_VALUE_DOWN,
};
extern const struct words claim_sorts;

/* Which periods are asked. */
enum period_filter {
    PERIODS_ALL,
    PERIODS_EXACT,    /* start and end */
    PERIODS_BY_YEAR,  /* `periods`: what the same words mean for each fiscal year's start */
    PERIODS_LABELLED, /* the package's own label */
};

struct claim_question {
    enum claim_kind kind; /* KIND_ANY only with exactly one source: all that it said */
    int64_t revision;
    enum select select;
    /* Sorted and unique; series also stands for what `geo` and `unit` ask. */
    const struct slice *series;
    int series_count; /* -1: not asked */
    struct text_set series_set;
    struct text_set source, status, rank, period_type;
    enum period_filter period_filter;
    struct slice period_start, period_end; /* "~" for none */
    struct text_set periods;               /* "07-01 2020-07-01 2021-06-30", … */
    struct slice period_given;
    struct slice from, to; /* dates or no value: the period lies inside */
    struct slice as_of;    /* only what was known on this day; no value: all */
    enum claim_sort sort;
    int64_t after; /* the `n` of the row to go on behind, 0: from the start */
    bool lean;     /* rows need no more than claims_are_lean says */
};

/* Whether the shown fields are of a claim's id, series, period and value alone: then neither its
 * standing nor its citation is read. */
bool claims_are_lean(const struct fields *fields, struct field_set shown);

/* Whether rows of that period, in a series of that fiscal year's start, are among those that a
 * question asks by its periods and days; what the types of period say is left out. */
bool claims_ask_period(const struct claim_question *question, struct period period,
                       struct slice fiscal_start);
/* The one period that it asks of a series; false where it asks for more than one, or by a label. */
bool claims_one_period(const struct claim_question *question, struct slice fiscal_start,
                       struct period *period);

/* Counts that belong to a question, without looking at `after`. */
struct claim_counts {
    int64_t total;      /* rows of the whole answer; -1 where it is not known */
    int64_t deprecated; /* claims that match but for being deprecated: selection left them out */
    int64_t undated; /* claims that match but for having no knowledge date: `as_of` left them out */
};
bool claims_count(struct store *store, const struct claim_question *question,
                  struct claim_counts *counts, struct error *err);
/* Those that match but for having no knowledge date, chosen by a rule or not. */
bool claims_count_undated(struct store *store, const struct claim_question *question,
                          int64_t *count, struct error *err);

/* The row of a claim of that kind in that revision into *claim; its texts are lent until the next
 * call on the store. ERROR_NOT_FOUND (with the nearest id as hint), or ERROR_GONE for a closed id:
 * the detail names its last version's revision. With as_of a claim that was not known by that day
 * is not found either. */
bool claim_find(struct store *store, enum claim_kind kind, struct slice id, int64_t revision,
                struct slice as_of, struct claim *claim, struct error *err);

/* Rows of a list. The question is lent for the list's life. */
struct list {
    struct store *store;
    const struct claim_question *question;
    void *statement; /* running, or NULL */
    int segment;     /* a list is a chain of runs along an index */
    bool chained;    /* one run a series */
    int few;         /* enum few: by what it is read in place of its order */
    int64_t left;    /* rows until the limit */
    void *map;
    int64_t after;
    bool apart; /* what its rows cite is looked up, see db/cited.h */
};

/* At most `limit` rows, -1 for all. ERROR_ARGUMENT where question->after is no row. */
bool claims_open(struct list *list, struct store *store, const struct claim_question *question,
                 int64_t limit, struct error *err);
/* The next row, completed; false at the end (err->kind ERROR_NONE) or on failure. */
bool claims_next(struct list *list, struct claim *claim, struct error *err);
void list_clear(struct list *list);
DEFINE_CLEAN(list)

/* How the lists of db/ are read, whatever their rows are: made without a statement yet; then the
 * next row of the one that runs into a record, false at its end, where it is let go of, or on
 * failure. */
bool list_begin(struct list *list, struct store *store, int64_t limit, struct error *err);
bool list_next(struct list *list, void *record, struct error *err);

#endif
