#include <stdlib.h>

#include "server/clock.h"
#include "server/log.h"

enum {
    RING = 1024 * 1024, /* a power of two; some thousand requests */
    LINE_CEILING = 16 * 1024,
    PATIENCE = 500,   /* ms in which something has to go out */
    GLANCE = 1000000, /* ns */
};

void journal_init(struct journal *journal, struct log *log)
{
    *journal = (struct journal){.log = log, .printed = -1, .ring = malloc(RING)};
    buffer_init(&journal->line, LINE_CEILING);
    (void)pthread_mutex_lock(&log->lock);
    journal->next = log->journals;
    log->journals = journal;
    (void)pthread_mutex_unlock(&log->lock);
}

bool journal_holds(const struct journal *journal)
{
    return atomic_load(&journal->head) != atomic_load(&journal->tail);
}

static bool is_worth_waiting(const struct journal *journal, int64_t until)
{
    const struct log *log = journal->log;

    return journal_holds(journal) && !atomic_load(&log->broken) && !atomic_load(&log->stuck) &&
           clock_ms() < until;
}

static void wait_until_taken(struct journal *journal)
{
    static const struct timespec glance = {0, GLANCE};
    struct log *log = journal->log;
    int64_t until = clock_ms() + PATIENCE;
    uint64_t moved = atomic_load(&log->moved);

    while (is_worth_waiting(journal, until)) {
        log_wake(log);
        (void)nanosleep(&glance, NULL);
        if (atomic_load(&log->moved) != moved)
            until = clock_ms() + PATIENCE;
        moved = atomic_load(&log->moved);
    }
    if (journal_holds(journal))
        atomic_store(&log->stuck, true);
}

static uint64_t lines_left(const struct journal *journal)
{
    uint64_t lines = 0;

    for (size_t at = journal->tail; at != journal->head; at++)
        lines += journal->ring[at % RING] == '\n';
    return lines;
}

void journal_clear(struct journal *journal)
{
    struct log *log = journal->log;
    struct journal **place;

    if (!log)
        return;
    if (log->runs)
        wait_until_taken(journal);
    else
        log_drain(log);
    (void)pthread_mutex_lock(&log->lock);
    for (place = &log->journals; *place && *place != journal; place = &(*place)->next)
        ;
    if (*place)
        *place = journal->next;
    atomic_fetch_add(&log->dropped, lines_left(journal));
    (void)pthread_mutex_unlock(&log->lock);
    free(journal->ring);
    buffer_clear(&journal->line);
    *journal = (struct journal){0};
}

static void copy_in(struct journal *journal, size_t head, struct slice line)
{
    size_t place = head % RING, first = RING - place < line.size ? RING - place : line.size;

    memcpy(journal->ring + place, line.data, first);
    memcpy(journal->ring, line.data + first, line.size - first);
}

/* The log sleeps until a first line comes, naps between batches, and is called when half of the
 * room is taken. The order of the two, head and then sleeping, is that of the log's thread turned
 * round: so one of both sees the other. */
static void call(struct log *log, size_t before, size_t now)
{
    bool full = before <= RING / 2 && now > RING / 2;

    if (full || (atomic_load(&log->sleeping) && atomic_exchange(&log->sleeping, false)))
        log_wake(log);
}

void journal_commit(struct journal *journal)
{
    struct slice line = buffer_all(&journal->line);
    size_t head = atomic_load_explicit(&journal->head, memory_order_relaxed);
    size_t used = head - atomic_load_explicit(&journal->tail, memory_order_acquire);
    bool fits = journal->ring && !journal->line.failed && line.size <= RING - used &&
                !atomic_load_explicit(&journal->log->broken, memory_order_relaxed);

    if (fits) {
        copy_in(journal, head, line);
        atomic_store(&journal->head, head + line.size);
        call(journal->log, used, used + line.size);
    } else {
        atomic_fetch_add(&journal->log->dropped, 1);
    }
    buffer_reset(&journal->line);
}

void journal_collect(struct journal *journal, struct buffer *out)
{
    size_t tail = atomic_load_explicit(&journal->tail, memory_order_relaxed);
    size_t size = atomic_load(&journal->head) - tail, place = tail % RING;
    size_t first = RING - place < size ? RING - place : size;

    if (!size || size > out->ceiling - out->size || !buffer_grow(out, size))
        return;
    buffer_add(out, journal->ring + place, first);
    buffer_add(out, journal->ring, size - first);
    atomic_store_explicit(&journal->tail, tail + size, memory_order_release);
}
