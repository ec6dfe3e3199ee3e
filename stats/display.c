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

bool unit_adds_up(struct slice unit)
{
    return slice_is(unit, "count") || unit_is_currency(unit);
}

/* Adds at most so many bytes of the text; returns the end. */
static char *put(char *at, struct slice text, size_t most)
{
    size_t size = text.size < most ? text.size : most;

    if (size)
        memcpy(at, text.data, size);
    return at + size;
}

static char *put_word(char *at, const char *word)
{
    return put(at, slice_of(word), SIZE_MAX);
}

size_t display_text(struct slice number, struct slice scale, struct slice unit,
                    enum comparator comparator, char out[DISPLAY_ROOM])
{
    static const char *const words[] = {"", "about ", "over ", "at least ", "under ", "at most "};
    enum { NUMBER = 20, SCALE = 8, CODE = 8 }; /* longest; 9 + 1 + 9 + 20 + 1 + 8 + 6 < 64 */
    const struct affix *affix = affix_find(unit.data ? unit : slice_of(""));
    struct slice digits = slice_skip(number, slice_starts(number, "-"));
    bool is_year = slice_is(unit, "years") && slice_is(digits, "1") && !scale.size;
    char *at = put_word(out, words[comparator]);

    at = put_word(at, digits.size < number.size ? "-" : "");
    at = affix ? put_word(at, affix->before) : put_word(put(at, unit, CODE), " ");
    at = put(at, digits, NUMBER);
    if (scale.size)
        at = put(put_word(at, " "), scale, SCALE);
    at = put_word(at, is_year ? " year" : affix ? affix->after : "");
    *at = '\0';
    return (size_t)(at - out);
}
