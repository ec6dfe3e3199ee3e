/* Journals and the log while there is no memory for a batch: no line is lost, halved or mixed. */
#include <fcntl.h>
#include <stdatomic.h>
#include <unistd.h>

#include "server/line.h"
#include "tests/base/suite.h"

enum { OUT = 4 * 1024 * 1024, RING = 1024 * 1024 /* as server/journal.c has it */ };

/* The linker leads the rooms' calls here. */
static atomic_bool memory_is_out;
void *__real_realloc(void *memory, size_t size);
void *__wrap_realloc(void *memory, size_t size);

void *__wrap_realloc(void *memory, size_t size)
{
    return memory_is_out ? NULL : __real_realloc(memory, size);
}

/* A log into a pipe that is read by hand, and one who speaks. */
static struct {
    struct log log;
    struct journal journal;
    int reader;
    char text[OUT];
    size_t size;
} at;

static void begin(void)
{
    struct error err;
    int ends[2];

    ck_assert_int_eq(pipe2(ends, O_CLOEXEC | O_NONBLOCK), 0);
    at.reader = ends[0];
    ck_assert(log_open(&at.log, ends[1], &err));
    journal_init(&at.journal, &at.log);
}

static void end(void)
{
    journal_clear(&at.journal);
    log_close(&at.log);
    (void)close(at.log.fd);
    (void)close(at.reader);
}

static void say(const char *event, size_t size)
{
    static char text[400];
    struct line line;

    memset(text, 'x', size);
    line_begin(&line, &at.journal, LEVEL_INFO, event);
    line_text(&line, "text", (struct slice){text, size});
    line_end(&line);
}

static void hear(void)
{
    ssize_t got;

    while (at.size < OUT && (got = read(at.reader, at.text + at.size, OUT - at.size)) > 0)
        at.size += (size_t)got;
}

/* Each begins and ends as a line does. Returns how many of the event there are. */
static int count_lines(const char *event)
{
    struct slice rest = {at.text, at.size}, line;
    char begins[80];
    int count = 0;

    (void)snprintf(begins, sizeof begins, "\"event\":\"%s\"", event);
    while (rest.size && slice_cut(&rest, '\n', &line)) {
        ck_assert(slice_starts(line, "{\"time\":\""));
        ck_assert(slice_ends(line, "}"));
        ck_assert_ptr_null(memmem(line.data + 1, line.size - 1, "{\"time\"", 7));
        count += memmem(line.data, line.size, begins, strlen(begins)) != NULL;
    }
    return count;
}

START_TEST(lines_wait_for_memory)
{
    begin();
    memory_is_out = true;
    say("lost", 10); /* the line at hand needs some too, and keeps it */
    log_drain(&at.log);
    memory_is_out = false;
    for (int i = 0; i < 3; i++)
        say("kept", 10);
    memory_is_out = true;
    log_drain(&at.log);
    ck_assert(journal_holds(&at.journal));
    memory_is_out = false;
    log_drain(&at.log);
    hear();
    ck_assert_int_eq(count_lines("kept"), 3);
    ck_assert_uint_eq(log_dropped(&at.log), 1);
    ck_assert_int_eq(count_lines("log lines dropped"), 1);
    ck_assert_ptr_nonnull(memmem(at.text, at.size, "\"lines\":1}", 10));
    end();
}
END_TEST

/* The ring's end parts a line: its first half would find room in the batch, its second none. */
START_TEST(no_line_is_halved)
{
    begin();
    while (RING - at.journal.head % RING > 200) {
        say("early", 1);
        log_drain(&at.log);
        hear();
        at.size = 0;
    }
    say("parted", 400);
    memory_is_out = true;
    log_drain(&at.log);
    memory_is_out = false;
    log_drain(&at.log);
    hear();
    ck_assert_int_eq(count_lines("parted"), 1);
    ck_assert_uint_eq(log_dropped(&at.log), 0);
    end();
}
END_TEST

static int64_t cpu_ms(void)
{
    struct timespec now;

    ck_assert_int_eq(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now), 0);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

START_TEST(nothing_spins_meanwhile)
{
    static const struct timespec while_there_is_none = {0, 500000000}, moment = {0, 1000000};
    struct error err;

    begin();
    say("kept", 10);
    memory_is_out = true;
    ck_assert(log_start(&at.log, &err));
    int64_t before = cpu_ms();
    (void)nanosleep(&while_there_is_none, NULL);
    ck_assert_int_lt(cpu_ms() - before, 200);
    memory_is_out = false;
    for (int i = 0; i < 30000 && !at.size; i++) {
        (void)nanosleep(&moment, NULL);
        hear();
    }
    ck_assert_int_eq(count_lines("kept"), 1);
    end();
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        lines_wait_for_memory,
        no_line_is_halved,
        nothing_spins_meanwhile,
    };

    return SUITE_RUN("server-log-memory", tests);
}
