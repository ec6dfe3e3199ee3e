/* Which of the calls that can fail are failed: where not all of them, then each place once and some
 * of all.
 *
 * A place is the stack of calls that leads to a call. One run without a fault notes the places of
 * its calls in their order (failing_survey()); a plan then goes through those that are worth
 * failing. Who plans is one thread. */
#ifndef PLACES_H
#define PLACES_H

#include <stdbool.h>

/* How closely this run of the tests looks. */
enum look {
    LOOK_SHORT,
    LOOK_PLACES, /* LONG_TESTS in the environment, under a sanitizer */
    LOOK_ALL     /* LONG_TESTS, in other builds */
};
enum look places_look(void);

/* Begins to note the places of calls, and notes one. */
void places_begin(void);
void places_note(void);

struct plan {
    bool near;     /* the innermost calls of a stack are the place */
    unsigned salt; /* places are known by salt: a kind of call, in a state */
    long first;    /* so many first calls are all tried */
    long step, at; /* and each step-th of all, beginning somewhere; 0 is none */
};

/* The next of the noted calls to fail, from 1: at a place that no plan has tried, or that the plan
 * wants. The last one is that after all calls, where none fails; 0 is the end. */
long plan_next(const struct plan *plan, long nth);

#endif
