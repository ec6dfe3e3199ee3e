/* Whole HTTP answers made beforehand, for clients whom libmicrohttpd cannot answer: newcomers above
 * the limit, and heads that leave no memory for an answer. They are written to the socket as they
 * are, and the connection ends. */
#ifndef REFUSAL_H
#define REFUSAL_H

#include "base/buffer.h"
#include "base/error.h"

enum refusal { REFUSAL_FULL, REFUSAL_CROWDED, REFUSALS };

struct refusals {
    struct buffer items[REFUSALS];
};

void refusals_init(struct refusals *refusals, const char *root);
void refusals_clear(struct refusals *refusals);

/* Of kind, for the log. */
int refusal_status(enum refusal kind);

/* Sends it, without a body to a HEAD, and says that nothing follows. What does not fit the socket's
 * empty buffer at once is lost. */
void refusal_say(const struct refusals *refusals, enum refusal kind, bool headless, int fd);

#endif
