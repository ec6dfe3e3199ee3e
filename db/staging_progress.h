/* How far a long import has come, for whoever watches. */
#ifndef STAGING_PROGRESS_H
#define STAGING_PROGRESS_H

#include <stddef.h>
#include <stdint.h>

struct progress {
    /* doing: "figures.csv", "checking"; done: rows so far, 0 where nothing is counted. */
    void (*tell)(void *context, const char *doing, int64_t done);
    void *context;
};

enum { PROGRESS_ROWS = 16384 }; /* how often rows are told */

/* progress may be NULL. */
static inline void progress_tell(const struct progress *progress, const char *doing, int64_t done)
{
    if (progress && progress->tell)
        progress->tell(progress->context, doing, done);
}

#endif
