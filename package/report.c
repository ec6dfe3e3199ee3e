#include "package/report.h"

#include <unistd.h>

#include "package/tables.h"

enum { QUIET = 1000, PAUSE = 200 }; /* milliseconds before the first line and between two */

void report_fault(void *context, const struct fault *fault)
{
    (void)context;
    (void)fprintf(stderr, "%s:%lld: %.*s: %.*s\n", package_file_name(fault->file),
                  (long long)fault->line, fault->column.size ? (int)fault->column.size : 3,
                  fault->column.size ? fault->column.data : "row", SLICE_ARGS(fault->message));
}

void report_faults_end(FILE *out, const struct import *import, const char *consequence)
{
    if (import->faults > import->faults_told)
        (void)fprintf(out, "… and %lld more\n", (long long)(import->faults - import->faults_told));
    (void)fprintf(out, "%lld fault%s%s%s%s\n", (long long)import->faults,
                  import->faults == 1 ? "" : "s", consequence ? ": " : "",
                  consequence ? consequence : "",
                  import->is_complete
                      ? ""
                      : " (what rows are to each other was not checked: a file cannot be read)");
}

static int64_t now_ms(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void show(void *context, const char *doing, int64_t done)
{
    struct watch *watch = context;
    int64_t now = now_ms();

    if (!watch->is_terminal || now - watch->began < QUIET || (done && now - watch->told < PAUSE))
        return;
    watch->told = now;
    if (done)
        (void)fprintf(stderr, "\r\x1b[K%s: %lld rows, %lld s", doing, (long long)done,
                      (long long)(now - watch->began) / 1000);
    else
        (void)fprintf(stderr, "\r\x1b[K%s, %lld s", doing, (long long)(now - watch->began) / 1000);
    (void)fflush(stderr);
}

void watch_begin(struct watch *watch)
{
    *watch = (struct watch){
        .progress = {show, watch}, .is_terminal = isatty(STDERR_FILENO) == 1, .began = now_ms()};
}

void watch_end(struct watch *watch)
{
    if (watch->told)
        (void)fprintf(stderr, "\r\x1b[K");
    watch->told = 0;
}
