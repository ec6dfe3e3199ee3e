#include "package/cell_internal.h"

#include "package/text.h"

enum { SHOWN = 60, SHOWN_ROOM = 160 };

/* One kind of cell: its check, and what is said to be expected. Where a check can tell more it
 * returns its own sentence, else an empty one; NULL: all is well. */
struct cell_rule {
    const char *(*check)(const struct column *column, struct slice cell);
    const char *expected;
    const char *pattern;
};

#define ID_PATTERN "[a-z0-9][a-z0-9.\\-]{0,119}"

static const struct cell_rule rules[] = {
    [CELL_ID] = {cell_check_id, "lower-case letters, digits, dots and hyphens, at most 120",
                 ID_PATTERN},
    [CELL_IDS] = {cell_check_ids, "ids separated by single spaces",
                  ID_PATTERN "( " ID_PATTERN ")*"},
    [CELL_NAME] = {cell_check_name, "lower-case letters, digits, dots and hyphens", ID_PATTERN},
    [CELL_TEXT] = {cell_check_text, "one line of text without blanks at its ends", NULL},
    [CELL_DATE] = {cell_check_date, "a day such as 2021-07-20", NULL},
    [CELL_MONTH_DAY] = {cell_check_month_day, "month and day such as 07-01, not 02-29",
                        "(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"},
    [CELL_NUMBER] = {cell_check_number, "at most 18 digits with a point, such as -1.440",
                     "-?[0-9]+(\\.[0-9]+)?"},
    [CELL_WORD] = {cell_check_word, NULL, NULL},
    [CELL_URL] = {cell_check_url, "an absolute http or https URL without blanks", "https?://[^ ]+"},
    [CELL_LANGUAGE] = {cell_check_language, "a BCP 47 tag such as en or ur-PK",
                       "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*"},
    [CELL_GEOGRAPHY] = {cell_check_geography, "an ISO 3166-1 alpha-2 code such as PK, or WLD",
                        "[A-Z]{2}|WLD"},
    [CELL_UNIT] = {cell_check_unit,
                   "an ISO 4217 code such as USD, or count, percent, rank, ratio, years",
                   "[A-Z]{3}|count|percent|rank|ratio|years"},
};

const char *cell_pattern(enum cell_kind kind)
{
    return rules[kind].pattern;
}

/* Numbers are strings to every tool, so that none drops a zero that was printed. */
const char *cell_type(enum cell_kind kind)
{
    return kind == CELL_DATE ? "date" : "string";
}

static const struct words *vocabulary(const struct column *column)
{
    return column->kind == CELL_UNIT ? &units : column->words;
}

/* "expected one of a, b, c": an empty word is the empty cell. */
static size_t list_words(const struct words *words, char *out, size_t room)
{
    size_t size = 0;

    for (int i = 0; words && i < words->count && size < room; i++)
        if (words->items[i][0])
            size += (size_t)snprintf(out + size, room - size, "%s%s",
                                     size ? ", " : "expected one of ", words->items[i]);
    return size;
}

static const char *name_forbidden(struct slice cell, char *out, size_t room)
{
    char name[TEXT_NAME_ROOM];
    uint32_t code;

    (void)text_check(cell, 0, &code);
    (void)snprintf(out, room, "holds %s", text_name(code, name));
    return out;
}

static void describe(const struct column *column, struct slice cell, const char *wrong,
                     char message[CELL_MESSAGE_ROOM])
{
    char shown[SHOWN_ROOM], holds[TEXT_NAME_ROOM + 8], expected[200];
    const struct words *words = vocabulary(column);
    const char *near = words ? words_near(words, cell) : NULL;

    text_show(cell, SHOWN, shown, sizeof shown);
    if (wrong == cell_forbidden)
        wrong = name_forbidden(cell, holds, sizeof holds);
    if (wrong == cell_too_long)
        (void)snprintf(expected, sizeof expected, "expected at most %d characters",
                       column->longest);
    else if (column->kind == CELL_WORD)
        (void)list_words(words, expected, sizeof expected);
    else
        (void)snprintf(expected, sizeof expected, "expected %s", rules[column->kind].expected);
    (void)snprintf(message, CELL_MESSAGE_ROOM, "\"%s\" %s, %s%s%s%s", shown,
                   wrong[0] ? wrong : "does not fit", expected, near ? " (did you mean \"" : "",
                   near ? near : "", near ? "\"?)" : "");
}

bool cell_check(const struct column *column, struct slice cell, char message[CELL_MESSAGE_ROOM])
{
    const char *wrong = rules[column->kind].check(column, cell);

    if (wrong)
        describe(column, cell, wrong, message);
    return !wrong;
}
