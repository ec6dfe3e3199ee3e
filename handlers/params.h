/* The parameters: each written once, with its type, its vocabulary and its meaning. */
#ifndef PARAMS_H
#define PARAMS_H

#include "base/slice.h"
#include "base/words.h"

enum param {
    PARAM_Q,
    PARAM_KIND,
    PARAM_SERIES,
    PARAM_GEO,
    PARAM_UNIT,
    PARAM_SOURCE,
    PARAM_STATUS,
    PARAM_RANK,
    PARAM_PERIOD,
    PARAM_PERIOD_TYPE,
    PARAM_FROM,
    PARAM_TO,
    PARAM_SELECT,
    PARAM_UNITS,
    PARAM_FREQUENCY,
    PARAM_AGGREGATION_METHOD,
    PARAM_BASIS,
    PARAM_DERIVED,
    PARAM_AS_OF,
    PARAM_REVISION,
    PARAM_SORT,
    PARAM_FIELDS,
    PARAM_LIMIT,
    PARAM_CURSOR,
    PARAM_SHAPE,
    PARAM_PRETTY,
    PARAM_FORMAT,
    PARAM_COUNT,
};

enum param_type {
    PARAM_IDS,     /* comma-separated ids or codes that must exist in the data */
    PARAM_WORDS,   /* comma-separated words of a closed vocabulary */
    PARAM_WORD,    /* one word of a closed vocabulary */
    PARAM_DATE,    /* 2021-07-20 */
    PARAM_TEXT,    /* checked by who reads it */
    PARAM_INTEGER, /* 1 to most */
    PARAM_NAMES,   /* comma-separated names of fields */
    PARAM_SEARCH,  /* words to look for: a route that takes them needs them */
};

struct param_row {
    const char *name;
    enum param_type type;
    const struct words *words; /* PARAM_WORD(S) */
    int64_t most;              /* PARAM_INTEGER */
    const char *standard;      /* the default as written, or NULL */
    const char *example;
    const char *meaning;
    bool form; /* says how an answer looks, not what it holds: a cursor does not depend on it */
};

extern const struct param_row params[PARAM_COUNT];

/* The parameter of that name, or -1. */
int param_find(struct slice name);

enum { LIMIT_STANDARD = 100, LIMIT_MOST = 1000, VALUES_MOST = 100 };

#endif
