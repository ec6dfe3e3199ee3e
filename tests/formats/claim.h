/* A record with a field of every type, in nested objects, for the tests of rows. */
#ifndef CLAIM_H
#define CLAIM_H

#include "formats/rows.h"
#include "tests/formats/expect.h"

struct claim {
    struct slice id, secret, label, day, value, comparator, low, high, replaces, title, url, source;
    int64_t alternatives, derived;
};

static const char *const comparator_items[] = {"=", "~", ">"};
static const struct words comparators = WORDS(comparator_items);

#define AT(member) offsetof(struct claim, member)

static const struct field claim_items[] = {
    {"id", FIELD_TEXT, 0, AT(id), "", NULL, NULL},
    {"secret", FIELD_TEXT, FIELD_HIDDEN, AT(secret), "", NULL, NULL},
    {"period.label", FIELD_TEXT, FIELD_PROSE, AT(label), "", NULL, NULL},
    {"period.start", FIELD_DATE, FIELD_NULLABLE, AT(day), "", NULL, NULL},
    {"value", FIELD_NUMBER, FIELD_NULLABLE, AT(value), "", NULL, NULL},
    {"comparator", FIELD_TEXT, 0, AT(comparator), "", &comparators, NULL},
    {"check.percent", FIELD_NUMBER, FIELD_NULLABLE, AT(value), "", NULL, NULL},
    {"check.bounds.low", FIELD_NUMBER, FIELD_NULLABLE, AT(low), "", NULL, NULL},
    {"check.bounds.high", FIELD_NUMBER, FIELD_NULLABLE, AT(high), "", NULL, NULL},
    {"replaces", FIELD_LIST, FIELD_PROSE, AT(replaces), "", NULL, NULL},
    {"citation.title", FIELD_TEXT, FIELD_NULLABLE | FIELD_PROSE, AT(title), "", NULL, NULL},
    {"citation.url", FIELD_URL, FIELD_NULLABLE, AT(url), "", NULL, NULL},
    {"links.source", FIELD_LINK, FIELD_NULLABLE, AT(source), "", NULL, "/v1/sources/{}"},
    {"alternatives", FIELD_INTEGER, 0, AT(alternatives), "", NULL, NULL},
    {"derived", FIELD_BOOLEAN, 0, AT(derived), "", NULL, NULL},
};
static const struct fields claim_fields = FIELDS(claim, "Claim", "", claim_items);

#define TEXT(literal)                                                                              \
    {                                                                                              \
        (literal), sizeof(literal) - 1                                                             \
    }

static const struct claim full_claim = {
    .id = TEXT("pk-ict.fy2021"),
    .secret = TEXT("never shown"),
    .label = TEXT("FY2020-21"),
    .day = TEXT("2020-07-01"),
    .value = TEXT("-2123000000.50"),
    .comparator = TEXT("="),
    .low = TEXT("12345678901234567890"),
    .high = TEXT("0.10"),
    .replaces = TEXT("a-1 b-2"),
    .title = TEXT("IT exports, \"record\"\nhigh"),
    .url = TEXT("https://example.org/a?b=c"),
    .source = TEXT("pakobserver/2021 07"),
    .alternatives = -6,
    .derived = 1,
};

/* What may be missing, is. */
static const struct claim bare_claim = {
    .id = TEXT("b"), .label = TEXT(""), .comparator = TEXT("~")};

/* The fields named, or all where names is NULL. */
static inline struct field_set choose(const char *names)
{
    struct field_set chosen = {0};
    struct slice rest = slice_of(names), name;

    if (!names)
        return field_all(&claim_fields);
    while (slice_cut(&rest, ',', &name))
        ck_assert(field_choose(&claim_fields, name, &chosen));
    return chosen;
}

struct shape {
    enum format format;
    bool pretty, one;
    const char *fields; /* NULL: all */
};

static inline void write_rows(struct buffer *out, struct shape shape, const struct claim *claims,
                              int count)
{
    CLEAN(rows) struct rows rows;

    rows_init(&rows, shape.format, &claim_fields, choose(shape.fields), "/stats", shape.pretty,
              shape.one, out);
    rows_begin(&rows);
    for (int i = 0; i < count; i++)
        rows_row(&rows, &claims[i]);
    rows_end(&rows);
    ck_assert_int_eq(rows.count, count);
}

#endif
