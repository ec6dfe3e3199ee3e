#include "base/field.h"

static bool is_shown(const struct field *field)
{
    return !(field->flags & FIELD_HIDDEN);
}

struct field_set field_all(const struct fields *fields)
{
    struct field_set all = {0};

    for (int i = 0; i < fields->count; i++)
        if (is_shown(&fields->items[i]))
            all.bits |= UINT64_C(1) << i;
    return all;
}

bool field_chosen(const struct fields *fields, struct field_set chosen, enum field_flag flag)
{
    for (int i = 0; i < fields->count; i++)
        if (chosen.bits >> i & 1 && fields->items[i].flags & (unsigned)flag)
            return true;
    return false;
}

struct slice field_object(const struct field *field)
{
    const char *dot = strchr(field->name, '.');

    return (struct slice){field->name, dot ? (size_t)(dot - field->name) : 0};
}

struct slice field_key(const struct field *field)
{
    const char *dot = strchr(field->name, '.');

    return slice_of(dot ? dot + 1 : field->name);
}

bool field_choose(const struct fields *fields, struct slice name, struct field_set *chosen)
{
    uint64_t found = 0;

    for (int i = 0; i < fields->count; i++) {
        const struct field *field = &fields->items[i];
        bool inside = name.size && field->name[0] == name.data[0] &&
                      strncmp(field->name, name.data, name.size) == 0 &&
                      (field->name[name.size] == '.' || !field->name[name.size]);

        if (inside && is_shown(field))
            found |= UINT64_C(1) << i;
    }
    chosen->bits |= found;
    return found != 0;
}

const char *field_near(const struct fields *fields, struct slice name)
{
    const char *best = NULL;
    int nearest = words_tolerance(name.size) + 1;

    for (int i = 0; i < fields->count; i++) {
        const struct field *field = &fields->items[i];
        int whole = words_distance(name, slice_of(field->name));
        int key = words_distance(name, field_key(field)) + 1;
        int distance = whole < key ? whole : key;

        if (is_shown(field) && distance < nearest) {
            nearest = distance;
            best = field->name;
        }
    }
    return best;
}

void field_flat_name(const struct field *field, char out[FIELD_NAME_ROOM])
{
    size_t i = 0;

    for (; field->name[i] && i + 1 < FIELD_NAME_ROOM; i++)
        out[i] = field->name[i] == '.' ? '_' : field->name[i];
    out[i] = '\0';
}
