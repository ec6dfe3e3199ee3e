#include "stats/agreement.h"

static const char *const agreement_words[] = {"only", "agree", "revision", "conflict"};
const struct words agreements = WORDS(agreement_words);

static bool is_alternative(const struct print *it, const struct print *other)
{
    return other != it && other->rank != RANK_DEPRECATED && date_given(it->period.end) &&
           slice_equal(it->series, other->series) && period_equal(it->period, other->period);
}

/* Realised claims are of one kind, whatever their status. */
static bool is_compared(const struct print *it, const struct print *other)
{
    bool realised = status_is_realised(it->status);

    return other == it ||
           (is_alternative(it, other) &&
            (realised ? status_is_realised(other->status) : it->status == other->status));
}

/* Intervals that meet two by two share a point. */
static bool all_meet(const struct print *prints, int count, const struct print *it)
{
    struct interval common = print_interval(it);

    for (int i = 0; i < count; i++) {
        struct interval one = print_interval(&prints[i]);

        if (!is_compared(it, &prints[i]))
            continue;
        if (!interval_meets(common, one))
            return false;
        common = interval_common(common, one);
    }
    return true;
}

static bool are_tied(const struct print *a, const struct print *b)
{
    return interval_meets(print_interval(a), print_interval(b)) || print_replaces(a, b) ||
           print_is_later_print(a, b);
}

static bool is_tied_to_all(const struct print *prints, int count, const struct print *it,
                           const struct print *one)
{
    for (int i = 0; i < count; i++)
        if (is_compared(it, &prints[i]) && !are_tied(one, &prints[i]))
            return false;
    return true;
}

static bool all_tied(const struct print *prints, int count, const struct print *it)
{
    for (int i = 0; i < count; i++)
        if (is_compared(it, &prints[i]) &&
            !is_tied_to_all(prints + i + 1, count - i - 1, it, &prints[i]))
            return false;
    return true;
}

/* What can be told without a look at every two: that they are in conflict stands until then. */
static struct standing look_at_each(const struct print *prints, int count, const struct print *it)
{
    struct standing out = {AGREEMENT_CONFLICT, 0};
    int compared = 0;

    for (int i = 0; i < count; i++) {
        out.alternatives += is_alternative(it, &prints[i]);
        compared += is_compared(it, &prints[i]);
    }
    if (compared == 1)
        out.agreement = AGREEMENT_ONLY;
    else if (all_meet(prints, count, it))
        out.agreement = AGREEMENT_AGREE;
    return out;
}

struct standing agreement_of(const struct print *prints, int count, int index)
{
    const struct print *it = &prints[index];
    struct standing out = look_at_each(prints, count, it);

    if (out.agreement == AGREEMENT_CONFLICT && all_tied(prints, count, it))
        out.agreement = AGREEMENT_REVISION;
    return out;
}

struct standing agreement_beside(const struct print *prints, int count, int index,
                                 enum agreement others)
{
    const struct print *it = &prints[index];
    struct standing out = look_at_each(prints, count, it);

    if (out.agreement == AGREEMENT_CONFLICT && others != AGREEMENT_CONFLICT &&
        is_tied_to_all(prints, count, it, it))
        out.agreement = AGREEMENT_REVISION;
    return out;
}

bool print_contradicts(const struct print *it, const struct print *other)
{
    return other != it && is_compared(it, other) &&
           !interval_meets(print_interval(it), print_interval(other));
}
