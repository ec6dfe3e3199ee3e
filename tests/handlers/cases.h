/* API tests kept as data: a file of requests, each with the answer that must come back.
 *
 *     ### a title
 *     GET /v1/figures?limit=1
 *     Accept: text/csv
 *
 *     200
 *     Content-Type: text/csv; charset=utf-8; header=present
 *
 *     the body, to the byte; a carriage return stands as \r
 *
 * Of the headers those that are listed must be as they are listed; one with no value must be
 * absent. With UPDATE=1 in the environment the answers are written anew, to be read in the diff. */
#ifndef CASES_H
#define CASES_H

#include "base/buffer.h"

enum { CASE_HEADERS = 12 };

struct api_case {
    struct slice title;
    struct slice request_line;
    struct slice request_headers[CASE_HEADERS];
    int request_header_count;
    struct slice status;
    struct slice headers[CASE_HEADERS];
    int header_count;
    struct slice body; /* without the newline that ends the case */
};

/* Takes the next case off the front of *rest; false at the end. */
bool case_read(struct slice *rest, struct api_case *one);

/* Writes it in the file's form. */
void case_write(const struct api_case *one, struct buffer *out);

#endif
