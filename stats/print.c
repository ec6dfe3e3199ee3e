#include "stats/print.h"

bool print_counts(const struct print *it)
{
    return status_is_realised(it->status) && it->rank != RANK_DEPRECATED;
}

struct exact print_value(const struct print *it)
{
    return exact_of(decimal_scaled(it->number, it->power));
}

struct interval print_interval(const struct print *it)
{
    return interval_of(it->number, it->power, it->comparator, it->precision);
}

struct range print_range(const struct print *it)
{
    return range_of(print_interval(it));
}

struct range print_truncated(const struct print *it)
{
    if (it->comparator != EQUAL || it->precision == PRECISION_EXACT)
        return print_range(it);
    return range_truncated(it->number, it->power);
}

struct interval interval_common(struct interval a, struct interval b)
{
    if (b.has_low && (!a.has_low || decimal_compare(b.low, a.low) > 0))
        a.low = b.low;
    if (b.has_high && (!a.has_high || decimal_compare(b.high, a.high) < 0))
        a.high = b.high;
    a.has_low = a.has_low || b.has_low;
    a.has_high = a.has_high || b.has_high;
    return a;
}

bool print_replaces_other(const struct print *it, const struct print *other)
{
    struct slice ids = it->replaces, one;

    while (ids.size && slice_cut(&ids, ' ', &one))
        if (slice_equal(one, other->id))
            return true;
    return false;
}

bool print_replaces(const struct print *a, const struct print *b)
{
    return print_replaces_other(a, b) || print_replaces_other(b, a);
}

bool print_is_later_print(const struct print *a, const struct print *b)
{
    return a->origin.size && slice_equal(a->origin, b->origin) &&
           !slice_is(a->known_on, DAY_NONE) && !slice_is(b->known_on, DAY_NONE) &&
           !slice_equal(a->known_on, b->known_on);
}

bool print_is_better(const struct print *a, const struct print *b)
{
    struct interval x = print_interval(a), y = print_interval(b);

    if (interval_wider(x, y) || interval_wider(y, x))
        return interval_wider(y, x);
    return slice_compare(a->id, b->id) < 0;
}

int print_preferred(const struct print *prints, int count)
{
    for (int i = 0; i < count; i++)
        if (prints[i].preferred && print_counts(&prints[i]))
            return i;
    return -1;
}

int print_from(struct slice source, const struct print *prints, int count)
{
    int best = -1;

    for (int i = 0; i < count; i++)
        if (slice_equal(prints[i].source, source) && print_counts(&prints[i]) &&
            (best < 0 || print_is_better(&prints[i], &prints[best])))
            best = i;
    return best;
}
