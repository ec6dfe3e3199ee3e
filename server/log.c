#include "server/log.h"

#include <errno.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/line.h"

enum {
    PIECE = 4096, /* what a pipe takes whole or not at all, once it says that it is writable */
    BATCH_CEILING = 4 * 1024 * 1024, /* more than a journal holds */
    NAP = 20,                        /* ms in which lines gather for the next batch */
    PATIENCE = 500,                  /* ms in which the last lines have to move on */
    NOTICE_ROOM = 256,               /* for a line of the log's own */
};

void log_wake(struct log *log)
{
    uint64_t one = 1;

    (void)!write(log->wake, &one, sizeof one);
}

uint64_t log_dropped(const struct log *log)
{
    return atomic_load(&log->dropped);
}

/* Ready, broken or not: what poll says about the descriptor, within so many milliseconds. A file
 * always is, even on a full disk. */
static bool writable(struct log *log, int patience)
{
    struct pollfd ask = {.fd = log->fd, .events = POLLOUT};

    if (log->file)
        return !atomic_load(&log->broken);
    if (poll(&ask, 1, patience) <= 0)
        return false;
    if (ask.revents & (POLLERR | POLLHUP | POLLNVAL))
        atomic_store(&log->broken, true);
    return (ask.revents & POLLOUT) && !atomic_load(&log->broken);
}

/* The whole lines at the front that fit one piece, or a piece of a line that is longer. A file
 * takes all that it is given; what is read by somebody takes less without waiting. */
static size_t piece_size(const struct log *log, struct slice lines)
{
    size_t most = lines.size < PIECE || log->file ? lines.size : PIECE;
    const char *end = memrchr(lines.data, '\n', most);

    return end ? (size_t)(end - lines.data) + 1 : most;
}

/* True where something went out. */
static bool put_piece(struct log *log)
{
    struct slice rest = slice_skip(buffer_all(&log->batch), log->written);
    ssize_t written = writable(log, 0) ? write(log->fd, rest.data, piece_size(log, rest)) : 0;

    log->full = written < 0 && (errno == ENOSPC || errno == EDQUOT || errno == EFBIG);
    if (written < 0 && errno != EAGAIN && errno != EINTR && !log->full)
        atomic_store(&log->broken, true);
    if (written <= 0)
        return false;
    log->written += (size_t)written;
    atomic_fetch_add(&log->moved, 1);
    atomic_store(&log->stuck, false);
    return true;
}

static uint64_t count_lines(struct slice lines)
{
    uint64_t count = 0;

    for (size_t i = 0; i < lines.size; i++)
        count += lines.data[i] == '\n';
    return count;
}

/* Nobody will read them. */
static void give_up(struct log *log)
{
    struct slice rest = slice_skip(buffer_all(&log->batch), log->written);

    atomic_fetch_add(&log->dropped, count_lines(rest));
    log->written = log->batch.size;
}

/* True where all of the batch is out. */
static bool put_batch(struct log *log)
{
    while (log->written < log->batch.size && put_piece(log))
        ;
    if (atomic_load(&log->broken))
        give_up(log);
    if (log->written < log->batch.size)
        return false;
    buffer_reset(&log->batch);
    log->written = 0;
    return true;
}

/* What was lost is told as soon as there is room for it. */
static void tell_dropped(struct log *log)
{
    uint64_t dropped = log_dropped(log);
    struct line line;

    if (dropped == log->told || atomic_load(&log->broken) || !log->voice.ring)
        return;
    line_begin(&line, &log->voice, LEVEL_WARNING, "log lines dropped");
    line_integer(&line, "lines", (int64_t)(dropped - log->told));
    line_end(&line);
    log->told = dropped;
}

/* What finds no memory stays where it is. */
static bool collect(struct log *log)
{
    log->batch.failed = false;
    (void)pthread_mutex_lock(&log->lock);
    for (struct journal *each = log->journals; each; each = each->next)
        journal_collect(each, &log->batch);
    (void)pthread_mutex_unlock(&log->lock);
    return log->batch.size > 0;
}

static bool anything(struct log *log)
{
    bool found = false;

    (void)pthread_mutex_lock(&log->lock);
    for (struct journal *each = log->journals; each && !found; each = each->next)
        found = journal_holds(each);
    (void)pthread_mutex_unlock(&log->lock);
    return found;
}

/* Until somebody wakes the thread, or with `blocked` until the descriptor moves. No poll tells of a
 * disk that has room again. */
static void wait_for(struct log *log, bool blocked, int patience)
{
    struct pollfd ask[] = {{.fd = log->wake, .events = POLLIN},
                           {.fd = blocked ? log->fd : -1, .events = POLLOUT}};
    uint64_t count;

    if (poll(ask, 2, patience) > 0 && ask[0].revents)
        (void)!read(log->wake, &count, sizeof count);
}

/* Lines that are there all the same came just now, or there was no memory for them. */
static void sleep_until_called(struct log *log)
{
    atomic_store(&log->sleeping, true);
    if (!atomic_load(&log->stopping))
        wait_for(log, false, anything(log) ? NAP : -1);
    atomic_store(&log->sleeping, false);
}

/* Goes on for as long as something moves. */
static void put_the_rest(struct log *log)
{
    while (log->batch.size > 0 || collect(log))
        if (!put_batch(log) && (log->full || !writable(log, PATIENCE)))
            give_up(log);
}

void log_drain(struct log *log)
{
    put_the_rest(log);
    tell_dropped(log);
    put_the_rest(log);
}

static void *work(void *state)
{
    struct log *log = state;

    while (!atomic_load(&log->stopping)) {
        bool some = log->batch.size > 0 || collect(log), out = put_batch(log);

        if (out)
            tell_dropped(log);
        if (!out)
            wait_for(log, !log->full, log->full ? PATIENCE : -1);
        else if (some)
            wait_for(log, false, NAP);
        else
            sleep_until_called(log);
    }
    log_drain(log);
    return NULL;
}

static bool is_file(int fd)
{
    struct stat about;

    return fstat(fd, &about) == 0 && S_ISREG(about.st_mode);
}

bool log_open(struct log *log, int fd, struct error *err)
{
    *log =
        (struct log){.fd = fd, .file = is_file(fd), .wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
    (void)pthread_mutex_init(&log->lock, NULL);
    buffer_init(&log->batch, BATCH_CEILING);
    journal_init(&log->voice, log);
    /* That lines were lost for want of memory takes none to tell. */
    (void)buffer_grow(&log->voice.line, NOTICE_ROOM);
    return log->wake >= 0 || error_set(err, ERROR_INPUT, "No descriptor for the log.");
}

bool log_start(struct log *log, struct error *err)
{
    log->runs = pthread_create(&log->thread, NULL, work, log) == 0;
    return log->runs || error_set(err, ERROR_INPUT, "No thread for the log.");
}

void log_close(struct log *log)
{
    atomic_store(&log->stopping, true);
    if (log->runs) {
        log_wake(log);
        (void)pthread_join(log->thread, NULL);
    }
    atomic_store(&log->broken, true);
    journal_clear(&log->voice);
    if (log->wake >= 0)
        (void)close(log->wake);
    buffer_clear(&log->batch);
    (void)pthread_mutex_destroy(&log->lock);
}
