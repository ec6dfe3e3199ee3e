#include "stats/target_question.h"

static int fill_pieces(const struct target_question *it, struct cover_piece *pieces)
{
    int count = 0;

    for (int i = 0; i < it->count; i++)
        if (it->figures[i].preferred && print_counts(&it->figures[i]))
            pieces[count++] = (struct cover_piece){.period = it->figures[i].period, .figure = i};
    return count;
}

static enum target_verdict sum_verdict(const struct target_question *it,
                                       const struct target_progress *progress)
{
    enum target_verdict verdict = target_verdict_of(it, &progress->reached);
    enum target_verdict early = target_is_at_most(it->aim) ? TARGET_MISSED : TARGET_MET;

    if (progress->figure >= 0 && verdict == early)
        return verdict;
    if (!it->over)
        return TARGET_PENDING;
    return progress->complete ? verdict : TARGET_NO_FIGURE;
}

struct target_progress target_judge_sum(const struct target_question *it,
                                        struct cover_piece *pieces)
{
    struct target_progress out = target_not_judged;
    struct range zero = range_point(exact_of_digits(0)), band = zero;

    if (!date_given(it->aim->period.start) || !date_given(it->aim->period.end))
        return out;
    out.figure =
        cover_find(it->aim->period, COVER_FEWEST, pieces, fill_pieces(it, pieces), &out.complete);
    out.reached = zero;
    for (int i = out.figure; i >= 0; i = pieces[i].next) {
        struct range one = print_range(&it->figures[pieces[i].figure]);
        struct range wide = target_band(it, pieces[i].figure);

        out.reached = range_add(&out.reached, &one);
        band = range_add(&band, &wide);
    }
    out.verdict = sum_verdict(it, &out);
    if (out.figure < 0)
        out.reached = (struct range){0};
    else
        target_measure(it, &band, &out);
    return out;
}
