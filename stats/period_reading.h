/* A written period becoming dates, behind stats/period.h: what was found so far, and the refusals.
 */
#ifndef PERIOD_READING_H
#define PERIOD_READING_H

#include "stats/period.h"

/* What one form makes of a text. */
enum outcome {
    OTHER_FORM, /* not written in this form: try the next */
    READ,
    REFUSED, /* in this form, but no such period; the error is set */
};

struct reading {
    struct month_day fiscal_start;
    struct period period;
    bool fiscal; /* the dates depend on fiscal_start */
    struct error *err;
};

/* Calendar months from one to another, both whole. */
enum outcome reading_months(struct reading *it, int first_year, int first, int last_year, int last);

/* Months of the fiscal year that begins in `year`. */
enum outcome reading_fiscal_months(struct reading *it, int year, int first, int last);

/* Whole fiscal years, each named by the year in which it begins. */
enum outcome reading_fiscal_years(struct reading *it, int first, int last);

enum outcome reading_backwards(struct reading *it);

/* Refuses "FY21" and "Jul-Nov FY21"; `before` is what stands before the year: "" or "Jul-Nov ". */
enum outcome reading_short_fiscal(struct reading *it, struct slice text, struct slice before,
                                  int year);

/* Refuses what reads two ways; both are forms that are accepted. */
enum outcome reading_two_ways(struct reading *it, struct slice text, const char *one,
                              const char *other);

#endif
