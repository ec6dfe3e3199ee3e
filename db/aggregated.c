#include "db/aggregated.h"

#include "base/buffer.h"

enum { TEXT_CEILING = 16 * 1024 };

static const struct slice none = {NULL, 0};

/* The first and last day that any of "07-01 2020-07-01 2021-06-30", … in a JSON array holds. */
static void span_of(struct slice periods, struct slice *from, struct slice *to)
{
    enum { DAY = DATE_ROOM - 1, FIRST = 6, LAST = FIRST + DAY + 1 };
    struct slice part;

    *from = *to = none;
    for (bool inside = false; slice_cut(&periods, '"', &part); inside = !inside) {
        if (!inside || part.size != LAST + DAY)
            continue;
        struct slice first = {part.data + FIRST, DAY}, last = {part.data + LAST, DAY};

        if (!from->data || slice_compare(first, *from) < 0)
            *from = first;
        if (!to->data || slice_compare(last, *to) > 0)
            *to = last;
    }
}

/* What to read for the rows that were asked: inputs lie inside of their row's period. */
static void make_inputs(struct aggregate_walk *walk)
{
    struct claim_question *q = &walk->inputs;

    *q = walk->rows;
    q->status = realised_statuses;
    q->period_filter = PERIODS_ALL;
    if (walk->rows.period_filter == PERIODS_EXACT) {
        q->from = walk->rows.period_start;
        q->to = walk->rows.period_end;
    } else if (walk->rows.period_filter == PERIODS_BY_YEAR) {
        span_of(walk->rows.periods.json, &q->from, &q->to);
    }
}

bool aggregates_count(struct store *store, struct aggregate_walk *walk, struct claim_counts *counts,
                      struct error *err)
{
    make_inputs(walk);
    walk->inputs.status = (struct text_set){0};
    if (!claims_count(store, &walk->inputs, counts, err))
        return false;
    counts->total = -1;
    return true;
}

bool aggregates_open(struct list *list, struct store *store, struct aggregate_walk *walk,
                     struct error *err)
{
    make_inputs(walk);
    walk->has_pending = walk->paused = false;
    walk->passed = 0;
    walk->series[0] = '\0';
    return claims_open(list, store, &walk->inputs,
                       walk->rows.period_filter == PERIODS_LABELLED ? 0 : -1, err);
}

static struct month_day fiscal_start_of(const struct claim *claim)
{
    struct month_day start = {1, 1};

    (void)month_day_parse(claim->fiscal_year_start, &start);
    return start;
}

/* The period of the frequency that the claim's last day lies in. */
static bool row_period(const struct aggregate_walk *walk, const struct claim *claim,
                       struct period *period)
{
    struct date day = evidence_period(&claim->period).end;

    return date_given(day) &&
           aggregate_period(walk->frequency, fiscal_start_of(claim), day, period);
}

static bool is_input(const struct aggregate_walk *walk, struct period period)
{
    return walk->months &&
           aggregate_takes(period, walk->months, evidence_period(&walk->pending.period));
}

/* The next claim into `pending`. */
static bool read_on(struct list *list, struct aggregate_walk *walk, struct error *err)
{
    walk->has_pending = claims_next(list, &walk->pending, err);
    return walk->has_pending;
}

/* The length of inputs, where the claim begins another series. */
static bool enter_series(struct store *store, struct aggregate_walk *walk, struct error *err)
{
    if (slice_is(walk->pending.series, walk->series))
        return true;
    (void)slice_copy(walk->pending.series, walk->series, sizeof walk->series);
    return prints_length(store, &walk->inputs, walk->pending.series, &walk->months, err);
}

/* Goes on to the first input of the next row; its period. */
static bool find_row(struct list *list, struct aggregate_walk *walk, struct period *period,
                     struct error *err)
{
    err->kind = ERROR_NONE;
    while (walk->has_pending || read_on(list, walk, err)) {
        if (!enter_series(list->store, walk, err))
            return false;
        if (row_period(walk, &walk->pending, period) && is_input(walk, *period) &&
            claims_ask_period(&walk->rows, *period, walk->pending.fiscal_year_start))
            return true;
        walk->has_pending = false;
        walk->rows.after = walk->pending.n;
        walk->paused = ++walk->passed >= walk->enough;
        if (walk->paused)
            return false;
    }
    return false;
}

/* The prints of one row. */
struct inputs {
    struct print prints[AGGREGATE_MOST];
    int count;
};

static bool add_input(struct aggregate_walk *walk, struct inputs *inputs, struct arena *arena,
                      struct error *err)
{
    struct print *print = &inputs->prints[inputs->count++];

    *print = evidence_print(&walk->pending, walk->pending.unit);
    print->preferred = true;
    walk->rows.after = walk->pending.n;
    return (arena_copy(arena, print->id, &print->id) &&
            arena_copy(arena, print->source, &print->source)) ||
           evidence_no_memory(err);
}

/* All inputs of the period, of which the first is pending. */
static bool collect(struct list *list, struct aggregate_walk *walk, struct period period,
                    struct inputs *inputs, struct arena *arena, struct error *err)
{
    struct period next;

    do {
        if (is_input(walk, period) && !add_input(walk, inputs, arena, err))
            return false;
        if (!read_on(list, walk, err))
            return err->kind == ERROR_NONE;
    } while (slice_is(walk->pending.series, walk->series) &&
             row_period(walk, &walk->pending, &next) && period_equal(next, period));
    return true;
}

static void write_text(const char *name, struct slice text, struct buffer *out)
{
    if (text.data)
        buffer_format(out, ",\"%s\":\"%.*s\"", name, SLICE_ARGS(text));
    else
        buffer_format(out, ",\"%s\":null", name);
}

static void write_input(struct period period, struct slice fiscal_start, const struct print *print,
                        struct buffer *out)
{
    struct period_record shown;
    char value[EXACT_TEXT_ROOM] = "null";

    period_record_set(&shown, period, fiscal_start);
    if (print)
        (void)exact_text(print_value(print), ROUND_NEAREST, value);
    buffer_format(out, "{\"period\":\"%.*s\"", SLICE_ARGS(shown.label));
    write_text("start", shown.start, out);
    write_text("end", shown.end, out);
    write_text("figure", print ? print->id : none, out);
    buffer_format(out, ",\"value\":%s", value);
    write_text("source", print ? print->source : none, out);
    buffer_char(out, '}');
}

/* [{"period":…,"figure":…,"value":…,"source":…}], one an input, missing or not. */
static bool keep_inputs(const struct aggregate *it, const struct print *prints,
                        struct slice fiscal_start, struct arena *arena, struct slice *out,
                        struct error *err)
{
    CLEAN(buffer) struct buffer text = {0};

    buffer_init(&text, TEXT_CEILING);
    buffer_char(&text, '[');
    for (int i = 0; i < it->needed; i++) {
        if (i)
            buffer_char(&text, ',');
        write_input(it->periods[i], fiscal_start, it->inputs[i] < 0 ? NULL : &prints[it->inputs[i]],
                    &text);
    }
    buffer_text(&text, "]");
    buffer_char(&text, '\0');
    return text.failed ? evidence_no_memory(err) : evidence_keep(arena, text.data, out, err);
}

/* What an aggregation came to, for a row or for its base. */
struct shown {
    struct slice *value, *low, *high, *missing, *inputs;
};

static bool keep_aggregate(const struct aggregate *it, const struct print *prints,
                           struct slice fiscal_start, const struct shown *out, struct arena *arena,
                           struct error *err)
{
    char missing[AGGREGATE_TEXT_ROOM];
    struct month_day start = {1, 1};

    (void)month_day_parse(fiscal_start, &start);
    (void)aggregate_missing(it, start, missing);
    *out->value = *out->low = *out->high = none;
    return evidence_keep(arena, missing, out->missing, err) &&
           keep_inputs(it, prints, fiscal_start, arena, out->inputs, err) &&
           (!it->complete ||
            (evidence_keep_exact(arena, it->result.value, out->value, err) &&
             evidence_keep_range(arena, &it->result.range, out->low, out->high, err)));
}

/* Shares and ranks have no sum. */
static bool has_result(const struct aggregate_walk *walk, struct slice unit)
{
    return walk->method != AGGREGATE_SUM || unit_adds_up(unit);
}

/* A calendar quarter has its own name, also where a fiscal year begins with it. */
static struct slice label_by(const struct aggregate_walk *walk, struct slice fiscal_start)
{
    return walk->frequency == FREQUENCY_YEAR ? fiscal_start : slice_of("01-01");
}

/* The aggregate that the row is held against; without one *base stays incomplete. */
static bool find_base(struct store *store, const struct aggregate_walk *walk, struct period period,
                      struct slice unit, struct slice fiscal_start, struct aggregate *base,
                      struct aggregated_record *record, struct arena *arena, struct error *err)
{
    const struct shown shown = {&record->base, &record->base_low, &record->base_high,
                                &record->base_missing, &record->base_inputs};
    struct prints prints;
    struct period earlier;

    *base = (struct aggregate){0};
    if (!transform_base_period(walk->units, period, &earlier))
        return keep_aggregate(base, NULL, fiscal_start, &shown, arena, err);
    period_record_set(&record->base_period, earlier, label_by(walk, fiscal_start));
    if (!prints_chosen(store, &walk->inputs, record->series, earlier, true, arena, &prints, err))
        return false;
    *base = aggregate_make(walk->method, earlier, walk->months, prints.items, prints.count);
    base->complete = base->complete && has_result(walk, unit);
    return keep_aggregate(base, prints.items, fiscal_start, &shown, arena, err);
}

static bool keep_names(const struct aggregate_walk *walk, struct aggregated_record *record,
                       struct slice *unit, struct slice *fiscal_start, struct arena *arena,
                       struct error *err)
{
    *record = (struct aggregated_record){.frequency = slice_of(frequencies.items[walk->frequency]),
                                         .method = slice_of(aggregations.items[walk->method])};
    return (arena_copy(arena, walk->pending.series, &record->series) &&
            arena_copy(arena, walk->pending.unit, unit) &&
            arena_copy(arena, walk->pending.fiscal_year_start, fiscal_start)) ||
           evidence_no_memory(err);
}

bool aggregates_next(struct list *list, struct aggregate_walk *walk, struct arena *arena,
                     struct aggregated_record *record, struct error *err)
{
    const struct shown shown = {&record->total, &record->total_low, &record->total_high,
                                &record->missing, &record->inputs};
    struct inputs inputs = {.count = 0};
    struct slice unit = none, fiscal_start = none;
    struct aggregate base;
    struct period period;

    if (!find_row(list, walk, &period, err) ||
        !keep_names(walk, record, &unit, &fiscal_start, arena, err) ||
        !collect(list, walk, period, &inputs, arena, err))
        return false;
    struct aggregate it =
        aggregate_make(walk->method, period, walk->months, inputs.prints, inputs.count);
    it.complete = it.complete && has_result(walk, unit);
    period_record_set(&record->period, period, label_by(walk, fiscal_start));
    if (!keep_aggregate(&it, inputs.prints, fiscal_start, &shown, arena, err) ||
        !find_base(list->store, walk, period, unit, fiscal_start, &base, record, arena, err) ||
        !value_complete(walk->units, period, it.complete ? &it.result : NULL,
                        base.complete ? &base.result : NULL, unit, &record->result, arena, err))
        return false;
    if (!has_result(walk, unit))
        value_refuse(REASON_NO_SUM, &record->result);
    return true;
}
