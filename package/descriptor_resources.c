#include "package/descriptor_internal.h"
#include <strings.h>

#include "package/cell.h"

static const cJSON *member(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

static bool is_word(const cJSON *value, const char *word)
{
    return value && cJSON_IsString(value) && strcasecmp(value->valuestring, word) == 0;
}

/* Without a type a field is of any. */
static void check_type(struct descriptor *d, const struct table *table, const struct column *column,
                       const cJSON *field)
{
    const cJSON *type = member(field, "type");
    const char *ours = cell_type(column->kind);

    if (type && !(cJSON_IsString(type) && strcmp(type->valuestring, ours) == 0))
        descriptor_fault(d, "resources",
                         "%s: the field \"%s\" has the type \"%.60s\", expected \"%s\"",
                         table->file, column->name,
                         cJSON_IsString(type) ? type->valuestring : descriptor_type(type), ours);
}

/* Rows are told apart by their id. */
static void check_key(struct descriptor *d, const struct table *table, const cJSON *key)
{
    const cJSON *only = cJSON_GetArraySize(key) == 1 ? key->child : NULL;

    if (key && !is_word(cJSON_IsArray(key) ? only : key, "id"))
        descriptor_fault(d, "resources", "%s: the primaryKey does not fit, expected id",
                         table->file);
}

static void check_field(struct descriptor *d, const struct table *table, const cJSON *field)
{
    const cJSON *name = member(field, "name");
    int column = cJSON_IsString(name) ? table_column(table, slice_of(name->valuestring)) : -1;

    if (!cJSON_IsString(name))
        descriptor_fault(d, "resources", "%s: a field without a name, expected a string",
                         table->file);
    else if (column < 0)
        descriptor_fault(d, "resources",
                         "%s: the field \"%.60s\" is no column of this file, expected one of its "
                         "columns",
                         table->file, name->valuestring);
    else
        check_type(d, table, table->columns[column], field);
}

/* Ours is written anew on the way out; what is said on the way in must not contradict it. */
static void check_schema(struct descriptor *d, const struct table *table, const cJSON *schema)
{
    const cJSON *fields = member(schema, "fields"), *field;

    if (!schema)
        return;
    if (!cJSON_IsObject(schema) || (fields && !cJSON_IsArray(fields))) {
        descriptor_fault(d, "resources", "%s: the schema does not fit, expected a list of fields",
                         table->file);
        return;
    }
    cJSON_ArrayForEach(field, fields) check_field(d, table, field);
    check_key(d, table, member(schema, "primaryKey"));
}

static void check_form(struct descriptor *d, const struct table *table, const cJSON *resource)
{
    const cJSON *encoding = member(resource, "encoding");
    const cJSON *delimiter = member(member(resource, "dialect"), "delimiter");

    if (encoding && !is_word(encoding, "utf-8"))
        descriptor_fault(d, "resources", "%s: the encoding does not fit, expected utf-8",
                         table->file);
    if (delimiter && !is_word(delimiter, ","))
        descriptor_fault(d, "resources", "%s: the delimiter does not fit, expected a comma",
                         table->file);
}

static void check_resource(struct descriptor *d, const cJSON *resource, unsigned *seen)
{
    const cJSON *path = member(resource, "path");
    const struct table *table =
        cJSON_IsString(path) ? table_of_file(slice_of(path->valuestring)) : NULL;

    if (!table) {
        descriptor_fault(d, "resources",
                         "has the path \"%.60s\", expected one of series.csv, "
                         "sources.csv, figures.csv, targets.csv, growth_rates.csv, remarks.csv",
                         cJSON_IsString(path) ? path->valuestring : "");
        return;
    }
    if (*seen >> table->number & 1)
        descriptor_fault(d, "resources", "has %s twice, expected once", table->file);
    *seen |= 1u << table->number;
    check_schema(d, table, member(resource, "schema"));
    check_form(d, table, resource);
}

void descriptor_check_resources(struct descriptor *d, const cJSON *resources)
{
    unsigned seen = 0;
    const cJSON *resource;

    if (!cJSON_IsArray(resources)) {
        descriptor_fault(d, "resources", "is %s, expected a list of the six files",
                         resources ? descriptor_type(resources) : "missing");
        return;
    }
    cJSON_ArrayForEach(resource, resources) check_resource(d, resource, &seen);
    for (int i = 0; i < TABLES; i++)
        if (!(seen >> tables[i].number & 1))
            descriptor_fault(d, "resources", "does not name %s, expected all six files",
                             tables[i].file);
}
