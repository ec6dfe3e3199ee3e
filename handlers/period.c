#include "handlers/period.h"

#include "base/buffer.h"
#include "formats/json.h"
#include "stats/period.h"

enum { SET_CEILING = 4 * 1024 * 1024 };

static bool no_memory(struct error *err)
{
    return error_set(err, ERROR_INTERNAL, "no memory for a question");
}

/* Ids and words need no escapes. */
static bool fits(const struct slice *items, int count)
{
    size_t size = sizeof "[]";

    for (int i = 0; i < count; i++)
        size += items[i].size + sizeof "\"\"," - 1;
    return size <= SET_CEILING;
}

static bool write_set(const struct slice *items, int count, struct buffer *text)
{
    struct json json;

    buffer_init(text, SET_CEILING);
    json_init(&json, text, false);
    json_array(&json);
    for (int i = 0; i < count; i++)
        json_string(&json, items[i]);
    json_array_end(&json);
    return !text->failed;
}

bool text_set_make(struct arena *arena, const struct slice *items, int count, struct text_set *set,
                   struct error *err)
{
    CLEAN(buffer) struct buffer text = {0};
    bool small = fits(items, count);

    set->count = count;
    set->first = count ? items[0] : (struct slice){NULL, 0};
    if (small && write_set(items, count, &text) && arena_copy(arena, buffer_all(&text), &set->json))
        return true;
    return small && !arena->full
               ? no_memory(err)
               : error_set(err, ERROR_ARGUMENT, "the question names too many series");
}

/* A day as the store keeps it. */
static bool keep_day(struct arena *arena, struct date date, struct slice *kept)
{
    char text[DATE_ROOM];

    date_print(date, text);
    return arena_copy(arena, slice_of(text[0] ? text : "~"), kept);
}

static bool keep_exact(struct ask *ask, struct period period, struct claim_question *question,
                       struct error *err)
{
    question->period_filter = PERIODS_EXACT;
    return (keep_day(&ask->arena, period.start, &question->period_start) &&
            keep_day(&ask->arena, period.end, &question->period_end)) ||
           no_memory(err);
}

/* "07-01 2020-07-01 2021-06-30": the fiscal year's start and what the words mean with it. */
static bool keep_for_start(struct ask *ask, struct slice start, struct period period,
                           struct slice *kept)
{
    char from[DATE_ROOM], to[DATE_ROOM], text[48];

    date_print(period.start, from);
    date_print(period.end, to);
    (void)snprintf(text, sizeof text, "%.*s %s %s", SLICE_ARGS(start), from, to);
    return arena_copy(&ask->arena, slice_of(text), kept);
}

/* Words that are no period to us may be a label of the package's own ("by 2023"). */
static bool try_label(struct ask *ask, struct store *store, struct claim_question *question,
                      struct error *err)
{
    struct error label_err = {0};
    bool exists = false;

    if (!period_label_exists(store, ask->values[PARAM_PERIOD], &exists, &label_err)) {
        *err = label_err;
        return false;
    }
    if (!exists)
        return error_parameter(err, "period");
    question->period_filter = PERIODS_LABELLED;
    question->period_given = ask->values[PARAM_PERIOD];
    err->kind = ERROR_NONE;
    return true;
}

struct reading {
    struct slice start;
    struct period period;
};

/* Reads the words once for each fiscal year's start; those for which they are no period are left
 * out, unless that is so for all. */
static bool read_all(struct ask *ask, const struct slice *starts, int count,
                     struct reading *readings, int *kept, bool *fiscal, struct error *err)
{
    *kept = 0;
    for (int i = 0; i < count; i++) {
        struct month_day start = {1, 1};
        struct reading *reading = &readings[*kept];

        (void)month_day_parse(starts[i], &start);
        *fiscal = false;
        if (period_parse(ask->values[PARAM_PERIOD], start, &reading->period, fiscal, err)) {
            reading->start = starts[i];
            ++*kept;
        }
        if (!*fiscal)
            break;
    }
    return *kept > 0;
}

static bool keep_by_year(struct ask *ask, const struct reading *readings, int count,
                         struct claim_question *question, struct error *err)
{
    struct slice *items = arena_take(&ask->arena, (size_t)count * sizeof *items);

    if (!items)
        return no_memory(err);
    for (int i = 0; i < count; i++)
        if (!keep_for_start(ask, readings[i].start, readings[i].period, &items[i]))
            return no_memory(err);
    question->period_filter = PERIODS_BY_YEAR;
    return text_set_make(&ask->arena, items, count, &question->periods, err);
}

bool period_resolve(struct ask *ask, struct store *store, struct claim_question *question,
                    struct error *err)
{
    /* Of no series at all: the words are read, and find nothing. */
    static struct slice usual[] = {{"01-01", 5}, {"07-01", 5}};
    struct slice *starts = NULL;
    int count = 0, kept = 0;
    bool fiscal = false;

    if (!ask->values[PARAM_PERIOD].data)
        return true;
    if (!fiscal_starts(store, &question->series_set, ask->revision, &ask->arena, &starts, &count,
                       err))
        return false;
    if (!count) {
        starts = usual;
        count = sizeof usual / sizeof usual[0];
    }
    struct reading *readings = arena_take(&ask->arena, (size_t)count * sizeof *readings);
    if (!readings)
        return no_memory(err);
    if (!read_all(ask, starts, count, readings, &kept, &fiscal, err))
        return try_label(ask, store, question, err);
    if (!fiscal || (kept == 1 && count == 1))
        return keep_exact(ask, readings[0].period, question, err);
    return keep_by_year(ask, readings, kept, question, err);
}
