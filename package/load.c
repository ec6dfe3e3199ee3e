#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "package/descriptor.h"
#include "package/load_internal.h"
#include "package/text.h"

enum { COLUMN_NAME_ROOM = 64 };

static bool refuse_column(struct reading *r, struct slice name, bool twice, struct error *err)
{
    char column[COLUMN_NAME_ROOM], message[CELL_MESSAGE_ROOM];
    const char *items[TABLE_COLUMNS];
    struct words words = {items, r->table->count};

    for (int i = 0; i < r->table->count; i++)
        items[i] = r->table->columns[i]->name;
    const char *near = twice ? NULL : words_near(&words, name);
    text_show(name, COLUMN_NAME_ROOM, column, sizeof column);
    if (twice)
        (void)snprintf(message, sizeof message, "is given twice, expected once as a column of %s",
                       r->table->file);
    else
        (void)snprintf(message, sizeof message, "is no column of %s, expected %s%s%s",
                       r->table->file,
                       near ? "another name (did you mean \"" : "one of its columns",
                       near ? near : "", near ? "\"?)" : "");
    return reading_fault(r, r->csv.line, column[0] ? column : "(a column without a name)", message,
                         err);
}

static bool read_header(struct reading *r, struct error *err)
{
    for (int i = 0; i < r->csv.count; i++) {
        int place = table_column(r->table, r->csv.cells[i]);
        bool twice = place >= 0 && r->present >> place & 1;

        r->place[i] = twice ? -1 : place;
        if ((place < 0 || twice) && !refuse_column(r, r->csv.cells[i], twice, err))
            return false;
        if (place >= 0)
            r->present |= UINT32_C(1) << place;
    }
    for (int i = 0; i < r->table->count; i++)
        if (r->table->columns[i]->required && !(r->present >> i & 1) &&
            !reading_fault(r, r->csv.line, r->table->columns[i]->name,
                           "is missing in the header, expected a column of this name", err))
            return false;
    r->csv.width = r->csv.count;
    return true;
}

/* The reader of a file does not know its name. */
static bool failed(const struct reading *r, struct error *err)
{
    char why[ERROR_DETAIL_ROOM];

    (void)slice_copy(slice_of(err->detail), why, sizeof why);
    return error_set(err, err->kind, "%s %s", r->table->file, why);
}

static bool take_next(struct reading *r, bool *more, struct error *err)
{
    struct csv_fault it;

    switch (csv_next(&r->csv, &it, err)) {
    case CSV_ROW:
        return reading_take_row(r, err);
    case CSV_FAULT:
        return reading_take_faulty(r, &it, err);
    case CSV_END:
        *more = false;
        return true;
    default:
        return failed(r, err);
    }
}

static bool read_rows(struct reading *r, const struct progress *progress, struct error *err)
{
    bool more = true;

    for (int64_t rows = 1; more; rows++) {
        if (!take_next(r, &more, err))
            return false;
        if (rows % PROGRESS_ROWS == 0)
            progress_tell(progress, r->table->file, rows);
    }
    return true;
}

/* The header decides whether there is anything to read below it. */
static bool read_table(struct reading *r, const struct progress *progress, bool *complete,
                       struct error *err)
{
    struct csv_fault it = {1, -1, "is empty, expected a header line"};
    const char *columns[TABLE_COLUMNS];
    enum csv_result first = csv_next(&r->csv, &it, err);

    if (first == CSV_FAILED)
        return failed(r, err);
    if (first != CSV_ROW) {
        *complete = false;
        return reading_fault(r, it.line, "header", it.message, err);
    }
    for (int i = 0; i < r->table->count; i++)
        columns[i] = r->table->columns[i]->name;
    if (!read_header(r, err))
        return false;
    *complete = *complete && r->present & 1; /* without ids all that others refer to is missing */
    return staging_begin(r->staging, r->table->number, columns, r->table->count, err) &&
           read_rows(r, progress, err);
}

static bool load_table(int folder, const struct table *table, struct staging *staging,
                       const struct progress *progress, bool *complete, struct error *err)
{
    struct reading r = {.staging = staging, .table = table};
    struct stat about;
    int file = openat(folder, table->file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    if (file < 0 || fstat(file, &about) != 0 || !S_ISREG(about.st_mode)) {
        char message[CELL_MESSAGE_ROOM];
        (void)snprintf(message, sizeof message, "cannot be read, expected a file: %s",
                       file < 0 ? strerror(errno) : "it is none");
        if (file >= 0)
            close(file);
        *complete = false;
        return reading_fault(&r, 1, "file", message, err);
    }
    progress_tell(progress, table->file, 0);
    row_init(&r.row, table);
    bool ok = csv_init(&r.csv, file, err) && read_table(&r, progress, complete, err);
    csv_clear(&r.csv);
    close(file);
    return ok;
}

bool package_load(const char *folder, struct staging *staging, const struct progress *progress,
                  bool *complete, struct error *err)
{
    int place = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = place >= 0 || error_set(err, ERROR_INPUT,
                                      "%s cannot be read, expected the folder of "
                                      "a package: %s",
                                      folder, strerror(errno));

    *complete = true;
    ok = ok && descriptor_load(place, staging, err);
    for (int i = 0; ok && i < TABLES; i++)
        ok = load_table(place, &tables[i], staging, progress, complete, err);
    if (place >= 0)
        close(place);
    return ok && staging_finish(staging, err);
}
