#include "base/buffer.h"
#include "handlers/answer.h"
#include "handlers/desk_internal.h"
#include "handlers/resources.h"

/* Full text over all that has words. */

enum { EXPRESSION_CEILING = 16 * 1024 };

static bool open_search(struct reader *reader, int64_t limit, struct error *err)
{
    (void)limit; /* it was known before the count */
    return search_open(&reader->list, reader->store, &reader->search, err);
}

static bool next_found(struct reader *reader, struct error *err)
{
    arena_clear(&reader->evidence);
    if (search_next(&reader->list, &reader->search, &reader->evidence, &reader->record.found, err))
        return true;
    reader->paused = err->kind == ERROR_NONE && search_pauses(&reader->search);
    return false;
}

static bool count_found(struct reader *reader, struct claim_counts *counts, struct error *err)
{
    return search_count(reader->store, &reader->search, counts, err);
}

static void key_of_found(const struct reader *reader, struct buffer *out)
{
    buffer_integer(out, search_key(&reader->search));
}

/* The typed words as the index takes them, in the ask's arena. */
static bool read_words(struct ask *ask, struct slice *words, struct error *err)
{
    CLEAN(buffer) struct buffer expression;

    buffer_init(&expression, EXPRESSION_CEILING);
    if (!search_expression(ask->values[PARAM_Q], &expression, err))
        return error_parameter(err, "q");
    return arena_copy(&ask->arena, buffer_all(&expression), words) ||
           error_set(err, ERROR_INTERNAL, "no memory for a question");
}

bool search_list(struct desk *desk, struct ask **ask, struct response *response, struct error *err)
{
    static const struct reader_kind kind = {open_search, next_found, count_found, key_of_found};
    struct reader reader = {.kind = &kind, .store = desk->store};
    struct search_question *q = &reader.search;
    int64_t place = 0;

    *q = (struct search_question){.revision = (*ask)->revision,
                                  .kinds = (*ask)->sets[PARAM_KIND],
                                  .as_of = (*ask)->values[PARAM_AS_OF],
                                  .most = SEARCH_MOST,
                                  .looks = SEARCH_LOOKS,
                                  .around = SEARCH_AROUND,
                                  .wanted = (*ask)->limit + 1,
                                  .arena = &(*ask)->arena};
    arena_init(&reader.evidence, EVIDENCE_CEILING);
    if (!read_words(*ask, &q->words, err) || !reader_place(*ask, &place, err))
        return false;
    search_place(q, place);
    return answer_list(desk, ask, &reader, response, err);
}
