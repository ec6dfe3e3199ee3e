#include "formats/form.h"

#include "formats/uri.h"

enum { CEILING = 64 * 1024 };

void form_init(struct form *form)
{
    form->count = 0;
    form->end = (struct span){0, 0};
    buffer_init(&form->text, CEILING);
}

void form_clear(struct form *form)
{
    buffer_clear(&form->text);
}

static struct span since(const struct form *form, size_t start)
{
    return (struct span){(uint32_t)start, (uint32_t)(form->text.size - start)};
}

struct gap *form_gap(struct form *form, const struct field *field)
{
    struct gap *gap = &form->gaps[form->count++];

    *gap = (struct gap){.field = field, .before = {form->end.at, 0}};
    return gap;
}

void form_before(struct form *form, struct gap *gap)
{
    gap->before = since(form, gap->before.at);
    form->end.at = (uint32_t)form->text.size;
}

void form_link(struct form *form, struct gap *gap, const char *base_path, const char *quote)
{
    const char *pattern = gap->field->link, *place = strstr(pattern, "{}");
    size_t before = place ? (size_t)(place - pattern) : strlen(pattern);
    size_t start = form->text.size;

    buffer_text(&form->text, quote);
    uri_add(&form->text, slice_of(base_path), URI_PATH);
    uri_add(&form->text, (struct slice){pattern, before}, URI_PATH);
    gap->path = since(form, start);
    start = form->text.size;
    if (place)
        uri_add(&form->text, slice_of(place + 2), URI_PATH);
    buffer_text(&form->text, quote);
    gap->tail = since(form, start);
    form->end.at = (uint32_t)form->text.size;
}

void form_end(struct form *form, struct buffer *out)
{
    char *behind = buffer_grow(&form->text, FORM_BLOCK);

    if (behind)
        memset(behind, 0, FORM_BLOCK);
    out->failed |= !behind;
    form->end = since(form, form->end.at);
}
