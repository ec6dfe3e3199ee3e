/* Conditional requests (RFC 9110, 13): strong entity tags and dates. */
#ifndef CONDITIONAL_H
#define CONDITIONAL_H

#include <time.h>

#include "http/request.h"

/* Whether the client already has it: If-None-Match (a list, weak tags compared weakly, `*`), and
 * only where that is absent If-Modified-Since. etag with its quotes. */
bool conditional_unchanged(const struct request *request, struct slice etag, time_t modified);

/* Whether If-None-Match names this very tag: who knows it was given it, so that the answer exists.
 * `*` and dates say nothing about that and can only be looked at beside an answer. */
bool conditional_names_tag(const struct request *request, struct slice etag);

/* IMF-fixdate, "Sun, 06 Nov 1994 08:49:37 GMT"; parse also reads the two obsolete forms. */
enum { HTTP_DATE_ROOM = 30 };
void http_date_print(time_t when, char out[HTTP_DATE_ROOM]);
bool http_date_parse(struct slice text, time_t *when);

#endif
