#include "stats/conflict.h"

static const char *const reason_words[] = {"error",      "unexplained", "period",
                                           "definition", "revision",    "rounding"};
const struct words conflict_reasons = WORDS(reason_words);

static bool is_listed(const struct print *it)
{
    return print_counts(it) || it->rank == RANK_DEPRECATED;
}

/* Narrowest first, then the latest known, undated last, then the lower id. */
static bool comes_before(const struct print *a, const struct print *b)
{
    struct interval x = print_interval(a), y = print_interval(b);
    bool a_dated = !slice_is(a->known_on, DAY_NONE), b_dated = !slice_is(b->known_on, DAY_NONE);
    int days = slice_compare(a->known_on, b->known_on);

    if (interval_wider(x, y) || interval_wider(y, x))
        return interval_wider(y, x);
    if (a_dated != b_dated)
        return a_dated;
    return days ? days > 0 : slice_compare(a->id, b->id) < 0;
}

static int sort(const struct print *prints, int count, int preferred, struct conflict_claim *claims)
{
    int sorted = 0;

    for (int i = 0; i < count; i++) {
        int at = sorted;

        claims[i].cluster = -1;
        claims[i].reason = CONFLICT_NONE;
        if (!print_counts(&prints[i]))
            continue;
        for (; at > 0 && claims[at - 1].order != preferred &&
               (i == preferred || comes_before(&prints[i], &prints[claims[at - 1].order]));
             at--)
            claims[at].order = claims[at - 1].order;
        claims[at].order = i;
        sorted++;
    }
    return sorted;
}

/* Each joins the first cluster whose common part it meets. That part is kept in the place of the
 * cluster's number. */
static int cluster(const struct print *prints, int sorted, struct conflict_claim *claims)
{
    int clusters = 0;

    for (int i = 0; i < sorted; i++) {
        struct interval it = print_interval(&prints[claims[i].order]);
        int at = 0;

        while (at < clusters && !interval_meets(claims[at].common, it))
            at++;
        claims[at].common = at < clusters ? interval_common(claims[at].common, it) : it;
        claims[claims[i].order].cluster = at;
        clusters += at == clusters;
    }
    return clusters;
}

/* What the reasons are looked for in. */
struct group {
    const struct print *prints, *before;
    int count, before_count;
    const struct conflict_claim *claims;
};

/* The first of a cluster in the order in which it was filled. */
static const struct print *head_of(const struct group *it, int cluster)
{
    int at = 0;

    while (it->claims[it->claims[at].order].cluster != cluster)
        at++;
    return &it->prints[it->claims[at].order];
}

static bool fits_before(const struct group *it, const struct print *print)
{
    for (int i = 0; i < it->before_count; i++)
        if (print_counts(&it->before[i]) && slice_equal(print->series, it->before[i].series) &&
            interval_meets(print_interval(print), print_interval(&it->before[i])))
            return true;
    return false;
}

/* Some claim of the cluster is tied to some claim of cluster 0. */
static bool some_tied(const struct group *it, int cluster,
                      bool (*tied)(const struct print *, const struct print *))
{
    for (int i = 0; i < it->count; i++)
        for (int j = 0; it->claims[i].cluster == cluster && j < it->count; j++)
            if (!it->claims[j].cluster && tied(&it->prints[i], &it->prints[j]))
                return true;
    return false;
}

static enum conflict_reason reason_of(const struct group *it, int cluster)
{
    const struct print *head = head_of(it, cluster), *preferred = head_of(it, 0);
    struct range cut = print_truncated(head), preferred_cut = print_truncated(preferred);
    bool is_last_year = false;

    for (int i = 0; i < it->count; i++) {
        if (it->claims[i].cluster != cluster)
            continue;
        if (!slice_equal(it->prints[i].series, preferred->series))
            return CONFLICT_DEFINITION;
        is_last_year = is_last_year || fits_before(it, &it->prints[i]);
    }
    if (some_tied(it, cluster, print_replaces))
        return CONFLICT_REVISION;
    if (range_meets(&cut, &preferred_cut))
        return CONFLICT_ROUNDING;
    if (is_last_year)
        return CONFLICT_PERIOD;
    return some_tied(it, cluster, print_is_later_print) ? CONFLICT_REVISION : CONFLICT_UNEXPLAINED;
}

int conflict_origins(const struct print *prints, int count)
{
    int origins = 0;

    for (int i = 0; i < count; i++) {
        struct slice origin = prints[i].origin.size ? prints[i].origin : prints[i].source;
        bool is_new = print_counts(&prints[i]);

        for (int j = 0; is_new && j < i; j++)
            is_new =
                !print_counts(&prints[j]) ||
                !slice_equal(origin, prints[j].origin.size ? prints[j].origin : prints[j].source);
        origins += is_new;
    }
    return origins;
}

static void measure_spread(const struct print *prints, int count, int preferred,
                           struct conflict *out)
{
    struct exact low = {0}, high = {0};
    int listed = 0;

    for (int i = 0; i < count; i++) {
        struct exact value = print_value(&prints[i]);

        if (!is_listed(&prints[i]))
            continue;
        if (!listed || exact_compare(&value, &low) < 0)
            low = value;
        if (!listed || exact_compare(&value, &high) > 0)
            high = value;
        listed++;
    }
    if (listed < 2)
        return;
    out->spread = exact_subtract(high, low);
    if (preferred < 0)
        return;
    low = print_value(&prints[preferred]);
    if (exact_sign(&low) > 0)
        out->spread_percent = exact_multiply(exact_divide(out->spread, low), exact_of_digits(100));
}

struct conflict conflict_judge(const struct print *prints, int count, int preferred,
                               const struct print *before, int before_count,
                               struct conflict_claim *claims)
{
    struct conflict out = {.reason = CONFLICT_NONE};
    struct group group = {prints, before, count, before_count, claims};

    out.clusters = cluster(prints, sort(prints, count, preferred, claims), claims);
    for (int number = 1; number < out.clusters; number++) {
        enum conflict_reason reason = reason_of(&group, number);

        for (int i = 0; i < count; i++)
            if (claims[i].cluster == number)
                claims[i].reason = reason;
    }
    for (int i = 0; i < count; i++) {
        if (prints[i].rank == RANK_DEPRECATED)
            claims[i].reason = CONFLICT_ERROR;
        if (claims[i].reason < out.reason)
            out.reason = claims[i].reason;
    }
    out.found = out.reason != CONFLICT_NONE;
    out.independent_origins = conflict_origins(prints, count);
    measure_spread(prints, count, preferred, &out);
    return out;
}
