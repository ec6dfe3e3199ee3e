/* The text table: columns as wide as their widest cell, and all of them no wider than a terminal.
 *
 * Where they are, columns of running text are cut first, the widest first, down to a minimum; if
 * that is not enough, columns are left out from the right, and the last line says which. */
#include "formats/display.h"
#include "formats/text.h"

enum { COLUMNS_MAX = 64, GAP = 2, LEAST = 12 };

struct column {
    const struct field *field;
    int width;
    int least; /* to which it may be cut; its width where it may not */
};

struct table {
    struct column columns[COLUMNS_MAX];
    int count;
    int kept; /* the first so many are shown */
};

static int most(int a, int b)
{
    return a > b ? a : b;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* Of a list the first word is never cut, so that none can be. */
static int longest_word(const struct field *field, struct slice cell)
{
    struct slice word;
    int longest = 0;

    while (field->type == FIELD_LIST && slice_cut(&cell, ' ', &word))
        longest = most(longest, display_width(word) + 1);
    return longest;
}

static void begin_columns(const struct rows *rows, struct table *table)
{
    const struct field *field;

    for (int i = -1; (field = writer_next(rows, &i));)
        table->columns[table->count++] = (struct column){field, (int)strlen(field->name), 0};
    table->kept = table->count;
}

static void measure(const struct rows *rows, struct table *table)
{
    struct slice cells = buffer_all(&rows->cells);

    for (int cell = 0; cell < rows->count * table->count; cell++) {
        struct column *column = &table->columns[cell % table->count];
        struct slice text = text_cell(&cells);

        column->width = most(column->width, display_width(text));
        if (column->field->flags & FIELD_PROSE)
            column->least = most(most(LEAST, (int)strlen(column->field->name)),
                                 most(column->least, longest_word(column->field, text)));
    }
    for (int i = 0; i < table->count; i++) {
        struct column *column = &table->columns[i];

        column->least = column->least ? least(column->least, column->width) : column->width;
    }
}

/* The narrowest that the first `count` columns can be made. */
static int narrowest(const struct table *table, int count)
{
    int sum = GAP * (count - 1);

    for (int i = 0; i < count; i++)
        sum += table->columns[i].least;
    return sum;
}

static int total_width(const struct table *table)
{
    int sum = GAP * (table->kept - 1);

    for (int i = 0; i < table->kept; i++)
        sum += table->columns[i].width;
    return sum;
}

static struct column *widest_to_cut(struct table *table)
{
    struct column *widest = NULL;

    for (int i = 0; i < table->kept; i++) {
        struct column *column = &table->columns[i];

        if (column->width > column->least && (!widest || column->width > widest->width))
            widest = column;
    }
    return widest;
}

static void fit(struct table *table)
{
    struct column *column;

    while (table->kept > 1 && narrowest(table, table->kept) > TEXT_WIDTH)
        table->kept--;
    for (int i = 0; i < table->kept; i++) {
        column = &table->columns[i];
        column->width = most(column->least, least(column->width, TEXT_WIDTH));
    }
    while (total_width(table) > TEXT_WIDTH && (column = widest_to_cut(table)))
        column->width--;
}

/* As much of the cell as leaves room for the ellipsis; of a list only whole words. */
static int add_cut(struct buffer *out, struct slice cell, const struct column *column)
{
    int width;
    size_t bytes = display_fit(cell, column->width - 1, &width);

    if (column->field->type == FIELD_LIST)
        while (bytes && cell.data[bytes] != ' ')
            bytes--;
    while (bytes && cell.data[bytes - 1] == ' ')
        bytes--;
    cell.size = bytes;
    buffer_slice(out, cell);
    buffer_text(out, "…");
    return display_width(cell) + 1;
}

static void write_cell(struct buffer *out, struct slice cell, const struct column *column)
{
    int width = display_width(cell);

    if (width > column->width)
        width = add_cut(out, cell, column);
    else if (!field_is_numeric(column->field))
        buffer_slice(out, cell);
    buffer_repeat(out, ' ', (size_t)(column->width - width));
    if (field_is_numeric(column->field))
        buffer_slice(out, cell);
    buffer_repeat(out, ' ', GAP);
}

static void write_heading(struct buffer *out, const struct table *table)
{
    for (int i = 0; i < table->kept; i++)
        write_cell(out, slice_of(table->columns[i].field->name), &table->columns[i]);
    text_end_line(out);
}

static void write_row(struct buffer *out, const struct table *table, struct slice *cells)
{
    for (int i = 0; i < table->count; i++) {
        struct slice cell = text_cell(cells);

        if (i < table->kept)
            write_cell(out, cell, &table->columns[i]);
    }
    text_end_line(out);
}

static void write_left_out(struct buffer *out, const struct table *table)
{
    CLEAN(buffer) struct buffer line;

    buffer_init(&line, (size_t)COLUMNS_MAX * FIELD_NAME_ROOM * 2);
    buffer_text(&line, "left out for width: ");
    for (int i = table->kept; i < table->count; i++)
        buffer_format(&line, "%s%s", i == table->kept ? "" : ", ", table->columns[i].field->name);
    buffer_text(&line, "; ask with fields=…");
    text_wrap(out, buffer_all(&line), 2, TEXT_WIDTH - 2);
    out->failed |= line.failed;
}

int text_table_holds(const struct rows *rows, bool *all)
{
    struct table table = {.count = 0};

    begin_columns(rows, &table);
    measure(rows, &table);
    int held = table.count;
    while (held > 1 && narrowest(&table, held) > TEXT_WIDTH)
        held--;
    *all = held == table.count;
    return held;
}

void text_table(struct rows *rows)
{
    struct slice cells = buffer_all(&rows->cells);
    struct table table = {.count = 0};

    begin_columns(rows, &table);
    if (!table.count)
        return;
    measure(rows, &table);
    fit(&table);
    write_heading(rows->out, &table);
    for (int i = 0; i < rows->count; i++)
        write_row(rows->out, &table, &cells);
    if (table.kept < table.count)
        write_left_out(rows->out, &table);
}
