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

/* Whether the request has a condition at all. */
bool conditional_stands(const struct request *request);

/* Whether the client already has it: If-None-Match (a list, weak tags compared weakly, `*`), and
 * only where that is absent If-Modified-Since. Any coding that the client takes now will do, its
 * favourite first; *had is the one that it has. */
bool conditional_unchanged(const struct request *request, const struct entity *entity,
                           struct encoding_choice choice, enum encoding *had);

/* Whether If-None-Match names such a tag: who knows it was given it, so that the answer exists.
 * `*` and dates say nothing about that and can only be looked at beside an answer. */
bool conditional_names_tag(const struct request *request, const struct entity *entity,
                           struct encoding_choice choice, enum encoding *had);

/* IMF-fixdate, "Sun, 06 Nov 1994 08:49:37 GMT"; parse also reads the two obsolete forms. */
enum { HTTP_DATE_ROOM = 30 };
void http_date_print(time_t when, char out[HTTP_DATE_ROOM]);
bool http_date_parse(struct slice text, time_t *when);

#endif
