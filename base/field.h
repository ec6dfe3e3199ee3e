/* Field tables: a column of an answer is written once, here.
 *
 * One entry names the member of a record, its place in JSON ("period.label" is `label` inside the
 * object `period`), in CSV and SQL ("period_label"), its type and its meaning in one line. From it
 * the record is filled from a row, the bytes of every format are written, and the OpenAPI schema is
 * made. A table's order is the order of every answer. Members of one object stand together. */
#ifndef FIELD_H
#define FIELD_H

#include "base/slice.h"
#include "base/words.h"

enum field_type {
    FIELD_TEXT,    /* struct slice */
    FIELD_DATE,    /* struct slice, "2021-07-20" */
    FIELD_NUMBER,  /* struct slice holding an exact decimal, written as it is */
    FIELD_LIST,    /* struct slice, words separated by single spaces: an array of strings in JSON */
    FIELD_URL,     /* struct slice, an absolute URL */
    FIELD_LINK,    /* struct slice, an id that `link` makes a path of this service */
    FIELD_JSON,    /* struct slice holding whole JSON, written as it is: arrays of objects */
    FIELD_INTEGER, /* int64_t */
    FIELD_BOOLEAN, /* int64_t, 0 or 1 */
};

enum field_flag {
    FIELD_NULLABLE = 1,  /* may be "no value": JSON null, an empty CSV cell */
    FIELD_DERIVED = 2,   /* not a column of the statement: worked out after the row was read */
    FIELD_HIDDEN = 4,    /* a column that later steps need, in no answer */
    FIELD_PROSE = 8,     /* running text, which a narrow table may cut short */
    FIELD_EVIDENCE = 16, /* worked out from other claims: not done where no answer shows it */
    FIELD_PLAIN = 32,    /* ids and the like: no quote, comma, control or formula in them */
};

struct field {
    const char *name;
    enum field_type type;
    unsigned flags;
    size_t offset;             /* in the record */
    const char *meaning;       /* one line, for the OpenAPI document and the data dictionary */
    const struct words *words; /* the closed vocabulary, or NULL */
    const char *link;          /* FIELD_LINK: the path with `{}` for the id, below the base path */
};

enum { FIELD_MOST = 64 }; /* so that a choice of fields is one word of bits */

struct fields {
    const char *name;    /* the record's name in the OpenAPI document: "Figure" */
    const char *meaning; /* one line */
    const struct field *items;
    int count; /* at most FIELD_MOST */
    size_t record_size;
};

#define FIELDS(record, title, text, array)                                                         \
    {                                                                                              \
        (title), (text), (array), (int)(sizeof(array) / sizeof((array)[0])), sizeof(struct record) \
    }

/* A choice of fields: bit i stands for items[i]. */
struct field_set {
    uint64_t bits;
};

/* All that answers show. */
struct field_set field_all(const struct fields *fields);

/* Whether a choice holds any field with that flag. */
bool field_chosen(const struct fields *fields, struct field_set chosen, enum field_flag flag);

/* Adds what `name` stands for: one field, or a whole object ("period", "recomputed.bounds"). False:
 * no such field. */
bool field_choose(const struct fields *fields, struct slice name, struct field_set *chosen);

/* The shown field whose name is nearest to a mistyped one, or NULL. */
const char *field_near(const struct fields *fields, struct slice name);

/* "period.label" as "period_label" into out; names are shorter than FIELD_NAME_ROOM. */
enum { FIELD_NAME_ROOM = 48 };
void field_flat_name(const struct field *field, char out[FIELD_NAME_ROOM]);

/* The object a field stands in ("period"), or an empty slice for the top level. */
struct slice field_object(const struct field *field);
/* The name inside of that object. */
struct slice field_key(const struct field *field);

static inline struct slice field_slice(const struct field *field, const void *record)
{
    return *(const struct slice *)(const void *)((const char *)record + field->offset);
}

static inline int64_t field_integer(const struct field *field, const void *record)
{
    return *(const int64_t *)(const void *)((const char *)record + field->offset);
}

#endif
