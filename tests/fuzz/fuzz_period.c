/* A fiscal year's first day on the first line, a written period on the second, two numbers on the
 * third and fourth. */
#include "base/utf8.h"
#include "fuzz.h"
#include "stats/decimal.h"
#include "stats/period.h"
#include "stats/period_spell.h"

static void check_refusal(const struct error *err)
{
    EXPECT(err->kind == ERROR_ARGUMENT && err->detail[0], "a refusal without a reason");
    EXPECT(utf8_fault(slice_of(err->detail)) == strlen(err->detail), "no UTF-8");
    EXPECT(utf8_fault(slice_of(err->hint)) == strlen(err->hint), "no UTF-8");
}

static void expect_same(struct slice text, struct month_day start, struct period period)
{
    struct period again;
    struct error err = {0};
    bool fiscal = false;

    EXPECT(period_parse(text, start, &again, &fiscal, &err), "%.*s: %s", SLICE_ARGS(text),
           err.detail);
    EXPECT(period_equal(period, again), "%.*s reads otherwise", SLICE_ARGS(text));
}

static void check_period(struct period period, struct month_day start)
{
    char label[PERIOD_LABEL_ROOM], iso[PERIOD_ISO_ROOM], words[PERIOD_SPELL_ROOM];
    enum period_type type = period_type(period, start);

    EXPECT(!date_given(period.start) || date_compare(period.start, period.end) <= 0, "backwards");
    EXPECT((int)type >= 0 && (int)type < period_types.count, "type %d", (int)type);
    expect_same((struct slice){label, period_label(period, start, label)}, start, period);
    struct slice interval = {iso, period_iso(period, iso)};
    if (interval.size)
        expect_same(interval, start, period);
    size_t spelt = period_spell(period, start, words);
    EXPECT(spelt == strlen(words), "%s", words);
}

static void check_number(struct slice text, struct decimal *number)
{
    char plain[DECIMAL_TEXT_ROOM];
    struct decimal again;

    if (!decimal_parse(text, number)) {
        *number = (struct decimal){0, 0};
        return;
    }
    struct slice shown = {plain, decimal_text(*number, plain)};
    EXPECT(decimal_parse(shown, &again), "%s", plain);
    EXPECT(decimal_equal(*number, again), "%s", plain);
}

static int sign(int order)
{
    return (order > 0) - (order < 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice text = fuzz_text(data, size), first = slice_of(""), written = slice_of(""), digits;
    struct month_day start = {7, 1};
    struct decimal numbers[2] = {0};
    char keys[2][DECIMAL_KEY_ROOM];
    struct period period;
    struct error err = {0};
    bool fiscal = false;

    (void)slice_cut(&text, '\n', &first);
    (void)month_day_parse(first, &start);
    (void)slice_cut(&text, '\n', &written);
    if (period_parse(written, start, &period, &fiscal, &err))
        check_period(period, start);
    else
        check_refusal(&err);
    for (int i = 0; i < 2; i++) {
        digits = slice_of("");
        (void)slice_cut(&text, '\n', &digits);
        check_number(digits, &numbers[i]);
        (void)decimal_key(numbers[i], keys[i]);
    }
    EXPECT(sign(strcmp(keys[0], keys[1])) == decimal_compare(numbers[0], numbers[1]), "%s %s",
           keys[0], keys[1]);
    return 0;
}
