#include <math.h>

#include <cjson/cJSON.h>

#include "formats/json.h"

enum { DOUBLE_ROOM = 352 }; /* the largest double has 309 digits before the point */

/* The fewest digits that read back as the same number. */
static void write_fraction(struct json *json, double number)
{
    char digits[DOUBLE_ROOM];

    for (int precision = 15; precision <= 17; precision++) {
        (void)snprintf(digits, sizeof digits, "%.*g", precision, number);
        if (strtod(digits, NULL) == number)
            break;
    }
    json_number(json, slice_of(digits));
}

/* JSON knows neither infinity nor "not a number". From 2^53 on every double is whole. */
static void write_number(struct json *json, double number)
{
    static const double EXACT = 9007199254740992.0;
    char digits[DOUBLE_ROOM];

    if (!isfinite(number)) {
        json_null(json);
    } else if (number >= EXACT || number <= -EXACT) {
        (void)snprintf(digits, sizeof digits, "%.0f", number);
        json_number(json, slice_of(digits));
    } else if ((double)(int64_t)number == number) {
        json_integer(json, (int64_t)number);
    } else {
        write_fraction(json, number);
    }
}

static void write_members(struct json *json, const cJSON *tree)
{
    const cJSON *child;
    bool object = cJSON_IsObject(tree);

    cJSON_ArrayForEach(child, tree)
    {
        if (object)
            json_name(json, child->string);
        json_tree(json, child);
    }
}

static void write_object(struct json *json, const cJSON *tree)
{
    json_object(json);
    write_members(json, tree);
    json_object_end(json);
}

static void write_array(struct json *json, const cJSON *tree)
{
    json_array(json);
    write_members(json, tree);
    json_array_end(json);
}

void json_tree(struct json *json, const struct cJSON *tree)
{
    if (cJSON_IsObject(tree))
        write_object(json, tree);
    else if (cJSON_IsArray(tree))
        write_array(json, tree);
    else if (cJSON_IsString(tree))
        json_string(json, slice_of(tree->valuestring));
    else if (cJSON_IsRaw(tree))
        json_number(json, slice_of(tree->valuestring));
    else if (cJSON_IsNumber(tree))
        write_number(json, tree->valuedouble);
    else if (cJSON_IsBool(tree))
        json_boolean(json, cJSON_IsTrue(tree));
    else
        json_null(json);
}
