/* Loaded before the service (LD_PRELOAD): a machine with as many processors as there can be. */
#include <sched.h>
#include <string.h>

int sched_getaffinity(pid_t process, size_t size, cpu_set_t *processors)
{
    (void)process;
    memset(processors, 0xFF, size);
    return 0;
}
