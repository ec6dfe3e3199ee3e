#include "handlers/reader_internal.h"

#include "base/buffer.h"
#include "handlers/period.h"

static bool refuse(int param, struct slice value, const char *near, struct error *err)
{
    (void)error_set(err, ERROR_ARGUMENT, "no %s \"%.*s\" in this data", params[param].name,
                    (int)(value.size < 120 ? value.size : 120), value.data);
    (void)error_parameter(err, params[param].name);
    return near[0] ? error_hint(err, "did you mean %s?", near) : false;
}

/* Every named value must exist: a typo must not look like an empty answer. */
static bool check_names(const struct ask *ask, int param, enum catalog catalog, struct store *store,
                        struct error *err)
{
    char near[128];

    for (int i = 0; i < ask->sets[param].count; i++) {
        bool has = false;

        if (!catalog_has(store, catalog, ask->parts[param][i], ask->revision, &has, near, err))
            return false;
        if (!has)
            return refuse(param, ask->parts[param][i], near, err);
    }
    return true;
}

static bool check_all_names(const struct ask *ask, struct store *store, struct error *err)
{
    return check_names(ask, PARAM_SERIES, CATALOG_SERIES, store, err) &&
           check_names(ask, PARAM_GEO, CATALOG_GEOGRAPHIES, store, err) &&
           check_names(ask, PARAM_UNIT, CATALOG_UNITS, store, err) &&
           check_names(ask, PARAM_SOURCE, CATALOG_SOURCES, store, err);
}

/* series, geo and unit together choose series. */
static bool choose_series(struct reader *reader, struct ask *ask, struct error *err)
{
    struct claim_question *q = &reader->claims;
    struct catalog_question choice = {.revision = ask->revision,
                                      .ids = ask->sets[PARAM_SERIES],
                                      .geo = ask->sets[PARAM_GEO],
                                      .unit = ask->sets[PARAM_UNIT]};
    struct slice *ids = ask->parts[PARAM_SERIES];

    q->series_count = -1;
    q->series_set = ask->sets[PARAM_SERIES];
    if (choice.ids.json.data)
        q->series_count = choice.ids.count;
    if (choice.geo.json.data || choice.unit.json.data) {
        if (!series_choose(reader->store, &choice, &ask->arena, &ids, &q->series_count, err))
            return false;
        if (!text_set_make(&ask->arena, ids, q->series_count, &q->series_set))
            return error_set(err, ERROR_INTERNAL, "no memory for a question");
    }
    q->series = ids;
    return true;
}

bool reader_claims_open(struct reader *reader, int64_t limit, struct error *err)
{
    return claims_open(&reader->list, reader->store, &reader->claims, limit, err);
}

bool reader_claims_next(struct reader *reader, struct error *err)
{
    if (!claims_next(&reader->list, &reader->record.claim, err))
        return false;
    reader->claims.after = reader->record.claim.n;
    return true;
}

static bool next_figure(struct reader *reader, struct error *err)
{
    if (!reader_claims_next(reader, err))
        return false;
    arena_clear(&reader->evidence);
    return reader->bare || figure_complete(reader->store, &reader->known, &reader->record.claim,
                                           &reader->evidence, err);
}

static bool next_growth(struct reader *reader, struct error *err)
{
    if (!reader_claims_next(reader, err))
        return false;
    arena_clear(&reader->evidence);
    return reader->bare || growth_complete(reader->store, &reader->known, &reader->record.growth,
                                           &reader->evidence, err);
}

static bool next_target(struct reader *reader, struct error *err)
{
    if (!reader_claims_next(reader, err))
        return false;
    arena_clear(&reader->evidence);
    return reader->bare || target_complete(reader->store, &reader->known, &reader->record.target,
                                           &reader->evidence, err);
}

bool reader_claims_count(struct reader *reader, struct claim_counts *counts, struct error *err)
{
    return claims_count(reader->store, &reader->claims, counts, err);
}

void reader_claims_key(const struct reader *reader, struct buffer *out)
{
    buffer_integer(out, reader->claims.after);
}

bool reader_place(const struct ask *ask, int64_t *place, struct error *err)
{
    if (!ask->after.data || slice_integer(ask->after, INT64_MAX, place))
        return true;
    (void)error_set(err, ERROR_ARGUMENT, "the cursor is damaged");
    return error_parameter(err, "cursor");
}

bool reader_of_claims(struct reader *reader, enum claim_kind kind, struct ask *ask,
                      struct store *store, struct error *err)
{
    static const struct reader_kind kinds[] = {
        [KIND_FIGURE] = {reader_claims_open, next_figure, reader_claims_count, reader_claims_key},
        [KIND_GROWTH_RATE] = {reader_claims_open, next_growth, reader_claims_count,
                              reader_claims_key},
        [KIND_REMARK] = {reader_claims_open, reader_claims_next, reader_claims_count,
                         reader_claims_key},
        [KIND_TARGET] = {reader_claims_open, next_target, reader_claims_count, reader_claims_key},
        [KIND_ANY] = {reader_claims_open, reader_claims_next, reader_claims_count,
                      reader_claims_key},
    };
    struct claim_question *q = &reader->claims;

    reader->kind = &kinds[kind];
    reader->bare = !field_chosen(ask->fields, ask->shown, FIELD_EVIDENCE);
    reader->known = (struct knowledge){ask->revision, ask->values[PARAM_AS_OF]};
    arena_init(&reader->evidence, EVIDENCE_CEILING);
    reader->store = store;
    *q = (struct claim_question){.kind = kind,
                                 .revision = ask->revision,
                                 .select = ask->select,
                                 .source = ask->sets[PARAM_SOURCE],
                                 .status = ask->sets[PARAM_STATUS],
                                 .rank = ask->sets[PARAM_RANK],
                                 .period_type = ask->sets[PARAM_PERIOD_TYPE],
                                 .from = ask->values[PARAM_FROM],
                                 .to = ask->values[PARAM_TO],
                                 .as_of = ask->values[PARAM_AS_OF],
                                 .sort = (enum claim_sort)ask->words[PARAM_SORT]};
    return check_all_names(ask, store, err) && choose_series(reader, ask, err) &&
           period_resolve(ask, store, q, err) && reader_place(ask, &q->after, err);
}

static void make_catalog(struct reader *reader, const struct ask *ask, struct store *store,
                         const struct text_set *ids)
{
    reader->store = store;
    reader->catalog = (struct catalog_question){.revision = ask->revision,
                                                .ids = *ids,
                                                .geo = ask->sets[PARAM_GEO],
                                                .unit = ask->sets[PARAM_UNIT],
                                                .as_of = ask->values[PARAM_AS_OF],
                                                .after = ask->after};
}

/* The row just read is where the list goes on; its text must outlive the row. */
static void mark(struct reader *reader, struct slice id)
{
    (void)slice_copy(id, reader->after, sizeof reader->after);
    reader->catalog.after = slice_of(reader->after);
}

static void key_of_catalog(const struct reader *reader, struct buffer *out)
{
    buffer_slice(out, reader->catalog.after);
}

static bool open_series(struct reader *reader, int64_t limit, struct error *err)
{
    return series_open(&reader->list, reader->store, &reader->catalog, limit, err);
}

static bool next_series(struct reader *reader, struct error *err)
{
    if (!series_next(&reader->list, &reader->record.series, err))
        return false;
    mark(reader, reader->record.series.id);
    return true;
}

static bool count_series(struct reader *reader, struct claim_counts *counts, struct error *err)
{
    *counts = (struct claim_counts){0};
    return series_count(reader->store, &reader->catalog, &counts->total, err);
}

bool reader_of_series(struct reader *reader, struct ask *ask, struct store *store,
                      struct error *err)
{
    static const struct reader_kind series = {open_series, next_series, count_series,
                                              key_of_catalog};

    reader->kind = &series;
    make_catalog(reader, ask, store, &ask->sets[PARAM_SERIES]);
    return check_all_names(ask, store, err);
}

static bool open_sources(struct reader *reader, int64_t limit, struct error *err)
{
    return sources_open(&reader->list, reader->store, &reader->catalog, limit, err);
}

static bool next_source(struct reader *reader, struct error *err)
{
    if (!sources_next(&reader->list, &reader->record.source, err))
        return false;
    mark(reader, reader->record.source.id);
    return true;
}

static bool count_sources(struct reader *reader, struct claim_counts *counts, struct error *err)
{
    *counts = (struct claim_counts){0};
    return sources_count(reader->store, &reader->catalog, &counts->total, err);
}

bool reader_of_sources(struct reader *reader, struct ask *ask, struct store *store,
                       struct error *err)
{
    static const struct reader_kind sources = {open_sources, next_source, count_sources,
                                               key_of_catalog};

    reader->kind = &sources;
    make_catalog(reader, ask, store, &ask->sets[PARAM_SOURCE]);
    return check_all_names(ask, store, err);
}

static bool open_prints(struct reader *reader, int64_t limit, struct error *err)
{
    return group_open(&reader->list, reader->store, &reader->group, limit, err);
}

static bool next_print(struct reader *reader, struct error *err)
{
    return group_next(&reader->list, &reader->group, &reader->record.print, err);
}

static bool count_prints(struct reader *reader, struct claim_counts *counts, struct error *err)
{
    return group_count(reader->store, &reader->group, counts, err);
}

static void key_of_print(const struct reader *reader, struct buffer *out)
{
    buffer_integer(out, reader->group.after);
}

bool reader_of_prints(struct reader *reader, bool versions, struct ask *ask, struct store *store,
                      struct error *err)
{
    static const struct reader_kind prints = {open_prints, next_print, count_prints, key_of_print};

    reader->kind = &prints;
    reader->store = store;
    reader->group = (struct group_question){.id = ask->id,
                                            .revision = ask->revision,
                                            .as_of = ask->values[PARAM_AS_OF],
                                            .versions = versions};
    return reader_place(ask, &reader->group.after, err);
}

/* A page that finds little ends there and is gone on from: some hundredths of a second. */
enum { LOOKS_MOST = 12000 };

static bool open_conflicts(struct reader *reader, int64_t limit, struct error *err)
{
    struct conflict_question question = {
        .series = reader->claims.series,
        .series_count = reader->claims.series_count,
        .period_start = reader->claims.period_start,
        .period_end = reader->claims.period_end,
        .place = slice_of(reader->place[0] ? reader->place : NULL),
        .enough = LOOKS_MOST,
    };

    reader->paused = false;
    reader->walk_left = limit < 0 ? INT64_MAX : limit;
    return conflicts_open(&reader->walk, reader->store, &reader->known, &question, err);
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

/* To count them all would be to find them all; and what a day leaves out stands in no conflict. */
static bool count_conflicts(struct reader *reader, struct claim_counts *counts, struct error *err)
{
    (void)err;
    *counts = (struct claim_counts){.total = -1, .undated = reader->known.as_of.size ? -1 : 0};
    return true;
}

static void key_of_conflict(const struct reader *reader, struct buffer *out)
{
    buffer_text(out, reader->place);
}

/* Conflicts are looked for in one period or in all. */
static bool check_one_period(const struct claim_question *question, struct error *err)
{
    if (question->period_filter == PERIODS_ALL || question->period_filter == PERIODS_EXACT)
        return true;
    (void)error_set(err, ERROR_ARGUMENT,
                    "the period is not the same days for all series, or none at all");
    (void)error_parameter(err, "period");
    return error_hint(err, "ask for one series as well, or write dates: 2020-07-01/2021-06-30");
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
    return check_all_names(ask, store, err) && period_resolve(ask, store, &reader->claims, err) &&
           check_one_period(&reader->claims, err) &&
           (!ask->after.data || slice_copy(ask->after, reader->place, sizeof reader->place) ||
            error_set(err, ERROR_ARGUMENT, "the cursor is damaged"));
}
