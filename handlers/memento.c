#include "handlers/memento.h"

#include "base/buffer.h"
#include "base/date.h"
#include "handlers/answer.h"
#include "handlers/desk_internal.h"
#include "http/conditional.h"

enum { SECONDS_A_DAY = 86400, EPOCH = 719162 /* date_number of 1970-01-01 */ };

static bool takes_day(const struct ask *ask)
{
    return ask->route->params >> PARAM_AS_OF & 1;
}

bool memento_read(struct ask *ask, const struct request *request, struct error *err)
{
    struct slice asked = request_header(request, "Accept-Datetime");
    char text[DATE_ROOM];
    time_t when;

    if (!takes_day(ask) || ask->values[PARAM_AS_OF].data || !asked.data)
        return true;
    if (!http_date_parse(asked, &when))
        return error_set(err, ERROR_REQUEST, "Accept-Datetime is no HTTP date");
    date_print(date_of_number((int32_t)(when / SECONDS_A_DAY + EPOCH)), text);
    ask->day_negotiated = true;
    return arena_copy(&ask->arena, slice_of(text), &ask->values[PARAM_AS_OF]) ||
           error_set(err, ERROR_INTERNAL, "no memory for a question");
}

bool memento_applies(const struct ask *ask)
{
    return takes_day(ask) && (!ask->values[PARAM_AS_OF].data || ask->day_negotiated);
}

/* The same question without a day. */
static void write_original(const struct desk *desk, const struct ask *ask, struct buffer *out)
{
    struct ask undated = *ask;

    undated.values[PARAM_AS_OF] = (struct slice){NULL, 0};
    buffer_text(out, desk->config->public_url);
    answer_link(desk, &undated, (struct slice){NULL, 0}, out);
}

void memento_headers(const struct desk *desk, const struct ask *ask, struct response *response)
{
    CLEAN(buffer) struct buffer memento = {0}, original = {0};
    char when[HTTP_DATE_ROOM];
    struct date day;

    if (!date_parse(ask->values[PARAM_AS_OF], &day))
        return;
    buffer_init(&memento, 16 * 1024);
    buffer_text(&memento, desk->config->public_url);
    answer_link(desk, ask, ask->values[PARAM_CURSOR], &memento);
    buffer_init(&original, 16 * 1024);
    write_original(desk, ask, &original);
    response->values.failed |= memento.failed || original.failed;
    http_date_print((time_t)(date_number(day) - EPOCH) * SECONDS_A_DAY, when);
    response_header(response, "Memento-Datetime", "%s", when);
    response_header(response, "Link", "<%.*s>; rel=\"original timegate\"",
                    SLICE_ARGS(buffer_all(&original)));
    response_header(response, "Link", "<%.*s>; rel=\"memento\"; datetime=\"%s\"",
                    SLICE_ARGS(buffer_all(&memento)), when);
    if (ask->day_negotiated)
        response_header(response, "Content-Location", "%.*s", SLICE_ARGS(buffer_all(&memento)));
}
