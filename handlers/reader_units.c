#include "handlers/ask_internal.h"
#include "handlers/reader_internal.h"

/* Figures in other units, figures of shorter periods as one of a longer, computed growth. */

/* Claims that may be passed over before a list without a row stops for others: some 50 ms. */
enum { PASSED_MOST = 5000 };

struct claim_question reader_beside(const struct ask *ask)
{
    return (struct claim_question){.kind = KIND_FIGURE,
                                   .revision = ask->revision,
                                   .select = ask->select,
                                   .status = realised_statuses,
                                   .as_of = ask->values[PARAM_AS_OF]};
}

static bool next_transformed(struct reader *reader, struct error *err)
{
    struct transformed_record *record = &reader->record.transformed;

    if (!reader_claims_next(reader, err))
        return false;
    arena_clear(&reader->evidence);
    return reader->bare || (figure_complete(reader->store, &reader->known, &record->claim,
                                            &reader->evidence, err) &&
                            transformed_complete(reader->store, &reader->beside, reader->units,
                                                 record, &reader->evidence, err));
}

bool reader_of_transformed(struct reader *reader, struct ask *ask, struct store *store,
                           struct error *err)
{
    static const struct reader_kind transformed = {reader_claims_open, next_transformed,
                                                   reader_claims_count, reader_claims_key};

    if (!reader_of_claims(reader, KIND_FIGURE, ask, store, err))
        return false;
    reader->kind = &transformed;
    reader->units = (enum transform)ask->words[PARAM_UNITS];
    reader->beside = reader_beside(ask);
    return true;
}

/* The rows are found on the way: as many as are asked, from as many claims as that takes. */
static bool open_computed(struct reader *reader, int64_t limit, struct error *err)
{
    reader->paused = false;
    reader->passed = 0;
    reader->walk_left = limit < 0 ? INT64_MAX : limit;
    return reader_claims_open(reader, -1, err);
}

static bool next_computed(struct reader *reader, struct error *err)
{
    struct transformed_record *record = &reader->record.transformed;

    err->kind = ERROR_NONE;
    if (!reader->walk_left)
        return false;
    while (reader_claims_next(reader, err)) {
        arena_clear(&reader->evidence);
        if (!transformed_complete(reader->store, &reader->beside, TRANSFORM_PC1, record,
                                  &reader->evidence, err))
            return false;
        if (record->base.data) {
            reader->walk_left--;
            return true;
        }
        reader->paused = ++reader->passed >= PASSED_MOST;
        if (reader->paused)
            return false;
    }
    return false;
}

/* Counted are the claims that were left out; how many rows there are is not known. */
static bool count_computed(struct reader *reader, struct claim_counts *counts, struct error *err)
{
    struct claim_question question = reader->claims;

    question.status = (struct text_set){0};
    if (!claims_count(reader->store, &question, counts, err))
        return false;
    counts->total = -1;
    return true;
}

bool reader_of_computed(struct reader *reader, struct ask *ask, struct store *store,
                        struct error *err)
{
    static const struct reader_kind computed = {open_computed, next_computed, count_computed,
                                                reader_claims_key};

    if (!reader_of_claims(reader, KIND_FIGURE, ask, store, err))
        return false;
    reader->kind = &computed;
    reader->claims.status = realised_statuses;
    reader->beside = reader_beside(ask);
    return true;
}

static bool count_aggregates(struct reader *reader, struct claim_counts *counts, struct error *err)
{
    reader->aggregates.rows = reader->claims;
    return aggregates_count(reader->store, &reader->aggregates, counts, err);
}

static bool open_aggregates(struct reader *reader, int64_t limit, struct error *err)
{
    reader->paused = false;
    reader->walk_left = limit < 0 ? INT64_MAX : limit;
    reader->aggregates.rows = reader->claims;
    return aggregates_open(&reader->list, reader->store, &reader->aggregates, err);
}

static bool next_aggregate(struct reader *reader, struct error *err)
{
    err->kind = ERROR_NONE;
    if (!reader->walk_left)
        return false;
    arena_clear(&reader->evidence);
    bool found = aggregates_next(&reader->list, &reader->aggregates, &reader->evidence,
                                 &reader->record.aggregated, err);
    reader->paused = reader->aggregates.paused;
    reader->claims.after = reader->aggregates.rows.after;
    reader->walk_left -= found;
    return found;
}

/* Inputs of a row stand together in the order of one series. */
static bool check_walk(const struct reader *reader, const struct ask *ask, struct error *err)
{
    if (reader->claims.sort == SORT_SERIES || reader->claims.series_count == 1)
        return true;
    (void)ask_refuse(err, PARAM_SORT, ask->values[PARAM_SORT],
                     "rows of a frequency stand by series");
    return error_hint(err, "ask for one series, or leave out sort");
}

bool reader_of_aggregates(struct reader *reader, struct ask *ask, struct store *store,
                          struct error *err)
{
    static const struct reader_kind aggregates = {open_aggregates, next_aggregate, count_aggregates,
                                                  reader_claims_key};

    if (!reader_of_claims(reader, KIND_FIGURE, ask, store, err) || !check_walk(reader, ask, err))
        return false;
    reader->kind = &aggregates;
    reader->aggregates.frequency = (enum frequency)ask->words[PARAM_FREQUENCY];
    reader->aggregates.method = (enum aggregation)ask->words[PARAM_AGGREGATION_METHOD];
    reader->aggregates.enough = PASSED_MOST;
    reader->aggregates.units = (enum transform)ask->words[PARAM_UNITS];
    return true;
}
