#include "db/search.h"

/* The columns of what a search found (see db/fields.c). */

enum { N = FIELD_NULLABLE, D = FIELD_DERIVED, P = FIELD_PROSE };

#define AT(member) offsetof(struct search_record, member)

static const struct field search_items[] = {
    {"kind", FIELD_TEXT, 0, AT(kind), "What was found", &record_kinds, NULL},
    {"id", FIELD_TEXT, 0, AT(id), "Its permalink", NULL, NULL},
    {"series", FIELD_TEXT, N, AT(series), "The series that it is or is about", NULL, NULL},
    {"title", FIELD_TEXT, P, AT(title),
     "The name of a series, the headline or publisher of a source; of a claim the series' name, "
     "the "
     "period and the number",
     NULL, NULL},
    {"snippet", FIELD_TEXT, D | P, AT(snippet),
     "The words around what was found, which stands between two asterisks on either side", NULL,
     NULL},
    {"links.self", FIELD_LINK, D, AT(path), "Where it stands", NULL, "/v1/{}"},
};
const struct fields search_fields = FIELDS(
    search_record, "Found", "A series, a source or a claim with the words asked for", search_items);
