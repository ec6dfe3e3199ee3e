#include "handlers/resources.h"

#include "handlers/answer.h"
#include "handlers/desk_internal.h"
#include "handlers/sentence.h"

static bool list_claims(struct desk *desk, struct ask **ask, enum claim_kind kind,
                        struct response *response, struct error *err)
{
    struct reader reader = {0};

    return reader_of_claims(&reader, kind, *ask, desk->store, err) &&
           answer_list(desk, ask, &reader, response, err);
}

/* The rows of another view than the claims' own. */
static bool list_view(struct desk *desk, struct ask **ask,
                      bool (*reader_of)(struct reader *reader, struct ask *ask, struct store *store,
                                        struct error *err),
                      struct response *response, struct error *err)
{
    struct reader reader = {0};

    return reader_of(&reader, *ask, desk->store, err) &&
           answer_list(desk, ask, &reader, response, err);
}

/* As text a figure is a line to paste, unless fields of it are asked. */
static bool is_sentence(const struct ask *ask)
{
    return ask->format.format == FORMAT_TEXT && !ask->values[PARAM_FIELDS].data &&
           ask->fields == &figure_fields;
}

/* One claim, with what the evidence says of its kind. */
static bool get_claim(struct desk *desk, const struct ask *ask, enum claim_kind kind,
                      struct response *response, struct error *err)
{
    CLEAN(arena) struct arena arena = {0};
    struct knowledge known = {ask->revision, ask->values[PARAM_AS_OF]};
    union {
        struct claim claim;
        struct transformed_record transformed;
        struct growth_record growth;
        struct target_record target;
    } record = {0};
    bool whole =
        claim_find(desk->store, kind, ask->id, known.revision, known.as_of, &record.claim, err);

    if (whole && kind == KIND_FIGURE && is_sentence(ask))
        return sentence_answer(desk, ask, &record.claim, response, err);
    arena_init(&arena, EVIDENCE_CEILING);
    if (whole && kind == KIND_FIGURE)
        whole = figure_complete(desk->store, &known, &record.claim, &arena, err);
    if (whole && ask->fields == &transformed_fields) {
        struct claim_question beside = reader_beside(ask);

        whole = transformed_complete(desk->store, &beside, (enum transform)ask->words[PARAM_UNITS],
                                     &record.transformed, &arena, err);
    }
    if (whole && kind == KIND_GROWTH_RATE)
        whole = growth_complete(desk->store, &known, &record.growth, &arena, err);
    if (whole && kind == KIND_TARGET)
        whole = target_complete(desk->store, &known, &record.target, &arena, err);
    return whole && answer_one(desk, ask, &record, response, err);
}

bool figures_list(struct desk *desk, struct ask **ask, struct response *response, struct error *err)
{
    if ((*ask)->fields == &aggregated_fields)
        return list_view(desk, ask, reader_of_aggregates, response, err);
    if ((*ask)->fields == &derivable_fields)
        return list_view(desk, ask, reader_of_derived, response, err);
    if ((*ask)->fields == &transformed_fields)
        return list_view(desk, ask, reader_of_transformed, response, err);
    return list_claims(desk, ask, KIND_FIGURE, response, err);
}

bool figure_get(struct desk *desk, struct ask **ask, struct response *response, struct error *err)
{
    return get_claim(desk, *ask, KIND_FIGURE, response, err);
}

static bool list_prints(struct desk *desk, struct ask **ask, bool versions,
                        struct response *response, struct error *err)
{
    struct reader reader = {0};

    return reader_of_prints(&reader, versions, *ask, desk->store, err) &&
           answer_list(desk, ask, &reader, response, err);
}

bool figure_history(struct desk *desk, struct ask **ask, struct response *response,
                    struct error *err)
{
    return list_prints(desk, ask, true, response, err);
}

bool figure_why(struct desk *desk, struct ask **ask, struct response *response, struct error *err)
{
    return list_prints(desk, ask, false, response, err);
}

bool targets_list(struct desk *desk, struct ask **ask, struct response *response, struct error *err)
{
    return list_claims(desk, ask, KIND_TARGET, response, err);
}

bool target_get(struct desk *desk, struct ask **ask, struct response *response, struct error *err)
{
    return get_claim(desk, *ask, KIND_TARGET, response, err);
}

bool growth_rates_list(struct desk *desk, struct ask **ask, struct response *response,
                       struct error *err)
{
    if ((*ask)->fields == &computed_fields)
        return list_view(desk, ask, reader_of_computed, response, err);
    return list_claims(desk, ask, KIND_GROWTH_RATE, response, err);
}

bool growth_rate_get(struct desk *desk, struct ask **ask, struct response *response,
                     struct error *err)
{
    return get_claim(desk, *ask, KIND_GROWTH_RATE, response, err);
}

bool remarks_list(struct desk *desk, struct ask **ask, struct response *response, struct error *err)
{
    return list_claims(desk, ask, KIND_REMARK, response, err);
}

bool remark_get(struct desk *desk, struct ask **ask, struct response *response, struct error *err)
{
    return get_claim(desk, *ask, KIND_REMARK, response, err);
}
