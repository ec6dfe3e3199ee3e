/* A number as its printed digits have it, and the range of what they can mean: both exact. */
#ifndef QUANTITY_H
#define QUANTITY_H

#include "stats/print.h"

struct quantity {
    struct exact value;
    struct range range;
};

static inline struct quantity quantity_of(const struct print *print)
{
    return (struct quantity){print_value(print), print_range(print)};
}

static inline struct quantity quantity_zero(void)
{
    return (struct quantity){exact_of_digits(0), range_point(exact_of_digits(0))};
}

static inline struct quantity quantity_add(const struct quantity *a, const struct quantity *b)
{
    return (struct quantity){exact_add(a->value, b->value), range_add(&a->range, &b->range)};
}

static inline struct quantity quantity_subtract(const struct quantity *a, const struct quantity *b)
{
    return (struct quantity){exact_subtract(a->value, b->value),
                             range_subtract(&a->range, &b->range)};
}

static inline struct quantity quantity_multiply(const struct quantity *a, struct exact factor)
{
    return (struct quantity){exact_multiply(a->value, factor), range_multiply(&a->range, factor)};
}

#endif
