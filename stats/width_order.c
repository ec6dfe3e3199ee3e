#include "stats/width_order.h"

static bool sorts_before(const struct choice_claim *a, const struct choice_claim *b)
{
    if (interval_wider(a->interval, b->interval))
        return false;
    return interval_wider(b->interval, a->interval) ||
           decimal_compare(a->interval.low, b->interval.low) < 0;
}

static void sift_down(const struct choice_claim *claims, struct choice *heap, int root, int count)
{
    int moved = heap[root].order;

    for (int child = 2 * root + 1; child < count; child = 2 * root + 1) {
        int right = child + 1;

        if (right < count && sorts_before(&claims[heap[child].order], &claims[heap[right].order]))
            child = right;
        if (!sorts_before(&claims[moved], &claims[heap[child].order]))
            break;
        heap[root].order = heap[child].order;
        root = child;
    }
    heap[root].order = moved;
}

/* Heapsort: no memory of its own, and no bad cases. */
static void sort(const struct choice_claim *claims, int count, struct choice *heap)
{
    for (int root = count / 2 - 1; root >= 0; root--)
        sift_down(claims, heap, root, count);
    for (int last = count - 1; last > 0; last--) {
        int widest = heap[0].order;

        heap[0].order = heap[last].order;
        heap[last].order = widest;
        sift_down(claims, heap, 0, last);
    }
}

/* From the last place backwards, so that the end of a run is known when its first place is met. */
static void mark_ends(const struct width_order *it, struct choice *choices)
{
    int end = it->count;

    for (int place = it->count - 1; place >= 0; place--) {
        choices[place].run_end = end;
        if (place && interval_wider(width_order_at(it, place)->interval,
                                    width_order_at(it, place - 1)->interval))
            end = place;
    }
}

struct width_order width_order_make(const struct choice_claim *claims, int count,
                                    struct choice *choices)
{
    struct width_order it = {claims, choices, 0};

    for (int i = 0; i < count; i++)
        if (claims[i].rank != RANK_DEPRECATED && claims[i].interval.has_low &&
            claims[i].interval.has_high)
            choices[it.count++].order = i;
    sort(claims, it.count, choices);
    mark_ends(&it, choices);
    return it;
}

int width_order_from(const struct width_order *it, int run, struct interval outer)
{
    int end = width_order_end(it, run);

    while (outer.has_low && run < end) {
        int middle = run + (end - run) / 2;

        if (decimal_compare(width_order_at(it, middle)->interval.low, outer.low) >= 0)
            end = middle;
        else
            run = middle + 1;
    }
    return run;
}
