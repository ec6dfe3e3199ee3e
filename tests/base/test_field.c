#include "base/field.h"
#include "tests/base/suite.h"

struct record {
    struct slice id, label, start, secret, value;
    int64_t derived;
};

static const struct field items[] = {
    {"id", FIELD_TEXT, 0, offsetof(struct record, id), "Id", NULL, NULL},
    {"period.label", FIELD_TEXT, 0, offsetof(struct record, label), "Label", NULL, NULL},
    {"period.start", FIELD_DATE, 0, offsetof(struct record, start), "Start", NULL, NULL},
    {"secret", FIELD_TEXT, FIELD_HIDDEN, offsetof(struct record, secret), "", NULL, NULL},
    {"value", FIELD_NUMBER, FIELD_NULLABLE, offsetof(struct record, value), "Value", NULL, NULL},
    {"derived", FIELD_BOOLEAN, 0, offsetof(struct record, derived), "Derived", NULL, NULL},
};
static const struct fields fields = FIELDS(record, "Record", "A record", items);

static uint64_t chosen(const char *name)
{
    struct field_set set = {0};
    bool found = field_choose(&fields, slice_of(name), &set);

    ck_assert(found == (set.bits != 0));
    return set.bits;
}

START_TEST(shows_all_but_the_hidden)
{
    ck_assert_int_eq(fields.count, 6);
    ck_assert_uint_eq(fields.record_size, sizeof(struct record));
    ck_assert_uint_eq(field_all(&fields).bits, 0x37);
}
END_TEST

START_TEST(sixty_four_fields_fit)
{
    struct field many[64];
    struct fields table = {"Many", "", many, 64, 0};

    for (int i = 0; i < 64; i++)
        many[i] = items[0];
    ck_assert_uint_eq(field_all(&table).bits, UINT64_MAX);
}
END_TEST

START_TEST(chooses_fields_and_objects)
{
    struct field_set set = {0};

    ck_assert_uint_eq(chosen("id"), 1);
    ck_assert_uint_eq(chosen("period.start"), 4);
    ck_assert_uint_eq(chosen("period"), 6);
    ck_assert_uint_eq(chosen("derived"), 32);
    ck_assert_uint_eq(chosen("secret"), 0);
    ck_assert_uint_eq(chosen("perio"), 0);
    ck_assert_uint_eq(chosen("period."), 0);
    ck_assert_uint_eq(chosen("label"), 0);
    ck_assert_uint_eq(chosen("ID"), 0);
    ck_assert_uint_eq(chosen(""), 0);
    ck_assert(field_choose(&fields, slice_of("value"), &set));
    ck_assert(field_choose(&fields, slice_of("id"), &set));
    ck_assert(!field_choose(&fields, slice_of("nothing"), &set));
    ck_assert_uint_eq(set.bits, 17);
}
END_TEST

START_TEST(suggests_near_names)
{
    ck_assert_str_eq(field_near(&fields, slice_of("valeu")), "value");
    ck_assert_str_eq(field_near(&fields, slice_of("period.lable")), "period.label");
    ck_assert_str_eq(field_near(&fields, slice_of("label")), "period.label");
    ck_assert_ptr_null(field_near(&fields, slice_of("secret")));
    ck_assert_ptr_null(field_near(&fields, slice_of("something")));
    ck_assert_ptr_null(field_near(&fields, slice_of("")));
}
END_TEST

START_TEST(takes_names_apart)
{
    struct field endless = {.name = "an.object.with.a.name.that.no.table.ever.would.have.in.it"};
    char out[FIELD_NAME_ROOM];

    field_flat_name(&items[1], out);
    ck_assert_str_eq(out, "period_label");
    field_flat_name(&items[0], out);
    ck_assert_str_eq(out, "id");
    field_flat_name(&endless, out);
    ck_assert_uint_eq(strlen(out), FIELD_NAME_ROOM - 1);
    ck_assert(slice_is(field_object(&items[1]), "period"));
    ck_assert_uint_eq(field_object(&items[0]).size, 0);
    ck_assert(slice_is(field_key(&items[1]), "label"));
    ck_assert(slice_is(field_key(&items[0]), "id"));
}
END_TEST

START_TEST(reads_members)
{
    struct record record = {.start = slice_of("2020-07-01"), .derived = 1};

    ck_assert(slice_is(field_slice(&items[2], &record), "2020-07-01"));
    ck_assert_ptr_null(field_slice(&items[4], &record).data);
    ck_assert_int_eq(field_integer(&items[5], &record), 1);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        shows_all_but_the_hidden, sixty_four_fields_fit, chooses_fields_and_objects,
        suggests_near_names,      takes_names_apart,     reads_members,
    };

    return SUITE_RUN("base-field", tests);
}
