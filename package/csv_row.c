/* One row out of the buffer. */
#include <stdarg.h>

#include "package/csv_internal.h"

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

enum step csv_refuse(struct csv_fault *fault, int64_t line, int cell, const char *format, ...)
{
    va_list args;

    fault->line = line;
    fault->cell = cell;
    va_start(args, format);
    (void)vsnprintf(fault->message, sizeof fault->message, format, args);
    va_end(args);
    return STEP_FAULT;
}

/* As some spreadsheets save it, with its mark in front; the first zero byte ends the reading. */
static bool is_utf16(const struct csv *csv)
{
    const char *begin = csv->data + csv->begin;

    return csv->line == 1 && csv->end - csv->begin >= 2 &&
           (memcmp(begin, "\xFF\xFE", 2) == 0 || memcmp(begin, "\xFE\xFF", 2) == 0);
}

static enum step refuse_control(const struct csv *csv, const struct attempt *a,
                                struct csv_fault *fault)
{
    if (is_utf16(csv))
        return csv_refuse(fault, a->line, -1, "is UTF-16, expected UTF-8");
    return csv_refuse(fault, a->line, csv->count,
                      "holds the control character 0x%02x, expected text", (unsigned char)*a->at);
}

/* At a CR: is it the first half of a line end? */
static enum step check_return(const struct csv *csv, const struct attempt *a,
                              struct csv_fault *fault)
{
    if (a->at + 1 == a->end)
        return csv->at_eof
                   ? csv_refuse(fault, a->line, csv->count,
                                "ends in a carriage return without line feed, expected LF or CRLF")
                   : STEP_MORE;
    return a->at[1] == '\n'
               ? STEP_ON
               : csv_refuse(
                     fault, a->line, csv->count,
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
                   : csv_refuse(fault, a->line, -1, "has more than %d cells, expected fewer",
                                CSV_CELLS);
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
        return csv_refuse(fault, a->line, csv->count,
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
        return csv_refuse(fault, a->line, csv->count,
                          "goes on after its closing quote, expected a comma or a line end");
    return csv_refuse(
        fault, a->line, csv->count,
        "goes on after its closing quote, expected a comma or a line end (the quote was "
        "opened on line %lld)",
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
    return csv->at_eof
               ? csv_refuse(fault, opened, csv->count,
                            "opens a quote that is never closed, expected its end on the same line")
               : STEP_MORE;
}

enum step csv_try_row(struct csv *csv, struct attempt *a, struct csv_fault *fault)
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
