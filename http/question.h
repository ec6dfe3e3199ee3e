/* A request that passed the gate, taken apart: what is asked, of what, in which form.
 *
 * Path segments and arguments are percent-decoded into the question's own memory and hold valid
 * UTF-8 without control bytes. */
#ifndef QUESTION_H
#define QUESTION_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/words.h"
#include "http/request.h"

enum {
    QUESTION_TARGET_MAX = 4096,  /* bytes of a request target */
    QUESTION_HEADERS_MAX = 4096, /* bytes of all header names and values */
    QUESTION_ARGUMENTS_MAX = 64,
    QUESTION_SEGMENTS_MAX = 8,
};

enum method { METHOD_GET, METHOD_HEAD, METHOD_OPTIONS };
extern const struct words methods; /* their names, in that order */

struct argument {
    struct slice name, value;
};

struct question {
    enum method method;
    bool http_1_0;
    struct slice path; /* as asked, raw, without the query: problem documents' `instance` */
    struct slice
        segments[QUESTION_SEGMENTS_MAX]; /* below the base path: "v1", "figures", "an-id" */
    int segment_count;
    struct argument arguments[QUESTION_ARGUMENTS_MAX]; /* in the order asked */
    int argument_count;
    const struct request *request; /* lent */
    struct buffer memory;          /* what the slices point into */
};

/* Checks the request's head (http/gate.c) and takes it apart. The order of refusals: method
 * (ERROR_METHOD), then what smuggles or confuses (ERROR_REQUEST: any Transfer-Encoding, a
 * Content-Length above 0 or more than one, not exactly one Host on HTTP/1.1, a header name that is
 * no token, a control byte in a value, in the path or in an argument, %2F in a path, an absolute
 * form that does not begin with http:// or https://, a version other than 1.0 and 1.1), then size
 * (ERROR_TARGET_LONG, ERROR_HEADERS_LARGE), then a path outside of base_path, with a doubled or a
 * trailing slash (ERROR_NOT_FOUND). */
bool question_read(struct question *question, const struct request *request, const char *base_path,
                   struct error *err);
void question_clear(struct question *question);
DEFINE_CLEAN(question)

/* The path of a target as it came, for telling which one was asked: without the arguments, and
 * without the host of an absolute form, which is the client's word alone. What cannot be read is
 * left whole. */
struct slice target_path(struct slice target);

/* The gate alone, for a server that must refuse before a body could follow. */
bool gate_check(const struct request *request, struct error *err);

#endif
