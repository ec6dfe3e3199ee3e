/* Conditional requests (RFC 9110, 13): strong entity tags and dates. */
#ifndef CONDITIONAL_H
#define CONDITIONAL_H

#include <time.h>

#include "http/encoding.h"

/* What tells one answer from another, whatever coding it travels in; each coding has a tag. */
enum { ENTITY_ROOM = 33, ETAG_ROOM = 48 };
struct entity {
    char name[ENTITY_ROOM]; /* 32 hexadecimal digits */
    time_t modified;        /* 0: not known */
};

/* With its quotes: "0123-gzip". */
void etag_print(const struct entity *entity, enum encoding encoding, char out[ETAG_ROOM]);

/* What the conditions say about an answer that would succeed without them. */
enum condition {
    CONDITION_SEND,      /* there are none, or it goes out in spite of them */
    CONDITION_UNCHANGED, /* 304: the client has it */
    CONDITION_FAILED,    /* 412: it is not what the client takes it for */
};

/* In the order of RFC 9110, 13.2.2: If-Match, compared strongly, and only where that is absent
 * If-Unmodified-Since; then If-None-Match, compared weakly, and only where that is absent
 * If-Modified-Since. Each coding that the client takes now has a tag that will do, its favourite
 * first; where it is unchanged, *had is the one that it has. A date that is none is ignored. */
enum condition conditional_judge(const struct request *request, const struct entity *entity,
                                 struct encoding_choice choice, enum encoding *had);

/* Whether the client gives tags to have it unchanged: who knows an answer's tag was given it, so
 * that the answer exists. `*` and dates say nothing about that and can only be looked at beside an
 * answer. */
bool conditional_names_tag(const struct request *request);

/* IMF-fixdate, "Sun, 06 Nov 1994 08:49:37 GMT"; parse also reads the two obsolete forms. */
enum { HTTP_DATE_ROOM = 30 };
void http_date_print(time_t when, char out[HTTP_DATE_ROOM]);
bool http_date_parse(struct slice text, time_t *when);

#endif
