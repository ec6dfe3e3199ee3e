/* The real binary as a child of a test, serving on a free port. */
#ifndef CHILD_H
#define CHILD_H

#include <sys/types.h>

struct child {
    pid_t pid;
    int log;  /* the read end of its standard output */
    int port; /* as its log says */
};

/* Ends the test process where it cannot be started. */
struct child child_start(char *binary, char *database);

/* By SIGTERM; returns its exit status, or -1 where it did not end by itself. */
int child_stop(struct child *child);

#endif
