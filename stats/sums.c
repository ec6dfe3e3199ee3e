#include "stats/sums.h"

static const char *const verdict_words[] = {"adds-up", "rounding", "differs", "incomplete"};
const struct words sum_verdicts = WORDS(verdict_words);

static bool prints_all(struct slice source, const struct sum_part *parts, int count)
{
    for (int i = 0; i < count; i++)
        if (print_from(source, parts[i].prints, parts[i].count) < 0)
            return false;
    return true;
}

/* The whole of a source that prints all parts too, or -1. */
static int whole_of_one_source(const struct print *wholes, int count, const struct sum_part *parts,
                               int part_count)
{
    int best = -1;

    for (int i = 0; i < count; i++) {
        const struct print *it = &wholes[i];

        if (!print_counts(it) || !prints_all(it->source, parts, part_count))
            continue;
        if (best < 0 || (it->preferred && !wholes[best].preferred) ||
            (it->preferred == wholes[best].preferred && print_is_better(it, &wholes[best])))
            best = i;
    }
    return best;
}

static bool choose(struct sum *out, const struct print *wholes, int whole_count,
                   const struct sum_part *parts, int part_count, int *chosen)
{
    bool complete;

    out->whole = whole_of_one_source(wholes, whole_count, parts, part_count);
    out->one_source = out->whole >= 0;
    if (!out->one_source)
        out->whole = print_preferred(wholes, whole_count);
    complete = out->whole >= 0;
    for (int i = 0; i < part_count; i++) {
        const struct print *prints = parts[i].prints;

        chosen[i] = out->one_source ? print_from(wholes[out->whole].source, prints, parts[i].count)
                                    : print_preferred(prints, parts[i].count);
        complete = complete && chosen[i] >= 0;
    }
    return complete;
}

static struct range total_of(struct range (*read)(const struct print *),
                             const struct sum_part *parts, int count, const int *chosen)
{
    struct range total = range_point(exact_of_digits(0));

    for (int i = 0; i < count; i++) {
        struct range part = read(&parts[i].prints[chosen[i]]);

        total = range_add(&total, &part);
    }
    return total;
}

static struct range point_of(const struct print *it)
{
    return range_point(print_value(it));
}

static void measure(struct sum *out, const struct print *whole)
{
    struct exact value = print_value(whole), spread = exact_subtract(out->total_value, value);

    out->spread = exact_sign(&spread) < 0 ? exact_negate(spread) : spread;
    if (exact_sign(&value) > 0)
        out->spread_percent =
            exact_multiply(exact_divide(out->spread, value), exact_of_digits(100));
}

struct sum sum_check(const struct print *wholes, int whole_count, const struct sum_part *parts,
                     int part_count, int *chosen)
{
    struct sum out = {.verdict = SUM_INCOMPLETE};
    struct range whole, cut;

    if (!choose(&out, wholes, whole_count, parts, part_count, chosen))
        return out;
    out.total = total_of(print_range, parts, part_count, chosen);
    out.total_value = total_of(point_of, parts, part_count, chosen).low;
    measure(&out, &wholes[out.whole]);
    whole = print_range(&wholes[out.whole]);
    out.verdict = range_meets(&out.total, &whole) ? SUM_ADDS_UP : SUM_DIFFERS;
    if (out.verdict == SUM_ADDS_UP)
        return out;
    whole = print_truncated(&wholes[out.whole]);
    cut = total_of(print_truncated, parts, part_count, chosen);
    if (range_meets(&cut, &whole))
        out.verdict = SUM_ROUNDING;
    return out;
}
