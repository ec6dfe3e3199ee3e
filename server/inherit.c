#include "server/inherit.h"

#include <stdlib.h>
#include <unistd.h>

enum { FIRST = 3 /* SD_LISTEN_FDS_START */ };

static int count_given(void)
{
    int64_t process, count;

    if (!slice_integer(slice_of(getenv("LISTEN_PID")), INT32_MAX, &process) ||
        process != getpid() || !slice_integer(slice_of(getenv("LISTEN_FDS")), INT32_MAX, &count))
        return 0;
    return (int)count;
}

bool inherit_listeners(struct listeners *front, struct listeners *back, struct error *err)
{
    struct slice names = slice_of(getenv("LISTEN_FDNAMES")), name = {NULL, 0};
    int count = count_given();

    for (int i = 0; i < count; i++) {
        if (!slice_cut(&names, ':', &name))
            name = (struct slice){NULL, 0};
        if (!listeners_adopt(slice_is(name, "admin") ? back : front, FIRST + i, err))
            return false;
    }
    /* What we start, if ever, is not meant by them. */
    (void)unsetenv("LISTEN_PID");
    (void)unsetenv("LISTEN_FDS");
    (void)unsetenv("LISTEN_FDNAMES");
    return true;
}
