#include "stats/target.h"

#include "stats/period_year.h"
#include "stats/target_question.h"

static const char *const reading_words[] = {"level", "cumulative", "unclear"};
const struct words target_readings = WORDS(reading_words);

static const char *const verdict_words[] = {"met",     "missed",    "undecided",
                                            "pending", "no-figure", "unclear"};
const struct words target_verdicts = WORDS(verdict_words);

bool target_year(struct period period, struct month_day fiscal_start, struct period *year)
{
    struct period it;

    if (!date_given(period.end))
        return false;
    for (int first = period.end.year; first > period.end.year - 3; first--)
        if (years_period(first, first, fiscal_start, &it) &&
            date_compare(it.end, period.end) <= 0) {
            *year = it;
            return !date_given(period.start) || date_compare(it.end, period.start) >= 0;
        }
    return false;
}

/* A reading that cannot be judged does not differ. */
static enum target_verdict verdict_of_both(enum target_verdict level, enum target_verdict sum)
{
    if (level == sum || sum == TARGET_NO_FIGURE)
        return level;
    return level == TARGET_NO_FIGURE ? sum : TARGET_VERDICT_UNCLEAR;
}

struct target_judgement target_judge(const struct target *target, struct month_day fiscal_start,
                                     struct date day, const struct print *figures, int count,
                                     struct cover_piece *pieces)
{
    struct target_question question = {&target->aim,
                                       figures,
                                       count,
                                       fiscal_start,
                                       print_value(&target->aim),
                                       date_compare(day, target->aim.period.end) > 0};
    struct target_judgement out = {TARGET_NO_FIGURE, target_not_judged, target_not_judged};

    if (target->reading != TARGET_CUMULATIVE)
        out.level = target_judge_level(&question);
    if (target->reading != TARGET_LEVEL && !target->no_sum)
        out.sum = target_judge_sum(&question, pieces);
    out.verdict = verdict_of_both(out.level.verdict, out.sum.verdict);
    return out;
}
