/* A claim as the evidence sees it: digits in print, by whom, for what, and what became of them.
 *
 * Callers fetch prints; growth, agreement, conflict, target and the rest only read them. All text
 * is lent. A target or a printed rate is a print too: see the members. */
#ifndef PRINT_H
#define PRINT_H

#include "stats/choice.h"
#include "stats/period.h"
#include "stats/range.h"

struct print {
    struct slice id, series, source;
    /* The body that compiled the number: the claim's origin, else its source's, else its publisher.
     * For a target, who set it. "No value" is tied to nothing. */
    struct slice origin;
    struct slice known_on; /* "2021-07-20", or DAY_NONE */
    struct slice replaces; /* ids separated by single spaces, or no value */
    struct period period;
    struct decimal number; /* as printed, without its scale; a rate in percent */
    int power;             /* of the scale: scale_power */
    enum comparator comparator;
    enum precision precision; /* PRECISION_EXACT for a target */
    enum status status;       /* a target, and a printed rate, count as STATUS_ACTUAL */
    enum rank rank;
    bool preferred; /* the selection rule's choice for its series and period */
};

/* Realised and not deprecated: what verdicts, growth, units and sums stand on. */
bool print_counts(const struct print *it);

/* In the unit of the series. */
struct exact print_value(const struct print *it);
struct interval print_interval(const struct print *it);
struct range print_range(const struct print *it);
/* The same digits read as cut off; exact numbers and open comparators stay what they are. */
struct range print_truncated(const struct print *it);

/* What two intervals that meet share. */
struct interval interval_common(struct interval a, struct interval b);

/* it says that it replaces the other; either of them does. */
bool print_replaces_other(const struct print *it, const struct print *other);
bool print_replaces(const struct print *a, const struct print *b);
/* Both of one origin, on different days. */
bool print_is_later_print(const struct print *a, const struct print *b);

/* Of two that count the narrower, then the lower id: which of several prints of one source stands
 * for it. */
bool print_is_better(const struct print *a, const struct print *b);

/* The position of the preferred one of those that count, or -1. */
int print_preferred(const struct print *prints, int count);
/* The position of the best that counts from one source, or -1. */
int print_from(struct slice source, const struct print *prints, int count);

#endif
