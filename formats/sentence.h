/* A figure as one line to paste, with what must not be left out when it is quoted.
 *
 * Pure: whoever calls has found everything out. What has no value is not mentioned. */
#ifndef SENTENCE_H
#define SENTENCE_H

#include "base/buffer.h"

/* Another print of the same figure. */
struct sentence_print {
    struct slice display, publisher, day;
    bool is_preferred, is_replaced;
};

/* The same period by a definition that covers more, or less. */
struct sentence_definition {
    struct slice series, display;
};

struct sentence {
    struct slice series, period, display, status;
    struct slice growth; /* with its base: "up 47.43 percent on US$1.44 billion for …" */
    struct slice publisher, published_on, locator, stated_by, stated_on, url;
    struct slice wrong;                  /* why nobody should quote it */
    struct slice note;                   /* a caveat that the data gives */
    struct sentence_print replacement;   /* without display: it stands */
    struct sentence_print outcome;       /* what an estimate or a projection came to, if known */
    const struct sentence_print *others; /* that print something else */
    int other_count, other_more;         /* those that are not listed */
    const struct sentence_definition *definitions;
    int definition_count;
};

/* Ends with a newline, and holds no other. */
void sentence_write(const struct sentence *sentence, struct buffer *out);

#endif
