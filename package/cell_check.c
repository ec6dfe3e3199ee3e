#include "base/date.h"
#include "package/cell_internal.h"
#include "package/codes.h"
#include "package/text.h"
#include "stats/decimal.h"
#include "stats/period.h"

const char cell_too_long[] = "is too long", cell_forbidden[] = "is forbidden";

static bool is_lower(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

const char *cell_check_name(const struct column *column, struct slice cell)
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

const char *cell_check_id(const struct column *column, struct slice cell)
{
    static const char *const suffixes[] = {".json", ".csv", ".ndjson", ".txt"};
    const char *wrong = cell_check_name(column, cell);

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

const char *cell_check_ids(const struct column *column, struct slice cell)
{
    struct slice rest = cell, id;

    if (cell.size > (size_t)column->longest)
        return cell_too_long;
    while (slice_cut(&rest, ' ', &id)) {
        const char *wrong = id.size ? cell_check_id(column, id) : "";
        if (wrong)
            return wrong;
        if (is_listed_before(cell, id))
            return "names an id twice";
    }
    return NULL;
}

const char *cell_check_text(const struct column *column, struct slice cell)
{
    static const char *const wrong[] = {
        [TEXT_FINE] = NULL,
        [TEXT_FORBIDDEN] = cell_forbidden,
        [TEXT_UNSEEN] = "holds nothing that can be seen",
        [TEXT_BLANK_END] = "begins or ends with a blank",
        [TEXT_LONG] = cell_too_long,
    };
    uint32_t code;

    return wrong[text_check(cell, column->longest, &code)];
}

const char *cell_check_date(const struct column *column, struct slice cell)
{
    struct date date;

    (void)column;
    return date_parse(cell, &date) ? NULL : "";
}

const char *cell_check_month_day(const struct column *column, struct slice cell)
{
    struct month_day day;

    (void)column;
    return month_day_parse(cell, &day) ? NULL : "";
}

const char *cell_check_number(const struct column *column, struct slice cell)
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

const char *cell_check_word(const struct column *column, struct slice cell)
{
    return words_find(column->words, cell) >= 0 ? NULL : "is unknown";
}

const char *cell_check_url(const struct column *column, struct slice cell)
{
    size_t scheme = slice_starts(cell, "https://") ? 8 : slice_starts(cell, "http://") ? 7 : 0;

    if (!scheme || cell.size == scheme || strchr("/?#:", cell.data[scheme]))
        return "";
    for (size_t i = 0; i < cell.size; i++)
        if (strchr(" \"<>\\^`{|}", cell.data[i]))
            return "holds a character that no URL may hold unescaped";
    return cell_check_text(column, cell);
}

/* The shape only: a language of two to eight letters, then subtags. */
const char *cell_check_language(const struct column *column, struct slice cell)
{
    struct slice rest = cell, part;

    for (bool first = true; slice_cut(&rest, '-', &part); first = false) {
        if (part.size < (first ? 2u : 1u) || part.size > 8)
            return "";
        for (size_t i = 0; i < part.size; i++)
            if (!is_letter(part.data[i]) && (first || part.data[i] < '0' || part.data[i] > '9'))
                return "";
    }
    return cell.size <= (size_t)column->longest ? NULL : cell_too_long;
}

const char *cell_check_geography(const struct column *column, struct slice cell)
{
    (void)column;
    return slice_is(cell, "WLD") || code_is_country(cell) ? NULL : "";
}

const char *cell_check_unit(const struct column *column, struct slice cell)
{
    (void)column;
    return words_find(&units, cell) >= 0 || code_is_currency(cell) ? NULL : "";
}
