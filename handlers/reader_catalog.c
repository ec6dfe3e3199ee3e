#include "handlers/reader_internal.h"

static const enum claim_kind kinds[] = {KIND_FIGURE, KIND_TARGET, KIND_GROWTH_RATE, KIND_REMARK};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

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
    reader->claims = (struct claim_question){.kind = KIND_ANY,
                                             .revision = ask->revision,
                                             .select = SELECT_ALL,
                                             .series_count = -1,
                                             .source = ask->sets[PARAM_SOURCE],
                                             .as_of = ask->values[PARAM_AS_OF]};
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

/* Remarks of no series at all, which stand in no row. */
static bool count_remarks_apart(struct reader *reader, int64_t *count, struct error *err)
{
    static const struct slice none = {"~", 1};
    static const enum claim_kind remark[] = {KIND_REMARK};
    struct claim_question q = reader->claims;

    *count = 0;
    q.series = &none;
    q.series_count = 1;
    return reader->claims.series_count >= 0 ||
           reader_count_undated(reader->store, &q, remark, 1, count, err);
}

static bool count_series(struct reader *reader, struct claim_counts *counts, struct error *err)
{
    int64_t apart = 0;

    *counts = (struct claim_counts){0};
    if (!series_count(reader->store, &reader->catalog, &counts->total, err))
        return false;
    if (!reader->catalog.as_of.data)
        return true;
    if (!reader_count_undated(reader->store, &reader->claims, kinds, KINDS, &counts->undated,
                              err) ||
        !count_remarks_apart(reader, &apart, err))
        return false;
    counts->undated -= apart;
    return true;
}

bool reader_of_series(struct reader *reader, struct ask *ask, struct store *store,
                      struct error *err)
{
    static const struct reader_kind series = {open_series, next_series, count_series,
                                              key_of_catalog};

    reader->kind = &series;
    make_catalog(reader, ask, store, &ask->sets[PARAM_SERIES]);
    return reader_check_names(ask, store, err) &&
           (!reader->catalog.as_of.data || reader_choose_series(reader, ask, err));
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
    return sources_count(reader->store, &reader->catalog, &counts->total, err) &&
           (!reader->catalog.as_of.data ||
            reader_count_undated(reader->store, &reader->claims, kinds, KINDS, &counts->undated,
                                 err));
}

bool reader_of_sources(struct reader *reader, struct ask *ask, struct store *store,
                       struct error *err)
{
    static const struct reader_kind sources = {open_sources, next_source, count_sources,
                                               key_of_catalog};

    reader->kind = &sources;
    make_catalog(reader, ask, store, &ask->sets[PARAM_SOURCE]);
    return reader_check_names(ask, store, err);
}
