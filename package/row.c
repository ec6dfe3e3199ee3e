#include "package/row.h"

#include "stats/period_step.h"

static const char *const place_names[ROW_PLACES] = {
    [PLACE_START] = "period_start",
    [PLACE_END] = "period_end",
    [PLACE_SCALE] = "scale",
    [PLACE_RANK] = "rank",
    [PLACE_RANK_REASON] = "rank_reason",
    [PLACE_BASE_START] = "base_start",
    [PLACE_BASE_END] = "base_end",
};

void row_init(struct row *row, const struct table *table)
{
    *row = (struct row){.table = table};
    for (int i = 0; i < ROW_PLACES; i++)
        row->places[i] = table_column(table, slice_of(place_names[i]));
}

static struct slice cell(const struct row *row, enum row_place place)
{
    return row->places[place] < 0 ? (struct slice){0} : row->cells[row->places[place]];
}

static bool given(const struct row *row, enum row_place place)
{
    return cell(row, place).size > 0;
}

static bool is_growth(const struct row *row)
{
    return row->table->number == FILE_GROWTH_RATES;
}

/* ISO days of one length compare as text. */
static bool is_before(const struct row *row, enum row_place a, enum row_place b)
{
    return given(row, a) && given(row, b) && slice_compare(cell(row, a), cell(row, b)) < 0;
}

static bool start_without_end(const struct row *row)
{
    return given(row, PLACE_START) && !given(row, PLACE_END);
}

static bool end_before_start(const struct row *row)
{
    return is_before(row, PLACE_END, PLACE_START);
}

static bool reason_missing(const struct row *row)
{
    return given(row, PLACE_RANK) && !slice_is(cell(row, PLACE_RANK), "normal") &&
           !given(row, PLACE_RANK_REASON);
}

static bool reason_superfluous(const struct row *row)
{
    return slice_is(cell(row, PLACE_RANK), "normal") && given(row, PLACE_RANK_REASON);
}

static bool growth_without_period(const struct row *row)
{
    return is_growth(row) && !given(row, PLACE_START);
}

static bool growth_with_scale(const struct row *row)
{
    return is_growth(row) && given(row, PLACE_SCALE);
}

static bool base_without_start(const struct row *row)
{
    return given(row, PLACE_BASE_END) && !given(row, PLACE_BASE_START);
}

static bool base_without_end(const struct row *row)
{
    return given(row, PLACE_BASE_START) && !given(row, PLACE_BASE_END);
}

static bool base_end_before_start(const struct row *row)
{
    return is_before(row, PLACE_BASE_END, PLACE_BASE_START);
}

static bool is_moved(struct period it, struct period other, int months)
{
    return date_compare(date_add_months(it.start, months), other.start) == 0 &&
           date_compare(date_add_months(it.end, months), other.end) == 0;
}

/* Both have as many months; else they are the same days so many months apart, seen from the one or
 * from the other, where a month end stays a month end. */
static bool base_of_other_length(const struct row *row)
{
    struct date start, end, base_start, base_end;

    if (!date_parse(cell(row, PLACE_START), &start) || !date_parse(cell(row, PLACE_END), &end) ||
        !date_parse(cell(row, PLACE_BASE_START), &base_start) ||
        !date_parse(cell(row, PLACE_BASE_END), &base_end) || end_before_start(row) ||
        base_end_before_start(row))
        return false;
    struct period over = {start, end}, under = {base_start, base_end};
    if (period_length(over) && period_length(over) == period_length(under))
        return false;
    int months = (start.year - base_start.year) * 12 + start.month - base_start.month;

    return !is_moved(under, over, months) && !is_moved(over, under, -months);
}

static const struct row_rule {
    bool (*is_broken)(const struct row *row);
    enum row_place blamed;
    const char *message;
} rules[] = {
    {start_without_end, PLACE_END, "is empty, expected the end of the period that starts"},
    {end_before_start, PLACE_END, "lies before period_start, expected the same or a later day"},
    {reason_missing, PLACE_RANK_REASON,
     "is empty, expected the reason for a rank other than normal"},
    {reason_superfluous, PLACE_RANK_REASON, "is given, expected none for the rank normal"},
    {growth_without_period, PLACE_START,
     "is empty, expected the period that the growth rate is of"},
    {growth_with_scale, PLACE_SCALE, "is given, expected none: a growth rate is a percentage"},
    {base_without_start, PLACE_BASE_START, "is empty, expected both ends of the base or none"},
    {base_without_end, PLACE_BASE_END, "is empty, expected both ends of the base or none"},
    {base_end_before_start, PLACE_BASE_END,
     "lies before base_start, expected the same or a later day"},
    {base_of_other_length, PLACE_BASE_END,
     "makes the base another length than the period, expected as many months"},
};

bool row_fault(const struct row *row, int *rule, const char **column,
               char message[CELL_MESSAGE_ROOM])
{
    for (; *rule < (int)(sizeof rules / sizeof rules[0]); ++*rule) {
        const struct row_rule *it = &rules[*rule];
        int place = row->places[it->blamed];

        if (place < 0 || row->faulty >> place & 1 || !it->is_broken(row))
            continue;
        *column = place_names[it->blamed];
        (void)snprintf(message, CELL_MESSAGE_ROOM, "%s", it->message);
        ++*rule;
        return true;
    }
    return false;
}
