/* Memento (RFC 7089): Accept-Datetime asks what `as_of` asks, and every answer about a day says so.
 *
 * Each data URL without `as_of` is its own timegate; the same URL with it is the memento. */
#ifndef MEMENTO_H
#define MEMENTO_H

#include "handlers/ask.h"
#include "http/response.h"

struct desk;

/* Takes the day of Accept-Datetime for `as_of` where the route has that parameter and it was not
 * given. ERROR_REQUEST for a header that is no HTTP date. */
bool memento_read(struct ask *ask, const struct request *request, struct error *err);

/* Whether the answer depends on Accept-Datetime. */
bool memento_applies(const struct ask *ask);

/* Memento-Datetime, the links to original and memento, and Content-Location where the day was
 * negotiated. Nothing for an answer that is about no day. */
void memento_headers(const struct desk *desk, const struct ask *ask, struct response *response);

#endif
