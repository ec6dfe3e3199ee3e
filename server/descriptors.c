#include "server/descriptors.h"

#include <sys/resource.h>

enum {
    A_WORKER = 32, /* its epolls, eventfd, reserve, database, refused newcomers */
    OTHERS = 24,   /* the process's own, and some to spare */
};

int64_t descriptors_for_connections(int workers, int64_t others)
{
    struct rlimit files;

    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        return INT64_MAX;
    files.rlim_cur = files.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &files);
    (void)getrlimit(RLIMIT_NOFILE, &files);
    if (files.rlim_cur == RLIM_INFINITY)
        return INT64_MAX;
    int64_t room = (int64_t)files.rlim_cur - OTHERS - others - (int64_t)workers * A_WORKER;
    return room > 1 ? room : 1;
}
