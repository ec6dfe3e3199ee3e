/* What the tests of http/ share: requests written as text. */
#ifndef EXPECT_H
#define EXPECT_H

#include "base/error.h"
#include "http/request.h"
#include "tests/base/suite.h"

enum { WIRE_HEADERS_MAX = 100 };

/* A request as text: "GET /v1 HTTP/1.1\nHost: a\nName: value". Only '\n' ends a line, so that a
 * value may hold anything else. The slices point into the text. */
struct wire {
    struct request request;
    struct request_header headers[WIRE_HEADERS_MAX];
};

#define RAW(literal)                                                                               \
    {                                                                                              \
        (literal), sizeof(literal) - 1                                                             \
    }

static inline void wire_read(struct wire *wire, struct slice text)
{
    struct slice line, first, method;

    *wire = (struct wire){.request = {.headers = wire->headers}};
    ck_assert(slice_cut(&text, '\n', &first) && slice_cut(&first, ' ', &method));
    wire->request.method = method;
    size_t last = first.size;
    while (last && first.data[last - 1] != ' ')
        last--;
    wire->request.version = slice_skip(first, last);
    wire->request.target = (struct slice){first.data, last ? last - 1 : 0};
    while (slice_cut(&text, '\n', &line)) {
        struct request_header *header = &wire->headers[wire->request.header_count++];

        ck_assert_int_le(wire->request.header_count, WIRE_HEADERS_MAX);
        ck_assert(slice_cut(&line, ':', &header->name));
        header->value = slice_trim(line);
    }
}

/* The status that formats/problem gives a kind; the tests of http/ do without that room. */
static inline int status_of(enum error_kind kind)
{
    static const int statuses[] = {
        [ERROR_REQUEST] = 400,      [ERROR_ARGUMENT] = 400,    [ERROR_NOT_FOUND] = 404,
        [ERROR_METHOD] = 405,       [ERROR_FORMAT] = 406,      [ERROR_GONE] = 410,
        [ERROR_PRECONDITION] = 412, [ERROR_TARGET_LONG] = 414, [ERROR_HEADERS_LARGE] = 431,
        [ERROR_VERSION] = 505,      [ERROR_UNAVAILABLE] = 503, [ERROR_DEADLINE] = 503,
        [ERROR_INTERNAL] = 500,
    };

    return statuses[kind];
}

#define expect_slice(have, wanted)                                                                 \
    do {                                                                                           \
        struct slice got_ = (have), want_ = slice_of(wanted);                                      \
        ck_assert_msg(slice_equal(got_, want_), "got \"%.*s\", wanted \"%.*s\"", SLICE_ARGS(got_), \
                      SLICE_ARGS(want_));                                                          \
    } while (0)

#endif
