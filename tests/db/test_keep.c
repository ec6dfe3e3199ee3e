#include <check.h>
#include <stdio.h>

#include "db/keep.h"
#include "tests/base/suite.h"

/* What is kept by an id is found by that id alone. */

enum { IDS = 2000, SLOTS = 4096, BYTES = 64 * IDS, ROOM = 48 };

/* Ids as data has them: of many lengths, and different in their last bytes. */
static struct slice id_of(int number, char room[ROOM])
{
    int size = snprintf(room, ROOM, "%.*s%04d", number % 23, "a-source-of-the-year-00", number);

    return (struct slice){room, (size_t)size};
}

static void add(struct keep *keep, int number)
{
    char room[ROOM];
    void *bytes = keep_add(keep, id_of(number, room), sizeof number);

    ck_assert_ptr_nonnull(bytes);
    memcpy(bytes, &number, sizeof number);
}

static void check_found(struct keep *keep, int number, bool expected)
{
    char room[ROOM];
    size_t size;
    int kept = -1;
    const void *bytes = keep_find(keep, id_of(number, room), &size);

    EXPECT((bytes != NULL) == expected, "%s", room);
    EXPECT(size == (expected ? sizeof kept : 0), "%s", room);
    if (bytes)
        memcpy(&kept, bytes, sizeof kept);
    EXPECT(kept == (expected ? number : -1), "%s", room);
}

START_TEST(each_id_finds_its_own)
{
    struct keep keep;

    ck_assert(keep_init(&keep, SLOTS, BYTES));
    check_found(&keep, 0, false);
    for (int i = 0; i < IDS; i++) {
        add(&keep, i);
        check_found(&keep, i, true);
        check_found(&keep, i + 1, false);
    }
    for (int i = 0; i < 2 * IDS; i++) {
        check_found(&keep, i, i < IDS);
        check_found(&keep, 0, true);
        check_found(&keep, i, i < IDS);
    }
    keep_empty(&keep);
    for (int i = 0; i < IDS; i++)
        check_found(&keep, i, false);
    add(&keep, 1);
    check_found(&keep, 0, false);
    check_found(&keep, 1, true);
    keep_clear(&keep);
}
END_TEST

START_TEST(where_no_more_fits_all_are_let_go_of)
{
    struct keep keep;

    ck_assert(keep_init(&keep, 8, 1024));
    for (int i = 0; i < 100; i++) {
        add(&keep, i);
        check_found(&keep, i, true);
        ck_assert_uint_le(keep.used, 4);
    }
    check_found(&keep, 98, keep.used > 1);
    check_found(&keep, 90, false);
    ck_assert_ptr_null(keep_add(&keep, (struct slice){"x", 1}, 1024));
    keep_clear(&keep);
}
END_TEST

/* However ids are alike, few of them begin at the same slot. */
START_TEST(ids_are_spread)
{
    static const struct {
        const char *before, *behind;
        int width;
    } forms[] = {{"", "", 1},          {"", "", 4},        {"s", "", 6},
                 {"source-", "", 8},   {"", "-source", 8}, {"series.2024-01.source-", "", 1},
                 {"", ".tail-123", 7}, {"", "", 16},       {"2021-07.", "a", 8}};

    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        static int taken[SLOTS];
        int most = 0;

        memset(taken, 0, sizeof taken);
        for (int id = 0; id < IDS; id++) {
            char room[ROOM];
            int size = snprintf(room, ROOM, "%s%0*d%s", forms[i].before, forms[i].width, id,
                                forms[i].behind);
            int *place = &taken[keep_hash((struct slice){room, (size_t)size}) % SLOTS];

            most = ++*place > most ? *place : most;
        }
        ck_assert_msg(most <= 10, "%s%0*d%s: %d at one slot", forms[i].before, forms[i].width, 0,
                      forms[i].behind, most);
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {each_id_finds_its_own, where_no_more_fits_all_are_let_go_of,
                                  ids_are_spread};

    return SUITE_RUN("db-keep", tests);
}
