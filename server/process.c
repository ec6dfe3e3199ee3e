#include "server/process.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { MICRO = 1000000, STAT_ROOM = 1024, START_FIELD = 22 /* of proc(5)'s stat */ };

static int64_t microseconds(clockid_t clock)
{
    struct timespec time;

    return clock_gettime(clock, &time) == 0 ? (int64_t)time.tv_sec * MICRO + time.tv_nsec / 1000
                                            : 0;
}

static struct slice read_file(const char *path, char *out, size_t room)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t size = fd >= 0 ? read(fd, out, room) : -1;

    if (fd >= 0)
        (void)close(fd);
    return (struct slice){size > 0 ? out : NULL, size > 0 ? (size_t)size : 0};
}

/* The numbered field of a line of fields between blanks, from 1; 0 where there is none. */
static int64_t field(struct slice line, int number)
{
    struct slice part = {NULL, 0};
    int64_t value = 0;

    while (number-- > 0 && slice_cut(&line, ' ', &part))
        ;
    return number < 0 && slice_integer(slice_trim(part), INT64_MAX, &value) ? value : 0;
}

static void measure_memory(struct metrics *metrics)
{
    char text[STAT_ROOM];
    struct slice pages = read_file("/proc/self/statm", text, sizeof text);
    int64_t page = sysconf(_SC_PAGESIZE);

    if (!pages.data)
        return;
    metrics_single(metrics, "process_virtual_memory_bytes", METRIC_GAUGE,
                   "Virtual memory of the process.", field(pages, 1) * page);
    metrics_single(metrics, "process_resident_memory_bytes", METRIC_GAUGE,
                   "Resident memory of the process.", field(pages, 2) * page);
}

/* In ticks since the machine started; the name before it, in parentheses, may hold blanks. */
static int64_t start_ticks(void)
{
    char text[STAT_ROOM];
    struct slice stat = read_file("/proc/self/stat", text, sizeof text);
    const char *end = stat.data ? memrchr(stat.data, ')', stat.size) : NULL;

    return end ? field(slice_skip(stat, (size_t)(end - stat.data) + 2), START_FIELD - 2) : 0;
}

int64_t process_start_time(void)
{
    int64_t ticks = start_ticks(), a_second = sysconf(_SC_CLK_TCK);

    if (!ticks || a_second <= 0)
        return 0;
    return microseconds(CLOCK_REALTIME) - microseconds(CLOCK_BOOTTIME) + ticks * MICRO / a_second;
}

static void measure_start(struct metrics *metrics, int64_t start_time)
{
    if (!start_time)
        return;
    metrics_family(metrics, "process_start_time_seconds", METRIC_GAUGE,
                   "When the process started, in seconds since 1970.");
    metrics_begin(metrics, "");
    metrics_microseconds(metrics, start_time);
}

/* -1: not known. Where none is left to look with, all are taken. */
static int64_t count_descriptors(int64_t most)
{
    DIR *folder = opendir("/proc/self/fd");
    int64_t count = -3; /* the folder's own, `.` and `..` */

    if (!folder)
        return errno == EMFILE ? most : -1;
    while (readdir(folder))
        count++;
    (void)closedir(folder);
    return count;
}

static void measure_descriptors(struct metrics *metrics)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    int64_t count = count_descriptors((int64_t)limit.rlim_cur);
    if (count >= 0)
        metrics_single(metrics, "process_open_fds", METRIC_GAUGE, "Open file descriptors.", count);
    metrics_single(metrics, "process_max_fds", METRIC_GAUGE, "Most file descriptors at once.",
                   (int64_t)limit.rlim_cur);
}

void process_measure(struct metrics *metrics, int64_t start_time)
{
    metrics_family(metrics, "process_cpu_seconds_total", METRIC_COUNTER,
                   "Processor time of the process, of user and system.");
    metrics_begin(metrics, "");
    metrics_microseconds(metrics, microseconds(CLOCK_PROCESS_CPUTIME_ID));
    measure_memory(metrics);
    measure_start(metrics, start_time);
    measure_descriptors(metrics);
}
