#include "handlers/answer.h"

#include "formats/rows.h"
#include "handlers/desk_internal.h"
#include "handlers/memento.h"
#include "handlers/stream.h"

void answer_type(const struct ask *ask, struct response *response)
{
    response_header_add(response, "Content-Type", slice_of(format_media_type(ask->format.format)));
    response->revision = ask->revision;
}

static bool out_of_memory(const struct response *response, struct error *err)
{
    return error_set(err, ERROR_INTERNAL, "the answer does not fit: %s",
                     response->values.failed ? "headers" : "body");
}

void answer_link(const struct desk *desk, const struct ask *ask, struct slice cursor,
                 struct buffer *out)
{
    size_t before = out->size;

    buffer_text(out, desk->config->base_path);
    buffer_slice(out, ask->target);
    buffer_char(out, '?');
    size_t empty = out->size;
    ask_arguments(ask, cursor, false, out);
    if (!out->failed && out->size == empty && out->size > before)
        out->size--;
}

static void write_links(const struct desk *desk, const struct ask *ask, struct slice next,
                        bool is_list, struct json *json)
{
    CLEAN(buffer) struct buffer link;

    buffer_init(&link, 16 * 1024);
    json_name(json, "links");
    json_object(json);
    answer_link(desk, ask, ask->values[PARAM_CURSOR], &link);
    json_name(json, "self");
    json_string(json, buffer_all(&link));
    if (is_list) {
        json_name(json, "next");
        json->out->failed |= link.failed;
        if (next.data) {
            buffer_reset(&link);
            answer_link(desk, ask, next, &link);
            json_string(json, buffer_all(&link));
        } else {
            json_null(json);
        }
    }
    json_object_end(json);
    json->out->failed |= link.failed;
}

static void write_total(int64_t total, struct json *json)
{
    json_name(json, "total");
    if (total < 0)
        json_null(json);
    else
        json_integer(json, total);
}

static void write_selection(const struct ask *ask, const struct claim_counts *counts,
                            struct json *json)
{
    json_name(json, "select");
    json_string(json, slice_of(selects.items[ask->select]));
    json_name(json, "excluded");
    json_object(json);
    json_name(json, "undated");
    json_integer(json, counts->undated);
    json_name(json, "deprecated");
    json_integer(json, counts->deprecated);
    json_object_end(json);
}

static void write_meta(const struct ask *ask, const struct claim_counts *counts, struct json *json)
{
    json_name(json, "meta");
    json_object(json);
    if (counts) {
        write_total(counts->total, json);
        json_name(json, "limit");
        json_integer(json, ask->limit);
    }
    json_name(json, "revision");
    json_integer(json, ask->revision);
    json_name(json, "as_of");
    json_string(json, ask->values[PARAM_AS_OF]);
    if (counts)
        write_selection(ask, counts, json);
    json_object_end(json);
}

/* What follows the rows of a JSON answer with an envelope. */
static void close_envelope(const struct desk *desk, const struct ask *ask,
                           const struct claim_counts *counts, struct slice next, struct rows *rows)
{
    write_meta(ask, counts, &rows->json);
    write_links(desk, ask, next, counts != NULL, &rows->json);
    json_object_end(&rows->json);
}

static void open_envelope(struct rows *rows)
{
    json_object(&rows->json);
    json_name(&rows->json, "data");
}

/* A reader of text sees no meta. */
static void write_undated(const struct claim_counts *counts, struct buffer *out)
{
    if (counts->undated > 0)
        buffer_format(out, "; %lld claim%s without a date left out", (long long)counts->undated,
                      counts->undated == 1 ? "" : "s");
}

static void write_page_note(const struct desk *desk, const struct ask *ask,
                            const struct claim_counts *counts, int shown, struct slice next,
                            struct buffer *out)
{
    int64_t rows = counts->total < 0 ? shown : counts->total;

    buffer_format(out, "\n%d", shown);
    if (counts->total >= 0)
        buffer_format(out, " of %lld", (long long)counts->total);
    buffer_text(out, rows == 1 ? " row" : " rows");
    if (ask->values[PARAM_AS_OF].data)
        write_undated(counts, out);
    if (next.data) {
        buffer_text(out, "; next: ");
        answer_link(desk, ask, next, out);
    }
    buffer_char(out, '\n');
}

/* The cursor behind the row last read. */
static bool write_cursor(const struct ask *ask, struct reader *reader, struct buffer *next,
                         struct error *err)
{
    CLEAN(buffer) struct buffer key = {0};
    struct revision_mark mark;

    if (!store_mark(reader->store, ask->revision, &mark, err))
        return false;
    buffer_init(&key, 256);
    reader->kind->key(reader, &key);
    buffer_reset(next);
    ask_cursor(ask, mark.fingerprint, buffer_all(&key), next);
    return !(key.failed || next->failed) ||
           error_set(err, ERROR_INTERNAL, "no memory for a cursor");
}

/* Reads up to the limit; *next is the cursor behind the page, empty where nothing follows. */
static bool fill_page(const struct ask *ask, struct reader *reader, struct rows *rows,
                      struct buffer *next, struct error *err)
{
    if (!reader->kind->open(reader, ask->limit + 1, err))
        return false;
    while (reader->kind->next(reader, err)) {
        if (rows->count == ask->limit)
            return true;
        rows_row(rows, &reader->record);
        buffer_reset(next);
        /* Reading on would overwrite the place; the fingerprint's statement is another one. */
        if (rows->count == ask->limit && !write_cursor(ask, reader, next, err))
            return false;
    }
    if (err->kind == ERROR_NONE && reader->paused)
        return rows->count == ask->limit || write_cursor(ask, reader, next, err);
    buffer_reset(next);
    return err->kind == ERROR_NONE;
}

static void set_list_headers(const struct desk *desk, const struct ask *ask,
                             const struct claim_counts *counts, struct slice next,
                             struct response *response)
{
    CLEAN(buffer) struct buffer link = {0};

    answer_type(ask, response);
    if (counts->total >= 0)
        response_header(response, "X-Total-Count", "%lld", (long long)counts->total);
    if (!next.data)
        return;
    buffer_init(&link, 16 * 1024);
    buffer_char(&link, '<');
    answer_link(desk, ask, next, &link);
    buffer_text(&link, ">; rel=\"next\"");
    response->values.failed |= link.failed;
    response_header_add(response, "Link", buffer_all(&link));
}

static bool answer_page(const struct desk *desk, const struct ask *ask, struct reader *reader,
                        const struct claim_counts *counts, struct response *response,
                        struct error *err)
{
    CLEAN(rows) struct rows rows;
    CLEAN(buffer) struct buffer next;
    bool enveloped = ask->format.format == FORMAT_JSON && !ask->bare;

    buffer_init(&next, 1024);
    rows_init(&rows, ask->format.format, ask->fields, ask->shown, desk->config->base_path,
              ask->pretty, false, &response->body);
    rows.keep_all = ask->values[PARAM_FIELDS].data != NULL;
    if (enveloped)
        open_envelope(&rows);
    rows_begin(&rows);
    bool whole = fill_page(ask, reader, &rows, &next, err);
    reader_shut(reader);
    if (!whole)
        return false;
    rows_end(&rows);
    struct slice cursor = next.size ? buffer_all(&next) : (struct slice){NULL, 0};
    if (enveloped)
        close_envelope(desk, ask, counts, cursor, &rows);
    if (ask->format.format == FORMAT_TEXT)
        write_page_note(desk, ask, counts, rows.count, cursor, &response->body);
    if (ask->format.format == FORMAT_JSON)
        buffer_char(&response->body, '\n');
    set_list_headers(desk, ask, counts, cursor, response);
    return !response_failed(response) || out_of_memory(response, err);
}

bool answer_list(struct desk *desk, struct ask **ask, struct reader *reader,
                 struct response *response, struct error *err)
{
    struct claim_counts counts;

    if (!reader->kind->count(reader, &counts, err))
        return false;
    if ((*ask)->limit >= 0)
        return answer_page(desk, *ask, reader, &counts, response, err);
    set_list_headers(desk, *ask, &counts, (struct slice){NULL, 0}, response);
    return stream_open(desk, ask, reader, response, err);
}

bool answer_one(struct desk *desk, const struct ask *ask, const void *record,
                struct response *response, struct error *err)
{
    CLEAN(rows) struct rows rows;
    bool enveloped = ask->format.format == FORMAT_JSON && !ask->bare;

    rows_init(&rows, ask->format.format, ask->fields, ask->shown, desk->config->base_path,
              ask->pretty, true, &response->body);
    if (enveloped)
        open_envelope(&rows);
    rows_begin(&rows);
    rows_row(&rows, record);
    rows_end(&rows);
    if (enveloped)
        close_envelope(desk, ask, NULL, (struct slice){NULL, 0}, &rows);
    if (ask->format.format == FORMAT_JSON)
        buffer_char(&response->body, '\n');
    answer_type(ask, response);
    return !response_failed(response) || out_of_memory(response, err);
}
