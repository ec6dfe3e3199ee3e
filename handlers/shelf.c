#include "handlers/shelf.h"

#include "formats/compress.h"
#include "handlers/coded.h"
#include "handlers/kept.h"

enum {
    REQUEST_CEILING = 2 * (QUESTION_TARGET_MAX + QUESTION_HEADERS_MAX),
    MEANING_CEILING = 1024 * 1024,
    MARGIN = 8 * 1024, /* what a kept answer takes beside its body, at most */
};

bool shelf_open(struct shelf *shelf, size_t bytes, struct error *err)
{
    *shelf = (struct shelf){.cache = cache_open(bytes, kept_close)};
    buffer_init(&shelf->request, REQUEST_CEILING);
    buffer_init(&shelf->meaning, MEANING_CEILING);
    return shelf->cache || error_set(err, ERROR_INTERNAL, "no memory for the cache");
}

void shelf_clear(struct shelf *shelf)
{
    cache_close(shelf->cache);
    buffer_clear(&shelf->request);
    buffer_clear(&shelf->meaning);
}

void shelf_empty(struct shelf *shelf)
{
    cache_clear(shelf->cache);
}

/* The choice as a note beside a request's bytes. */
static unsigned note_of(struct encoding_choice choice)
{
    return choice.allowed | (unsigned)choice.best << ENCODING_COUNT;
}

static struct encoding_choice choice_of(unsigned note)
{
    return (struct encoding_choice){note & ENCODING_ALL, (enum encoding)(note >> ENCODING_COUNT)};
}

/* Stands before the value of a header on which an answer can depend (http/exchange.c names them in
 * Vary); 0 for all others. Conditions and what is one client's own are looked at each time. */
static char letter_of(struct slice name)
{
    if (name.size == 6 && slice_equal_ignoring_case(name, slice_of("Accept")))
        return 'a';
    if (name.size != 15)
        return 0;
    if (slice_equal_ignoring_case(name, slice_of("Accept-Encoding")))
        return 'e';
    return slice_equal_ignoring_case(name, slice_of("Accept-Datetime")) ? 'd' : 0;
}

/* Neither target nor values can hold the line feeds that part them: they have passed the gate. */
static struct cache_name request_name(struct shelf *shelf, const struct request *request)
{
    struct buffer *name = &shelf->request;

    buffer_reset(name);
    buffer_slice(name, request->target);
    for (int i = 0; i < request->header_count; i++) {
        char letter = letter_of(request->headers[i].name);

        if (!letter)
            continue;
        buffer_char(name, '\n');
        buffer_char(name, letter);
        buffer_slice(name, request->headers[i].value);
    }
    return (struct cache_name){NAME_REQUEST, buffer_all(name)};
}

/* Counts what was made for an answer just now; where there is no room for it the whole answer goes,
 * though not from under the client that has a rendition of it. False where it went. */
static bool settle(struct shelf *shelf, struct cached *entry, size_t bytes_before)
{
    const struct kept *kept = cached_value(entry);

    if (kept->bytes == bytes_before || cache_grow(shelf->cache, entry, kept->bytes - bytes_before))
        return true;
    cache_drop(shelf->cache, entry);
    return false;
}

static void judge(struct shelf *shelf, const struct request *request, const struct entity *entity)
{
    shelf->condition = conditional_judge(request, entity, shelf->choice, &shelf->had);
}

/* *stays says whether the entry is still there. */
static bool serve(struct shelf *shelf, struct cached *entry, struct response *response, bool *stays)
{
    struct kept *kept = cached_value(entry);
    size_t before = kept->bytes;

    kept->hits++;
    struct rendition *rendition = kept_choose(kept, shelf->choice, shelf->condition, shelf->had);
    if (rendition) {
        response_take_rendition(response, rendition);
        response->cached = ANSWER_HIT;
        cache_count(shelf->cache, true);
    }
    *stays = settle(shelf, entry, before);
    return rendition != NULL;
}

/* Half a name could be another's. */
static struct cached *find_request(struct shelf *shelf, const struct request *request,
                                   unsigned *note)
{
    struct cache_name name = request_name(shelf, request);

    return shelf->request.failed ? NULL : cache_find(shelf->cache, name, note);
}

bool shelf_recall(struct shelf *shelf, const struct request *request, struct response *response)
{
    unsigned note;
    bool stays;
    struct cached *entry = find_request(shelf, request, &note);

    if (!entry)
        return false;
    shelf->choice = choice_of(note);
    judge(shelf, request, &((struct kept *)cached_value(entry))->entity);
    return shelf->condition != CONDITION_FAILED && serve(shelf, entry, response, &stays);
}

void shelf_forget(struct shelf *shelf)
{
    shelf->begun = false;
}

/* The canonical question, and that which its headers do not share with it. */
static struct cache_name meaning_name(struct shelf *shelf)
{
    return (struct cache_name){NAME_MEANING, buffer_all(&shelf->meaning)};
}

static bool choose_coding(struct shelf *shelf, const struct request *request,
                          const struct route *route, struct error *err)
{
    unsigned offered = route->sealed ? 1u << ENCODING_IDENTITY : ENCODING_ALL;

    shelf->choice = encoding_negotiate(request, offered);
    return shelf->choice.allowed ||
           error_set(err, ERROR_FORMAT, "Accept-Encoding allows none of what is offered here: %s.",
                     route->sealed ? "identity" : "identity, gzip, br, zstd");
}

bool shelf_begin(struct shelf *shelf, const struct request *request, const struct ask *ask,
                 const struct entity *entity, struct error *err)
{
    if (!choose_coding(shelf, request, ask->route, err))
        return false;
    buffer_reset(&shelf->meaning);
    buffer_char(&shelf->meaning, ask->day_negotiated ? 'n' : '-');
    buffer_slice(&shelf->meaning, ask->whole);
    if (shelf->meaning.failed)
        return error_set(err, ERROR_INTERNAL, "no memory for a question");
    shelf->entity = *entity;
    judge(shelf, request, entity);
    shelf->begun = true;
    return true;
}

static void name_it(struct shelf *shelf, struct cached *entry)
{
    struct cache_name name = {NAME_REQUEST, buffer_all(&shelf->request)};

    if (!shelf->request.failed && !cache_find(shelf->cache, name, NULL))
        cache_alias(shelf->cache, entry, name, note_of(shelf->choice));
}

static bool refuse(const struct request *request, struct error *err)
{
    if (request_header_count(request, "If-Match"))
        return error_set(err, ERROR_PRECONDITION, "If-Match names no tag of what is here now.");
    return error_set(err, ERROR_PRECONDITION,
                     "What is here now is newer than If-Unmodified-Since.");
}

bool shelf_find(struct shelf *shelf, const struct request *request, struct response *response,
                struct error *err)
{
    struct cached *entry = cache_find(shelf->cache, meaning_name(shelf), NULL);
    bool stays;

    if (entry && shelf->condition == CONDITION_FAILED)
        return refuse(request, err);
    if (!entry || !serve(shelf, entry, response, &stays))
        return false;
    if (stays)
        name_it(shelf, entry);
    shelf->begun = false;
    return true;
}

bool shelf_knows(const struct shelf *shelf, const struct request *request,
                 struct response *response)
{
    if (shelf->condition != CONDITION_UNCHANGED || !conditional_names_tag(request))
        return false;
    response->status = 304;
    return true;
}

/* With room for as much again in other codings; and if others have to go, only what was asked
 * before, or what is there in part. */
static bool can_be_kept(struct shelf *shelf, const struct response *response)
{
    size_t size = response->body.size;

    return !response->stream.read && 2 * size + MARGIN <= cache_share(shelf->cache) &&
           (cache_admits(shelf->cache, meaning_name(shelf), size + MARGIN) ||
            cache_find(shelf->cache, meaning_name(shelf), NULL));
}

/* Puts it on the shelf: a new answer, or the rest of one of which only the 304 was made so far.
 * From here on the body is the rendition's, and the client gets the rendition, whether it can stay
 * or not. */
static bool keep(struct shelf *shelf, struct response *response, struct error *err)
{
    struct cached *entry = cache_find(shelf->cache, meaning_name(shelf), NULL);
    struct kept *kept = entry ? cached_value(entry) : kept_open(&shelf->entity);
    struct rendition *rendition = NULL;
    size_t before = kept ? kept->bytes : 0;

    if (kept && kept_fill(kept, response, shelf->had))
        rendition = kept_choose(kept, shelf->choice, shelf->condition, shelf->had);
    if (rendition)
        response_take_rendition(response, rendition);
    if (entry) {
        entry = settle(shelf, entry, before) ? entry : NULL;
    } else {
        entry = rendition ? cache_add(shelf->cache, meaning_name(shelf), kept, kept->bytes) : NULL;
        if (!entry)
            kept_close(kept);
    }
    if (entry)
        name_it(shelf, entry);
    return rendition || error_set(err, ERROR_INTERNAL, "no memory for an answer");
}

static void set_coding(struct shelf *shelf, struct response *response, enum encoding encoding)
{
    char etag[ETAG_ROOM];

    etag_print(&shelf->entity, encoding, etag);
    response_header(response, "ETag", "%s", etag);
    if (encoding != ENCODING_IDENTITY && response->status != 304)
        response_header(response, "Content-Encoding", "%s", encodings[encoding]);
}

/* The body in a coding, for a client that takes nothing else. */
static bool code_body(struct response *response, enum encoding encoding, struct error *err)
{
    CLEAN(buffer) struct buffer coded = {0};
    struct slice plain = buffer_all(&response->body);

    buffer_init(&coded, response->body.ceiling);
    if (!compress_whole(encoding, plain, plain.size + MARGIN, &coded))
        return error_set(err, ERROR_INTERNAL, "an answer could not be compressed");
    struct buffer last = response->body;
    response->body = coded;
    coded = last;
    return true;
}

/* What is coded while it is sent should keep up with the sending: brotli does not, and is for those
 * who take nothing else. */
static enum encoding stream_coding(const struct shelf *shelf, const struct request *request,
                                   const struct response *response)
{
    unsigned quick = 1u << ENCODING_IDENTITY | 1u << ENCODING_GZIP | 1u << ENCODING_ZSTD;
    struct encoding_choice choice = encoding_negotiate(request, quick & shelf->choice.allowed);

    if (response->length)
        return ENCODING_IDENTITY;
    return choice.allowed ? choice.best : shelf->choice.best;
}

static bool code_once(struct response *response, enum encoding encoding, struct error *err)
{
    if (encoding == ENCODING_IDENTITY)
        return true;
    if (!response->stream.read)
        return code_body(response, encoding, err);
    return coded_stream(&response->stream, encoding) ||
           error_set(err, ERROR_INTERNAL, "no memory for a coding");
}

/* An answer that is not kept: too large, a stream, asked for the first time while the cache is
 * full, or there is no cache. */
static bool send_once(struct shelf *shelf, const struct request *request, struct response *response,
                      struct error *err)
{
    bool plain = shelf->choice.allowed >> ENCODING_IDENTITY & 1;
    enum encoding encoding = plain ? ENCODING_IDENTITY : shelf->choice.best;

    if (shelf->condition == CONDITION_UNCHANGED) {
        response->status = 304;
        response_empty(response);
    }
    if (response->status == 304)
        encoding = shelf->had;
    else if (response->stream.read)
        encoding = stream_coding(shelf, request, response);
    if (response->status != 304 && !code_once(response, encoding, err))
        return false;
    set_coding(shelf, response, encoding);
    return true;
}

bool shelf_finish(struct shelf *shelf, const struct request *request, struct response *response,
                  struct error *err)
{
    if (!shelf->begun)
        return true;
    shelf->begun = false;
    if (shelf->condition == CONDITION_FAILED)
        return refuse(request, err);
    response->cached = ANSWER_MISS;
    cache_count(shelf->cache, false);
    return can_be_kept(shelf, response) ? keep(shelf, response, err)
                                        : send_once(shelf, request, response, err);
}
