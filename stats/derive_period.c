#include "stats/derive_period.h"

#include "stats/cover.h"
#include "stats/period_step.h"

static const char *const gap_words[] = {"parts-missing", "no-whole", "no-sum", "disputed"};
const struct words derive_gaps = WORDS(gap_words);

/* What is looked through. */
struct search {
    struct period period;
    struct month_day fiscal_start;
    const struct print *figures;
    int count;
    struct cover_piece *pieces;
    enum cover_order order;
    struct arena *arena;
    /* What a way takes, and what it lacks. */
    int *taken, taken_count;
    char missing[DERIVE_TEXT_ROOM];
};

static bool is_given(struct period span)
{
    return date_compare(span.start, span.end) <= 0;
}

/* The first day after one on which a figure inside of the span begins, or the day behind it. */
static struct date next_start(const struct search *it, struct period span)
{
    struct date best = date_add_days(span.end, 1);

    for (int i = 0; i < it->count; i++)
        if (period_contains(span, it->figures[i].period) &&
            date_compare(it->figures[i].period.start, span.start) > 0 &&
            date_compare(it->figures[i].period.start, best) < 0)
            best = it->figures[i].period.start;
    return best;
}

static void note_missing(struct search *it, struct period gap)
{
    char label[PERIOD_LABEL_ROOM];
    size_t size = strlen(it->missing);

    (void)period_label(gap, it->fiscal_start, label);
    if (size + strlen(label) + sizeof ", ..." < sizeof it->missing)
        (void)snprintf(it->missing + size, sizeof it->missing - size, "%s%s", size ? ", " : "",
                       label);
    else if (size + sizeof ", ..." <= sizeof it->missing)
        memcpy(it->missing + size, ", ...", sizeof ", ...");
}

/* Takes what fills the span, and notes what nothing fills. */
static void fill(struct search *it, struct period span)
{
    while (is_given(span)) {
        bool complete;
        int count = 0, first;

        for (int i = 0; i < it->count; i++)
            if (!period_equal(it->figures[i].period, it->period))
                it->pieces[count++] =
                    (struct cover_piece){.period = it->figures[i].period, .figure = i};
        first = cover_find(span, it->order, it->pieces, count, &complete);
        if (first < 0) {
            struct period gap = {span.start, date_add_days(next_start(it, span), -1)};

            note_missing(it, gap);
            span.start = date_add_days(gap.end, 1);
            continue;
        }
        for (int i = first; i >= 0; i = it->pieces[i].next) {
            it->taken[it->taken_count++] = it->pieces[i].figure;
            span.start = date_add_days(it->pieces[i].period.end, 1);
        }
    }
}

/* The whole less all else in it, or without a whole (-1) the period's own parts. */
static void try_way(struct search *it, int whole)
{
    it->taken_count = 0;
    it->missing[0] = '\0';
    if (whole < 0) {
        fill(it, it->period);
        return;
    }
    struct period around = it->figures[whole].period;
    fill(it, (struct period){around.start, date_add_days(it->period.start, -1)});
    fill(it, (struct period){date_add_days(it->period.end, 1), around.end});
}

static bool is_year(const struct search *it, struct period period)
{
    enum period_type type = period_type(period, it->fiscal_start);

    return type == PERIOD_FISCAL_YEAR || type == PERIOD_CALENDAR_YEAR;
}

/* A year before others, then the shorter, then the earlier. */
static bool goes_before(const struct search *it, struct period a, struct period b)
{
    int32_t x = date_number(a.end) - date_number(a.start),
            y = date_number(b.end) - date_number(b.start);

    if (is_year(it, a) != is_year(it, b))
        return is_year(it, a);
    return x != y ? x < y : date_compare(a.start, b.start) < 0;
}

/* The next whole behind one (-1: the first), or -1. */
static int next_whole(const struct search *it, int last)
{
    int best = -1;

    for (int i = 0; i < it->count; i++) {
        struct period period = it->figures[i].period;

        if (!period_contains(period, it->period) || period_equal(period, it->period) ||
            (last >= 0 && !goes_before(it, it->figures[last].period, period)))
            continue;
        if (best < 0 || goes_before(it, period, it->figures[best].period))
            best = i;
    }
    return best;
}

static struct derive_term term_of(struct search *it, int figure, bool *whole)
{
    char label[PERIOD_LABEL_ROOM];
    struct derive_term term = {.print = &it->figures[figure]};

    (void)period_label(it->figures[figure].period, it->fiscal_start, label);
    *whole &= arena_copy(it->arena, slice_of(label), &term.name);
    return term;
}

/* Works out the way that was tried last. */
static bool work_out(struct search *it, int whole, struct derived_period *out)
{
    struct derive_term *terms = arena_take(it->arena, ((size_t)it->count + 1) * sizeof *terms);
    bool memory = terms != NULL;

    out->whole = whole;
    out->parts = it->taken;
    out->count = it->taken_count;
    for (int i = 0; memory && i < it->taken_count; i++)
        terms[i] = term_of(it, it->taken[i], &memory);
    if (!memory)
        return false;
    if (whole < 0) {
        out->derivation = derive_whole(terms, it->taken_count);
        return true;
    }
    struct derive_term around = term_of(it, whole, &memory);
    out->derivation = derive_rest(&around, terms, it->taken_count);
    return memory;
}

/* The way that was tried last, where the same way in the smallest steps comes to the same. */
static bool settle(struct search *it, int whole, struct derived_period *out)
{
    struct search finer = *it;
    struct derived_period other;

    finer.order = COVER_MOST;
    finer.taken = arena_take(it->arena, ((size_t)it->count + 1) * sizeof *finer.taken);
    if (!finer.taken || !work_out(it, whole, out))
        return false;
    try_way(&finer, whole);
    if (!work_out(&finer, whole, &other))
        return false;
    if (!range_meets(&out->derivation.result.range, &other.derivation.result.range)) {
        out->derivation.follows = false;
        out->gap = DERIVE_DISPUTED;
    }
    return true;
}

bool derive_period(struct period period, struct month_day fiscal_start, const struct print *figures,
                   int count, struct arena *arena, struct derived_period *out)
{
    struct search it = {.period = period,
                        .fiscal_start = fiscal_start,
                        .figures = figures,
                        .count = count,
                        .order = COVER_FEWEST,
                        .arena = arena};

    *out = (struct derived_period){.gap = DERIVE_NO_WHOLE, .whole = -1};
    it.pieces = arena_take(arena, ((size_t)count + 1) * sizeof *it.pieces);
    it.taken = arena_take(arena, ((size_t)count + 1) * sizeof *it.taken);
    if (!it.pieces || !it.taken)
        return false;
    try_way(&it, -1);
    if (!it.missing[0])
        return settle(&it, -1, out);
    bool inside = it.taken_count > 0;
    (void)snprintf(out->derivation.missing, sizeof out->derivation.missing, "%s",
                   inside ? it.missing : "");
    for (int whole = next_whole(&it, -1); whole >= 0; whole = next_whole(&it, whole)) {
        try_way(&it, whole);
        if (!it.missing[0])
            return settle(&it, whole, out);
        if (out->gap == DERIVE_NO_WHOLE)
            memcpy(out->derivation.missing, it.missing, sizeof it.missing);
        out->gap = DERIVE_PARTS_MISSING;
    }
    if (inside)
        out->gap = DERIVE_PARTS_MISSING;
    return true;
}
