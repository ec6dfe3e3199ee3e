#include "base/buffer.h"
#include "db/evidence.h"

/* Whether a target was met, by each reading of its wording, and what became of it. */

enum { TEXT_CEILING = 4 * 1024 * 1024 }; /* a sum over decades names thousands */

static void write_bounds(const char *name, const struct range *range, struct buffer *out)
{
    struct range_text text = range_text(range);

    buffer_format(out, ",\"%s\":{\"low\":%s,\"high\":%s}", name, text.low[0] ? text.low : "null",
                  text.high[0] ? text.high : "null");
}

/* The figures that a progress rests on: one, or the pieces of a sum. */
static void write_figures(const struct target_progress *progress, const struct prints *prints,
                          const struct cover_piece *pieces, struct buffer *out)
{
    bool first = true;

    buffer_text(out, ",\"figures\":[");
    for (int i = progress->figure; i >= 0; i = pieces ? pieces[i].next : -1) {
        struct slice id = prints->items[pieces ? pieces[i].figure : i].id;

        buffer_format(out, "%s\"%.*s\"", first ? "" : ",", SLICE_ARGS(id));
        first = false;
    }
    buffer_char(out, ']');
}

static void write_reading(const char *reading, const struct target_progress *progress,
                          const struct prints *prints, const struct cover_piece *pieces,
                          struct buffer *out)
{
    buffer_format(out, "%s{\"reading\":\"%s\",\"verdict\":\"%s\"", out->size > 1 ? "," : "",
                  reading, target_verdicts.items[progress->verdict]);
    write_figures(progress, prints, pieces, out);
    write_bounds("reached", &progress->reached, out);
    write_bounds("share", &progress->share, out);
    buffer_char(out, '}');
}

/* Each reading that the wording allows. */
static bool keep_readings(const struct target *target, const struct target_judgement *judgement,
                          const struct prints *prints, const struct cover_piece *pieces,
                          struct arena *arena, struct target_record *record, struct error *err)
{
    CLEAN(buffer) struct buffer text = {0};

    buffer_init(&text, TEXT_CEILING);
    buffer_char(&text, '[');
    if (target->reading != TARGET_CUMULATIVE)
        write_reading("level", &judgement->level, prints, NULL, &text);
    if (target->reading != TARGET_LEVEL)
        write_reading("cumulative", &judgement->sum, prints, pieces, &text);
    buffer_text(&text, "]");
    buffer_char(&text, '\0');
    return text.failed ? evidence_no_memory(err)
                       : evidence_keep(arena, text.data, &record->readings, err);
}

/* The reading that the target's own numbers are shown for. */
static const struct target_progress *main_progress(const struct target *target,
                                                   const struct target_judgement *judgement)
{
    return target->reading == TARGET_CUMULATIVE ? &judgement->sum : &judgement->level;
}

static bool keep_progress(const struct target *target, const struct target_judgement *judgement,
                          const struct prints *prints, struct arena *arena,
                          struct target_record *record, struct error *err)
{
    const struct target_progress *progress = main_progress(target, judgement);

    record->verdict = slice_of(target_verdicts.items[judgement->verdict]);
    if (target->reading != TARGET_CUMULATIVE && progress->figure >= 0)
        record->figure = prints->items[progress->figure].id;
    return evidence_keep_range(arena, &progress->share, &record->share_low, &record->share_high,
                               err) &&
           evidence_keep_range(arena, &progress->gap, &record->gap_low, &record->gap_high, err) &&
           evidence_keep_range(arena, &progress->needed_growth, &record->needed_low,
                               &record->needed_high, err) &&
           evidence_keep_range(arena, &progress->achieved_growth, &record->achieved_low,
                               &record->achieved_high, err);
}

/* What became of the target among those of its series and period; *target is this one. */
static bool keep_change(struct store *store, const struct knowledge *known,
                        struct target_record *record, struct arena *arena, struct target *target,
                        bool *found, struct error *err)
{
    struct targets targets;
    int by = -1;

    *found = false;
    if (!targets_find(store, known, record->claim.series, evidence_period(&record->claim.period),
                      arena, &targets, err))
        return false;
    for (int i = 0; i < targets.count; i++) {
        if (!slice_equal(targets.items[i].aim.id, record->claim.id))
            continue;
        *target = targets.items[i];
        *found = true;
        record->change =
            slice_of(target_changes.items[target_change(targets.items, targets.count, i, &by)]);
        if (by >= 0)
            record->changed_by = targets.items[by].aim.id;
    }
    return true;
}

static bool judge(struct store *store, const struct knowledge *known, struct target_record *record,
                  const struct target *target, struct arena *arena, struct error *err)
{
    struct month_day fiscal_start = {1, 1};
    struct prints prints;
    struct date day;

    if (record->claim.fiscal_year_start.data)
        (void)month_day_parse(record->claim.fiscal_year_start, &fiscal_start);
    if (!day_of_answer(store, known, &day, err) ||
        !prints_until(store, known, record->claim.series, target->aim.period, arena, &prints, err))
        return false;
    struct cover_piece *pieces = arena_take(arena, ((size_t)prints.count + 1) * sizeof *pieces);
    if (!pieces)
        return evidence_no_memory(err);
    struct target_judgement judgement =
        target_judge(target, fiscal_start, day, prints.items, prints.count, pieces);
    return keep_progress(target, &judgement, &prints, arena, record, err) &&
           keep_readings(target, &judgement, &prints, pieces, arena, record, err);
}

bool target_complete(struct store *store, const struct knowledge *known,
                     struct target_record *record, struct arena *arena, struct error *err)
{
    static const struct slice none = {NULL, 0};
    struct slice *const texts[] = {
        &record->figure,        &record->share_low,  &record->share_high,  &record->gap_low,
        &record->gap_high,      &record->needed_low, &record->needed_high, &record->achieved_low,
        &record->achieved_high, &record->changed_by};
    struct target target = {0};
    bool found;

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        *texts[i] = none;
    record->verdict = slice_of(target_verdicts.items[TARGET_NO_FIGURE]);
    record->readings = slice_of("[]");
    record->change = slice_of(target_changes.items[TARGET_STANDS]);
    return keep_change(store, known, record, arena, &target, &found, err) &&
           (!found || judge(store, known, record, &target, arena, err));
}
