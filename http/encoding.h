/* In which coding an answer's bytes travel: Accept-Encoding (RFC 9110, 12.5.3). */
#ifndef ENCODING_H
#define ENCODING_H

#include "http/request.h"

/* Order of `encodings`: identity, gzip, br, zstd. */
enum encoding { ENCODING_IDENTITY, ENCODING_GZIP, ENCODING_BROTLI, ENCODING_ZSTD };
enum { ENCODING_COUNT = 4, ENCODING_ALL = (1 << ENCODING_COUNT) - 1 };
extern const char *const encodings[ENCODING_COUNT];

/* What a client takes, bit by bit (1u << ENCODING_GZIP), and of these what it likes best. */
struct encoding_choice {
    unsigned allowed;
    enum encoding best; /* identity also where nothing is allowed */
};

/* Of those that are offered, bit by bit, the client's favourite; among equally liked ones the
 * smallest: br, zstd, gzip, and what is not coded last, unless it is liked better by name. A client
 * that says nothing gets what is not coded. */
struct encoding_choice encoding_negotiate(const struct request *request, unsigned offered);

#endif
