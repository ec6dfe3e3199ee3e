#include "package/cell.h"
#include "package/descriptor.h"
#include "package/json_text.h"

static void open_member(struct json_text *json, const char *key, char bracket)
{
    json_text_key(json, slice_of(key));
    json_text_open(json, bracket);
}

static void write_flag(struct json_text *json, const char *key, bool value)
{
    json_text_key(json, slice_of(key));
    json_text_plain(json, value ? "true" : "false");
}

static void write_integer(struct json_text *json, const char *key, int value)
{
    char digits[16];

    (void)snprintf(digits, sizeof digits, "%d", value);
    json_text_key(json, slice_of(key));
    json_text_plain(json, digits);
}

/* A list of one. */
static void write_single(struct json_text *json, const char *key, const char *item)
{
    open_member(json, key, '[');
    json_text_string(json, slice_of(item));
    json_text_close(json, ']');
}

/* An empty word is the empty cell, which is no value at all. */
static void write_words(struct json_text *json, const struct words *words)
{
    open_member(json, "enum", '[');
    for (int i = 0; i < words->count; i++)
        if (words->items[i][0])
            json_text_string(json, slice_of(words->items[i]));
    json_text_close(json, ']');
}

static void write_constraints(struct json_text *json, const struct column *column)
{
    const char *pattern = cell_pattern(column->kind);
    bool is_key = strcmp(column->name, "id") == 0;

    if (!column->required && !pattern && column->kind != CELL_WORD && column->kind != CELL_TEXT)
        return;
    open_member(json, "constraints", '{');
    if (column->required)
        write_flag(json, "required", true);
    if (is_key)
        write_flag(json, "unique", true);
    if (column->kind == CELL_TEXT)
        write_integer(json, "maxLength", column->longest);
    if (pattern)
        json_text_pair(json, "pattern", pattern);
    if (column->kind == CELL_WORD)
        write_words(json, column->words);
    json_text_close(json, '}');
}

static void write_field(struct json_text *json, const struct column *column)
{
    json_text_open(json, '{');
    json_text_pair(json, "name", column->name);
    json_text_pair(json, "type", cell_type(column->kind));
    if (column->kind == CELL_URL)
        json_text_pair(json, "format", "uri");
    json_text_pair(json, "description", column->meaning);
    write_constraints(json, column);
    json_text_close(json, '}');
}

static bool is_foreign_key(const struct column *column)
{
    return column->refers && column->kind == CELL_ID;
}

static void write_foreign_keys(struct json_text *json, const struct table *table)
{
    int keys = 0;

    for (int i = 0; i < table->count; i++)
        keys += is_foreign_key(table->columns[i]);
    if (!keys)
        return;
    open_member(json, "foreignKeys", '[');
    for (int i = 0; i < table->count; i++) {
        if (!is_foreign_key(table->columns[i]))
            continue;
        json_text_open(json, '{');
        write_single(json, "fields", table->columns[i]->name);
        open_member(json, "reference", '{');
        json_text_pair(json, "resource", table->columns[i]->refers);
        write_single(json, "fields", "id");
        json_text_close(json, '}');
        json_text_close(json, '}');
    }
    json_text_close(json, ']');
}

static void write_schema(struct json_text *json, const struct table *table)
{
    open_member(json, "schema", '{');
    open_member(json, "fields", '[');
    for (int i = 0; i < table->count; i++)
        write_field(json, table->columns[i]);
    json_text_close(json, ']');
    write_single(json, "missingValues", "");
    write_single(json, "primaryKey", "id");
    write_foreign_keys(json, table);
    json_text_close(json, '}');
}

static void write_resource(struct json_text *json, const struct table *table)
{
    json_text_open(json, '{');
    json_text_pair(json, "name", table->name);
    json_text_pair(json, "type", "table");
    json_text_pair(json, "profile", "tabular-data-resource");
    json_text_pair(json, "path", table->file);
    json_text_pair(json, "title", table->title);
    json_text_pair(json, "format", "csv");
    json_text_pair(json, "mediatype", "text/csv");
    json_text_pair(json, "encoding", "utf-8");
    open_member(json, "dialect", '{');
    json_text_pair(json, "delimiter", ",");
    json_text_pair(json, "lineTerminator", "\n");
    json_text_pair(json, "quoteChar", "\"");
    write_flag(json, "doubleQuote", true);
    write_flag(json, "header", true);
    json_text_close(json, '}');
    write_schema(json, table);
    json_text_close(json, '}');
}

bool descriptor_write(struct slice metadata, struct buffer *out, struct error *err)
{
    /* The document goes on inside of the object that `metadata` is. */
    struct json_text json = {.out = out, .depth = 1, .filled = {true}};

    buffer_slice(out, slice_drop(metadata, strlen("\n}")));
    open_member(&json, "resources", '[');
    for (int i = 0; i < TABLES; i++)
        write_resource(&json, &tables[i]);
    json_text_close(&json, ']');
    json_text_close(&json, '}');
    buffer_char(out, '\n');
    return !out->failed || error_set(err, ERROR_INTERNAL, "no room for the descriptor");
}
