#include "stats/cover.h"

#include <stdlib.h>

#include "stats/period_step.h"

static int later_start_first(const void *a, const void *b)
{
    const struct cover_piece *x = a, *y = b;

    if (x->first != y->first)
        return x->first > y->first ? -1 : 1;
    if (x->last != y->last)
        return x->last > y->last ? -1 : 1;
    return (x->figure > y->figure) - (x->figure < y->figure);
}

/* The better one to go on with; of two of one period, the one that comes first. */
static bool is_better(const struct cover_piece *a, const struct cover_piece *b,
                      enum cover_order order)
{
    if (a->reach != b->reach)
        return a->reach > b->reach;
    if (a->pieces != b->pieces)
        return (a->pieces < b->pieces) == (order == COVER_FEWEST);
    return a->last != b->last && (a->last > b->last) == (order == COVER_FEWEST);
}

/* The best of the first `count` pieces that begins on a day, or -1. */
static int best_from(const struct cover_piece *pieces, int count, int32_t day,
                     enum cover_order order)
{
    int best = -1;

    for (int i = 0; i < count; i++)
        if (pieces[i].first == day && (best < 0 || is_better(&pieces[i], &pieces[best], order)))
            best = i;
    return best;
}

int cover_find(struct period span, enum cover_order order, struct cover_piece *pieces, int count,
               bool *complete)
{
    int inside = 0, first;

    *complete = false;
    for (int i = 0; i < count; i++)
        if (period_contains(span, pieces[i].period)) {
            struct cover_piece it = pieces[i];

            it.first = date_number(it.period.start);
            it.last = date_number(it.period.end);
            pieces[i] = pieces[inside];
            pieces[inside++] = it;
        }
    if (!inside)
        return -1;
    qsort(pieces, (size_t)inside, sizeof *pieces, later_start_first);
    for (int i = 0; i < inside; i++) {
        struct cover_piece *it = &pieces[i];

        it->next = best_from(pieces, i, it->last + 1, order);
        it->reach = it->next < 0 ? it->last : pieces[it->next].reach;
        it->pieces = it->next < 0 ? 1 : pieces[it->next].pieces + 1;
    }
    first = best_from(pieces, inside, date_number(span.start), order);
    *complete = first >= 0 && pieces[first].reach == date_number(span.end);
    return first;
}
