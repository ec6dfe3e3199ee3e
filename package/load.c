#include "package/load.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"
#include "package/csv.h"
#include "package/descriptor.h"
#include "package/row.h"

enum { COLUMN_NAME_ROOM = 64 };

/* One file while it is read. */
struct reading {
    struct staging *staging;
    const struct table *table;
    struct csv csv;
    struct row row;
    int place[CSV_CELLS]; /* of each cell in its table, -1 for an unknown column */
    uint32_t present;     /* bit i: the header names column i */
};

static bool fault(struct reading *r, int64_t line, const char *column, const char *message,
                  struct error *err)
{
    return staging_fault(r->staging, r->table->number, line, column, message, err);
}

static bool refuse_column(struct reading *r, struct slice name, bool twice, struct error *err)
{
    char column[COLUMN_NAME_ROOM], message[CELL_MESSAGE_ROOM];
    const char *items[TABLE_COLUMNS];
    struct words words = {items, r->table->count};
    size_t shown = utf8_cut(name, name.size < COLUMN_NAME_ROOM ? name.size : COLUMN_NAME_ROOM - 1);

    for (int i = 0; i < r->table->count; i++)
        items[i] = r->table->columns[i]->name;
    const char *near = twice ? NULL : words_near(&words, name);
    (void)slice_copy((struct slice){name.data, shown}, column, sizeof column);
    (void)snprintf(message, sizeof message, "%s of %s%s%s%s",
                   twice ? "is given twice, expected once as a column" : "is no column",
                   r->table->file, near ? ", expected another name (did you mean \"" : "",
                   near ? near : "", near ? "\"?)" : "");
    return fault(r, r->csv.line, column[0] ? column : "(a column without a name)", message, err);
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
            !fault(r, r->csv.line, r->table->columns[i]->name,
                   "is missing in the header, expected a column of this name", err))
            return false;
    r->csv.width = r->csv.count;
    return true;
}

static bool take_cell(struct reading *r, int place, struct slice cell, struct error *err)
{
    const struct column *column = r->table->columns[place];
    char message[CELL_MESSAGE_ROOM] = "is empty, expected a value";

    if (cell.size ? cell_check(column, cell, message) : !column->required) {
        r->row.cells[place] = cell;
        return true;
    }
    r->row.faulty |= UINT32_C(1) << place;
    return fault(r, r->csv.line, column->name, message, err);
}

static bool check_row(struct reading *r, struct error *err)
{
    char message[CELL_MESSAGE_ROOM];
    const char *column;

    for (int rule = 0; row_fault(&r->row, &rule, &column, message);)
        if (!fault(r, r->csv.line, column, message, err))
            return false;
    return true;
}

static bool stage_links(struct reading *r, int place, struct error *err)
{
    struct slice rest = r->row.cells[place], target;

    while (r->row.cells[0].size && rest.size && slice_cut(&rest, ' ', &target))
        if (!staging_link(r->staging, r->csv.line, r->table->columns[place]->name, r->row.cells[0],
                          target, err))
            return false;
    return true;
}

static bool stage_row(struct reading *r, struct error *err)
{
    for (int i = 0; i < r->table->count; i++)
        if (r->table->columns[i]->kind == CELL_IDS && !stage_links(r, i, err))
            return false;
    return staging_row(r->staging, r->csv.line, r->row.cells, err);
}

static void clear_row(struct reading *r)
{
    r->row.faulty = 0;
    for (int i = 0; i < r->table->count; i++)
        r->row.cells[i] = (struct slice){0};
}

static bool take_row(struct reading *r, struct error *err)
{
    clear_row(r);
    for (int i = 0; i < r->csv.count; i++)
        if (r->place[i] >= 0 && !take_cell(r, r->place[i], r->csv.cells[i], err))
            return false;
    return check_row(r, err) && stage_row(r, err);
}

/* Other rows may name the id of a row that is at fault, and are not to blame for that. */
static bool take_faulty(struct reading *r, const struct csv_fault *it, struct error *err)
{
    char message[CELL_MESSAGE_ROOM];
    const char *column = NULL;

    if (it->cell >= 0 && it->cell < r->csv.width && r->place[it->cell] >= 0)
        column = r->table->columns[r->place[it->cell]]->name;
    if (!staging_row_fault(r->staging, r->table->number, r->csv.line, it->line, column, it->message,
                           err))
        return false;
    clear_row(r);
    struct slice id = r->csv.count ? r->csv.cells[0] : (struct slice){0};
    if (r->place[0] != 0 || !id.size || utf8_fault(id) < id.size ||
        !cell_check(r->table->columns[0], id, message))
        return true;
    r->row.cells[0] = id;
    return staging_row(r->staging, r->csv.line, r->row.cells, err);
}

static bool take_next(struct reading *r, bool *more, struct error *err)
{
    struct csv_fault it;

    switch (csv_next(&r->csv, &it, err)) {
    case CSV_ROW:
        return take_row(r, err);
    case CSV_FAULT:
        return take_faulty(r, &it, err);
    case CSV_END:
        *more = false;
        return true;
    default:
        return false;
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
        return false;
    if (first != CSV_ROW) {
        *complete = false;
        return fault(r, it.line, "header", it.message, err);
    }
    for (int i = 0; i < r->table->count; i++)
        columns[i] = r->table->columns[i]->name;
    return read_header(r, err) &&
           staging_begin(r->staging, r->table->number, columns, r->table->count, err) &&
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
        return fault(&r, 1, "file", message, err);
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
