/* One answer on the shelf: its renditions, made when they are first needed. */
#ifndef KEPT_H
#define KEPT_H

#include "http/conditional.h"
#include "http/response.h"

struct kept {
    struct entity entity;
    unsigned hits;
    size_t bytes;                                /* of memory that it takes now */
    unsigned useless;                            /* codings that make it no smaller, bit by bit */
    struct rendition *whole[ENCODING_COUNT];     /* not there where only its tag was ever asked */
    struct rendition *unchanged[ENCODING_COUNT]; /* 304 */
};

struct kept *kept_open(const struct entity *entity);
void kept_close(void *kept);

/* Takes the response's body, or where it is a 304 for a client that had the coding, only what it
 * says about itself. False where memory ended: the body is the response's still. */
bool kept_fill(struct kept *kept, struct response *response, enum encoding had);

/* What this client gets where its conditions did not fail, lent; NULL where that has to be made
 * first, or memory ended. Where nothing of this answer is the client's yet, a coding is worth its
 * making at the second hit. */
struct rendition *kept_choose(struct kept *kept, struct encoding_choice choice,
                              enum condition condition, enum encoding had);
#endif
