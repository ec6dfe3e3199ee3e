#include "stats/sums.h"

static const char *const verdict_words[] = {"adds-up", "rounding", "revision", "differs",
                                            "incomplete"};
const struct words sum_verdicts = WORDS(verdict_words);

static bool prints_all(struct slice source, const struct sum_part *parts, int count)
{
    for (int i = 0; i < count; i++)
        if (print_from(source, parts[i].prints, parts[i].count) < 0)
            return false;
    return true;
}

/* The whole of a source that prints all parts too, or -1. */
static int whole_of_one_source(const struct print *wholes, int count, const struct sum_part *parts,
                               int part_count)
{
    int best = -1;

    for (int i = 0; i < count; i++) {
        const struct print *it = &wholes[i];

        if (!print_counts(it) || !prints_all(it->source, parts, part_count))
            continue;
        if (best < 0 || (it->preferred && !wholes[best].preferred) ||
            (it->preferred == wholes[best].preferred && print_is_better(it, &wholes[best])))
            best = i;
    }
    return best;
}

static bool choose(struct sum *out, const struct print *wholes, int whole_count,
                   const struct sum_part *parts, int part_count, int *chosen)
{
    bool complete;

    out->whole = whole_of_one_source(wholes, whole_count, parts, part_count);
    out->one_source = out->whole >= 0;
    if (!out->one_source)
        out->whole = print_preferred(wholes, whole_count);
    complete = out->whole >= 0;
    for (int i = 0; i < part_count; i++) {
        const struct print *prints = parts[i].prints;

        chosen[i] = out->one_source ? print_from(wholes[out->whole].source, prints, parts[i].count)
                                    : print_preferred(prints, parts[i].count);
        complete = complete && chosen[i] >= 0;
    }
    return complete;
}

static struct range total_of(struct range (*read)(const struct print *),
                             const struct sum_part *parts, int count, const int *chosen)
{
    struct range total = range_point(exact_of_digits(0));

    for (int i = 0; i < count; i++) {
        struct range part = read(&parts[i].prints[chosen[i]]);

        total = range_add(&total, &part);
    }
    return total;
}

static struct range point_of(const struct print *it)
{
    return range_point(print_value(it));
}

static void measure(struct sum *out, const struct print *whole)
{
    struct exact value = print_value(whole), spread = exact_subtract(out->total_value, value);

    out->spread = exact_sign(&spread) < 0 ? exact_negate(spread) : spread;
    if (exact_sign(&value) > 0)
        out->spread_percent =
            exact_multiply(exact_divide(out->spread, value), exact_of_digits(100));
}

static bool adds_up(const struct print *whole, const struct sum_part *parts, int count,
                    const int *chosen)
{
    struct range total = total_of(print_range, parts, count, chosen), range = print_range(whole);

    return range_meets(&total, &range);
}

/* One before or after the other by a revision. */
static bool is_revision(const struct print *a, const struct print *b)
{
    return print_counts(b) && (print_replaces(a, b) || print_is_later_print(a, b));
}

/* The first print, of the whole or of a part, that makes it add up in place of the chosen one. */
static const struct print *find_revised(const struct print *wholes, int whole_count, int whole,
                                        const struct sum_part *parts, int part_count, int *chosen)
{
    for (int i = 0; i < whole_count; i++)
        if (i != whole && is_revision(&wholes[whole], &wholes[i]) &&
            adds_up(&wholes[i], parts, part_count, chosen))
            return &wholes[i];
    for (int i = 0; i < part_count; i++) {
        int kept = chosen[i];
        const struct print *prints = parts[i].prints, *found = NULL;

        for (int k = 0; k < parts[i].count && !found; k++) {
            chosen[i] = k;
            if (k != kept && is_revision(&prints[kept], &prints[k]) &&
                adds_up(&wholes[whole], parts, part_count, chosen))
                found = &prints[k];
        }
        chosen[i] = kept;
        if (found)
            return found;
    }
    return NULL;
}

struct sum sum_check(const struct print *wholes, int whole_count, const struct sum_part *parts,
                     int part_count, int *chosen)
{
    struct sum out = {.verdict = SUM_INCOMPLETE};
    struct range whole, cut;

    if (!choose(&out, wholes, whole_count, parts, part_count, chosen))
        return out;
    out.total = total_of(print_range, parts, part_count, chosen);
    out.total_value = total_of(point_of, parts, part_count, chosen).low;
    measure(&out, &wholes[out.whole]);
    out.verdict = SUM_ADDS_UP;
    if (adds_up(&wholes[out.whole], parts, part_count, chosen))
        return out;
    whole = print_truncated(&wholes[out.whole]);
    cut = total_of(print_truncated, parts, part_count, chosen);
    out.verdict = SUM_ROUNDING;
    if (range_meets(&cut, &whole))
        return out;
    out.revised = find_revised(wholes, whole_count, out.whole, parts, part_count, chosen);
    out.verdict = out.revised ? SUM_REVISION : SUM_DIFFERS;
    return out;
}

static int run_of(const struct print *prints, int count)
{
    int size = 1;

    while (size < count && period_equal(prints[size].period, prints[0].period))
        size++;
    return size;
}

/* A piece for each other period that has a figure; of one source where one is given. */
static int collect_pieces(struct period whole, struct slice source, const struct print *prints,
                          int count, struct cover_piece *pieces)
{
    int found = 0, size;

    for (int i = 0; i < count; i += size) {
        size = run_of(&prints[i], count - i);
        if (!period_equal(prints[i].period, whole) &&
            (source.data ? print_from(source, &prints[i], size)
                         : print_preferred(&prints[i], size)) >= 0)
            pieces[found++] = (struct cover_piece){.period = prints[i].period, .figure = i};
    }
    return found;
}

static int cover_by(struct period period, struct slice source, const struct print *prints,
                    int count, struct cover_piece *pieces, struct sum_part *parts)
{
    bool complete;
    int found = collect_pieces(period, source, prints, count, pieces), taken = 0;

    for (int i = cover_find(period, COVER_MOST, pieces, found, &complete); i >= 0 && complete;
         i = pieces[i].next) {
        int at = pieces[i].figure;

        parts[taken++] = (struct sum_part){&prints[at], run_of(&prints[at], count - at)};
    }
    return taken;
}

int sum_parts_of(struct period period, const struct print *prints, int count,
                 struct cover_piece *pieces, struct sum_part *parts, struct sum_part *wholes)
{
    static const struct slice any = {NULL, 0};
    int at = 0, taken = 0, preferred;

    while (at < count && !period_equal(prints[at].period, period))
        at++;
    *wholes = (struct sum_part){0};
    if (at < count)
        *wholes = (struct sum_part){prints + at, run_of(prints + at, count - at)};
    preferred = print_preferred(wholes->prints, wholes->count);
    if (preferred >= 0)
        taken = cover_by(period, wholes->prints[preferred].source, prints, count, pieces, parts);
    for (int i = 0; !taken && i < wholes->count; i++)
        if (print_counts(&wholes->prints[i]))
            taken = cover_by(period, wholes->prints[i].source, prints, count, pieces, parts);
    return taken || preferred < 0 ? taken : cover_by(period, any, prints, count, pieces, parts);
}
