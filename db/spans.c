#include "db/spans.h"

#include <stdlib.h>

#include "db/keep.h"
#include "sql.h"

enum {
    SLOTS = 1 << 14,
    BYTES = 2 * 1024 * 1024 + 512 * 1024,
    ASKED = 1 << 11, /* ids that were asked for once, by their hash */
    ID_ROOM = 160,
};

struct spans {
    int64_t revision;
    struct keep kept; /* a run of spans, in order, for each series, kind and selection */
    uint32_t asked[ASKED];
    struct span room[SPANS_MOST + 1];
};

void spans_close(struct spans *spans)
{
    if (!spans)
        return;
    keep_clear(&spans->kept);
    free(spans);
}

static struct spans *spans_open(void)
{
    struct spans *spans = calloc(1, sizeof *spans);

    if (spans && keep_init(&spans->kept, SLOTS, BYTES))
        return spans;
    spans_close(spans);
    return NULL;
}

static struct spans *spans_of(struct store *store, int64_t revision)
{
    if (!store->spans)
        store->spans = spans_open();
    if (store->spans && store->spans->revision != revision) {
        keep_empty(&store->spans->kept);
        store->spans->revision = revision;
    }
    return store->spans;
}

/* What is asked: the periods between these, both ends included. */
struct window {
    struct span from, to; /* of ends and of starts */
};

static bool window_of(const struct claim_question *q, unsigned filters, struct window *window)
{
    *window = (struct window){{INT32_MIN, INT32_MIN}, {NO_DAY, NO_DAY}};
    if (filters & BY_PERIOD) {
        if (!span_day(q->period_end, &window->from.end) ||
            !span_day(q->period_start, &window->from.start))
            return false;
        window->to = window->from;
        return true;
    }
    if (filters & BY_FROM) {
        if (!span_day(q->from, &window->from.end))
            return false;
        window->from.start = window->from.end;
        window->to.end = NO_DAY - 1; /* what is undated lies between no days */
    }
    return !(filters & BY_TO) || span_day(q->to, &window->to.end);
}

/* The first whose end is not before that day. */
static size_t first_ending(const struct span *spans, size_t count, int32_t end)
{
    size_t low = 0;

    while (low < count) {
        size_t middle = low + (count - low) / 2;

        if (spans[middle].end < end)
            low = middle + 1;
        else
            count = middle;
    }
    return low;
}

static int64_t count_in(const struct span *spans, size_t count, const struct window *window)
{
    int64_t found = 0;

    for (size_t i = first_ending(spans, count, window->from.end);
         i < count && spans[i].end <= window->to.end; i++)
        found += spans[i].start >= window->from.start && spans[i].start <= window->to.start;
    return found;
}

/* Kind, selection and series; the room is enough for any id of the schema. */
static struct slice name_of(const struct claim_question *q, unsigned selection, char name[ID_ROOM])
{
    struct slice series = q->series[0];

    if (series.size > ID_ROOM - 2)
        return (struct slice){NULL, 0};
    name[0] = (char)('0' + q->kind);
    name[1] = (char)(selection & BY_LATEST       ? 'l'
                     : selection & BY_FIRST      ? 'f'
                     : selection & BY_DEPRECATED ? 'd'
                                                 : 'a');
    memcpy(name + 2, series.data, series.size);
    return (struct slice){name, series.size + 2};
}

/* Whether it was asked for before, as far as is remembered: most series of a large store are not
 * asked about again soon. */
static bool asked_before(struct spans *spans, struct slice name)
{
    uint32_t hash = keep_hash(name) | 1, *place = &spans->asked[hash / 2 % ASKED];
    bool before = *place == hash;

    *place = hash;
    return before;
}

/* All spans of a selection, in order, into spans->room; -1 where they are too many, or on failure.
 */
static int read_spans(struct store *store, const struct claim_question *q, unsigned selection,
                      struct error *err)
{
    struct claim_question all = {
        .kind = q->kind, .revision = q->revision, .series = q->series, .series_count = 1};
    struct variant v = {.purpose = SPANS, .filters = BY_KIND | BY_SERIES | selection};
    sqlite3_stmt *statement = claims_prepare(store, &all, &v, err);
    int count = 0;
    bool plain = statement;

    while (plain && count <= store->spans_most && store_step(store, statement, err)) {
        struct span *span = &store->spans->room[count++];

        plain = span_day(store_text(statement, 0), &span->start) &&
                span_day(store_text(statement, 1), &span->end);
    }
    if (statement)
        sqlite3_reset(statement);
    return plain && count <= store->spans_most && err->kind == ERROR_NONE ? count : -1;
}

static const struct span *keep_room(struct store *store, struct slice name, int count, size_t *size)
{
    *size = count < 0 ? 1 : (size_t)count * sizeof(struct span);
    void *kept = keep_add(&store->spans->kept, name, *size);
    if (kept && count > 0)
        memcpy(kept, store->spans->room, *size);
    return kept;
}

/* Unpacks what was stored at import of a selection into spans->room; -1 where that is nothing. */
static int unpack(struct store *store, sqlite3_stmt *statement, unsigned selection)
{
    int column = selection != BY_LATEST, count = -1;

    if (sqlite3_column_type(statement, column) == SQLITE_BLOB) {
        const char *bytes = sqlite3_column_blob(statement, column);

        count = spans_unpack((struct slice){bytes, (size_t)sqlite3_column_bytes(statement, column)},
                             store->spans->room, SPANS_MOST);
    }
    return count <= store->spans_most ? count : -1;
}

/* The same of what was stored at import. A question counts both what is preferred and what is
 * deprecated: of one look at the row the other is kept, too. */
static int read_stored(struct store *store, const struct claim_question *q, unsigned selection,
                       struct error *err)
{
    bool known = selection == BY_LATEST || selection == BY_DEPRECATED;
    unsigned other = selection == BY_LATEST ? BY_DEPRECATED : BY_LATEST;
    sqlite3_stmt *statement =
        known && q->kind == KIND_FIGURE ? store_fixed(store, sql_query_series_periods, err) : NULL;
    char room[ID_ROOM];
    size_t size;

    if (!statement)
        return -1;
    store_bind_text(statement, ":series", q->series[0]);
    store_bind_integer(statement, ":revision", q->revision);
    if (!store_step(store, statement, err))
        return -1;
    struct slice name = name_of(q, other, room);
    int count = keep_find(&store->spans->kept, name, &size) ? -1 : unpack(store, statement, other);
    if (count >= 0)
        (void)keep_room(store, name, count, &size);
    count = unpack(store, statement, selection);
    sqlite3_reset(statement);
    return count;
}

/* Of a series that is too long it is kept that it is: a single byte. */
static const struct span *keep_spans(struct store *store, const struct claim_question *q,
                                     unsigned selection, struct slice name, size_t *size,
                                     struct error *err)
{
    int count = read_stored(store, q, selection, err);

    if (count < 0 && err->kind == ERROR_NONE) {
        if (!asked_before(store->spans, name))
            return NULL;
        count = read_spans(store, q, selection, err);
    }
    if (err->kind != ERROR_NONE || store_lost(err))
        return NULL;
    return keep_room(store, name, count, size);
}

int64_t spans_count(struct store *store, const struct claim_question *q, unsigned filters,
                    struct error *err)
{
    static const unsigned selecting = BY_LATEST | BY_FIRST | BY_DEPRECATED;
    static const unsigned needed = BY_KIND | BY_SERIES;
    static const unsigned known = needed | BY_PERIOD | BY_FROM | BY_TO | selecting;
    struct spans *spans = spans_of(store, q->revision);
    char room[ID_ROOM];
    struct window window;
    size_t size;

    err->kind = ERROR_NONE;
    if (!spans || filters & ~known || (filters & needed) != needed ||
        !window_of(q, filters, &window))
        return -1;
    struct slice name = name_of(q, filters & selecting, room);
    if (!name.data)
        return -1;
    const struct span *kept = keep_find(&spans->kept, name, &size);
    if (!kept)
        kept = keep_spans(store, q, filters & selecting, name, &size, err);
    return kept && size % sizeof *kept == 0 ? count_in(kept, size / sizeof *kept, &window) : -1;
}
