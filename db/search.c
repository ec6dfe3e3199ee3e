#include "db/search.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "db/search_walk.h"
#include "db/sums.h"
#include "sql.h"

enum { TITLE_ROOM = 4096, PLACES = 1 << 14 }; /* a title: the longest name, label and number */

void search_place(struct search_question *q, int64_t place)
{
    q->behind = place / PLACES;
    q->after = place % PLACES;
}

/* Behind the last of a part the next one begins. */
int64_t search_key(const struct search_question *q)
{
    const struct search_part *part = q->part;

    if (part && !part->whole && q->after >= part->found)
        return part->last * PLACES;
    return q->behind * PLACES + q->after;
}

bool search_pauses(const struct search_question *q)
{
    return q->part && !q->part->whole && q->after >= q->part->found;
}

/* The part is walked through once, be it for the count or for its rows. */
static bool find_part(struct store *store, struct search_question *q, struct error *err)
{
    if (q->part)
        return true;
    q->part = arena_take(q->arena, sizeof *q->part);
    if (!q->part)
        return error_set(err, ERROR_INTERNAL, "no memory for a search");
    *q->part = (struct search_part){.last = q->behind};
    return search_walk(store, q, q->part, err);
}

/* Of what is undated the words stand in an index by themselves. */
static bool count_undated(struct store *store, const struct search_question *q, int64_t *undated,
                          struct error *err)
{
    sqlite3_stmt *statement = store_fixed(store, sql_query_search_undated, err);

    if (!statement)
        return false;
    store_bind_integer(statement, ":revision", q->revision);
    store_bind_text(statement, ":words", q->words);
    store_bind_text(statement, ":kinds", q->kinds.json);
    return sums_read(store, statement, undated, err);
}

bool search_count(struct store *store, struct search_question *question,
                  struct claim_counts *counts, struct error *err)
{
    if (!find_part(store, question, err))
        return false;
    *counts = (struct claim_counts){.total = -1};
    if (question->behind == 0 && question->part->whole)
        counts->total = question->part->found;
    return !question->as_of.data || count_undated(store, question, &counts->undated, err);
}

bool search_open(struct list *list, struct store *store, struct search_question *question,
                 struct error *err)
{
    *list = (struct list){.store = store};
    list->map = malloc(sizeof(struct row_map));
    if (!list->map)
        return error_set(err, ERROR_INTERNAL, "no memory for a list");
    return find_part(store, question, err);
}

static bool keep(struct arena *arena, struct search_record *hit)
{
    struct slice *const texts[] = {&hit->kind, &hit->id, &hit->series, &hit->title};
    bool whole = true;

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        whole &= arena_copy(arena, *texts[i], texts[i]);
    return whole;
}

/* "name of the series, FY2020-21: US$2.123 billion" */
static bool title_claim(struct store *store, const struct search_question *q, struct arena *arena,
                        struct search_record *hit, struct error *err)
{
    int kind = words_find(&claim_kinds, hit->kind);
    char text[TITLE_ROOM];
    struct claim claim;

    if (!claim_find(store, (enum claim_kind)kind, hit->id, q->revision, (struct slice){NULL, 0},
                    &claim, err))
        return false;
    int size = snprintf(text, sizeof text, "%.*s%s%.*s%s%.*s", SLICE_ARGS(hit->title),
                        hit->title.data ? ", " : "", SLICE_ARGS(claim.period.label),
                        claim.display.data ? ": " : "", SLICE_ARGS(claim.display));
    size = size < TITLE_ROOM ? size : TITLE_ROOM - 1;
    return arena_copy(arena, (struct slice){text, (size_t)size}, &hit->title) ||
           error_set(err, ERROR_INTERNAL, "no memory for a search");
}

/* Its row, in memory of the arena. */
static bool read_hit(struct list *list, const struct search_question *q,
                     const struct search_found *found, struct arena *arena,
                     struct search_record *hit, struct error *err)
{
    sqlite3_stmt *statement = store_fixed(list->store, sql_query_search_hit, err);

    if (!statement || !store_map(list->store, statement, &search_fields, list->map, err))
        return false;
    store_bind_integer(statement, ":revision", q->revision);
    store_bind_integer(statement, ":n", found->n);
    if (!store_step(list->store, statement, err))
        return false;
    row_fill(statement, list->map, hit);
    hit->snippet = found->snippet;
    bool kept = keep(arena, hit);
    sqlite3_reset(statement);
    return kept || error_set(err, ERROR_INTERNAL, "no memory for a search");
}

bool search_next(struct list *list, struct search_question *question, struct arena *arena,
                 struct search_record *hit, struct error *err)
{
    const struct search_part *part = question->part;

    err->kind = ERROR_NONE;
    if (!part || question->wanted <= 0 || question->after < part->first ||
        question->after >= part->first + part->count)
        return false;
    if (!read_hit(list, question, &part->page[question->after - part->first], arena, hit, err))
        return false;
    question->after++;
    question->wanted--;
    hit->path = kind_path(hit->kind, hit->id, hit->path_text);
    return words_find(&claim_kinds, hit->kind) < 0 ||
           title_claim(list->store, question, arena, hit, err);
}
