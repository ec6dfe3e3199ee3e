/* The Accept headers taken apart (RFC 9110, 12.5); behind http/negotiate.h and http/encoding.h, for
 * nobody else. */
#ifndef ACCEPT_H
#define ACCEPT_H

#include "base/slice.h"

struct media_range {
    struct slice type, subtype; /* "*" for any */
    int quality;                /* thousandths */
};

/* Takes the next well-formed range off the header's value; malformed ones are passed over. */
bool accept_next(struct slice *rest, struct media_range *range);

/* The same for lists of single words, as Accept-Encoding is one. */
bool accept_next_word(struct slice *rest, struct slice *word, int *quality);

/* How closely a range fits "text/csv": 3 the same, 2 text/\*, 1 any, 0 not at all. Parameters of
 * either are not compared. */
int accept_fit(const struct media_range *range, const char *media_type);

#endif
