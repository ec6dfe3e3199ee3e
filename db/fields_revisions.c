#include "db/revisions.h"

/* The columns of revisions and of their changes (see db/fields.c). */

enum { N = FIELD_NULLABLE, D = FIELD_DERIVED };

static const char *const action_words[] = {"added", "changed", "closed"};
static const struct words actions = WORDS(action_words);

#define AT(member) offsetof(struct revision_record, member)

static const struct field revision_items[] = {
    {"number", FIELD_INTEGER, 0, AT(number), "The revision: 1 is the first import", NULL, NULL},
    {"imported_at", FIELD_TEXT, 0, AT(imported_at), "When it was imported, RFC 3339 in UTC", NULL,
     NULL},
    {"known_until", FIELD_DATE, N, AT(known_until),
     "The latest day on which any of its claims was known", NULL, NULL},
    {"added", FIELD_INTEGER, 0, AT(added), "Series, sources and claims that it added", NULL, NULL},
    {"changed", FIELD_INTEGER, 0, AT(changed), "Those whose row it changed", NULL, NULL},
    {"closed", FIELD_INTEGER, 0, AT(closed), "Those that left the data with it", NULL, NULL},
    {"fingerprint", FIELD_TEXT, 0, AT(fingerprint),
     "Names the content of this revision and of all before it", NULL, NULL},
    {"links.items", FIELD_LINK, D, AT(link), "What it did, a row a thing", NULL, "/v1/changes/{}"},
};
const struct fields revision_fields =
    FIELDS(revision_record, "Revision", "One import into this service", revision_items);

#undef AT
#define AT(member) offsetof(struct change_record, member)

static const struct field change_items[] = {
    {"action", FIELD_TEXT, 0, AT(action), "What the revision did to it", &actions, NULL},
    {"kind", FIELD_TEXT, 0, AT(kind), "What it is", &record_kinds, NULL},
    {"id", FIELD_TEXT, 0, AT(id), "Its permalink", NULL, NULL},
    {"links.self", FIELD_LINK, D, AT(path),
     "Where it stands; what was closed answers 410 there and names its last version", NULL,
     "/v1/{}"},
};
const struct fields change_fields =
    FIELDS(change_record, "Change", "What a revision did to one row of the data", change_items);
