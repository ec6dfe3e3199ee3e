/* The claims of a group that can set a relay aside, the narrowest first, behind stats/choice.h.
 *
 * The positions of the claims are kept in the choices: the arithmetic takes no memory of its own.
 */
#ifndef WIDTH_ORDER_H
#define WIDTH_ORDER_H

#include "stats/choice.h"

struct width_order {
    const struct choice_claim *claims;
    const struct choice *choices;
    int count; /* of bounded claims that are not deprecated */
};

/* By width, then by low bound. Writes order and run_end of the choices and nothing else. */
struct width_order width_order_make(const struct choice_claim *claims, int count,
                                    struct choice *choices);

static inline const struct choice_claim *width_order_at(const struct width_order *it, int place)
{
    return &it->claims[it->choices[place].order];
}

/* The place after the last claim that is as wide as the one at `run`. */
static inline int width_order_end(const struct width_order *it, int run)
{
    return it->choices[run].run_end;
}

/* The first place in the run of one width whose claim begins inside of `outer`, or the run's end.
 */
int width_order_from(const struct width_order *it, int run, struct interval outer);

#endif
