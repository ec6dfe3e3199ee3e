#include "stats/target.h"

static const char *const change_words[] = {"stands", "replaced", "raised", "lowered"};
const struct words target_changes = WORDS(change_words);

static int value_order(const struct target *a, const struct target *b)
{
    struct exact x = print_value(&a->aim), y = print_value(&b->aim);

    return exact_compare(&x, &y);
}

/* A body that names the same aim again changes nothing. */
static bool is_set_anew(const struct target *it, const struct target *old)
{
    return slice_equal(it->aim.series, old->aim.series) && it->reading == old->reading &&
           date_given(it->aim.period.end) && period_equal(it->aim.period, old->aim.period) &&
           print_is_later_print(&it->aim, &old->aim) &&
           slice_compare(it->aim.known_on, old->aim.known_on) > 0 && value_order(it, old) != 0;
}

/* The latest known first, undated last, then the lower id. */
static bool comes_before(const struct target *a, const struct target *b)
{
    bool a_dated = !slice_is(a->aim.known_on, DAY_NONE),
         b_dated = !slice_is(b->aim.known_on, DAY_NONE);
    int days = slice_compare(a->aim.known_on, b->aim.known_on);

    if (a_dated != b_dated)
        return a_dated;
    return days ? days > 0 : slice_compare(a->aim.id, b->aim.id) < 0;
}

enum target_change target_change(const struct target *targets, int count, int index, int *by)
{
    const struct target *old = &targets[index];
    int order;

    *by = -1;
    for (int i = 0; i < count; i++)
        if (i != index && targets[i].aim.rank != RANK_DEPRECATED &&
            (print_replaces_other(&targets[i].aim, &old->aim) || is_set_anew(&targets[i], old)) &&
            (*by < 0 || comes_before(&targets[i], &targets[*by])))
            *by = i;
    if (*by < 0)
        return TARGET_STANDS;
    order = value_order(&targets[*by], old);
    return order ? (order > 0 ? TARGET_RAISED : TARGET_LOWERED) : TARGET_REPLACED;
}
