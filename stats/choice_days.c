#include "stats/choice_days.h"

#include <stdlib.h>

/* Days from the first up to, not including, the last; no claim stands for the group on them yet. */
struct gap {
    const char *from, *until;
};

struct candidate {
    const char *key, *from, *until;
    int index;
};

static int by_key(const void *a, const void *b)
{
    return strcmp(((const struct candidate *)a)->key, ((const struct candidate *)b)->key);
}

/* Who can be chosen on any day, the preferred one first. */
static int find_candidates(const struct choice_claim *claims, const struct choice *choices,
                           int count, bool first, struct candidate *out)
{
    int found = 0;

    for (int i = 0; i < count; i++) {
        const struct choice *it = &choices[i];
        const char *key = first ? it->first_key : it->key;
        const char *until = first || !it->ended_on[0] ? DAY_NONE : it->ended_on;

        if (key[0] && strcmp(claims[i].known_on.data, until) < 0)
            out[found++] = (struct candidate){key, claims[i].known_on.data, until, i};
    }
    qsort(out, (size_t)found, sizeof *out, by_key);
    return found;
}

static const char *later(const char *a, const char *b)
{
    return strcmp(a, b) > 0 ? a : b;
}

static const char *earlier(const char *a, const char *b)
{
    return strcmp(a, b) < 0 ? a : b;
}

bool choice_days(const struct choice_claim *claims, const struct choice *choices, int count,
                 bool first, void (*tell)(void *context, int index, const char *day, int by),
                 void *context)
{
    /* Each candidate takes what is left of its days, and splits one gap at most. */
    size_t room = (size_t)count + 2;
    struct candidate *candidates = malloc(room * sizeof *candidates);
    struct gap *gaps = malloc(2 * room * sizeof *gaps), *left = gaps ? gaps + room : NULL;
    bool whole = candidates && gaps;
    int found = whole ? find_candidates(claims, choices, count, first, candidates) : 0, open = 1;

    if (whole)
        gaps[0] = (struct gap){"", DAY_NONE};
    for (int i = 0; i < found && open; i++) {
        const struct candidate *it = &candidates[i];
        int still = 0;

        for (int k = 0; k < open; k++) {
            struct gap gap = gaps[k];
            const char *from = later(gap.from, it->from), *until = earlier(gap.until, it->until);

            if (strcmp(from, until) >= 0) {
                left[still++] = gap;
                continue;
            }
            tell(context, it->index, from, 1);
            if (strcmp(until, DAY_NONE) < 0)
                tell(context, it->index, until, -1);
            if (strcmp(gap.from, from) < 0)
                left[still++] = (struct gap){gap.from, from};
            if (strcmp(until, gap.until) < 0)
                left[still++] = (struct gap){until, gap.until};
        }
        memcpy(gaps, left, (size_t)still * sizeof *gaps);
        open = still;
    }
    free(candidates);
    free(gaps);
    return whole;
}
