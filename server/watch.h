/* The database file, watched for another one in its place.
 *
 * An import renames a new file over the old. It is validated before anybody takes it up; what does
 * not pass is told to the log once, and the last good one is served on. A file that did not pass
 * is tried again, for the fault may have been ours, but most of the time nobody is at it. */
#ifndef WATCH_H
#define WATCH_H

#include <sys/types.h>
#include <time.h>

#include "handlers/desk.h"
#include "server/log.h"

struct watch {
    struct service *service;
    struct journal *journal;
    struct file_mark {
        bool there;
        dev_t device;
        ino_t inode;
        off_t size;
        struct timespec modified;
    } seen;
    bool (*go_on)(void *context); /* asked while a file is checked; or NULL */
    void *context;
    int64_t rest;                      /* ms: what did not pass is not tried again before */
    bool good;                         /* what was seen last passed */
    bool in_place;                     /* it was written into where it stood */
    char complaint[ERROR_DETAIL_ROOM]; /* what was told last, or "" */
};

/* Marks the file as it is now; to be called before the desks are opened. */
void watch_init(struct watch *watch, struct service *service, struct journal *journal);

/* Looks once; insisting also takes up a file that looks as before. True where service->reload was
 * counted up and the workers are to be woken. */
bool watch_look(struct watch *watch, bool insisting);

#endif
