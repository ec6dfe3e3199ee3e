#include "package/csv.h"

#include <errno.h>
#include <stdarg.h>
#include <unistd.h>

#include "base/utf8.h"

enum { BUFFER_ROOM = 4 * CSV_CEILING };

/* What a byte means outside of quotes; bytes above 0x7f are data everywhere. */
enum meaning { PLAIN, COMMA, QUOTE, LINE_FEED, RETURN, CONTROL };

static const char meanings[256] = "\5\5\5\5\5\5\5\5\5\5\3\5\5\4\5\5" /* controls, LF, CR */
                                  "\5\5\5\5\5\5\5\5\5\5\5\5\5\5\5\5"
                                  "\0\0\2\0\0\0\0\0\0\0\0\0\1\0\0\0" /* quote, comma */
                                  "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                                  "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                                  "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                                  "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                                  "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\5"; /* DEL */

static inline enum meaning meaning_of(char byte)
{
    return (enum meaning)meanings[(unsigned char)byte];
}

/* One try to read the row at csv->begin. */
struct attempt {
    const char *at, *end;
    int64_t line;       /* of *at */
    uint64_t doubled;   /* bit i: cell i holds doubled quotes */
    unsigned char seen; /* all bytes or-ed: is there anything but ASCII? */
};

enum step { STEP_ON, STEP_ROW, STEP_MORE, STEP_FAULT };

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

__attribute__((format(printf, 4, 5))) static enum step refuse(struct csv_fault *fault, int64_t line,
                                                              int cell, const char *format, ...)
{
    va_list args;

    fault->line = line;
    fault->cell = cell;
    va_start(args, format);
    (void)vsnprintf(fault->message, sizeof fault->message, format, args);
    va_end(args);
    return STEP_FAULT;
}

static enum step refuse_control(const struct csv *csv, const struct attempt *a,
                                struct csv_fault *fault)
{
    return refuse(fault, a->line, csv->count, "holds the control character 0x%02x, expected text",
                  (unsigned char)*a->at);
}

/* At a CR: is it the first half of a line end? */
static enum step check_return(const struct csv *csv, const struct attempt *a,
                              struct csv_fault *fault)
{
    if (a->at + 1 == a->end)
        return csv->at_eof ? refuse(fault, a->line, csv->count,
                                    "ends in a carriage return without line feed")
                           : STEP_MORE;
    return a->at[1] == '\n'
               ? STEP_ON
               : refuse(fault, a->line, csv->count,
                        "holds a carriage return without line feed, expected LF or CRLF line ends");
}

/* After a whole cell: the comma or the line end; *at is left behind it. */
static enum step end_cell(struct csv *csv, struct attempt *a, struct csv_fault *fault)
{
    csv->count++;
    if (a->at == a->end)
        return STEP_ROW;
    if (*a->at == ',') {
        a->at++;
        return csv->count < CSV_CELLS
                   ? STEP_ON
                   : refuse(fault, a->line, -1, "has more than %d cells", CSV_CELLS);
    }
    a->at += *a->at == '\r' ? 2 : 1;
    a->line++;
    return STEP_ROW;
}

static enum step read_plain(struct csv *csv, struct attempt *a, struct csv_fault *fault)
{
    const char *from = a->at;
    unsigned char seen = a->seen;

    while (a->at < a->end && meaning_of(*a->at) == PLAIN)
        seen |= (unsigned char)*a->at++;
    a->seen = seen;
    csv->cells[csv->count] = (struct slice){from, (size_t)(a->at - from)};
    if (a->at == a->end)
        return csv->at_eof ? end_cell(csv, a, fault) : STEP_MORE;

    enum meaning meaning = meaning_of(*a->at);
    if (meaning == QUOTE)
        return refuse(fault, a->line, csv->count,
                      "holds a quote in a cell without quotes, expected \"…\"\"…\"");
    if (meaning == CONTROL)
        return refuse_control(csv, a, fault);
    enum step step = meaning == RETURN ? check_return(csv, a, fault) : STEP_ON;
    return step == STEP_ON ? end_cell(csv, a, fault) : step;
}

static enum step after_quote(struct csv *csv, struct attempt *a, int64_t opened,
                             struct csv_fault *fault)
{
    enum meaning meaning = a->at == a->end ? COMMA : meaning_of(*a->at);
    enum step step = meaning == RETURN ? check_return(csv, a, fault) : STEP_ON;

    if (a->at == a->end && !csv->at_eof)
        return STEP_MORE;
    if (step != STEP_ON)
        return step;
    if (meaning == COMMA || meaning == LINE_FEED || meaning == RETURN)
        return end_cell(csv, a, fault);
    if (opened == a->line)
        return refuse(fault, a->line, csv->count,
                      "goes on after its closing quote, expected a comma or a line end");
    return refuse(fault, a->line, csv->count,
                  "goes on after its closing quote (the quote was opened on line %lld)",
                  (long long)opened);
}

/* From the byte after the opening quote. */
static enum step read_quoted(struct csv *csv, struct attempt *a, struct csv_fault *fault)
{
    const char *from = ++a->at;
    int64_t opened = a->line;

    for (; a->at < a->end; a->at++) {
        enum meaning meaning = meaning_of(*a->at);

        a->seen |= (unsigned char)*a->at;
        if (meaning == PLAIN || meaning == COMMA)
            continue;
        if (meaning == CONTROL)
            return refuse_control(csv, a, fault);
        if (meaning == LINE_FEED)
            a->line++;
        if (meaning == RETURN) {
            enum step step = check_return(csv, a, fault);
            if (step != STEP_ON)
                return step;
        }
        if (meaning != QUOTE)
            continue;
        if (a->at + 1 == a->end && !csv->at_eof)
            return STEP_MORE;
        if (a->at + 1 == a->end || a->at[1] != '"') {
            csv->cells[csv->count] = (struct slice){from, (size_t)(a->at++ - from)};
            return after_quote(csv, a, opened, fault);
        }
        a->doubled |= UINT64_C(1) << csv->count;
        a->at++;
    }
    return csv->at_eof ? refuse(fault, opened, csv->count, "opens a quote that is never closed")
                       : STEP_MORE;
}

static enum step try_row(struct csv *csv, struct attempt *a, struct csv_fault *fault)
{
    enum step step = STEP_ON;

    *a = (struct attempt){csv->data + csv->begin, csv->data + csv->end, csv->next_line, 0, 0};
    csv->line = csv->next_line;
    csv->count = 0;
    while (step == STEP_ON)
        step = a->at < a->end && *a->at == '"' ? read_quoted(csv, a, fault)
                                               : read_plain(csv, a, fault);
    return step;
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
            (void)refuse(fault, csv->line + lines_before(csv, byte), i,
                         "is no valid UTF-8 (byte 0x%02x)", (unsigned char)*byte);
            return CSV_FAULT;
        }
    }
    if (csv->width && csv->count != csv->width) {
        if (csv->count == 1 && csv->cells[0].size == 0)
            (void)refuse(fault, csv->line, -1, "is blank, expected a row or the end of the file");
        else
            (void)refuse(fault, csv->line, -1, "has %d cells, expected %d as in the header",
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

enum csv_result csv_next(struct csv *csv, struct csv_fault *fault, struct error *err)
{
    struct attempt a;
    enum step step = STEP_MORE;

    if (csv->is_faulty && !skip_line(csv, err))
        return CSV_FAILED;
    csv->is_faulty = false;
    if (csv->begin < csv->end)
        step = try_row(csv, &a, fault);
    if (step == STEP_MORE && csv->end - csv->begin <= CSV_CEILING && !csv->at_eof) {
        if (!fill(csv, err))
            return CSV_FAILED;
        if (csv->begin < csv->end)
            step = try_row(csv, &a, fault);
    }
    if (csv->begin == csv->end)
        return CSV_END;
    if (step == STEP_FAULT)
        return drop_row(csv);
    if (step == STEP_MORE || a.at - (csv->data + csv->begin) > CSV_CEILING) {
        (void)refuse(fault, csv->line, step == STEP_MORE ? csv->count : -1,
                     "makes its row longer than %d bytes (is a quote left open?)", CSV_CEILING);
        return drop_row(csv);
    }
    enum csv_result result = check_row(csv, &a, fault);
    csv->begin = (size_t)(a.at - csv->data);
    csv->next_line = a.line;
    return result;
}
