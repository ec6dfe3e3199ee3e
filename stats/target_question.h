/* What a target is judged with, and what both of its readings share, behind stats/target.h. */
#ifndef TARGET_QUESTION_H
#define TARGET_QUESTION_H

#include "stats/target.h"

struct target_question {
    const struct print *aim, *figures;
    int count;
    struct month_day fiscal_start;
    struct exact value; /* of the aim */
    bool over;          /* its end lies before the day of the answer */
};

extern const struct target_progress target_not_judged;

bool target_is_at_most(const struct print *aim);
enum target_verdict target_verdict_of(const struct target_question *it,
                                      const struct range *reached);

/* A figure, or where realised prints of it conflict the band of those that nothing replaces; one of
 * fewer digits that holds another's interval does not stretch it. */
struct range target_band(const struct target_question *it, int figure);

/* Sets gap from what was reached, and share from the band. */
void target_measure(const struct target_question *it, const struct range *band,
                    struct target_progress *out);

struct target_progress target_judge_level(const struct target_question *it);
struct target_progress target_judge_sum(const struct target_question *it,
                                        struct cover_piece *pieces);

#endif
