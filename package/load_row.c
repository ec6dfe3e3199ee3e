/* A row from its cells into the staging database. */
#include "base/utf8.h"
#include "package/load_internal.h"

bool reading_fault(struct reading *r, int64_t line, const char *column, const char *message,
                   struct error *err)
{
    return staging_fault(r->staging, r->table->number, line, column, message, err);
}

static bool take_cell(struct reading *r, int place, struct slice cell, struct error *err)
{
    const struct column *column = r->table->columns[place];
    char message[CELL_MESSAGE_ROOM];

    if (!cell.size)
        (void)slice_copy(slice_of("is empty, expected a value"), message, sizeof message);
    if (cell.size ? cell_check(column, cell, message) : !column->required) {
        r->row.cells[place] = cell;
        return true;
    }
    r->row.faulty |= UINT32_C(1) << place;
    return reading_fault(r, r->csv.line, column->name, message, err);
}

static bool check_row(struct reading *r, struct error *err)
{
    char message[CELL_MESSAGE_ROOM];
    const char *column;

    for (int rule = 0; row_fault(&r->row, &rule, &column, message);)
        if (!reading_fault(r, r->csv.line, column, message, err))
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

bool reading_take_row(struct reading *r, struct error *err)
{
    clear_row(r);
    for (int i = 0; i < r->csv.count; i++)
        if (r->place[i] >= 0 && !take_cell(r, r->place[i], r->csv.cells[i], err))
            return false;
    return check_row(r, err) && stage_row(r, err);
}

/* Other rows may name the id of a row that is at fault, and are not to blame for that. */
bool reading_take_faulty(struct reading *r, const struct csv_fault *it, struct error *err)
{
    char message[CELL_MESSAGE_ROOM];
    const char *column = NULL;

    if (it->cell >= 0 && it->cell < r->csv.width && r->place[it->cell] >= 0)
        column = r->table->columns[r->place[it->cell]]->name;
    if (!staging_row_fault(r->staging, r->table->number, r->csv.line, it->line, column, it->message,
                           err))
        return false;
    clear_row(r);
    struct slice id = r->csv.count ? r->csv.cells[0] : csv_first_word(&r->csv);
    if (r->place[0] != 0 || !id.size || utf8_fault(id) < id.size ||
        !cell_check(r->table->columns[0], id, message))
        return true;
    r->row.cells[0] = id;
    return staging_row(r->staging, r->csv.line, r->row.cells, err);
}
