#include "handlers/desk.h"

#include <stdlib.h>
#include <xxhash.h>

#include "formats/problem.h"
#include "handlers/answer.h"
#include "handlers/desk_internal.h"
#include "handlers/memento.h"
#include "http/conditional.h"

static bool refuse_path(const struct desk *desk, const struct question *question, struct error *err)
{
    const char *near = route_near(question->segments, question->segment_count);

    (void)error_set(err, ERROR_NOT_FOUND, "there is nothing at this path");
    return near ? error_hint(err, "did you mean %s%s?", desk->config->base_path, near) : false;
}

/* A path that would be a list but for a suffix that is no format. */
static bool refuse_suffix(const struct desk *desk, const struct question *question,
                          struct error *err)
{
    struct slice segments[QUESTION_SEGMENTS_MAX], id;
    int last = question->segment_count - 1;

    memcpy(segments, question->segments, sizeof segments);
    const char *dot = last < 0 ? NULL : memchr(segments[last].data, '.', segments[last].size);
    if (!dot)
        return refuse_path(desk, question, err);
    struct slice suffix = slice_skip(segments[last], (size_t)(dot - segments[last].data));
    segments[last].size -= suffix.size;
    const struct route *route = route_find(segments, question->segment_count, &id);
    if (!route || !route->formats || route->one)
        return refuse_path(desk, question, err);
    (void)error_set(err, ERROR_FORMAT,
                    "there is no format \"%.*s\" for this path; there are .json, "
                    ".csv, .ndjson and .txt",
                    (int)(suffix.size < 40 ? suffix.size : 40), suffix.data);
    err->allowed = &formats;
    return false;
}

/* The route and the id in the path; a format's suffix is cut off where the path as it stands is no
 * route, or is one whose id would hold it. */
static const struct route *find_route(const struct desk *desk, const struct question *question,
                                      struct slice *id, int *suffix, struct error *err)
{
    struct slice segments[QUESTION_SEGMENTS_MAX];
    int count = question->segment_count;
    enum format format;

    *suffix = -1;
    memcpy(segments, question->segments, sizeof segments);
    const struct route *route = route_find(segments, count, id);
    if (count && (!route || route->formats) && format_suffix(&segments[count - 1], &format)) {
        const struct route *cut = route_find(segments, count, id);

        if (cut && cut->formats) {
            *suffix = (int)format;
            return cut;
        }
    }
    if (!route)
        (void)refuse_suffix(desk, question, err);
    return route;
}

/* The question and its form, as who answers would name them. */
static void name_entity(const struct ask *ask, XXH64_hash_t seed, struct entity *entity)
{
    XXH128_hash_t hash = XXH3_128bits_withSeed(ask->whole.data, ask->whole.size, seed);

    (void)snprintf(entity->name, sizeof entity->name, "%016llx%016llx",
                   (unsigned long long)hash.high64, (unsigned long long)hash.low64);
}

static XXH64_hash_t program_hash(void)
{
    return XXH3_64bits(EXPORTSTATS_VERSION, sizeof EXPORTSTATS_VERSION);
}

/* Names what this answer says: data, question, form and program, and where it tells that, the time
 * of import: the same data imported twice is else the same. */
static struct entity entity_of(const struct revision_mark *mark, const struct ask *ask)
{
    struct entity entity = {.modified = (time_t)mark->imported_at};
    XXH64_hash_t time = ask->route->dated ? (XXH64_hash_t)mark->imported_at : 0;

    name_entity(ask, XXH3_64bits_withSeed(mark->fingerprint, 32, program_hash() ^ time), &entity);
    return entity;
}

/* What says nothing of the data: program, addresses and question. */
static struct entity entity_of_program(const struct desk *desk, const struct ask *ask)
{
    struct entity entity = {.modified = 0};

    name_entity(ask, XXH3_64bits_withSeed(desk->root, strlen(desk->root), program_hash()), &entity);
    return entity;
}

/* What a revision says never changes; what the newest says may with the next import. */
static void set_cache_headers(const struct config *config, const struct ask *ask,
                              const struct revision_mark *mark, struct response *response)
{
    char modified[HTTP_DATE_ROOM];

    http_date_print((time_t)mark->imported_at, modified);
    response_header_add(response, "Last-Modified", slice_of(modified));
    if (ask->numbers[PARAM_REVISION])
        response_header(response, "Cache-Control", "public, max-age=31536000, immutable");
    else
        response_header(response, "Cache-Control",
                        "public, max-age=%lld, stale-while-revalidate=%lld",
                        (long long)config->max_age, (long long)config->stale_while_revalidate);
}

/* The revision that answers: the asked one, the cursor's or the newest. */
static bool choose_revision(const struct desk *desk, struct ask *ask, struct revision_mark *mark,
                            struct error *err)
{
    int64_t asked = ask->numbers[PARAM_REVISION], newest = store_revision(desk->store);

    ask->revision = asked ? asked : newest;
    if (!ask_resume(ask, desk->store, err))
        return false;
    if (store_mark(desk->store, ask->revision, mark, err))
        return true;
    if (err->kind != ERROR_NONE)
        return false;
    (void)error_set(err, ERROR_ARGUMENT, "there is no revision %lld", (long long)ask->revision);
    (void)error_parameter(err, "revision");
    return error_hint(err, "the newest is revision %lld", (long long)newest);
}

/* What the answer depends on beside its URL. */
static unsigned vary_of(const struct ask *ask)
{
    return (ask->format.negotiated ? VARY_ACCEPT : 0u) |
           (memento_applies(ask) ? VARY_DATETIME : 0u) | (ask->route->sealed ? 0u : VARY_ENCODING);
}

/* What was found on the shelf, a 304, or an answer made now; finish() has the last word. */
static bool answer_from_data(struct desk *desk, const struct request *request, struct ask **ask,
                             const struct revision_mark *mark, struct response *response,
                             struct error *err)
{
    struct entity entity = entity_of(mark, *ask);

    if (!shelf_begin(&desk->shelf, request, *ask, &entity, err))
        return false;
    if (shelf_find(&desk->shelf, request, response, err) || err->kind != ERROR_NONE)
        return err->kind == ERROR_NONE;
    set_cache_headers(desk->config, *ask, mark, response);
    response->vary = vary_of(*ask);
    response->revision = (*ask)->revision;
    memento_headers(desk, *ask, response);
    return shelf_knows(&desk->shelf, request, response) ||
           (*ask)->route->answer(desk, ask, response, err);
}

static bool answer_from_program(struct desk *desk, const struct request *request, struct ask **ask,
                                struct response *response, struct error *err)
{
    struct entity entity = entity_of_program(desk, *ask);

    if (!shelf_begin(&desk->shelf, request, *ask, &entity, err))
        return false;
    if (shelf_find(&desk->shelf, request, response, err) || err->kind != ERROR_NONE)
        return err->kind == ERROR_NONE;
    response_header(response, "Cache-Control", "public, max-age=%lld",
                    (long long)desk->config->max_age);
    response->vary = VARY_ENCODING;
    return shelf_knows(&desk->shelf, request, response) ||
           (*ask)->route->answer(desk, ask, response, err);
}

static bool answer_ask(struct desk *desk, const struct question *question, struct ask **ask,
                       struct response *response, struct error *err)
{
    struct revision_mark mark;

    if ((*ask)->route->lasting)
        return answer_from_program(desk, question->request, ask, response, err);
    if ((*ask)->route->live)
        return (*ask)->route->answer(desk, ask, response, err);
    return choose_revision(desk, *ask, &mark, err) &&
           answer_from_data(desk, question->request, ask, &mark, response, err);
}

/* What stands at the other entrance is not here. */
static bool serves(const struct desk *desk, const struct route *route,
                   const struct question *question, struct error *err)
{
    bool here = desk->role == DESK_BACK
                    ? route->audience != AUDIENCE_PUBLIC
                    : route->audience != AUDIENCE_OPERATOR || !desk->service->back;

    return here || refuse_path(desk, question, err);
}

/* Who watches the file need not wait for its next look. */
static bool is_sound(struct desk *desk, struct error *err)
{
    if (store_is_sound(desk->store, err))
        return true;
    if (err->kind == ERROR_UNAVAILABLE && desk->service->changed && !desk->told) {
        desk->told = true;
        desk->service->changed();
    }
    return false;
}

static bool answer_question(void *state, const struct question *question, struct response *response,
                            struct error *err)
{
    struct desk *desk = state;
    struct slice id;
    int suffix;
    const struct route *route = find_route(desk, question, &id, &suffix, err);

    shelf_forget(&desk->shelf);
    if (!route || !serves(desk, route, question, err))
        return false;
    response->route = route->path;
    CLOSE(ask)
    struct ask *ask =
        ask_open(route, id, suffix, question, &desk->allowed, desk->allowed_room, err);
    if (!ask)
        return false;
    if (!route->live && !desk->store)
        return error_set(err, ERROR_UNAVAILABLE, "there is no data yet; try again later");
    bool answered = answer_ask(desk, question, &ask, response, err);
    return (route->live || is_sound(desk, err)) && answered;
}

static bool recall(void *state, const struct request *request, struct response *response)
{
    return shelf_recall(&((struct desk *)state)->shelf, request, response);
}

static bool finish(void *state, const struct request *request, struct response *response,
                   struct error *err)
{
    return shelf_finish(&((struct desk *)state)->shelf, request, response, err);
}

static void write_problem(void *state, const struct request *request, const struct error *err,
                          struct response *response)
{
    const struct desk *desk = state;

    response->status = problem_status(err->kind);
    response_header(response, "Content-Type", "application/problem+json");
    problem_write(err, desk->root, target_path(request->target), &response->body);
}

/* Asked while a query runs. */
static bool is_wanted(void *context)
{
    const struct service *service = context;

    return !atomic_load_explicit(&service->stopping, memory_order_relaxed);
}

static bool take_store(struct desk *desk, struct error *err)
{
    struct store *store = store_open(desk->config->database, desk->config->query_timeout, err);

    if (!store)
        return false;
    store_attend(store, is_wanted, desk->service);
    shelf_empty(&desk->shelf);
    store_close(desk->store);
    desk->store = store;
    desk->told = false;
    return true;
}

struct desk *desk_open(struct service *service, enum desk_role role, struct error *err)
{
    struct desk *desk = calloc(1, sizeof *desk);
    struct error missing;

    if (!desk) {
        (void)error_set(err, ERROR_INTERNAL, "no memory for a desk");
        return NULL;
    }
    desk->service = service;
    desk->role = role;
    desk->config = service->config;
    config_root(desk->config, desk->root);
    desk->door = (struct door){.base_path = role == DESK_BACK ? "" : desk->config->base_path,
                               .desk = desk,
                               .recall = recall,
                               .answer = answer_question,
                               .finish = finish,
                               .problem = write_problem};
    desk->seen = atomic_load(&service->reload);
    if (!shelf_open(&desk->shelf, role == DESK_FRONT ? service->cache_bytes : 0, err)) {
        desk_close(desk);
        return NULL;
    }
    (void)take_store(desk, &missing);
    return desk;
}

void desk_close(struct desk *desk)
{
    if (!desk)
        return;
    shelf_clear(&desk->shelf);
    store_close(desk->store);
    free(desk);
}

struct cache_counts *desk_cache_counts(struct desk *desk)
{
    return cache_counts(desk->shelf.cache);
}

const struct door *desk_door(struct desk *desk)
{
    return &desk->door;
}

bool desk_refresh(struct desk *desk, struct error *err)
{
    uint64_t now = atomic_load(&desk->service->reload);

    if (now == desk->seen && (desk->store || !atomic_load(&desk->service->found)))
        return true;
    if (!take_store(desk, err))
        return false;
    desk->seen = now;
    return true;
}

bool desk_validate(const struct config *config, bool thoroughly, bool (*go_on)(void *context),
                   void *context, struct error *err)
{
    CLOSE(store) struct store *store = store_open(config->database, 0, err);

    if (store)
        store_attend(store, go_on, context);
    return store && store_check(store, err) && (!thoroughly || store_check_pages(store, err));
}
