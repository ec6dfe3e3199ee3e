#include <stdio.h>

#include "stats/interval.h"

struct affix {
    const char *unit, *before, *after;
};

/* What is not listed is a currency by its ISO code. */
static const struct affix affixes[] = {
    {"USD", "US$", ""}, {"percent", "", "%"}, {"rank", "rank ", ""}, {"years", "", " years"},
    {"count", "", ""},  {"ratio", "", ""},    {"", "", ""},
};

static const struct affix *affix_find(struct slice unit)
{
    for (size_t i = 0; i < sizeof affixes / sizeof affixes[0]; i++)
        if (slice_is(unit, affixes[i].unit))
            return &affixes[i];
    return NULL;
}

bool unit_is_currency(struct slice unit)
{
    const struct affix *affix = affix_find(unit.data ? unit : slice_of(""));

    return !affix || slice_is(unit, "USD");
}

static int at_most(size_t size, int most)
{
    return size < (size_t)most ? (int)size : most;
}

size_t display_text(struct slice number, struct slice scale, struct slice unit,
                    enum comparator comparator, char out[DISPLAY_ROOM])
{
    static const char *const words[] = {"", "about ", "over ", "at least ", "under ", "at most "};
    enum { NUMBER = 20, SCALE = 8, CODE = 8 }; /* longest; 9 + 1 + 9 + 20 + 1 + 8 + 6 < 64 */
    const struct affix *affix = affix_find(unit.data ? unit : slice_of(""));
    struct slice digits = slice_skip(number, slice_starts(number, "-"));
    char code[CODE + 2] = "";
    const char *after = affix ? affix->after : "";

    if (!affix)
        (void)snprintf(code, sizeof code, "%.*s ", at_most(unit.size, CODE), unit.data);
    if (slice_is(unit, "years") && slice_is(digits, "1") && !scale.size)
        after = " year";
    (void)snprintf(out, DISPLAY_ROOM, "%s%s%s%.*s%s%.*s%s", words[comparator],
                   digits.size < number.size ? "-" : "", affix ? affix->before : code,
                   at_most(digits.size, NUMBER), digits.data ? digits.data : "",
                   scale.size ? " " : "", at_most(scale.size, SCALE), scale.data ? scale.data : "",
                   after);
    return strlen(out);
}
