#include "db/conflicts_internal.h"

/* What every conflict has, whatever differs. */

bool conflict_no_memory(struct error *err)
{
    return error_set(err, ERROR_INTERNAL, "no memory for conflicts");
}

struct period conflict_period(const struct conflict_walk *walk)
{
    struct period period = {{0}, {0}};

    (void)date_parse(slice_of(walk->period_start), &period.start);
    (void)date_parse(slice_of(walk->period_end), &period.end);
    return period;
}

bool conflict_keep_text(struct arena *arena, const char *text, struct slice *out)
{
    return arena_copy(arena, slice_of(text[0] ? text : NULL), out);
}

bool conflict_keep_exact(struct arena *arena, struct exact value, struct slice *out)
{
    char text[EXACT_TEXT_ROOM] = "";

    if (exact_given(&value))
        (void)exact_text(value, ROUND_NEAREST, text);
    return conflict_keep_text(arena, text, out);
}

bool conflict_begin(const struct conflict_walk *walk, struct arena *arena,
                    struct conflict_record *record)
{
    bool started = walk->period_start[0] != '~';

    *record = (struct conflict_record){0};
    record->subject = slice_of(conflict_subjects.items[walk->subject]);
    return (!started || conflict_keep_text(arena, walk->period_start, &record->period.start)) &&
           conflict_keep_text(arena, walk->period_end, &record->period.end);
}

/* Ids, codes, labels and exact digits: nothing in them needs an escape. */
void conflict_write_claim(const struct print *print, const char *period,
                          const struct conflict_claim *claim, struct buffer *out)
{
    char value[EXACT_TEXT_ROOM];

    if (!exact_text(print_value(print), ROUND_NEAREST, value))
        (void)snprintf(value, sizeof value, "null");
    buffer_format(out, "%s{\"id\":\"%.*s\",\"series\":\"%.*s\",", out->size > 1 ? "," : "",
                  SLICE_ARGS(print->id), SLICE_ARGS(print->series));
    if (period[0])
        buffer_format(out, "\"period\":\"%s\",", period);
    buffer_format(out, "\"value\":%s,\"source\":\"%.*s\",\"cluster\":%d,\"reason\":", value,
                  SLICE_ARGS(print->source), claim->cluster);
    if (claim->reason == CONFLICT_NONE)
        buffer_text(out, "null}");
    else
        buffer_format(out, "\"%s\"}", conflict_reasons.items[claim->reason]);
}
