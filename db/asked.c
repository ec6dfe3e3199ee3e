#include "db/list.h"

#include <stdio.h>

/* "07-01 2020-07-01 2021-06-30" in quotes, as an item of a question's `periods`. */
enum { DAY = DATE_ROOM - 1, START = 5, FIRST = START + 1, LAST = FIRST + DAY + 1 };

bool claims_ask_period(const struct claim_question *q, struct period period,
                       struct slice fiscal_start)
{
    char first[DATE_ROOM], last[DATE_ROOM], both[48];

    date_print(period.start, first);
    date_print(period.end, last);
    if ((q->from.data && slice_compare(slice_of(first), q->from) < 0) ||
        (q->to.data && slice_compare(slice_of(last), q->to) > 0))
        return false;
    if (q->period_filter == PERIODS_EXACT)
        return slice_is(q->period_start, first) && slice_is(q->period_end, last);
    (void)snprintf(both, sizeof both, "\"%.*s %s %s\"", SLICE_ARGS(fiscal_start), first, last);
    return q->period_filter != PERIODS_BY_YEAR ||
           memmem(q->periods.json.data, q->periods.json.size, both, strlen(both)) != NULL;
}

static bool read_period(struct slice first, struct slice last, struct period *period)
{
    return date_parse(first, &period->start) && date_parse(last, &period->end);
}

bool claims_one_period(const struct claim_question *q, struct slice fiscal_start,
                       struct period *period)
{
    struct slice rest = q->periods.json, part;

    if (q->period_filter == PERIODS_EXACT)
        return read_period(q->period_start, q->period_end, period);
    if (q->period_filter != PERIODS_BY_YEAR)
        return false;
    for (bool inside = false; slice_cut(&rest, '"', &part); inside = !inside)
        if (inside && part.size == LAST + DAY &&
            slice_equal((struct slice){part.data, START}, fiscal_start))
            return read_period((struct slice){part.data + FIRST, DAY},
                               (struct slice){part.data + LAST, DAY}, period);
    return false;
}
