/* Figures of shorter periods as one of a longer: FRED's `frequency` and `aggregation_method`.
 *
 * All inputs of one result have one length and fill its period without a gap; what is missing is
 * named. Inputs are the preferred figures that count. */
#ifndef AGGREGATE_H
#define AGGREGATE_H

#include "stats/quantity.h"

/* Order of `frequencies`: a (fiscal year), q (calendar quarter), m (month). */
enum frequency { FREQUENCY_YEAR, FREQUENCY_QUARTER, FREQUENCY_MONTH };
extern const struct words frequencies;

/* Order of `aggregations`: sum, avg, eop (the last input alone; only that one is needed). */
enum aggregation { AGGREGATE_SUM, AGGREGATE_AVERAGE, AGGREGATE_END };
extern const struct words aggregations;

/* The period of a frequency that a day lies in; false at the ends of the calendar. */
bool aggregate_period(enum frequency frequency, struct month_day fiscal_start, struct date day,
                      struct period *period);

enum { AGGREGATE_MOST = 12 }; /* inputs of a result: months of a year */

struct aggregate {
    bool complete;
    int months;                            /* length of the inputs */
    int needed;                            /* inputs, in the order of their periods */
    int inputs[AGGREGATE_MOST];            /* their positions in figures; -1: missing */
    struct period periods[AGGREGATE_MOST]; /* theirs, missing or not */
    int missing;                           /* how many */
    struct quantity result;                /* where complete */
};

/* Inputs of `months` months. Where the period is no whole multiple of them, or of more than
 * AGGREGATE_MOST, nothing is needed and nothing complete. */
struct aggregate aggregate_make(enum aggregation method, struct period period, int months,
                                const struct print *figures, int count);

/* The months of a period that can be an input: 1, 3, 6 or 12; else 0. */
int aggregate_length(struct period period);
/* Whether the period is one of those inputs of a longer one, of that many months each. */
bool aggregate_takes(struct period period, int months, struct period input);

/* The labels of what is missing, "Aug 2021, Oct 2021, May 2022". Returns the length. */
enum { AGGREGATE_TEXT_ROOM = AGGREGATE_MOST * PERIOD_LABEL_ROOM };
size_t aggregate_missing(const struct aggregate *it, struct month_day fiscal_start,
                         char out[AGGREGATE_TEXT_ROOM]);

#endif
