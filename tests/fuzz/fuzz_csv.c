/* A CSV file: its rows, written anew with every cell in quotes, read the same. */
#include <sys/mman.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "package/csv.h"

enum { CEILING = 4 * 1024 * 1024 };

static int file_of(struct slice text)
{
    int file = memfd_create("fuzz", MFD_CLOEXEC);

    EXPECT(file >= 0, "no file");
    EXPECT(write(file, text.data, text.size) == (ssize_t)text.size, "no room");
    EXPECT(lseek(file, 0, SEEK_SET) == 0, "no file");
    return file;
}

static void check_cell(struct slice cell)
{
    EXPECT(utf8_fault(cell) == cell.size, "no UTF-8");
    for (size_t i = 0; i < cell.size; i++) {
        unsigned char c = (unsigned char)cell.data[i];

        EXPECT((c >= 0x20 && c != 0x7F) || c == '\n' || c == '\r', "control byte %d", c);
    }
}

static void keep_row(const struct csv *csv, struct buffer *rows)
{
    for (int i = 0; i < csv->count; i++) {
        buffer_text(rows, i ? ",\"" : "\"");
        for (size_t at = 0; at < csv->cells[i].size; at++) {
            if (csv->cells[i].data[at] == '"')
                buffer_char(rows, '"');
            buffer_char(rows, csv->cells[i].data[at]);
        }
        buffer_char(rows, '"');
    }
    buffer_char(rows, '\n');
}

/* The faults found. */
static int read_all(struct slice text, struct buffer *rows)
{
    CLEAN(csv) struct csv csv;
    struct csv_fault fault;
    struct error err = {0};
    enum csv_result result;
    int64_t line = 0;
    int file = file_of(text), faults = 0;

    EXPECT(csv_init(&csv, file, &err), "%s", err.detail);
    while ((result = csv_next(&csv, &fault, &err)) != CSV_END) {
        EXPECT(result != CSV_FAILED, "%s", err.detail);
        EXPECT(csv.line > line || result == CSV_FAULT, "line %lld again", (long long)line);
        line = csv.line;
        if (result == CSV_FAULT) {
            faults++;
            EXPECT(fault.line > 0 && fault.message[0], "a fault without its place");
            EXPECT(utf8_fault(slice_of(fault.message)) == strlen(fault.message), "no UTF-8");
            if (fault.cell == 0 && csv.count == 0)
                (void)csv_first_word(&csv);
            continue;
        }
        csv.width = csv.width ? csv.width : csv.count;
        EXPECT(csv.count == csv.width && csv.count <= CSV_CELLS, "%d cells", csv.count);
        for (int i = 0; i < csv.count; i++)
            check_cell(csv.cells[i]);
        keep_row(&csv, rows);
    }
    (void)close(file);
    return faults;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEAN(buffer) struct buffer rows;
    CLEAN(buffer) struct buffer again;

    buffer_init(&rows, CEILING);
    buffer_init(&again, CEILING);
    (void)read_all(fuzz_text(data, size), &rows);
    if (rows.failed || rows.size > CSV_CEILING)
        return 0;
    EXPECT(read_all(buffer_all(&rows), &again) == 0, "a fault in what was written");
    EXPECT(slice_equal(buffer_all(&rows), buffer_all(&again)), "the cells read otherwise");
    return 0;
}
