#include "base/buffer.h"
#include "handlers/answer.h"
#include "handlers/desk_internal.h"
#include "handlers/resources.h"

/* The revisions of this service, and what each of them did. */

static bool open_revisions(struct reader *reader, int64_t limit, struct error *err)
{
    return revisions_open(&reader->list, reader->store, &reader->revisions, limit, err);
}

static bool next_revision(struct reader *reader, struct error *err)
{
    return revisions_next(&reader->list, &reader->revisions, &reader->record.revision, err);
}

/* Their numbers have no gaps. */
static bool count_revisions(struct reader *reader, struct claim_counts *counts, struct error *err)
{
    (void)err;
    *counts = (struct claim_counts){.total = reader->revisions.revision};
    return true;
}

static void key_of_revision(const struct reader *reader, struct buffer *out)
{
    buffer_integer(out, reader->revisions.after);
}

static bool open_changes(struct reader *reader, int64_t limit, struct error *err)
{
    return changes_open(&reader->list, reader->store, &reader->revisions, limit, err);
}

static bool next_change(struct reader *reader, struct error *err)
{
    return changes_next(&reader->list, &reader->revisions, &reader->record.change, err);
}

static bool count_changes(struct reader *reader, struct claim_counts *counts, struct error *err)
{
    *counts = (struct claim_counts){0};
    return changes_count(reader->store, &reader->revisions, &counts->total, err);
}

static void key_of_change(const struct reader *reader, struct buffer *out)
{
    buffer_format(out, "%s:%s", reader->revisions.after_kind, reader->revisions.after_id);
}

/* "figure:an-id" */
static bool read_change(const struct ask *ask, struct revisions_question *q, struct error *err)
{
    struct slice id = ask->after, kind;

    if (!ask->after.data)
        return true;
    if (slice_cut(&id, ':', &kind) && words_find(&record_kinds, kind) >= 0 && id.size &&
        slice_copy(kind, q->after_kind, sizeof q->after_kind) &&
        slice_copy(id, q->after_id, sizeof q->after_id))
        return true;
    return ask_refuse_cursor(err);
}

bool revisions_list(struct desk *desk, struct ask **ask, struct response *response,
                    struct error *err)
{
    static const struct reader_kind kind = {open_revisions, next_revision, count_revisions,
                                            key_of_revision};
    struct reader reader = {.kind = &kind, .store = desk->store};

    reader.revisions.revision = (*ask)->revision;
    return reader_place(*ask, &reader.revisions.after, err) &&
           answer_list(desk, ask, &reader, response, err);
}

bool changes_list(struct desk *desk, struct ask **ask, struct response *response, struct error *err)
{
    static const struct reader_kind kind = {open_changes, next_change, count_changes,
                                            key_of_change};
    struct reader reader = {.kind = &kind, .store = desk->store};
    struct slice number = (*ask)->id;

    reader.revisions.revision = (*ask)->revision;
    if (!slice_integer(number, INT32_MAX, &reader.revisions.number))
        return error_set(err, ERROR_NOT_FOUND, "there is no revision \"%.*s\"",
                         (int)(number.size < 40 ? number.size : 40), number.data);
    return read_change(*ask, &reader.revisions, err) &&
           answer_list(desk, ask, &reader, response, err);
}
