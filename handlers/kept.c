#include "handlers/kept.h"

#include <stdlib.h>

#include "formats/compress.h"

enum {
    SMALL = 512,        /* bytes: coded they would still fill the same packet */
    WORTH_A_CODING = 2, /* hits */
    CODING_MARGIN = 1024,
};

struct kept *kept_open(const struct entity *entity)
{
    struct kept *kept = calloc(1, sizeof *kept);

    if (!kept)
        return NULL;
    kept->entity = *entity;
    kept->bytes = sizeof *kept;
    return kept;
}

void kept_close(void *value)
{
    struct kept *kept = value;

    if (!kept)
        return;
    for (int i = 0; i < ENCODING_COUNT; i++) {
        rendition_retire(kept->whole[i]);
        rendition_retire(kept->unchanged[i]);
    }
    free(kept);
}

/* The headers that tell one coding from another. */
static int coding_headers(const struct kept *kept, enum encoding encoding, char etag[ETAG_ROOM],
                          struct rendition_header headers[2])
{
    etag_print(&kept->entity, encoding, etag);
    headers[0] = (struct rendition_header){"ETag", slice_of(etag)};
    headers[1] = (struct rendition_header){"Content-Encoding", slice_of(encodings[encoding])};
    return encoding == ENCODING_IDENTITY ? 1 : 2;
}

static struct rendition *counted(struct kept *kept, struct rendition *rendition)
{
    kept->bytes += rendition ? rendition->taken : 0;
    return rendition;
}

bool kept_fill(struct kept *kept, struct response *response, enum encoding had)
{
    bool unchanged = response->status == 304;
    struct rendition like = {
        .status = response->status, .route = response->route, .revision = response->revision};
    struct rendition **place = unchanged ? &kept->unchanged[had] : &kept->whole[ENCODING_IDENTITY];
    struct rendition_header headers[RESPONSE_HEADERS_MAX], own[2];
    char etag[ETAG_ROOM];
    int count = response_headers(response, headers);
    int own_count = coding_headers(kept, unchanged ? had : ENCODING_IDENTITY, etag, own);

    if (!*place)
        *place = counted(kept, rendition_make(&like, headers, count, own, own_count,
                                              unchanged ? NULL : &response->body));
    return *place != NULL;
}

static struct rendition *derive(struct kept *kept, const struct rendition *from, int status,
                                enum encoding encoding, struct buffer *body)
{
    struct rendition like = {.status = status, .route = from->route, .revision = from->revision};
    struct rendition_header own[2];
    char etag[ETAG_ROOM];
    int count = coding_headers(kept, encoding, etag, own);

    return counted(kept,
                   rendition_make(&like, from->headers, from->header_count, own, count, body));
}

static const struct rendition *any_rendition(const struct kept *kept)
{
    const struct rendition *any = kept->whole[ENCODING_IDENTITY];

    for (int i = 0; i < ENCODING_COUNT && !any; i++)
        any = kept->unchanged[i];
    return any;
}

static struct rendition *unchanged_rendition(struct kept *kept, enum encoding had)
{
    const struct rendition *from = any_rendition(kept);

    if (!kept->unchanged[had] && from)
        kept->unchanged[had] = derive(kept, from, 304, had, NULL);
    return kept->unchanged[had];
}

/* needed: the client takes no other, so that it may come out larger than it was. */
static void make_coding(struct kept *kept, enum encoding encoding, bool needed)
{
    const struct rendition *plain = kept->whole[ENCODING_IDENTITY];
    size_t ceiling = plain->body.size + (needed ? CODING_MARGIN : 0);
    CLEAN(buffer) struct buffer body = {0};

    buffer_init(&body, ceiling);
    if (compress_whole(encoding, plain->body, ceiling, &body))
        kept->whole[encoding] = derive(kept, plain, plain->status, encoding, &body);
    if (!kept->whole[encoding])
        kept->useless |= 1u << encoding;
}

static struct rendition *whole_rendition(struct kept *kept, struct encoding_choice choice)
{
    const struct rendition *plain = kept->whole[ENCODING_IDENTITY];
    bool needed = !(choice.allowed >> ENCODING_IDENTITY & 1);

    if (!plain)
        return NULL;
    bool worth = plain->body.size >= SMALL && kept->hits >= WORTH_A_CODING &&
                 !(kept->useless >> choice.best & 1);
    if (!kept->whole[choice.best] && (worth || needed))
        make_coding(kept, choice.best, needed);
    return kept->whole[needed || kept->whole[choice.best] ? choice.best : ENCODING_IDENTITY];
}

struct rendition *kept_choose(struct kept *kept, struct encoding_choice choice,
                              enum condition condition, enum encoding had)
{
    return condition == CONDITION_UNCHANGED ? unchanged_rendition(kept, had)
                                            : whole_rendition(kept, choice);
}
