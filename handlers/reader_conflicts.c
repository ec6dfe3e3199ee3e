#include "base/buffer.h"
#include "handlers/period.h"
#include "handlers/reader_internal.h"

/* A page that finds little ends there and is gone on from: some hundredths of a second. */
enum { LOOKS_MOST = 12000 };

static bool open_conflicts(struct reader *reader, int64_t limit, struct error *err)
{
    struct conflict_question question = {
        .series = reader->claims.series,
        .series_count = reader->claims.series_count,
        .period_start = reader->claims.period_start,
        .period_end = reader->claims.period_end,
        .by_year = reader->claims.period_filter == PERIODS_BY_YEAR ? &reader->claims : NULL,
        .place = slice_of(reader->place[0] ? reader->place : NULL),
        .enough = LOOKS_MOST,
    };

    reader->paused = false;
    reader->walk_left = limit < 0 ? INT64_MAX : limit;
    return conflicts_open(&reader->walk, reader->store, &reader->known, &question, err) ||
           (err->kind == ERROR_ARGUMENT && ask_refuse_cursor(err));
}

static bool next_conflict(struct reader *reader, struct error *err)
{
    CLEAN(buffer) struct buffer place = {0};

    err->kind = ERROR_NONE;
    if (!reader->walk_left-- ||
        (!conflicts_next(&reader->walk, &reader->evidence, &reader->record.conflict, err) &&
         !reader->walk.paused))
        return false;
    reader->paused = reader->walk.paused;
    buffer_init(&place, sizeof reader->place);
    conflict_place(&reader->walk, &place);
    if (place.failed || !slice_copy(buffer_all(&place), reader->place, sizeof reader->place))
        return error_set(err, ERROR_INTERNAL, "no memory for a conflict's place");
    return !reader->paused;
}

/* Undated figures and targets of the asked period, in all series that a conflict of the asked ones
 * can draw from. */
static bool count_left_out(struct reader *reader, struct arena *arena, int64_t *undated,
                           struct error *err)
{
    static const enum claim_kind kinds[] = {KIND_FIGURE, KIND_TARGET};
    struct claim_question q = reader->claims;
    struct slice *ids;

    q.as_of = reader->known.as_of;
    if (q.series_count >= 0) {
        if (!conflicts_scope(reader->store, &reader->known, q.series, q.series_count, arena, &ids,
                             &q.series_count, err) ||
            !text_set_make(arena, ids, q.series_count, &q.series_set, err))
            return false;
        q.series = ids;
    }
    return reader_count_undated(reader->store, &q, kinds, 2, undated, err);
}

/* To count them all would be to find them all. */
static bool count_conflicts(struct reader *reader, struct claim_counts *counts, struct error *err)
{
    CLEAN(arena) struct arena arena = {0};

    *counts = (struct claim_counts){.total = -1};
    arena_init(&arena, EVIDENCE_CEILING);
    return !reader->known.as_of.data || count_left_out(reader, &arena, &counts->undated, err);
}

static void key_of_conflict(const struct reader *reader, struct buffer *out)
{
    buffer_text(out, reader->place);
}

/* A label of the package's own may stand for other days in each row. */
static bool check_days(const struct claim_question *question, struct error *err)
{
    if (question->period_filter != PERIODS_LABELLED)
        return true;
    (void)error_set(err, ERROR_ARGUMENT, "a conflict is about days, which this label does not say");
    (void)error_parameter(err, "period");
    return error_hint(err, "write dates: 2020-07-01/2021-06-30");
}

bool reader_of_conflicts(struct reader *reader, struct ask *ask, struct store *store,
                         struct error *err)
{
    static const struct reader_kind conflicts = {open_conflicts, next_conflict, count_conflicts,
                                                 key_of_conflict};

    reader->kind = &conflicts;
    reader->store = store;
    reader->claims = (struct claim_question){.kind = KIND_FIGURE,
                                             .revision = ask->revision,
                                             .series = ask->parts[PARAM_SERIES],
                                             .series_count = -1,
                                             .series_set = ask->sets[PARAM_SERIES]};
    if (ask->sets[PARAM_SERIES].count)
        reader->claims.series_count = ask->sets[PARAM_SERIES].count;
    reader->known = (struct knowledge){ask->revision, ask->values[PARAM_AS_OF]};
    arena_init(&reader->evidence, EVIDENCE_CEILING);
    return reader_check_names(ask, store, err) &&
           period_resolve(ask, store, &reader->claims, err) && check_days(&reader->claims, err) &&
           (!ask->after.data || slice_copy(ask->after, reader->place, sizeof reader->place) ||
            ask_refuse_cursor(err));
}
