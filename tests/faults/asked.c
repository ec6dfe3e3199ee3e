#include "asked.h"

#include "handlers/routes.h"
#include "http/encoding.h"
#include "http/negotiate.h"

enum { KINDS = 1024, KIND_ROOM = 160, ROUTES = 64, FORMATS = 4 };

/* By route and, where it has several, format. */
static struct {
    bool answered;
    long faults;
} reached[ROUTES][FORMATS];
static bool coded[ENCODING_COUNT][2]; /* in one piece, in many */

/* The last of the parameters that lead through code of their own. */
static const char *way_of(struct slice question)
{
    static const char *const names[] = {
        "as_of=", "period=", "basis=", "derived=", "units=", "frequency="};
    const char *found = "";

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (memmem(question.data, question.size, names[i], strlen(names[i])))
            found = names[i];
    return found;
}

bool asked_is_known(struct slice question, const struct visit *answer)
{
    static char kinds[KINDS][KIND_ROOM];
    static int count;
    char kind[KIND_ROOM];

    (void)snprintf(kind, sizeof kind, "%s %s %d %d %.*s %.*s", answer->route ? answer->route : "",
                   way_of(question), answer->status, answer->streamed,
                   SLICE_ARGS(visit_header(answer, "Content-Type")),
                   SLICE_ARGS(visit_header(answer, "Content-Encoding")));
    for (int i = 0; i < count; i++)
        if (strcmp(kinds[i], kind) == 0)
            return true;
    if (count < KINDS)
        (void)snprintf(kinds[count++], KIND_ROOM, "%s", kind);
    return false;
}

static int route_of(const char *path)
{
    for (int i = 0; i < route_count && path; i++)
        if (strcmp(routes[i].path, path) == 0)
            return i;
    return -1;
}

/* 0 where its route has but one. */
static int format_of(const struct visit *answer, const struct route *route)
{
    int format = 0;

    while (route->formats && format < FORMATS &&
           !slice_is(visit_header(answer, "Content-Type"), format_media_type((enum format)format)))
        format++;
    return format;
}

static void note_coding(const struct visit *answer)
{
    for (int i = 0; i < ENCODING_COUNT; i++)
        if (slice_is(visit_header(answer, "Content-Encoding"), encodings[i]))
            coded[i][answer->streamed] = true;
}

void asked_note(const struct request *request, const struct visit *answer, long faults)
{
    int route = route_of(answer->route);
    int format = route >= 0 ? format_of(answer, &routes[route]) : FORMATS;

    if (!slice_is(request->method, "GET") || answer->status != 200 || format == FORMATS)
        return;
    reached[route][format].answered = true;
    reached[route][format].faults += faults;
    note_coding(answer);
}

const char *asked_format(const char *path)
{
    int route = route_of(path);

    for (int i = 0; route >= 0 && i < FORMATS; i++)
        if (routes[route].formats >> i & 1 && !reached[route][i].answered)
            return formats.items[i];
    return NULL;
}

static bool tell(const char *what, const char *name, bool is_missing)
{
    if (is_missing)
        (void)fprintf(stderr, "%s: %s\n", name, what);
    return !is_missing;
}

static bool all_of_route(int route)
{
    unsigned wanted = routes[route].formats ? routes[route].formats : 1;
    bool all = true;

    for (int i = 0; i < FORMATS; i++) {
        bool wants = wanted >> i & 1, answered = reached[route][i].answered;

        all &= tell(formats.items[i], routes[route].path, wants && !answered);
        all &= tell("no fault", routes[route].path, answered && !reached[route][i].faults);
    }
    return all;
}

bool asked_all(void)
{
    bool all = route_count <= ROUTES;

    for (int i = 0; i < route_count; i++)
        all &= all_of_route(i);
    for (int i = ENCODING_IDENTITY + 1; i < ENCODING_COUNT; i++) {
        all &= tell("in one piece", encodings[i], !coded[i][false]);
        all &= tell("in many", encodings[i], !coded[i][true]);
    }
    return all;
}
