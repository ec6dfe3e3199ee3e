#include "handlers/answer.h"
#include "handlers/desk_internal.h"
#include "handlers/period.h"
#include "handlers/resources.h"

bool series_list(struct desk *desk, struct ask **ask, struct response *response, struct error *err)
{
    struct reader reader = {0};

    return reader_of_series(&reader, *ask, desk->store, err) &&
           answer_list(desk, ask, &reader, response, err);
}

bool series_get(struct desk *desk, struct ask **ask, struct response *response, struct error *err)
{
    struct series_record series = {0};

    return series_find(desk->store, (*ask)->id, (*ask)->revision, (*ask)->values[PARAM_AS_OF],
                       &series, err) &&
           answer_one(desk, *ask, &series, response, err);
}

bool conflicts_list(struct desk *desk, struct ask **ask, struct response *response,
                    struct error *err)
{
    struct reader reader = {0};

    return reader_of_conflicts(&reader, *ask, desk->store, err) &&
           answer_list(desk, ask, &reader, response, err);
}

bool sources_list(struct desk *desk, struct ask **ask, struct response *response, struct error *err)
{
    struct reader reader = {0};

    return reader_of_sources(&reader, *ask, desk->store, err) &&
           answer_list(desk, ask, &reader, response, err);
}

bool source_get(struct desk *desk, struct ask **ask, struct response *response, struct error *err)
{
    struct source_record source = {0};

    return source_find(desk->store, (*ask)->id, (*ask)->revision, (*ask)->values[PARAM_AS_OF],
                       &source, err) &&
           answer_one(desk, *ask, &source, response, err);
}

/* Everything that a source said, of every kind: the source is the path's. */
bool source_claims_list(struct desk *desk, struct ask **ask, struct response *response,
                        struct error *err)
{
    struct reader reader = {0};
    struct source_record source = {0};

    if (!source_find(desk->store, (*ask)->id, (*ask)->revision, (*ask)->values[PARAM_AS_OF],
                     &source, err))
        return false;
    if (!reader_of_claims(&reader, KIND_ANY, *ask, desk->store, err) ||
        !text_set_make(&(*ask)->arena, &(*ask)->id, 1, &reader.claims.source, err))
        return false;
    return answer_list(desk, ask, &reader, response, err);
}
