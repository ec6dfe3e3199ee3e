#include "formats/sentence.h"

#include <stdlib.h>

#include "expect.h"

#define S(text)                                                                                    \
    {                                                                                              \
        (text), sizeof(text) - 1                                                                   \
    }

static const struct sentence plain = {
    .series = S("Exports of boats"),
    .period = S("fiscal year 2020-21 (July 2020 to June 2021)"),
    .display = S("US$2.123 billion"),
    .status = S("actual"),
    .publisher = S("The Paper"),
    .locator = S("paragraph 2"),
    .stated_by = S("the minister"),
    .published_on = S("2021-07-21"),
    .stated_on = S("2021-07-20"),
    .url = S("https://example.org/a"),
};

static void check(const struct sentence *sentence, const char *expected)
{
    CLEAN(buffer) struct buffer out = {0};

    buffer_init(&out, 4096);
    sentence_write(sentence, &out);
    expect_text(&out, expected);
}

START_TEST(nothing_in_dispute)
{
    check(&plain,
          "Exports of boats, fiscal year 2020-21 (July 2020 to June 2021): US$2.123 billion "
          "(actual), as printed by The Paper on 2021-07-21, paragraph 2, stated by the "
          "minister on 2021-07-20. https://example.org/a\n");
}
END_TEST

START_TEST(what_is_not_known_is_not_mentioned)
{
    struct sentence it = plain;

    it.stated_by = it.stated_on = it.published_on = it.period = (struct slice){NULL, 0};
    check(&it, "Exports of boats: US$2.123 billion (actual), as printed by The Paper, paragraph 2. "
               "https://example.org/a\n");
    it.stated_on = slice_of("2021-07-20");
    check(&it, "Exports of boats: US$2.123 billion (actual), as printed by The Paper, paragraph 2, "
               "stated on 2021-07-20. https://example.org/a\n");
}
END_TEST

START_TEST(growth_is_not_what_was_printed)
{
    struct sentence it = plain;

    it.growth = slice_of("up 47.43 percent on US$1.44 billion");
    it.stated_by = it.stated_on = it.published_on = (struct slice){NULL, 0};
    check(&it,
          "Exports of boats, fiscal year 2020-21 (July 2020 to June 2021): US$2.123 billion "
          "(actual), as printed by The Paper, paragraph 2. That is up 47.43 percent on US$1.44 "
          "billion. https://example.org/a\n");
}
END_TEST

START_TEST(every_caveat)
{
    static const struct sentence_print others[] = {
        {S("US$2.107 billion"), S("The Recorder"), S("2023-02-28"), true, false},
        {S("US$2.2 billion"), S("The Forum"), {NULL, 0}, false, true},
    };
    static const struct sentence_definition definitions[] = {
        {S("Boats and oars"), S("US$3 billion")},
        {S("Paper boats"), S("US$1 billion")},
    };
    struct sentence it = {
        .series = S("Boats"),
        .display = S("5"),
        .publisher = S("P"),
        .url = S("u"),
        .wrong = S("It adds\nmonths twice."),
        .note = S("Read from a chart"),
        .replacement = {S("6"), S("Q"), S("2022-01-01"), false, false},
        .outcome = {S("4"), S("R"), S("2022-02-01"), true, false},
        .others = others,
        .other_count = 2,
        .other_more = 3,
        .definitions = definitions,
        .definition_count = 2,
    };

    check(&it,
          "Boats: 5, as printed by P. Marked as wrong: It adds months twice. Note: Read from a "
          "chart. Replaced by 6 (Q, 2022-01-01). Outcome: 4 (R, 2022-02-01, preferred here). "
          "Other prints differ: US$2.107 billion (The "
          "Recorder, 2023-02-28, "
          "preferred here), US$2.2 billion (The Forum, since replaced) and 3 more. By another "
          "definition: Boats and oars, US$3 billion; Paper boats, US$1 billion. u\n");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sentence");
    TCase *all = tcase_create("all");

    tcase_add_test(all, nothing_in_dispute);
    tcase_add_test(all, what_is_not_known_is_not_mentioned);
    tcase_add_test(all, growth_is_not_what_was_printed);
    tcase_add_test(all, every_caveat);
    suite_add_tcase(suite, all);
    return suite_finish(suite);
}
