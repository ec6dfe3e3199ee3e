#include "handlers/reader_internal.h"

/* Figures in other units. */

struct claim_question reader_beside(const struct ask *ask)
{
    return (struct claim_question){.kind = KIND_FIGURE,
                                   .revision = ask->revision,
                                   .select = (enum select)ask->words[PARAM_SELECT],
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
