#include <errno.h>
#include <unistd.h>

#include "base/utf8.h"
#include "package/csv_internal.h"

enum { BUFFER_ROOM = 4 * CSV_CEILING };

bool csv_init(struct csv *csv, int file, struct error *err)
{
    *csv = (struct csv){.file = file, .next_line = 1, .data = malloc(BUFFER_ROOM)};
    return csv->data || error_set(err, ERROR_INTERNAL, "no memory to read a CSV file");
}

void csv_clear(struct csv *csv)
{
    free(csv->data);
    *csv = (struct csv){.file = -1};
}

static bool fill(struct csv *csv, struct error *err)
{
    size_t left = csv->end - csv->begin;

    memmove(csv->data, csv->data + csv->begin, left);
    csv->begin = 0;
    csv->end = left;
    while (csv->end < BUFFER_ROOM && !csv->at_eof) {
        ssize_t got = read(csv->file, csv->data + csv->end, BUFFER_ROOM - csv->end);

        if (got < 0 && errno != EINTR)
            return error_set(err, ERROR_INPUT, "cannot be read: %s", strerror(errno));
        csv->at_eof = got == 0;
        csv->end += got > 0 ? (size_t)got : 0;
    }
    if (csv->line == 0 && csv->end >= 3 && memcmp(csv->data, "\xEF\xBB\xBF", 3) == 0)
        csv->begin = 3;
    return true;
}

/* Drops the rest of the line at begin, however long it is. */
static bool skip_line(struct csv *csv, struct error *err)
{
    for (;;) {
        char *at = csv->data + csv->begin;
        char *line_feed = memchr(at, '\n', csv->end - csv->begin);

        csv->begin = line_feed ? (size_t)(line_feed + 1 - csv->data) : csv->end;
        csv->next_line += line_feed != NULL;
        if (line_feed || csv->at_eof)
            return true;
        if (!fill(csv, err))
            return false;
    }
}

/* Doubled quotes made single, in place. */
static struct slice undouble(struct slice cell)
{
    char *out = (char *)(uintptr_t)cell.data;
    size_t size = 0;

    for (size_t i = 0; i < cell.size; i++) {
        out[size++] = cell.data[i];
        i += cell.data[i] == '"';
    }
    return (struct slice){cell.data, size};
}

static int64_t lines_before(const struct csv *csv, const char *at)
{
    int64_t lines = 0;

    for (const char *p = csv->data + csv->begin; p < at; p++)
        lines += *p == '\n';
    return lines;
}

/* A row of the right form: is it one of the right content? */
static enum csv_result check_row(struct csv *csv, const struct attempt *a, struct csv_fault *fault)
{
    for (int i = 0; a->seen & 0x80 && i < csv->count; i++) {
        size_t at = utf8_fault(csv->cells[i]);

        if (at < csv->cells[i].size) {
            const char *byte = csv->cells[i].data + at;
            (void)csv_refuse(fault, csv->line + lines_before(csv, byte), i,
                             "is no valid UTF-8 (byte 0x%02x), expected UTF-8",
                             (unsigned char)*byte);
            return CSV_FAULT;
        }
    }
    if (csv->width && csv->count != csv->width) {
        if (csv->count == 1 && csv->cells[0].size == 0)
            (void)csv_refuse(fault, csv->line, -1,
                             "is blank, expected a row or the end of the file");
        else
            (void)csv_refuse(fault, csv->line, -1, "has %d cells, expected %d as in the header",
                             csv->count, csv->width);
        return CSV_FAULT;
    }
    for (int i = 0; a->doubled && i < csv->count; i++)
        if (a->doubled >> i & 1)
            csv->cells[i] = undouble(csv->cells[i]);
    return CSV_ROW;
}

/* What was read of the row stays lent: its line is dropped by the next call. */
static enum csv_result drop_row(struct csv *csv)
{
    csv->is_faulty = true;
    return CSV_FAULT;
}

static int longest_cell(const struct csv *csv)
{
    int longest = 0;

    for (int i = 1; i < csv->count; i++)
        if (csv->cells[i].size > csv->cells[longest].size)
            longest = i;
    return longest;
}

struct slice csv_first_word(const struct csv *csv)
{
    const char *from = csv->data + csv->begin, *end = csv->data + csv->end;
    const char *to = from += from < end && *from == '"';

    while (to < end && !strchr(",\"\r\n", *to))
        to++;
    return (struct slice){from, (size_t)(to - from)};
}

enum csv_result csv_next(struct csv *csv, struct csv_fault *fault, struct error *err)
{
    struct attempt a;
    enum step step = STEP_MORE;

    if (csv->is_faulty && !skip_line(csv, err))
        return CSV_FAILED;
    csv->is_faulty = false;
    if (csv->begin < csv->end)
        step = csv_try_row(csv, &a, fault);
    if (step == STEP_MORE && csv->end - csv->begin <= CSV_CEILING && !csv->at_eof) {
        if (!fill(csv, err))
            return CSV_FAILED;
        if (csv->begin < csv->end)
            step = csv_try_row(csv, &a, fault);
    }
    if (csv->begin == csv->end)
        return CSV_END;
    if (step == STEP_FAULT)
        return drop_row(csv);
    if (step == STEP_MORE || a.at - (csv->data + csv->begin) > CSV_CEILING) {
        (void)csv_refuse(fault, csv->line, step == STEP_MORE ? csv->count : longest_cell(csv),
                         "makes its row longer than %d bytes, expected fewer (is a quote left "
                         "open?)",
                         CSV_CEILING);
        return drop_row(csv);
    }
    enum csv_result result = check_row(csv, &a, fault);
    csv->begin = (size_t)(a.at - csv->data);
    csv->next_line = a.line;
    return result;
}
