/* Which representation: suffix, then `format`, then Accept. */
#ifndef NEGOTIATE_H
#define NEGOTIATE_H

#include "base/error.h"
#include "base/words.h"
#include "http/request.h"

/* Order of `formats`: json, csv, ndjson, text. */
enum format { FORMAT_JSON, FORMAT_CSV, FORMAT_NDJSON, FORMAT_TEXT };
extern const struct words formats;
const char *format_media_type(enum format format);

/* The formats a route can answer in, bit by bit: 1u << FORMAT_CSV. */
struct format_choice {
    enum format format;
    bool negotiated; /* the URL does not say it: the answer varies by Accept */
};

/* Cuts a known format suffix (".json", ".csv", ".ndjson", ".txt") off the last path segment;
 * *format is set and true returned where there was one. */
bool format_suffix(struct slice *segment, enum format *format);

/* suffix: >= 0 where one stood there. argument: the `format` parameter or "no value" (json, csv,
 * ndjson, text, txt). request: for its Accept headers. ERROR_FORMAT (406) with `allowed` for an
 * unknown or unoffered one; Accept with q-values, wildcards and q=0 as RFC 9110 12.5.1; the first
 * offered wins ties; where Accept is absent the answer is JSON. */
bool format_negotiate(int suffix, struct slice argument, const struct request *request,
                      unsigned offered, struct format_choice *choice, struct error *err);

/* For `/`: which of several media types a client prefers; the index, or -1 where none will do. */
int negotiate_accept(const struct request *request, const char *const *offered, int count);

#endif
