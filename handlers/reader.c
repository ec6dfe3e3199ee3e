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

bool reader_check_names(const struct ask *ask, struct store *store, struct error *err)
{
    return check_names(ask, PARAM_SERIES, CATALOG_SERIES, store, err) &&
           check_names(ask, PARAM_GEO, CATALOG_GEOGRAPHIES, store, err) &&
           check_names(ask, PARAM_UNIT, CATALOG_UNITS, store, err) &&
           check_names(ask, PARAM_SOURCE, CATALOG_SOURCES, store, err);
}

bool reader_choose_series(struct reader *reader, struct ask *ask, struct error *err)
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
        if (!series_choose(reader->store, &choice, &ask->arena, &ids, &q->series_count, err) ||
            !text_set_make(&ask->arena, ids, q->series_count, &q->series_set, err))
            return false;
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

bool reader_count_undated(struct store *store, const struct claim_question *question,
                          const enum claim_kind kinds[], int kind_count, int64_t *undated,
                          struct error *err)
{
    struct claim_question q = *question;

    *undated = 0;
    for (int i = 0; i < kind_count; i++) {
        int64_t count;

        q.kind = kinds[i];
        if (!claims_count_undated(store, &q, &count, err))
            return false;
        *undated += count;
    }
    return true;
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
    return ask_refuse_cursor(err);
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
                                 .sort = (enum claim_sort)ask->words[PARAM_SORT],
                                 .lean = ask->fields == ask->route->fields &&
                                         claims_are_lean(ask->fields, ask->shown)};
    return reader_check_names(ask, store, err) && reader_choose_series(reader, ask, err) &&
           period_resolve(ask, store, q, err) && reader_place(ask, &q->after, err);
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
