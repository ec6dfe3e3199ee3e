#include "db/derived.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "db/derived_gaps.h"
#include "stats/derive_period.h"

/* What fills a gap, and the order in which printed and derived figures come. */

enum { ARENA_CEILING = 64 * 1024 * 1024, TEXT_CEILING = 4 * 1024 * 1024, PASSED_MOST = 20000 };

/* One figure of a formula. */
struct term {
    const struct print *print;
    bool less;
};

/* What is said about a gap. */
struct found {
    struct derivation derivation;
    enum derive_gap gap;
    struct term *terms;
    int count;
};

void derived_place_write(const struct derived_walk *walk, struct buffer *out)
{
    char end[DATE_ROOM], start[DATE_ROOM];

    date_print(walk->last.period.end, end);
    date_print(walk->last.period.start, start);
    buffer_format(out, "%lld.%d.%d.%s.%s", (long long)walk->rows.after, walk->last.series,
                  walk->through, end, start);
}

bool derived_place_read(struct slice text, struct derived_walk *walk)
{
    struct slice parts[5];
    int64_t numbers[3];

    for (int i = 0; i < 5; i++)
        if (!slice_cut(&text, '.', &parts[i]) ||
            (i < 3 && !slice_integer(parts[i], i ? INT32_MAX : INT64_MAX, &numbers[i])))
            return false;
    walk->rows.after = numbers[0];
    walk->last = (struct derived_place){.series = (int)numbers[1]};
    walk->through = numbers[2] != 0;
    return (!parts[3].size || date_parse(parts[3], &walk->last.period.end)) &&
           (!parts[4].size || date_parse(parts[4], &walk->last.period.start));
}

bool derived_open(struct list *list, struct store *store, struct derived_walk *walk, int64_t limit,
                  struct error *err)
{
    arena_init(&walk->arena, ARENA_CEILING);
    arena_init(&walk->of_series, ARENA_CEILING);
    walk->at = walk->last.series > 0 ? walk->last.series - 1 : -1;
    walk->gap = walk->gap_count = 0;
    walk->has_pending = walk->printed_done = walk->paused = false;
    walk->passed = 0;
    return wholes_find(store, walk->rows.revision, &walk->arena, &walk->wholes, &walk->whole_count,
                       err) &&
           claims_open(list, store, &walk->rows, limit, err);
}

void derived_clear(struct derived_walk *walk)
{
    arena_clear(&walk->arena);
    arena_clear(&walk->of_series);
}

static const struct slice none = {NULL, 0};

static void write_text(const char *name, struct slice text, struct buffer *out)
{
    buffer_format(out, ",\"%s\":\"%.*s\"", name, SLICE_ARGS(text));
}

/* [{"sign":"+","series":…,"period":…,"figure":…,"value":…,"source":…}] */
static bool keep_inputs(const struct found *it, struct slice fiscal_start, struct arena *arena,
                        struct slice *out, struct error *err)
{
    CLEAN(buffer) struct buffer text = {0};

    buffer_init(&text, TEXT_CEILING);
    for (int i = 0; i < it->count; i++) {
        const struct print *print = it->terms[i].print;
        char value[EXACT_TEXT_ROOM] = "null";
        struct period_record period;

        period_record_set(&period, print->period, fiscal_start);
        (void)exact_text(print_value(print), ROUND_NEAREST, value);
        buffer_format(&text, "%c{\"sign\":\"%c\"", i ? ',' : '[', it->terms[i].less ? '-' : '+');
        write_text("series", print->series, &text);
        write_text("period", period.label, &text);
        write_text("figure", print->id, &text);
        buffer_format(&text, ",\"value\":%s", value);
        write_text("source", print->source, &text);
        buffer_char(&text, '}');
    }
    buffer_text(&text, it->count ? "]" : "[]");
    buffer_char(&text, '\0');
    return text.failed ? evidence_no_memory(err) : evidence_keep(arena, text.data, out, err);
}

static bool keep_found(const struct found *it, const struct whole *series, struct period period,
                       struct arena *arena, struct derived_record *record, struct error *err)
{
    struct claim *claim = &record->claim;

    *record = (struct derived_record){.claim.derived = 1};
    if (!it->derivation.follows)
        record->gap = slice_of(derive_gaps.items[it->gap]);
    period_record_set(&claim->period, period, series->fiscal_start);
    if (!arena_copy(arena, series->series, &claim->series) ||
        !arena_copy(arena, series->unit.size ? series->unit : none, &claim->unit))
        return evidence_no_memory(err);
    return evidence_keep(arena, it->derivation.formula, &record->formula, err) &&
           evidence_keep(arena, it->derivation.follows ? "" : it->derivation.missing,
                         &record->missing, err) &&
           keep_inputs(it, series->fiscal_start, arena, &record->inputs, err) &&
           (!it->derivation.follows ||
            (evidence_keep_exact(arena, it->derivation.result.value, &claim->value, err) &&
             evidence_keep_range(arena, &it->derivation.result.range, &claim->low, &claim->high,
                                 err)));
}

/* From the series' own figures. */
static bool find_in_series(const struct derived_walk *walk, const struct whole *series,
                           struct period period, struct arena *arena, struct found *out,
                           struct error *err)
{
    struct month_day fiscal_start = {1, 1};
    struct derived_period it;
    struct prints near;

    (void)month_day_parse(series->fiscal_start, &fiscal_start);
    if (!figures_near(&walk->figures, period, fiscal_start, arena, &near) ||
        !derive_period(period, fiscal_start, near.items, near.count, arena, &it))
        return evidence_no_memory(err);
    out->derivation = it.derivation;
    out->gap = it.gap;
    if (!it.derivation.follows)
        return true;
    out->terms = arena_take(arena, ((size_t)it.count + 1) * sizeof *out->terms);
    if (!out->terms)
        return evidence_no_memory(err);
    if (it.whole >= 0)
        out->terms[out->count++] = (struct term){&near.items[it.whole], false};
    for (int i = 0; i < it.count; i++)
        out->terms[out->count++] = (struct term){&near.items[it.parts[i]], it.whole >= 0};
    return true;
}

/* Names one more of what has no figure; a text that is full ends with three dots. */
static void note_missing(char missing[DERIVE_TEXT_ROOM], struct slice series)
{
    size_t size = strlen(missing);

    if (size + series.size + sizeof ", , ..." < DERIVE_TEXT_ROOM)
        (void)snprintf(missing + size, DERIVE_TEXT_ROOM - size, "%s%.*s", size ? ", " : "",
                       SLICE_ARGS(series));
    else if (!slice_ends(slice_of(missing), "..."))
        (void)snprintf(missing + size, DERIVE_TEXT_ROOM - size, ", ...");
}

/* The figures of some series, but one, in a period; those without one are named. */
static bool find_all(struct store *store, const struct derived_walk *walk,
                     const struct slice *series, int count, struct slice but, struct period period,
                     struct arena *arena, struct derive_term *terms, int *taken,
                     char missing[DERIVE_TEXT_ROOM], struct error *err)
{
    for (int i = 0; i < count; i++) {
        struct prints prints;

        if (slice_equal(series[i], but))
            continue;
        if (!prints_chosen(store, &walk->beside, series[i], period, false, arena, &prints, err))
            return false;
        if (prints.count)
            terms[(*taken)++] = (struct derive_term){series[i], prints.items};
        else
            note_missing(missing, series[i]);
    }
    return true;
}

static bool keep_terms(const struct derive_term *terms, int count, bool has_whole,
                       struct arena *arena, struct found *out, struct error *err)
{
    out->terms = arena_take(arena, ((size_t)count + 1) * sizeof *out->terms);
    if (!out->terms)
        return evidence_no_memory(err);
    for (out->count = 0; out->count < count; out->count++)
        out->terms[out->count] =
            (struct term){terms[out->count].print, has_whole && out->count > 0};
    out->derivation =
        has_whole ? derive_rest(&terms[0], terms + 1, count - 1) : derive_whole(terms, count);
    return true;
}

/* The series as the sum of its parts (`whole` is itself), or as what the others leave of a whole.
 */
static bool find_by_parts(struct store *store, const struct derived_walk *walk,
                          const struct whole *series, const struct whole *whole,
                          struct period period, struct arena *arena, struct found *out,
                          struct error *err)
{
    struct derive_term *terms = arena_take(arena, ((size_t)whole->part_count + 2) * sizeof *terms);
    bool has_whole = whole != series;
    char missing[DERIVE_TEXT_ROOM] = "";
    int taken = 0;

    if (!terms)
        return evidence_no_memory(err);
    if (has_whole &&
        !find_all(store, walk, &whole->series, 1, none, period, arena, terms, &taken, missing, err))
        return false;
    if (!find_all(store, walk, whole->parts, whole->part_count, series->series, period, arena,
                  terms, &taken, missing, err))
        return false;
    if (!missing[0])
        return keep_terms(terms, taken, has_whole, arena, out, err);
    if (taken && out->gap != DERIVE_PARTS_MISSING && out->gap != DERIVE_DISPUTED) {
        out->gap = DERIVE_PARTS_MISSING;
        memcpy(out->derivation.missing, missing, sizeof missing);
    }
    return true;
}

/* Whatever the gap follows from first: its series, its parts, a whole that it is a part of. */
static bool find(struct store *store, const struct derived_walk *walk, struct period period,
                 struct arena *arena, struct found *out, struct error *err)
{
    const struct whole *series = &walk->wholes[walk->at];

    *out = (struct found){.gap = DERIVE_NO_SUM};
    if (series->adds_up_over_time && !find_in_series(walk, series, period, arena, out, err))
        return false;
    if (!out->derivation.follows && series->part_count &&
        !find_by_parts(store, walk, series, series, period, arena, out, err))
        return false;
    for (int i = 0; i < walk->whole_count && !out->derivation.follows; i++)
        if (whole_has_part(&walk->wholes[i], series->series) &&
            !find_by_parts(store, walk, series, &walk->wholes[i], period, arena, out, err))
            return false;
    return true;
}

/* The present gap as a row; *given is false where it is none. */
static bool give_gap(struct store *store, struct derived_walk *walk, struct arena *arena,
                     struct derived_record *record, bool *given, struct error *err)
{
    struct period period = walk->gaps[walk->gap++];
    struct found found;

    walk->last = (struct derived_place){walk->at, period};
    walk->through = true;
    walk->passed++;
    arena_clear(arena);
    if (!find(store, walk, period, arena, &found, err))
        return false;
    *given =
        found.derivation.follows || (walk->named && (walk->rows.period_filter == PERIODS_EXACT ||
                                                     walk->rows.period_filter == PERIODS_BY_YEAR));
    return !*given || keep_found(&found, &walk->wholes[walk->at], period, arena, record, err);
}

static void give_pending(struct derived_walk *walk, struct derived_record *record)
{
    const struct whole *whole = whole_find(walk->wholes, walk->whole_count, walk->pending.series);

    *record = (struct derived_record){.claim = walk->pending};
    claim_complete(&record->claim); /* its texts point into itself */
    walk->has_pending = false;
    walk->rows.after = record->claim.n;
    walk->last = (struct derived_place){whole ? (int)(whole - walk->wholes) : walk->at,
                                        evidence_period(&record->claim.period)};
    walk->through = false;
}

/* In the order of the list; undated ones come last in either. */
static int compare_periods(const struct derived_walk *walk, struct period a, struct period b)
{
    bool down = walk->rows.sort == SORT_PERIOD_DOWN && date_given(a.end) && date_given(b.end);
    int order = date_compare(a.end, b.end);

    order = order ? order : date_compare(a.start, b.start);
    return down ? -order : order;
}

/* Holds the next series, and leaves out the gaps that are behind the place. */
static bool hold(struct store *store, struct derived_walk *walk, int series, struct error *err)
{
    walk->at = series;
    walk->gap = 0;
    if (!gaps_find(store, walk, err))
        return false;
    walk->passed += 1 + walk->figures.count;
    while (series == walk->last.series && walk->gap < walk->gap_count &&
           compare_periods(walk, walk->gaps[walk->gap], walk->last.period) <
               (walk->through ? 1 : 0))
        walk->gap++;
    return true;
}

static int next_series(const struct derived_walk *walk)
{
    int at = walk->at + 1;

    while (at < walk->whole_count && !gaps_asked(&walk->rows, &walk->wholes[at]))
        at++;
    return at;
}

static bool goes_first(const struct derived_walk *walk, int next)
{
    if (!walk->has_pending)
        return false;
    if (walk->gap < walk->gap_count) {
        int order = slice_compare(walk->pending.series, walk->wholes[walk->at].series);

        return order < 0 ||
               (order == 0 && compare_periods(walk, evidence_period(&walk->pending.period),
                                              walk->gaps[walk->gap]) <= 0);
    }
    return next == walk->whole_count ||
           slice_compare(walk->pending.series, walk->wholes[next].series) < 0;
}

/* Whether to go on another time. */
static bool is_enough(struct derived_walk *walk)
{
    walk->paused = walk->passed >= PASSED_MOST;
    if (walk->paused && walk->gap >= walk->gap_count) {
        walk->last = (struct derived_place){walk->at, {{0}, {0}}}; /* behind all of its gaps */
        walk->through = true;
    }
    return walk->paused;
}

bool derived_next(struct list *list, struct derived_walk *walk, struct arena *arena,
                  struct derived_record *record, struct error *err)
{
    err->kind = ERROR_NONE;
    for (bool given = false; !given;) {
        int next = next_series(walk);

        if (!walk->has_pending && !walk->printed_done) {
            walk->has_pending = claims_next(list, &walk->pending, err);
            walk->printed_done = !walk->has_pending;
            if (err->kind != ERROR_NONE)
                return false;
        }
        if (goes_first(walk, next)) {
            give_pending(walk, record);
            return true;
        }
        if (walk->gap < walk->gap_count) {
            if (!give_gap(list->store, walk, arena, record, &given, err))
                return false;
        } else if (next == walk->whole_count || !hold(list->store, walk, next, err)) {
            return false;
        }
        if (!given && is_enough(walk))
            return false;
    }
    return true;
}
