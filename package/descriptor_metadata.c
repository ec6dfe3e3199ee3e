#include "base/date.h"
#include "package/cell.h"
#include "package/descriptor_internal.h"
#include "package/json_text.h"
#include "package/text.h"

enum { DEPTH_MOST = 8, MEMBERS_MOST = 1000, LONGEST = 4000, LONGEST_URL = 2000 };
#define WHOLE_MOST 999999999999999.0 /* of 15 digits: all readers agree on such a number */

enum property_type { STRING, STRINGS, OBJECTS };

static const struct property {
    const char *name;
    enum property_type type;
    bool required;
    int longest; /* characters of each text in it, 0: LONGEST */
} properties[] = {
    {"$schema", STRING, false, 0},       {"profile", STRING, false, 0},
    {"name", STRING, true, 120},         {"id", STRING, false, 200},
    {"title", STRING, false, 200},       {"description", STRING, false, 0},
    {"homepage", STRING, false, 0},      {"version", STRING, false, 200},
    {"created", STRING, false, 200},     {"image", STRING, false, 0},
    {"keywords", STRINGS, false, 200},   {"licenses", OBJECTS, true, 0},
    {"contributors", OBJECTS, false, 0}, {"sources", OBJECTS, false, 0},
};

static const char *const expectations[] = {
    [STRING] = "a string",
    [STRINGS] = "a list of strings",
    [OBJECTS] = "a list of objects",
};

const char *descriptor_type(const cJSON *value)
{
    if (cJSON_IsString(value))
        return "a string";
    if (cJSON_IsArray(value))
        return "a list";
    if (cJSON_IsObject(value))
        return "an object";
    if (cJSON_IsNumber(value))
        return "a number";
    return cJSON_IsNull(value) ? "null" : "true or false";
}

static bool is_repeated(const cJSON *first, const cJSON *member)
{
    for (const cJSON *other = first; other != member; other = other->next)
        if (other->string && strcmp(other->string, member->string) == 0)
            return true;
    return false;
}

static void check_number(struct descriptor *d, const char *column, const cJSON *value)
{
    double number = value->valuedouble;

    if (!(number >= -WHOLE_MOST && number <= WHOLE_MOST) || number != (double)(int64_t)number)
        descriptor_fault(d, column,
                         "holds a number with a fraction or of more than 15 digits, "
                         "expected a whole number or a string");
}

/* Of the property `column` or inside of it; a key is a string too. */
static void check_string(struct descriptor *d, const char *column, const char *text)
{
    char character[TEXT_NAME_ROOM];
    int longest = LONGEST;
    uint32_t code = 0;

    for (size_t i = 0; column && i < sizeof properties / sizeof properties[0]; i++)
        if (properties[i].longest && strcmp(properties[i].name, column) == 0)
            longest = properties[i].longest;
    enum text_fault fault = *text ? text_check(slice_of(text), longest, &code) : TEXT_FINE;
    if (fault == TEXT_FORBIDDEN)
        descriptor_fault(d, column, "holds %s, expected one line of text",
                         text_name(code, character));
    else if (fault == TEXT_LONG)
        descriptor_fault(d, column, "is too long, expected at most %d characters", longest);
    else if (fault == TEXT_UNSEEN)
        descriptor_fault(d, column, "holds nothing that can be seen, expected text");
    else if (fault == TEXT_BLANK_END)
        descriptor_fault(d, column, "begins or ends with a blank, expected text without");
}

/* Of an object or a list: not too many, and each is named once. False: no more is looked at. */
static bool check_member(struct descriptor *d, const char *column, const cJSON *value,
                         const cJSON *member, int count)
{
    if (count > MEMBERS_MOST) {
        descriptor_fault(d, column, "has more than %d members, expected fewer", MEMBERS_MOST);
        return false;
    }
    if (member->string && is_repeated(value->child, member))
        descriptor_fault(d, column, "says \"%.60s\" twice, expected once", member->string);
    return true;
}

/* The resources' own depth and strings are those of their schemas, which are written anew. */
static void check_resources(struct descriptor *d, const char *column, const cJSON *value)
{
    int members = 0;

    for (const cJSON *member = value->child; member; member = member->next) {
        if (!check_member(d, column, value, member, ++members))
            return;
        check_resources(d, column, member);
    }
}

void descriptor_check_tree(struct descriptor *d, const char *column, const cJSON *value, int depth)
{
    int members = 0;

    if (depth > DEPTH_MOST) {
        descriptor_fault(d, column, "lies deeper than %d levels, expected fewer", DEPTH_MOST);
        return;
    }
    if (cJSON_IsNumber(value))
        check_number(d, column, value);
    if (cJSON_IsString(value))
        check_string(d, column, value->valuestring);
    for (const cJSON *member = value->child; member; member = member->next) {
        const char *name = !depth && member->string ? member->string : column;

        if (member->string)
            check_string(d, name, member->string);
        if (!check_member(d, name, value, member, ++members))
            return;
        if (depth || !name || strcmp(name, "resources") != 0)
            descriptor_check_tree(d, name, member, depth + 1);
        else
            check_resources(d, name, member);
    }
}

static bool is_of_type(const cJSON *value, enum property_type type)
{
    const cJSON *item;

    if (type == STRING)
        return cJSON_IsString(value);
    if (!cJSON_IsArray(value))
        return false;
    cJSON_ArrayForEach(item, value) if (type == STRINGS ? !cJSON_IsString(item)
                                                        : !cJSON_IsObject(item)) return false;
    return true;
}

static void check_property(struct descriptor *d, const cJSON *root, const struct property *it)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(root, it->name);

    if (!value && it->required)
        descriptor_fault(d, it->name, "is missing, expected %s", expectations[it->type]);
    if (value && !is_of_type(value, it->type))
        descriptor_fault(d, it->name, "is %s, expected %s", descriptor_type(value),
                         expectations[it->type]);
}

static void check_name(struct descriptor *d, const cJSON *name)
{
    const char *text = cJSON_IsString(name) ? name->valuestring : "name";

    if (!*text || strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789.-_") != strlen(text))
        descriptor_fault(d, "name",
                         "does not fit, expected lower-case letters, digits, dots, hyphens and "
                         "underscores");
}

/* Readers follow it: nothing but what a browser may open. */
static void check_url(struct descriptor *d, const char *name, const cJSON *value)
{
    static const struct column url = {"path", CELL_URL, true, LONGEST_URL, "", NULL, NULL};
    char message[CELL_MESSAGE_ROOM] = "is empty, expected an absolute http or https URL";
    bool given = value && cJSON_IsString(value);
    struct slice text = given ? slice_of(value->valuestring) : (struct slice){0};

    if (given && !(text.size && cell_check(&url, text, message)))
        descriptor_fault(d, name, "%s", message);
}

static void check_licenses(struct descriptor *d, const cJSON *licenses)
{
    const cJSON *license;

    if (!is_of_type(licenses, OBJECTS))
        return;
    if (!licenses->child)
        descriptor_fault(d, "licenses", "is empty, expected at least one licence");
    cJSON_ArrayForEach(license, licenses)
    {
        const cJSON *name = cJSON_GetObjectItemCaseSensitive(license, "name");
        const cJSON *path = cJSON_GetObjectItemCaseSensitive(license, "path");

        if ((!name && !path) || (name && !cJSON_IsString(name)) || (path && !cJSON_IsString(path)))
            descriptor_fault(d, "licenses", "has one without a name or path, expected strings");
        if (name && cJSON_IsString(name) && !*name->valuestring)
            descriptor_fault(d, "licenses", "has one whose name is empty, expected text");
        check_url(d, "licenses", path);
    }
}

/* A day, mostly with a time of day behind it. */
static void check_created(struct descriptor *d, const cJSON *created)
{
    struct slice text = slice_of(cJSON_IsString(created) ? created->valuestring : "2000-01-01");
    struct date day;

    if (!date_parse(slice_drop(text, text.size > 10 ? text.size - 10 : 0), &day) ||
        (text.size > 10 && !strchr("Tt ", text.data[10])))
        descriptor_fault(d, "created", "is no day, expected one such as 2021-07-20");
}

void descriptor_check_metadata(struct descriptor *d, const cJSON *root)
{
    for (size_t i = 0; i < sizeof properties / sizeof properties[0]; i++)
        check_property(d, root, &properties[i]);
    check_name(d, cJSON_GetObjectItemCaseSensitive(root, "name"));
    check_licenses(d, cJSON_GetObjectItemCaseSensitive(root, "licenses"));
    check_url(d, "homepage", cJSON_GetObjectItemCaseSensitive(root, "homepage"));
    check_created(d, cJSON_GetObjectItemCaseSensitive(root, "created"));
}

static void write_value(struct json_text *json, const cJSON *value)
{
    char digits[32];

    if (cJSON_IsString(value)) {
        json_text_string(json, slice_of(value->valuestring));
    } else if (cJSON_IsNumber(value)) {
        (void)snprintf(digits, sizeof digits, "%lld", (long long)value->valuedouble);
        json_text_plain(json, digits);
    } else if (cJSON_IsArray(value) || cJSON_IsObject(value)) {
        json_text_open(json, cJSON_IsArray(value) ? '[' : '{');
        for (const cJSON *member = value->child; member; member = member->next) {
            if (member->string)
                json_text_key(json, slice_of(member->string));
            write_value(json, member);
        }
        json_text_close(json, cJSON_IsArray(value) ? ']' : '}');
    } else {
        json_text_plain(json, cJSON_IsNull(value)   ? "null"
                              : cJSON_IsTrue(value) ? "true"
                                                    : "false");
    }
}

bool descriptor_metadata(const cJSON *root, struct buffer *out)
{
    struct json_text json = {.out = out};

    json_text_open(&json, '{');
    for (const cJSON *member = root->child; member; member = member->next) {
        if (strcmp(member->string, "resources") == 0)
            continue;
        json_text_key(&json, slice_of(member->string));
        write_value(&json, member);
    }
    json_text_close(&json, '}');
    return !out->failed;
}
