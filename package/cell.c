#include "package/cell.h"

#include "base/date.h"
#include "base/utf8.h"
#include "package/codes.h"
#include "stats/decimal.h"
#include "stats/period.h"

enum { SHOWN = 60 };

static const char too_long[] = "is too long";

/* One kind of cell: its check, and what is said to be expected. Where a check can tell more it
 * returns its own sentence, else an empty one; NULL: all is well. */
struct cell_rule {
    const char *(*check)(const struct column *column, struct slice cell);
    const char *expected;
    const char *pattern;
};

static bool is_lower(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static const char *check_name(const struct column *column, struct slice cell)
{
    (void)column;
    if (cell.size > 120)
        return "is longer than 120 characters";
    if (!is_lower(cell.data[0]))
        return "";
    for (size_t i = 1; i < cell.size; i++)
        if (!is_lower(cell.data[i]) && cell.data[i] != '.' && cell.data[i] != '-')
            return "";
    return NULL;
}

static const char *check_id(const struct column *column, struct slice cell)
{
    static const char *const suffixes[] = {".json", ".csv", ".ndjson", ".txt"};
    const char *wrong = check_name(column, cell);

    for (size_t i = 0; !wrong && i < sizeof suffixes / sizeof suffixes[0]; i++)
        if (slice_ends(cell, suffixes[i]))
            return "ends like the name of a format";
    return wrong;
}

static bool is_listed_before(struct slice list, struct slice id)
{
    struct slice part;

    while (slice_cut(&list, ' ', &part) && part.data != id.data)
        if (slice_equal(part, id))
            return true;
    return false;
}

static const char *check_ids(const struct column *column, struct slice cell)
{
    struct slice rest = cell, id;

    if (cell.size > (size_t)column->longest)
        return too_long;
    while (slice_cut(&rest, ' ', &id)) {
        const char *wrong = id.size ? check_id(column, id) : "";
        if (wrong)
            return wrong;
        if (is_listed_before(cell, id))
            return "names an id twice";
    }
    return NULL;
}

static size_t characters(struct slice text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.size; i++)
        count += ((unsigned char)text.data[i] & 0xC0) != 0x80;
    return count;
}

/* U+0080 to U+009F are controls too. The reader let no others in but line breaks. */
static bool has_control(struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];

        if (byte < 0x20 || byte == 0x7F)
            return true;
        if (byte == 0xC2 && i + 1 < text.size && (unsigned char)text.data[i + 1] < 0xA0)
            return true;
    }
    return false;
}

static const char *check_text(const struct column *column, struct slice cell)
{
    if (cell.data[0] == ' ' || cell.data[cell.size - 1] == ' ')
        return "begins or ends with a blank";
    if (has_control(cell))
        return "holds a line break or another control character";
    if (cell.size > (size_t)column->longest && characters(cell) > (size_t)column->longest)
        return too_long;
    return NULL;
}

static const char *check_date(const struct column *column, struct slice cell)
{
    struct date date;

    (void)column;
    return date_parse(cell, &date) ? NULL : "";
}

static const char *check_month_day(const struct column *column, struct slice cell)
{
    struct month_day day;

    (void)column;
    return month_day_parse(cell, &day) ? NULL : "";
}

static const char *check_number(const struct column *column, struct slice cell)
{
    struct decimal number;
    size_t digits = 0, other = 0;

    (void)column;
    if (decimal_parse(cell, &number))
        return NULL;
    for (size_t i = 0; i < cell.size; i++)
        if (cell.data[i] >= '0' && cell.data[i] <= '9')
            digits++;
        else
            other++;
    return digits > DECIMAL_PRINTED_DIGITS && other <= 2 ? "has more than 18 digits" : "";
}

static const char *check_word(const struct column *column, struct slice cell)
{
    return words_find(column->words, cell) >= 0 ? NULL : "is unknown";
}

static const char *check_url(const struct column *column, struct slice cell)
{
    size_t scheme = slice_starts(cell, "https://") ? 8 : slice_starts(cell, "http://") ? 7 : 0;

    if (!scheme || cell.size == scheme || strchr("/?#:", cell.data[scheme]))
        return "";
    for (size_t i = 0; i < cell.size; i++)
        if (strchr(" \"<>\\^`{|}", cell.data[i]))
            return "holds a character that no URL may hold unescaped";
    return check_text(column, cell);
}

/* The shape only: a language of two to eight letters, then subtags. */
static const char *check_language(const struct column *column, struct slice cell)
{
    struct slice rest = cell, part;

    for (bool first = true; slice_cut(&rest, '-', &part); first = false) {
        if (part.size < (first ? 2u : 1u) || part.size > 8)
            return "";
        for (size_t i = 0; i < part.size; i++)
            if (!is_letter(part.data[i]) && (first || part.data[i] < '0' || part.data[i] > '9'))
                return "";
    }
    return cell.size <= (size_t)column->longest ? NULL : too_long;
}

static const char *check_geography(const struct column *column, struct slice cell)
{
    (void)column;
    return slice_is(cell, "WLD") || code_is_country(cell) ? NULL : "";
}

static const char *check_unit(const struct column *column, struct slice cell)
{
    (void)column;
    return words_find(&units, cell) >= 0 || code_is_currency(cell) ? NULL : "";
}

#define ID_PATTERN "[a-z0-9][a-z0-9.\\-]{0,119}"

static const struct cell_rule rules[] = {
    [CELL_ID] = {check_id, "lower-case letters, digits, dots and hyphens, at most 120", ID_PATTERN},
    [CELL_IDS] = {check_ids, "ids separated by single spaces", ID_PATTERN "( " ID_PATTERN ")*"},
    [CELL_NAME] = {check_name, "lower-case letters, digits, dots and hyphens", ID_PATTERN},
    [CELL_TEXT] = {check_text, "one line of text without blanks at its ends", NULL},
    [CELL_DATE] = {check_date, "a day such as 2021-07-20", NULL},
    [CELL_MONTH_DAY] = {check_month_day, "month and day such as 07-01, not 02-29",
                        "(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"},
    [CELL_NUMBER] = {check_number, "at most 18 digits with a point, such as -1.440",
                     "-?[0-9]+(\\.[0-9]+)?"},
    [CELL_WORD] = {check_word, NULL, NULL},
    [CELL_URL] = {check_url, "an absolute http or https URL without blanks", "https?://[^ ]+"},
    [CELL_LANGUAGE] = {check_language, "a BCP 47 tag such as en or ur-PK",
                       "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*"},
    [CELL_GEOGRAPHY] = {check_geography, "an ISO 3166-1 alpha-2 code such as PK, or WLD",
                        "[A-Z]{2}|WLD"},
    [CELL_UNIT] = {check_unit,
                   "an ISO 4217 code such as USD, or count, percent, rank, ratio, years",
                   "[A-Z]{3}|count|percent|rank|ratio|years"},
};

const char *cell_pattern(enum cell_kind kind)
{
    return rules[kind].pattern;
}

static const struct words *vocabulary(const struct column *column)
{
    return column->kind == CELL_UNIT ? &units : column->words;
}

/* "expected one of a, b, c": an empty word is the empty cell. */
static size_t list_words(const struct words *words, char *out, size_t room)
{
    size_t size = 0;

    for (int i = 0; i < words->count && size < room; i++)
        if (words->items[i][0])
            size += (size_t)snprintf(out + size, room - size, "%s%s",
                                     size ? ", " : "expected one of ", words->items[i]);
    return size;
}

static void describe(const struct column *column, struct slice cell, const char *wrong,
                     char message[CELL_MESSAGE_ROOM])
{
    size_t shown = utf8_cut(cell, cell.size < SHOWN ? cell.size : SHOWN);
    char expected[200];
    const struct words *words = vocabulary(column);
    const char *near = words ? words_near(words, cell) : NULL;

    if (wrong == too_long)
        (void)snprintf(expected, sizeof expected, "expected at most %d characters",
                       column->longest);
    else if (column->kind == CELL_WORD)
        (void)list_words(words, expected, sizeof expected);
    else
        (void)snprintf(expected, sizeof expected, "expected %s", rules[column->kind].expected);
    (void)snprintf(message, CELL_MESSAGE_ROOM, "\"%.*s%s\" %s, %s%s%s%s", (int)shown, cell.data,
                   shown < cell.size ? "…" : "", wrong[0] ? wrong : "does not fit", expected,
                   near ? " (did you mean \"" : "", near ? near : "", near ? "\"?)" : "");
}

bool cell_check(const struct column *column, struct slice cell, char message[CELL_MESSAGE_ROOM])
{
    const char *wrong = rules[column->kind].check(column, cell);

    if (wrong)
        describe(column, cell, wrong, message);
    return !wrong;
}
