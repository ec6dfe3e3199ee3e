#include "package/export.h"

#include "package/descriptor.h"
#include "package/tables.h"

enum { PAGE_ROWS = 1000 };

struct filling {
    struct buffer *out;
    size_t until;
    int count;
};

bool package_stream_begin(struct package_stream *stream, struct slice file, int64_t revision)
{
    const struct table *table = table_of_file(file);

    *stream = (struct package_stream){
        .place = {.file = table ? table->number : FILE_DESCRIPTOR, .revision = revision}};
    return table || slice_is(file, package_file_name(FILE_DESCRIPTOR));
}

/* A quote is needed around commas, quotes and line ends; a cell of the package has no line ends. */
static void write_cell(struct buffer *out, struct slice cell)
{
    if (!cell.size)
        return;
    if (!memchr(cell.data, ',', cell.size) && !memchr(cell.data, '"', cell.size)) {
        buffer_slice(out, cell);
        return;
    }
    buffer_char(out, '"');
    for (size_t i = 0; i < cell.size; i++) {
        if (cell.data[i] == '"')
            buffer_char(out, '"');
        buffer_char(out, cell.data[i]);
    }
    buffer_char(out, '"');
}

static bool write_row(void *context, const struct slice *cells)
{
    struct filling *filling = context;

    for (int i = 0; i < filling->count; i++) {
        if (i)
            buffer_char(filling->out, ',');
        write_cell(filling->out, cells[i]);
    }
    buffer_char(filling->out, '\n');
    return filling->out->size < filling->until && !filling->out->failed;
}

static bool fill_descriptor(struct package_stream *stream, struct store *store, struct buffer *out,
                            struct error *err)
{
    CLEAN(buffer) struct buffer metadata;

    buffer_init(&metadata, 2 * DESCRIPTOR_CEILING);
    stream->has_ended = true;
    return export_metadata(store, stream->place.revision, &metadata, err) &&
           descriptor_write(buffer_all(&metadata), out, err);
}

static const struct table *table_of(enum package_file file)
{
    return table_of_file(slice_of(package_file_name(file)));
}

bool package_stream_fill(struct package_stream *stream, struct store *store, struct buffer *out,
                         size_t size, struct error *err)
{
    const struct table *table = table_of(stream->place.file);
    const char *columns[TABLE_COLUMNS];
    struct slice header[TABLE_COLUMNS];

    if (!table)
        return fill_descriptor(stream, store, out, err);
    struct filling filling = {out, out->size + size, table->count};
    for (int i = 0; i < table->count; i++) {
        columns[i] = table->columns[i]->name;
        header[i] = slice_of(columns[i]);
    }
    if (!stream->has_begun)
        (void)write_row(&filling, header);
    stream->has_begun = true;
    while (!stream->place.at_end && out->size < filling.until && !out->failed)
        if (!export_rows(store, &stream->place, PAGE_ROWS, columns, table->count, write_row,
                         &filling, err))
            return false;
    stream->has_ended = stream->place.at_end;
    return !out->failed || error_set(err, ERROR_INTERNAL, "no memory for a piece of the package");
}
