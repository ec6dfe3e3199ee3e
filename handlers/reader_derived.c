#include "handlers/ask_internal.h"
#include "handlers/reader_internal.h"

/* Figures with those among them that follow from others. */

static bool open_derived(struct reader *reader, int64_t limit, struct error *err)
{
    reader->paused = false;
    reader->walk_left = limit < 0 ? INT64_MAX : limit;
    return derived_open(&reader->list, reader->store, &reader->derived, limit, err);
}

static bool next_derived(struct reader *reader, struct error *err)
{
    struct derived_record *record = &reader->record.derived;

    err->kind = ERROR_NONE;
    if (!reader->walk_left)
        return false;
    bool found = derived_next(&reader->list, &reader->derived, &reader->evidence, record, err);
    reader->paused = reader->derived.paused;
    reader->walk_left -= found;
    return found &&
           (reader->bare || record->claim.derived ||
            figure_complete(reader->store, &reader->known, &record->claim, &reader->evidence, err));
}

/* Counted are the claims that were left out: to count what follows is to find it. */
static bool count_derived(struct reader *reader, struct claim_counts *counts, struct error *err)
{
    if (!claims_count(reader->store, &reader->derived.rows, counts, err))
        return false;
    counts->total = -1;
    return true;
}

static void key_of_derived(const struct reader *reader, struct buffer *out)
{
    derived_place_write(&reader->derived, out);
}

static bool check_walk(const struct reader *reader, const struct ask *ask, struct error *err)
{
    if (reader->claims.sort == SORT_SERIES ||
        (reader->claims.sort <= SORT_PERIOD_DOWN && reader->claims.series_count == 1))
        return true;
    (void)ask_refuse(err, PARAM_SORT, ask->values[PARAM_SORT],
                     "derived figures stand by series, in the order of their periods");
    return error_hint(err, reader->claims.sort <= SORT_PERIOD_DOWN
                               ? "ask for one series, or leave out sort"
                               : "leave out sort, or ask for one series by period or -period");
}

bool reader_of_derived(struct reader *reader, struct ask *ask, struct store *store,
                       struct error *err)
{
    static const struct reader_kind derived = {open_derived, next_derived, count_derived,
                                               key_of_derived};
    struct slice after = ask->after;

    /* The place of such a list is more than a claim. */
    ask->after = (struct slice){NULL, 0};
    bool fine = reader_of_claims(reader, KIND_FIGURE, ask, store, err);
    ask->after = after;
    if (!fine || !check_walk(reader, ask, err))
        return false;
    reader->kind = &derived;
    if (reader->claims.sort == SORT_PERIOD)
        reader->claims.sort = SORT_SERIES; /* of one series the same */
    reader->derived = (struct derived_walk){.rows = reader->claims,
                                            .beside = reader_beside(ask),
                                            .last.series = -1,
                                            .named = ask->values[PARAM_SERIES].data != NULL};
    if (!after.data || derived_place_read(after, &reader->derived))
        return true;
    return ask_refuse_cursor(err);
}
