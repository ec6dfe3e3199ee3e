/* Prints typed in by hand, for the tests of evidence. */
#ifndef TESTS_PRINTS_H
#define TESTS_PRINTS_H

#include "stats/print.h"
#include "tests/stats/given.h"

/* As a reader would note it; what is left out is: nothing replaced, actual, normal, undated. */
struct typed {
    const char *id, *series, *period, *number, *source, *origin, *known_on, *replaces;
    bool preferred, deprecated, exact;
    enum status status;
};

static inline struct date typed_date(const char *text)
{
    struct date date = {0};

    ck_assert_msg(date_parse(slice_of(text), &date), "%s", text);
    return date;
}

/* "FY2020-21", "2020-07" or any other label, fiscal year from 1 July. */
static inline struct period typed_period(const char *label)
{
    struct period period = {{0}, {0}};
    struct error err = {0};
    bool fiscal;

    ck_assert_msg(period_parse(slice_of(label), (struct month_day){7, 1}, &period, &fiscal, &err),
                  "%s: %s", label, err.detail);
    return period;
}

static inline struct print print_typed(struct typed it)
{
    struct given_number number = given_number(it.number);

    return (struct print){
        .id = slice_of(it.id),
        .series = slice_of(it.series ? it.series : "broad"),
        .source = slice_of(it.source ? it.source : it.id),
        .origin = slice_of(it.origin),
        .known_on = slice_of(it.known_on ? it.known_on : DAY_NONE),
        .replaces = slice_of(it.replaces),
        .period = it.period ? typed_period(it.period) : (struct period){{0}, {0}},
        .number = number.number,
        .power = number.power,
        .comparator = number.comparator,
        .precision = it.exact ? PRECISION_EXACT : PRECISION_PRINTED,
        .status = it.status,
        .rank = it.deprecated ? RANK_DEPRECATED : RANK_NORMAL,
        .preferred = it.preferred,
    };
}

#define PRINTS(...)                                                                                \
    (struct typed[]){__VA_ARGS__},                                                                 \
        (int)(sizeof((struct typed[]){__VA_ARGS__}) / sizeof(struct typed))

/* Fills out, returns the count. */
static inline int prints_typed(struct print *out, const struct typed *typed, int count)
{
    for (int i = 0; i < count; i++)
        out[i] = print_typed(typed[i]);
    return count;
}

#endif
