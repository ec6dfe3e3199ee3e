#include "server/log.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "server/clock.h"
#include "server/line.h"

/* A pipe takes up to this many bytes whole or not at all, once it says that it is writable. */
enum { PIECE = 4096, JOURNAL_CEILING = 64 * 1024 };

void log_init(struct log *log, int fd)
{
    *log = (struct log){.fd = fd};
    (void)pthread_mutex_init(&log->lock, NULL);
}

void log_clear(struct log *log)
{
    (void)pthread_mutex_destroy(&log->lock);
}

void journal_init(struct journal *journal, struct log *log)
{
    *journal = (struct journal){.log = log, .printed = -1};
    buffer_init(&journal->lines, JOURNAL_CEILING);
}

void journal_clear(struct journal *journal)
{
    buffer_clear(&journal->lines);
}

static bool writable(struct log *log)
{
    struct pollfd ask = {.fd = log->fd, .events = POLLOUT};

    if (poll(&ask, 1, 0) <= 0)
        return false;
    if (ask.revents & (POLLERR | POLLHUP | POLLNVAL))
        atomic_store(&log->broken, true);
    return (ask.revents & POLLOUT) && !atomic_load(&log->broken);
}

/* How many bytes went; 0: not now. */
static size_t put(struct log *log, const char *data, size_t size)
{
    ssize_t written = writable(log) ? write(log->fd, data, size) : 0;

    if (written < 0 && errno != EAGAIN && errno != EINTR && errno != ENOSPC)
        atomic_store(&log->broken, true);
    return written > 0 ? (size_t)written : 0;
}

static bool put_carried(struct log *log)
{
    size_t written = log->carried ? put(log, log->carry, log->carried) : 0;

    log->carried -= written;
    memmove(log->carry, log->carry + written, log->carried);
    return log->carried == 0;
}

/* The whole lines at the front that fit one piece, or one line that is longer. */
static size_t piece_size(struct slice lines)
{
    const char *end = memrchr(lines.data, '\n', lines.size < PIECE ? lines.size : PIECE);

    if (!end)
        end = memchr(lines.data, '\n', lines.size);
    return end ? (size_t)(end - lines.data) + 1 : lines.size;
}

/* A line taken in part is finished before anybody else's begins, so its rest moves to the log. */
static size_t put_piece(struct log *log, struct slice lines)
{
    size_t size = piece_size(lines), written = put(log, lines.data, size);

    if (written == 0 || written == size || size - written > LOG_CARRY_ROOM)
        return written;
    log->carried = size - written;
    memcpy(log->carry, lines.data + written, log->carried);
    return size;
}

static size_t put_all(struct log *log, struct slice lines)
{
    size_t done = 0, size = 1;

    while (size > 0 && done < lines.size && put_carried(log)) {
        size = put_piece(log, slice_skip(lines, done));
        done += size;
    }
    return done;
}

/* What stands in the journal, as far as the log takes it now. */
static void hand_over(struct journal *journal)
{
    struct buffer *lines = &journal->lines;

    (void)pthread_mutex_lock(&journal->log->lock);
    size_t done = put_all(journal->log, buffer_all(lines));
    (void)pthread_mutex_unlock(&journal->log->lock);
    lines->size -= done;
    if (lines->size > 0)
        memmove(lines->data, lines->data + done, lines->size);
    if (atomic_load(&journal->log->broken))
        buffer_reset(lines);
}

void journal_flush(struct journal *journal)
{
    if (journal->lines.size == 0)
        return;
    hand_over(journal);
    uint64_t dropped = journal->lines.size ? 0 : atomic_exchange(&journal->log->dropped, 0);
    if (dropped == 0)
        return;
    struct line line;
    line_begin(&line, journal, LEVEL_WARNING, "log lines dropped");
    line_integer(&line, "lines", (int64_t)dropped);
    line_end(&line);
    hand_over(journal);
}

void journal_finish(struct journal *journal, int patience)
{
    int64_t until = clock_ms() + patience;

    journal_flush(journal);
    while (journal->lines.size > 0 && clock_ms() < until) {
        struct pollfd ask = {.fd = journal->log->fd, .events = POLLOUT};

        (void)poll(&ask, 1, patience);
        journal_flush(journal);
    }
}
